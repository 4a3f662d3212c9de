"""Like recommendations of different reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.entity import Recommendation, Repeat


def find_repeats(recommendations: Sequence[Recommendation]) -> Mapping[str, tuple[Repeat, ...]]:
    """For each recommendation the like ones of other reviews."""
    return {}
