"""Sections: headings with what stands under them, and the headings above each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.text import EmbeddedDocument, Section, Span
from kg.segment.leaves import Leaf

_LABEL = re.compile(
    r"(?i)([a-z][a-z ]{2,30}?)\s+(?:no\.?\s*)?(?:\d{1,2}|[a-z]|[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_PARTS = re.compile(r"\d{1,2}(?:\.\d{1,3})*")


def find_sections(leaves: tuple[Leaf, ...], embedded: tuple[EmbeddedDocument, ...]) -> tuple[Section, ...]:
    """The sections of each embedded document in reading order; `span` reaches to the next heading as high.

    Headings of one series ("Recommendation 3", "4.1") have the rank of the first of them, however each is set.
    """
    found: list[Section] = []
    heads = [leaf for leaf in leaves if leaf.is_heading and leaf.text]
    at = 0
    for index, one in enumerate(embedded):
        inside = []
        while at < len(heads) and heads[at].start < one.span.end:
            inside.append(heads[at])
            at += 1
        found.extend(_sections(index, inside, one.span.end))
    return tuple(found)


def _ranks(heads: Sequence[Leaf]) -> list[int]:
    """The rank of each heading: its level, or that of the first of its series."""
    first: dict[str, int] = {}
    ranks = []
    for head in heads:
        level = head.block.level or 1
        series = _series(head)
        ranks.append(first.setdefault(series, level) if series else level)
    return ranks


def _series(head: Leaf) -> str:
    """What the headings of one series share: the word before their number, or how many parts it has."""
    label = _LABEL.match(head.text)
    if label and len(head.text) < 60:
        return label[1].lower()
    number = _PARTS.fullmatch(head.block.marker.strip("()[]. "))
    return f"#{number[0].count('.')}" if number else ""


def _sections(index: int, heads: list[Leaf], end: int) -> list[Section]:
    """The sections of one document: levels closed up, so that no level is skipped."""
    ranks = _ranks(heads)
    ends = _ends([head.start for head in heads], ranks, end)
    stack: list[tuple[int, str]] = []
    found = []
    for head, rank, stop in zip(heads, ranks, ends, strict=True):
        while stack and stack[-1][0] >= rank:
            stack.pop()
        found.append(
            Section(
                embedded=index,
                title=head.text,
                level=len(stack) + 1,
                span=Span(head.start, max(stop, head.start)),
                path=tuple(words for _, words in stack),
                number=head.block.marker.strip("(). "),
            )
        )
        stack.append((rank, head.text))
    return found


def _ends(starts: list[int], ranks: list[int], end: int) -> list[int]:
    """For each heading where the next one of the same or a higher rank starts, else `end`."""
    ends = [end] * len(starts)
    waiting: list[int] = []
    for place, (start, rank) in enumerate(zip(starts, ranks, strict=True)):
        while waiting and ranks[waiting[-1]] >= rank:
            ends[waiting.pop()] = start
        waiting.append(place)
    return ends
