"""Match: which record is which gold item, by their words and their lines, one to one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.evaluate.gold import Item
from kg.model.keys import match_form

Record = Mapping[str, Any]
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = 3  # lines
COPY = "copy"  # marks a record that stands in another printing of the same document
_SAME = 0.9  # how alike the words of a copy must be, since its lines cannot tell


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs by index, and what stayed alone."""

    pairs: tuple[tuple[int, int], ...]  # (index of the item, index of the record)
    missed: tuple[int, ...]
    false: tuple[int, ...]


def likeness(one: str, other: str) -> float:
    """Dice's coefficient over the words of two texts, each word as often as it occurs."""
    a, b = _words(one), _words(other)
    both = sum(min(n, b[word]) for word, n in a.items())
    whole = sum(a.values()) + sum(b.values())
    return 2 * both / whole if whole else 0.0


@cache
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(match_form(text)))


def places(record: Record, source: str) -> tuple[tuple[int, int], ...]:
    """The lines of `source` at which `record` stands: its own and those of its other printings."""
    spots = [record, *(record.get("occurrences") or ())]
    return tuple(
        (int(spot["line_start"]), int(spot["line_end"]))
        for spot in spots
        if spot.get("source") == source and spot.get("line_start") is not None
    )


def in_source(records: Iterable[Record], source: str) -> list[Record]:
    """The records that stand in `source`, by their own place or another printing, sorted."""
    found = [
        r
        for r in records
        if r.get("source") == source or places(r, source) or source in (r.get("sources") or ())
    ]
    return sorted(found, key=lambda r: (r.get("line_start") or 0, str(r.get("id"))))


def near(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    """1 where two sets of lines meet, less where they are a few lines apart, else 0."""
    gaps = [max(a - d, c - b, 0) for a, b in one for c, d in other]
    gap = min(gaps, default=_NEAR + 1)
    return max(0.0, 1 - gap / (_NEAR + 1))


def match(items: Sequence[Item], records: Sequence[Record], *, least: float = 0.5) -> Matches:
    """Pair items with records whose lines meet (or nearly) and whose words agree by `least` or more.

    Greedy from the best pair down; words count for most, lines decide between equals.
    """
    scored = []
    for i, item in enumerate(items):
        for r, record in enumerate(records):
            copy = bool(record.get(COPY))
            nearness = near(item.lines, places(record, item.source)) if item.lines and not copy else 1.0
            if nearness <= 0:
                continue
            words = likeness(item.text, str(record.get("text") or record.get("quote") or ""))
            if words >= (_SAME if copy else least):
                scored.append((copy, -words, -nearness, i, r))
    pairs: list[tuple[int, int]] = []
    left = set(range(len(items)))
    free = set(range(len(records)))
    for _, _, _, i, r in sorted(scored):
        if i in left and r in free:
            pairs.append((i, r))
            left.remove(i)
            free.remove(r)
    return Matches(tuple(sorted(pairs)), tuple(sorted(left)), tuple(sorted(free)))
