"""Sections: headings with what stands under them, and the headings above each."""

from __future__ import annotations

import re

from kg.model.fold import fold_pieces
from kg.model.text import BlockKind, Document, EmbeddedDocument, Section, Span

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,3})*|[A-Z](?=[.)]))[.)]?\s+")


def find_sections(document: Document, embedded: tuple[EmbeddedDocument, ...]) -> tuple[Section, ...]:
    """The sections of each embedded document in reading order; `span` reaches to the next heading as high."""
    found: list[Section] = []
    for index, one in enumerate(embedded):
        heads = [
            block
            for block in document.blocks
            if block.kind is BlockKind.HEADING and one.span.start <= block.pieces[0].start < one.span.end
        ]
        stack: list[tuple[int, str]] = []
        for place, block in enumerate(heads):
            title = fold_pieces(document.text, block.pieces).text
            level = block.level or 1
            while stack and stack[-1][0] >= level:
                stack.pop()
            end = next(
                (b.pieces[0].start for b in heads[place + 1 :] if (b.level or 1) <= level), one.span.end
            )
            number = block.marker.strip("().")
            found.append(
                Section(
                    embedded=index,
                    title=title,
                    level=len(stack) + 1,
                    span=Span(block.pieces[0].start, end),
                    path=tuple(words for _, words in stack),
                    number=number,
                )
            )
            stack.append((level, title))
    return tuple(found)
