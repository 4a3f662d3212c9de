"""Sheets: rows of cells of a CSV file or a worksheet, to blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.text import BlockKind
from kg.read.assembly import Assembly, CellText
from kg.read.marks import read_mark

Place = tuple[int, int]
"""Row and column, from 0."""


def add_sheet(
    assembly: Assembly,
    rows: Sequence[Sequence[str]],
    *,
    merged: Mapping[Place, Place],
    rule: str,
    bold: frozenset[Place] = frozenset(),
) -> None:
    """Add the tables of a sheet: rows parted by an empty row from what follows are tables of their own where
    their widths differ; a line alone above a table is a heading or text.

    `merged`: covered cells with the cell that covers them. The leading empty cells of a row below a filled
    one are continued: its own cells belong to the things named above.
    """
    table: list[tuple[int, Sequence[str]]] = []
    for number, row in enumerate(rows):
        filled = [column for column, cell in enumerate(row) if cell.strip()]
        if not filled:
            continue
        alone = len(filled) == 1 and not table
        if alone:
            _title(assembly, row[filled[0]], rule, emphasis=(number, filled[0]) in bold)
        else:
            table.append((number, row))
    _table(assembly, table, merged, rule, bold)


def _title(assembly: Assembly, text: str, rule: str, *, emphasis: bool) -> None:
    short = len(text) < 120 and not text.rstrip().endswith(".")
    kind = BlockKind.HEADING if short else BlockKind.PARAGRAPH
    assembly.block(kind, text, level=1 if short else 0, emphasis=emphasis, rule=f"{rule}-title")


def _table(
    assembly: Assembly,
    rows: Sequence[tuple[int, Sequence[str]]],
    merged: Mapping[Place, Place],
    rule: str,
    bold: frozenset[Place],
) -> None:
    used = sorted({column for _, row in rows for column, cell in enumerate(row) if cell.strip()})
    table: list[list[CellText]] = []
    for number, row in rows:
        first = next(column for column in used if column < len(row) and row[column].strip())
        cells = []
        for index, column in enumerate(used):
            text = row[column] if column < len(row) else ""
            over = merged.get((number, column))
            down = over is not None and over[1] == column
            continued = not text.strip() and len(table) > 1 and (down or (over is None and column < first))
            cells.append(CellText(index, _parts(text), carried=continued, bold=(number, column) in bold))
        table.append(cells)
    assembly.table(table, rule=rule)


def _parts(text: str) -> tuple[str, ...]:
    """The paragraphs and list items of a cell: parted by empty lines and by lines that open with a mark."""
    parts: list[list[str]] = []
    fresh = True
    for line in text.split("\n"):
        if not line.strip():
            fresh = True
            continue
        if fresh or read_mark(line) is not None:
            parts.append([line])
        else:
            parts[-1].append(line)
        fresh = False
    return tuple("\n".join(part) for part in parts)
