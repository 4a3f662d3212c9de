"""Passages: every block that holds words of the authors, in its place."""

from __future__ import annotations

from bisect import bisect_right

from kg.model.fold import fold_pieces
from kg.model.text import Block, BlockKind, Document, EmbeddedDocument, Folded, Passage, Section

_LEFT_OUT = (BlockKind.FURNITURE, BlockKind.CONTENTS)
_BAR = " | "


def find_passages(
    document: Document, embedded: tuple[EmbeddedDocument, ...], sections: tuple[Section, ...]
) -> tuple[Passage, ...]:
    """The blocks of `document` but for furniture and contents lists, each with its words folded, in reading order."""
    document_starts = [one.span.start for one in embedded]
    section_starts = [one.span.start for one in sections]
    passages: list[Passage] = []
    for block in document.blocks:
        if block.kind in _LEFT_OUT:
            continue
        start = block.pieces[0].start
        words, cells = _words(document.text, block)
        if not words.text:
            continue
        page = document.page(start)
        inside = max(bisect_right(document_starts, start) - 1, 0)
        section = bisect_right(section_starts, start) - 1
        known = section >= 0 and sections[section].embedded == inside
        passages.append(
            Passage(
                index=len(passages),
                block=block,
                words=words,
                cells=cells,
                embedded=inside,
                section=section if known else None,
                page=page.number if page else None,
                page_label=page.label if page else None,
            )
        )
    return tuple(passages)


def _words(text: str, block: Block) -> tuple[Folded, tuple[Folded, ...]]:
    """The folded words of `block`; of a table row those of its cells joined by bars, and the cells by column."""
    if block.kind is not BlockKind.TABLE_ROW or not block.cells:
        return fold_pieces(text, block.pieces), ()
    width = max(cell.column for cell in block.cells) + 1
    cells = [Folded("", (0,))] * width
    for cell in block.cells:
        cells[cell.column] = fold_pieces(text, cell.pieces)
    own = [cells[cell.column] for cell in block.cells if cell.pieces and not cell.carried]
    parts: list[str] = []
    offsets: list[int] = []
    end = 0
    for folded in own:
        if not folded.text:
            continue
        if parts:
            parts.append(_BAR)
            offsets.extend([end] * len(_BAR))
        parts.append(folded.text)
        offsets.extend(folded.offsets[:-1])
        end = folded.offsets[-1]
    offsets.append(end)
    return Folded("".join(parts), tuple(offsets)), tuple(cells)
