"""Isolate: run jobs on untrusted bytes in processes of their own, which may die without harm to anything else."""

from __future__ import annotations

from kg.isolate.pool import Allowance, IsolatedExecutor, cores

__all__ = ["Allowance", "IsolatedExecutor", "cores"]
