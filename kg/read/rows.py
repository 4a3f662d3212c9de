"""Rows: table rows of a marked-up text, parted by tabs or pipes or written in HTML, with markup in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model.text import Block, BlockKind, Cell
from kg.read.inline import word_spans

_PIPE = re.compile(r"\s*\|.*\|\s*$")
_DIVIDER = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
_PAGE = re.compile(r"\d{1,3}(?:\s*[-–]\s*\d{1,3})?")
_FIGURE = re.compile(r"[\d.,%£<>+-]+k?|N/A|TBC", re.I)
_MARK = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)]{1,2}|\d{1,2}(?:\.\d{1,3})+|[•●▪○◦\uf0b7-]", re.I)
_WIDEST = 1_000  # columns: cells that span more are cut off
_BOLD = re.compile(r"\s*(?:\*\*|<b>|<strong>|<th\b)", re.I)
_TR = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|</table>|\Z)", re.I | re.S)
_TD = re.compile(r"<t([dh])\b([^>]*)>(.*?)(?=</t[dh]>|<t[dh]\b|</tr>|\Z)", re.I | re.S)
_ACROSS = re.compile(r"(col|row)span=[\"']?(\d+)", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as written: its cells and whether all of them are set bold."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    words: tuple[str, ...]
    bold: bool = False

    @property
    def filled(self) -> list[int]:
        """The places of cells with words."""
        return [place for place, words in enumerate(self.words) if words]

    @property
    def marked(self) -> bool:
        """Whether it is a mark and the words after it: "(i) | That the Panel note"."""
        filled = self.filled
        return len(filled) == 2 and _MARK.fullmatch(self.words[filled[0]]) is not None


def is_row(line: str) -> bool:
    """Whether a line is a table row: cells parted by tabs, or pipes at both ends."""
    if "\t" in line:
        return "\t" in line.strip(" ") and line.strip() != ""
    return line.count("|") > 1 and _PIPE.match(line) is not None


def parse_rows(text: str, lines: Sequence[tuple[int, int]]) -> list[Row]:
    """The rows on `lines` (start and end of each); dividers and empty rows left out."""
    rows = [_row(text, start, end) for start, end in lines if not _DIVIDER.match(text[start:end])]
    return [row for row in rows if row.filled]


def is_ruled(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a rule of dashes stands under the first line: a table as Markdown writes it."""
    return len(lines) > 2 and _DIVIDER.match(text[slice(*lines[1])]) is not None


def parse_html(text: str, start: int, end: int) -> list[Row]:
    """The rows of the HTML table in `text[start:end]`; a cell over several rows is carried down."""
    rows: list[Row] = []
    down: dict[int, tuple[int, Cell]] = {}  # column: rows still covered, the cell
    for line in _TR.finditer(text, start, end):
        cells: list[Cell] = []
        for found in _TD.finditer(text, *line.span(1)):
            _carry(cells, down)
            across = {name.lower(): int(number[:9]) for name, number in _ACROSS.findall(found[2])}
            cell = Cell(len(cells), word_spans(text, *found.span(3)))
            cells.append(cell)
            if across.get("row", 1) > 1:
                down[cell.column] = (across["row"] - 1, cell)
            cells.extend(
                Cell(len(cells) + i) for i in range(min(across.get("col", 1), _WIDEST - len(cells)) - 1)
            )
        _carry(cells, down)
        words = tuple(_words(text, cell) for cell in cells)
        if any(words):
            bold = "<td" not in text[line.start() : line.end()].lower()
            rows.append(Row(line.start(1), line.end(1), tuple(cells), words, bold))
    return rows


def _carry(cells: list[Cell], down: dict[int, tuple[int, Cell]]) -> None:
    while len(cells) in down:
        left, cell = down.pop(len(cells))
        if left > 1:
            down[len(cells)] = (left - 1, cell)
        cells.append(replace(cell, carried=True))


def is_contents(rows: Sequence[Row]) -> bool:
    """Whether nearly every row is words and a page number."""
    entries = [row for row in rows if len(row.words) == 2 and row.words[0] and _PAGE.fullmatch(row.words[1])]
    return len(entries) >= 4 and len(entries) >= len(rows) * 0.9


def is_tabular(rows: Sequence[Row]) -> bool:
    """Whether rows are a table of several columns rather than a form whose lines happen to stand in cells."""
    if has_head(rows):
        return True
    wide = sum(1 for row in rows if len(row.filled) >= 3)
    pairs = sum(1 for row in rows if len(row.filled) == 2 and not row.marked and ":" not in row.words[0][-1:])
    return wide >= len(rows) * 0.5 or (pairs >= 2 and pairs > len(rows) * 0.6)


def has_head(rows: Sequence[Row]) -> bool:
    """Whether the first row holds column heads: several short cells without stop or figure."""
    if len(rows) < 2:
        return False
    words = [rows[0].words[place] for place in rows[0].filled]
    wide = len(words) >= 3 or (len(words) == 2 and rows[0].bold and words[0][-1] not in ":?")
    return wide and all(
        len(w) < 80 and (w[-1] not in ".;" or len(w) < 6) and not _FIGURE.fullmatch(w) for w in words
    )


def row_block(row: Row, table: int, *, head: bool = False) -> Block:
    """The block of a row of the table with the ordinal `table`."""
    pieces = tuple(piece for cell in row.cells if not cell.carried for piece in cell.pieces)
    return Block(
        BlockKind.TABLE_ROW,
        pieces,
        cells=row.cells,
        table=table,
        head=head,
        emphasis=row.bold,
        rule="markdown/row",
    )


def carried_down(row: Row, above: Block) -> Row:
    """`row` with its empty first cells filled from the row above: a date printed once for a group of rows."""
    first = row.filled[0]
    cells = list(row.cells)
    for place in range(first):
        for cell in above.cells:
            if cell.column == row.cells[place].column and cell.pieces:
                cells[place] = replace(cell, carried=True)
    return replace(row, cells=tuple(cells))


def with_rest(block: Block, row: Row) -> Block:
    """`block`, a row torn by a page, with the words of `row` added cell by cell."""
    rest = {cell.column: cell.pieces for cell in row.cells}
    cells = tuple(replace(cell, pieces=cell.pieces + rest.pop(cell.column, ())) for cell in block.cells)
    cells += tuple(Cell(column, pieces) for column, pieces in sorted(rest.items()) if pieces)
    pieces = tuple(piece for cell in cells if not cell.carried for piece in cell.pieces)
    return replace(block, cells=cells, pieces=pieces)


def _row(text: str, start: int, end: int) -> Row:
    cells = _cells(text, start, end)
    words = tuple(_words(text, cell) for cell in cells)
    bold = all(_BOLD.match(part) for part in text[start:end].split("\t") if part.strip())
    return Row(start, end, cells, words, bold)


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    mark = "\t" if "\t" in text[start:end] else "|"
    if mark == "|":
        start = text.index("|", start) + 1
        end = text.rindex("|", start, end)
    cells = []
    column = 0
    while start <= end:
        stop = text.find(mark, start, end)
        stop = end if stop < 0 else stop
        cells.append(Cell(column, word_spans(text, start, stop)))
        column += 1
        start = stop + 1
    while len(cells) > 2 and not cells[-1].pieces:
        cells.pop()
    return tuple(cells)


def _words(text: str, cell: Cell) -> str:
    return " ".join(piece.slice(text) for piece in cell.pieces)


def parts_of(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The parts of a cell: ("h", "li" or "p", start, end), cut at HTML blocks and at bullets."""
    at, tag = start, "p"
    for found in _CUT.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield tag, at, found.start()
        name = (found["tag"] or "li").lower()
        tag = "li" if name == "li" else "h" if name[0] == "h" else "p"
        at = found.end()
    if text[at:end].strip():
        yield tag, at, end


_CUT = re.compile(
    r"<(?:/(?:p|div|li|ul|ol|h[1-6])|(?P<tag>p|div|li|br|h[1-6])|ul|ol)\b[^>]*>(?:\s*[•●▪])?"
    r"|(?:(?<=\s)|(?<=>))[•●▪\uf0b7](?=\s)",
    re.I,
)
