"""Rows: table rows of a marked-up text, parted by tabs or pipes, with HTML inside their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.text import Block, BlockKind, Cell
from kg.read.inline import word_spans

_PIPE = re.compile(r"\s*\|.*\|\s*$")
_DIVIDER = re.compile(r"\s*\|?[\s:|-]*-{3,}[\s:|-]*\|?\s*$")
_PAGE = re.compile(r"\d{1,3}")
_FIGURE = re.compile(r"[\d.,%£<>+-]+k?|N/A|TBC", re.I)


def is_row(line: str) -> bool:
    """Whether a line is a table row: cells parted by tabs, or pipes at both ends."""
    return ("\t" in line.strip(" ") and line.strip() != "") or (
        _PIPE.match(line) is not None and line.count("|") > 2
    )


def read_rows(text: str, rows: list[tuple[int, int]], table: int) -> Iterator[Block]:
    """The blocks of rows that follow each other: rows of one table, or entries of a contents list."""
    read = [
        (start, end, _cells(text, start, end)) for start, end in rows if not _DIVIDER.match(text[start:end])
    ]
    read = [row for row in read if any(cell.pieces for cell in row[2])]
    contents = _is_contents(text, [cells for _, _, cells in read])
    for number, (_, _, cells) in enumerate(read):
        pieces = tuple(piece for cell in cells for piece in cell.pieces)
        if contents:
            yield Block(BlockKind.CONTENTS, pieces, rule="markdown/contents")
            continue
        head = number == 0 and len(read) > 1 and len(cells) > 2 and _is_head(text, cells)
        yield Block(BlockKind.TABLE_ROW, pieces, cells=cells, table=table, head=head, rule="markdown/row")


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    mark = "\t" if "\t" in text[start:end] else "|"
    if mark == "|":
        while text[start] != "|":
            start += 1
        start += 1
        end = text.rindex("|", start, end)
    cells = []
    column = 0
    while start <= end:
        stop = text.find(mark, start, end)
        stop = end if stop < 0 else stop
        cells.append(Cell(column, word_spans(text, start, stop)))
        column += 1
        start = stop + 1
    while cells and len(cells) > 2 and not cells[-1].pieces:
        cells.pop()
    return tuple(cells)


def _is_contents(text: str, rows: list[tuple[Cell, ...]]) -> bool:
    """Whether nearly every row is words and a page number."""
    entries = [
        cells
        for cells in rows
        if len(cells) == 2 and cells[0].pieces and _PAGE.fullmatch(_words(text, cells[1]))
    ]
    return len(entries) >= 4 and len(entries) >= len(rows) * 0.9


def _is_head(text: str, cells: tuple[Cell, ...]) -> bool:
    words = [_words(text, cell) for cell in cells]
    filled = [w for w in words if w]
    return len(filled) >= 2 and all(
        len(w) < 80 and w[-1] not in ".;" and not _FIGURE.fullmatch(w) for w in filled
    )


def _words(text: str, cell: Cell) -> str:
    return " ".join(piece.slice(text) for piece in cell.pieces)
