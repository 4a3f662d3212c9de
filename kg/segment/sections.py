"""Sections: headings with what stands under them, and the headings above each."""

from __future__ import annotations

from kg.model.text import EmbeddedDocument, Section, Span
from kg.segment.leaves import Leaf


def find_sections(leaves: tuple[Leaf, ...], embedded: tuple[EmbeddedDocument, ...]) -> tuple[Section, ...]:
    """The sections of each embedded document in reading order; `span` reaches to the next heading as high."""
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


def _sections(index: int, heads: list[Leaf], end: int) -> list[Section]:
    """The sections of one document: levels closed up, so that no level is skipped."""
    ends = _ends([(head.start, head.block.level or 1) for head in heads], end)
    stack: list[tuple[int, str]] = []
    found = []
    for head, stop in zip(heads, ends, strict=True):
        level = head.block.level or 1
        while stack and stack[-1][0] >= level:
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
        stack.append((level, head.text))
    return found


def _ends(heads: list[tuple[int, int]], end: int) -> list[int]:
    """For each (start, level) where the next heading of the same or a higher rank starts, else `end`."""
    ends = [end] * len(heads)
    open_heads: list[int] = []
    for place, (start, level) in enumerate(heads):
        while open_heads and heads[open_heads[-1]][1] >= level:
            ends[open_heads.pop()] = start
        open_heads.append(place)
    return ends
