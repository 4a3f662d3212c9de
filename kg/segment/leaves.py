"""Leaves: the blocks of a document with their folded words, and which of them open a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.fold import fold_pieces
from kg.model.text import Block, BlockKind, Document, Folded

_BAR = " | "
_NOTHING = Folded("", (0,))
_WIDE_GAP = 4  # line ends between two blocks: three blank lines, where a page or a picture was


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block, its folded words (cells of a row joined by bars), its cells, and whether it opens a page."""

    block: Block
    words: Folded
    cells: tuple[Folded, ...] = ()
    top: bool = False

    @property
    def text(self) -> str:
        """The folded words."""
        return self.words.text

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.block.pieces[0].start

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.block.kind is BlockKind.HEADING


def find_leaves(document: Document) -> tuple[Leaf, ...]:
    """The blocks of `document` in reading order, furniture and contents lists among them."""
    tops = _tops(document)
    return tuple(
        Leaf(block, *_words(document.text, block), top)
        for block, top in zip(document.blocks, tops, strict=True)
    )


def _tops(document: Document) -> Iterator[bool]:
    """For each block whether it is the first of a page that is not furniture."""
    opened, end, page = True, 0, 0
    for block in document.blocks:
        start = block.pieces[0].start
        if document.pages:
            here = document.page(start)
            number = here.number if here else 0
            opened, page = opened or number != page, number
        else:
            opened = opened or _parted(document.text[end:start])
        end = block.pieces[-1].end
        if block.kind is BlockKind.FURNITURE:
            opened = opened or not document.pages
            yield False
            continue
        yield opened
        opened = False


def _parted(gap: str) -> bool:
    return gap.count("\n") >= _WIDE_GAP or "---" in gap or "\f" in gap


def _words(text: str, block: Block) -> tuple[Folded, tuple[Folded, ...]]:
    """The folded words of `block`; of a table row those of its cells joined by bars, and the cells by column."""
    if block.kind is not BlockKind.TABLE_ROW or not block.cells:
        return fold_pieces(text, block.pieces), ()
    cells = [_NOTHING] * (max(cell.column for cell in block.cells) + 1)
    parts: list[str] = []
    offsets: list[int] = []
    end = 0
    for cell in block.cells:
        folded = fold_pieces(text, cell.pieces)
        cells[cell.column] = folded
        if not folded.text or cell.carried:
            continue
        if parts:
            parts.append(_BAR)
            offsets.extend([end] * len(_BAR))
        parts.append(folded.text)
        offsets.extend(folded.offsets[:-1])
        end = folded.offsets[-1]
    offsets.append(end)
    return Folded("".join(parts), tuple(offsets)), tuple(cells)
