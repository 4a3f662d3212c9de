"""Figures: precision, recall and F1 from units, each with an interval by bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

_SEED = 20201203  # fixed: the same records give the same interval
_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Unit:
    """What is drawn again in the bootstrap: right, false and missed of one item (fractions for characters)."""

    right: float = 0.0
    false: float = 0.0
    missed: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the report: a measure of `name`, with its interval, a baseline and people's own agreement."""

    name: str
    measure: str  # "F1" or "share"
    value: float | None
    low: float | None = None
    high: float | None = None
    precision: float | None = None
    recall: float | None = None
    support: int = 0
    baseline: float | None = None
    human: float | None = None


def f1_of(units: Sequence[Unit]) -> tuple[float, float, float]:
    """Precision, recall and F1 of `units`; 1 where there was nothing to find and nothing was found."""
    right = sum(unit.right for unit in units)
    false = sum(unit.false for unit in units)
    missed = sum(unit.missed for unit in units)
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    both = 2 * right + false + missed
    return precision, recall, 2 * right / both if both else 1.0


def f1_figure(
    name: str, units: Sequence[Unit], *, baseline: float | None = None, human: float | None = None
) -> Figure:
    """F1 with its 95 % interval; items and false finds are drawn together."""
    if not units:
        return Figure(name, "F1", None)
    precision, recall, f1 = f1_of(units)
    low, high = _interval(units, share=False)
    support = round(sum(unit.right + unit.missed for unit in units))
    return Figure(name, "F1", f1, low, high, precision, recall, support, baseline, human)


def share_figure(name: str, right: Sequence[bool], *, baseline: float | None = None) -> Figure:
    """The share of `right` that is true, with its 95 % interval."""
    if not right:
        return Figure(name, "share", None)
    units = [Unit(right=float(one), missed=float(not one)) for one in right]
    low, high = _interval(units, share=True)
    return Figure(name, "share", sum(right) / len(right), low, high, support=len(right), baseline=baseline)


def weighed_figure(name: str, units: Sequence[Unit], *, baseline: float | None = None) -> Figure:
    """The share right / (right + missed) of weighed units, for characters."""
    whole = sum(unit.right + unit.missed for unit in units)
    if not whole:
        return Figure(name, "share", None)
    low, high = _interval(units, share=True)
    return Figure(
        name, "share", sum(u.right for u in units) / whole, low, high, support=round(whole), baseline=baseline
    )


def _interval(units: Sequence[Unit], *, share: bool) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles over resamples of `units` (Efron's percentile bootstrap)."""
    draw = Random(_SEED)
    values = []
    for _ in range(_ROUNDS):
        sample = draw.choices(units, k=len(units))
        right = sum(unit.right for unit in sample)
        missed = sum(unit.missed for unit in sample)
        whole = right + missed if share else 2 * right + missed + sum(unit.false for unit in sample)
        values.append((right if share else 2 * right) / whole if whole else 1.0)
    values.sort()
    return values[int(_ROUNDS * 0.025)], values[int(_ROUNDS * 0.975) - 1]
