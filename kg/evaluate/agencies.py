"""Agencies: do names that a person put together stand together, and no others (pairwise F1 over aliases)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from kg.evaluate.figures import Unit
from kg.evaluate.gold import Gold, Item
from kg.evaluate.match import Record
from kg.model.keys import match_form

_SHORT = re.compile(r"\s*\([^()]*\)$")
LEVELS = ("agency", "board", None)  # None: the file does not tell levels apart


def agency_units(records: Sequence[Record], gold: Gold) -> list[Unit]:
    """A unit for each gold body: pairs of its names together in one record, pairs parted, pairs wrongly joined.

    Names that a person marked as ambiguous, and names that are in no gold list, are left out.
    """
    where: dict[str, set[int]] = {}
    for index, record in enumerate(records):
        for name in (record.get("name"), *(record.get("aliases") or ())):
            where.setdefault(_form(str(name)), set()).add(index)
    units: list[Unit] = []
    for source in gold.sources:
        units += _units([i for i in gold.of("agency", source) if i.noted.get("level") in LEVELS], where)
    return units


def _units(items: Sequence[Item], where: dict[str, set[int]]) -> list[Unit]:
    names = [_names(item) for item in items]
    units = []
    for index, own in enumerate(names):
        pairs = list(combinations(sorted(own), 2))
        together = sum(bool(where.get(a, set()) & where.get(b, set())) for a, b in pairs)
        others = {name for at, group in enumerate(names) if at > index for name in group} - own
        wrong = sum(bool(where.get(a, set()) & where.get(b, set())) for a in own for b in others)
        units.append(Unit(together, wrong, len(pairs) - together))
    return units


def _names(item: Item) -> set[str]:
    """The names of a body as printed; what a person called it otherwise does not count."""
    vague = {_form(name) for name in item.noted.get("ambiguous_aliases") or ()}
    return {_form(name) for name in item.noted.get("aliases") or (item.text,)} - vague


def _form(name: str) -> str:
    """A name for comparing, without a short form in brackets after it: "Learning Group (LG)"."""
    return _SHORT.sub("", match_form(name))
