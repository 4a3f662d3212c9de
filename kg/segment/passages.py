"""Passages: every block that holds words of the authors, in its place."""

from __future__ import annotations

from bisect import bisect_right

from kg.model.text import BlockKind, Document, EmbeddedDocument, Passage, Section
from kg.segment.leaves import Leaf

_LEFT_OUT = (BlockKind.FURNITURE, BlockKind.CONTENTS)


def find_passages(
    document: Document,
    leaves: tuple[Leaf, ...],
    embedded: tuple[EmbeddedDocument, ...],
    sections: tuple[Section, ...],
) -> tuple[Passage, ...]:
    """The blocks of `document` but for furniture and contents lists, in reading order."""
    document_starts = [one.span.start for one in embedded]
    section_starts = [one.span.start for one in sections]
    passages: list[Passage] = []
    for leaf in leaves:
        if leaf.block.kind in _LEFT_OUT or not leaf.text:
            continue
        page = document.page(leaf.start)
        inside = max(bisect_right(document_starts, leaf.start) - 1, 0)
        section = bisect_right(section_starts, leaf.start) - 1
        known = section >= 0 and sections[section].embedded == inside
        passages.append(
            Passage(
                index=len(passages),
                block=leaf.block,
                words=leaf.words,
                cells=leaf.cells,
                embedded=inside,
                section=section if known else None,
                page=page.number if page else None,
                page_label=page.label if page else None,
            )
        )
    return tuple(passages)
