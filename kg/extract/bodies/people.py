"""Names that are never asked to act, or that judge rather than answer: reviewers and inspectorates."""

from __future__ import annotations

from functools import cache

from kg.model.names import name_key
from kg.seed import read_seed


@cache
def reviewers() -> frozenset[str]:
    """Names of those who write reviews: they are asked nothing."""
    return frozenset(
        name_key(variant)
        for role in read_seed().roles
        if role.type == "reviewer"
        for variant in role.variants
    )


@cache
def inspectorates() -> frozenset[str]:
    """Names of those who inspect."""
    bodies = (body for body in read_seed().bodies if body.type == "inspectorate")
    return frozenset(name_key(name) for body in bodies for name in (body.name, *body.short_names))
