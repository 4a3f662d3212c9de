"""Columns that no line draws: tables ruled between their rows only, their columns told by the gaps of words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.read.pdf_drawn import Rule
from kg.read.pdf_words import Word

_MARKS = re.compile(r"\W+|\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)]|o")
_ALIGNED = 4.0  # points by which the ends of rules of one table may differ


def ladders(rules: Sequence[Rule]) -> list[tuple[float, float, list[float]]]:
    """Level rules of one width above each other, three at least: left end, right end, heights."""
    joined: list[Rule] = []
    for rule in sorted((rule for rule in rules if rule.level), key=lambda rule: (rule.y0, rule.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(rule.y0 - last.y0) < 1.0 and rule.x0 <= last.x1 + _ALIGNED:
            joined[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), last.y0)
        else:
            joined.append(rule)
    found: list[tuple[float, float, list[float]]] = []
    for rule in joined:
        for left, right, heights in found:
            if abs(rule.x0 - left) < _ALIGNED and abs(rule.x1 - right) < _ALIGNED:
                if rule.y0 - heights[-1] > _ALIGNED:
                    heights.append(rule.y0)
                break
        else:
            found.append((rule.x0, rule.x1, [rule.y0]))
    return [ladder for ladder in found if len(ladder[2]) >= 3 and ladder[1] - ladder[0] > 150.0]


def column_edges(words: Sequence[Word], left: float, right: float) -> tuple[float, ...]:
    """The edges of columns between `left` and `right`: the middles of strips that no word touches.

    A strip after nothing but list marks is the indent of a list and divides nothing.
    """
    edges = [left]
    reach = left
    held: list[Word] = []
    for word in sorted(words, key=lambda word: word.x0):
        if held and word.x0 - reach > max(6.0, 0.7 * word.size) and not _are_marks(held):
            edges.append((reach + word.x0) / 2)
            held = []
        reach = max(reach, word.x1)
        held.append(word)
    return (*edges, right)


def _are_marks(words: Sequence[Word]) -> bool:
    return all(_MARKS.fullmatch(word.text) for word in words)
