"""Tables of a PDF: rows and cells as blocks, tables torn by the end of a page joined again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model.text import Block, BlockKind, Cell, Span
from kg.read.heads import count_heads
from kg.read.pdf_gather import Paragraph, gather
from kg.read.pdf_ink import Ink, Place
from kg.read.pdf_pages import Item, PrintedPage, Table, TableCell
from kg.read.pdf_setting import Setting

_DRIFT = 6.0  # points by which the columns of a torn table may differ


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    bold: bool


def table_blocks(
    places: Sequence[Place], pages: Sequence[PrintedPage], ink: Ink, setting: Setting, *, ordinal: int
) -> list[Block]:
    """The rows of one table, whose parts stand at `places`. A head that a new page repeats stays, marked as a
    head; a row that the end of a page cut in two is one row."""
    first = _rows(places[0], _table(pages, places[0]), ink, setting)
    heads = count_heads([row.texts for row in first], [row.bold for row in first])
    blocks = [_block(row, ordinal, head=index < heads) for index, row in enumerate(first)]
    head_texts = [row.texts for row in first[:heads]]
    for place in places[1:]:
        rows = _rows(place, _table(pages, place), ink, setting)
        again = 0
        while again < min(heads, len(rows)) and rows[again].texts == head_texts[again]:
            again += 1
        last = len(blocks) - 1
        for index, row in enumerate(rows):
            if index == again and last >= heads and _is_rest(blocks[last], row, ink.text):
                blocks[last] = _with_rest(blocks[last], row)
            else:
                blocks.append(_block(row, ordinal, head=index < again))
    return blocks


def is_torn(one: Place, other: Place, pages: Sequence[PrintedPage]) -> bool:
    """Whether the table at `other` is the rest of that at `one`: next page, same columns."""
    if other[0] != one[0] + 1:
        return False
    edges, more = _table(pages, one).edges, _table(pages, other).edges
    return len(edges) == len(more) and all(abs(a - b) <= _DRIFT for a, b in zip(edges, more, strict=True))


def _table(pages: Sequence[PrintedPage], place: Place) -> Table:
    table = pages[place[0]].items[place[1]].table
    assert table is not None
    return table


def _rows(place: Place, table: Table, ink: Ink, setting: Setting) -> list[_Row]:
    columns = sorted({cell.column for cell in table.cells})
    spans = [_pieces(place, index, cell, table, ink, setting) for index, cell in enumerate(table.cells)]
    rows = []
    for number in range(max(cell.row + cell.rows for cell in table.cells)):
        here = [
            (cell, pieces)
            for cell, pieces in zip(table.cells, spans, strict=True)
            if cell.row <= number < cell.row + cell.rows
        ]
        if not any(pieces and cell.row == number for cell, pieces in here):
            continue
        cells = sorted(
            (
                Cell(columns.index(cell.column), pieces, carried=cell.row < number and bool(pieces))
                for cell, pieces in here
            ),
            key=lambda cell: cell.column,
        )
        texts = [""] * len(columns)
        for cell in cells:
            texts[cell.column] = " ".join(" ".join(p.slice(ink.text).split()) for p in cell.pieces)
        lines = [line for cell, _ in here if cell.row == number for line in cell.lines]
        rows.append(_Row(tuple(cells), tuple(texts), all(line.bold for line in lines)))
    return rows


def _pieces(
    place: Place, index: int, cell: TableCell, table: Table, ink: Ink, setting: Setting
) -> tuple[Span, ...]:
    """The words of a cell, a piece a paragraph or list item (more where a word is broken), bullets left out."""
    starts = ink.cells[(*place, index)]
    left, right = table.edges[cell.column], table.edges[cell.column + cell.columns]
    items = [(at, Item(0, left + 3.0, right - 3.0, line=line)) for at, line in enumerate(cell.lines)]
    spans: list[Span] = []
    for part in gather([items], setting):
        if isinstance(part, Paragraph):
            parts = [(line, starts[at]) for line, (_, at) in zip(part.lines, part.at, strict=True)]
            bullet = part.mark is not None and part.mark.is_bullet
            spans.extend(ink.pieces(parts, skip=part.mark.end if part.mark is not None and bullet else 0))
    return tuple(spans)


def _block(row: _Row, ordinal: int, *, head: bool) -> Block:
    return Block(
        kind=BlockKind.TABLE_ROW,
        pieces=tuple(piece for cell in row.cells if not cell.carried for piece in cell.pieces),
        cells=row.cells,
        table=ordinal,
        head=head,
        emphasis=row.bold,
        rule="ruled-grid",
    )


def _is_rest(block: Block, row: _Row, text: str) -> bool:
    """Whether `row`, the first on a new page, is the rest of `block`: it lacks the first cell, adds no new
    column, and goes on in mid-sentence."""
    before = {cell.column: cell for cell in block.cells if cell.pieces}
    now = {cell.column: cell for cell in row.cells if cell.pieces}
    first = min(before, default=0)
    if not now or first in now or not set(now) <= set(before):
        return False
    return any(
        text[cell.pieces[0].start].islower() or text[before[column].pieces[-1].end - 1] not in ".!?;:"
        for column, cell in now.items()
    )


def _with_rest(block: Block, row: _Row) -> Block:
    more = {cell.column: cell.pieces for cell in row.cells}
    cells = tuple(replace(cell, pieces=cell.pieces + more.get(cell.column, ())) for cell in block.cells)
    return replace(
        block, cells=cells, pieces=tuple(p for cell in cells if not cell.carried for p in cell.pieces)
    )
