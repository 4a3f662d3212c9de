"""Pages of a PDF as items in reading order: lines of text and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from kg.read.limits import Limits
from kg.read.pdf_grid import Grid, GridCell, find_grids
from kg.read.pdf_lines import Line
from kg.read.pdf_order import Region, Segment, plain_lines, read_regions
from kg.read.pdf_words import Word, read_sheet


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table with its lines; `rows` and `columns` it covers."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: its column edges and its cells by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...]
    cells: tuple[TableCell, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(line.text for cell in self.cells for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """A line, or a table, in its column (`left`, `right` edge; `region` counts columns on the page)."""

    region: int
    left: float
    right: float
    line: Line | None = None
    table: Table | None = None
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its size, its items in reading order, how many images it shows."""

    width: float
    height: float
    items: tuple[Item, ...]
    images: int


def read_page(page: pdfium.PdfPage, *, limits: Limits) -> PrintedPage:
    """The items of `page` in reading order; raises CrowdedPage as `read_sheet` does."""
    sheet = read_sheet(page, limits=limits)
    grids, free = find_grids(sheet)
    things = [
        Segment((), grid.x0, grid.x1, grid.top, grid.bottom, 0.0, grid) for grid in grids if _is_thing(grid)
    ]
    loose = [word for grid in grids if not _is_thing(grid) for cell in grid.cells for word in cell.words]
    words = _in_file_order(sheet.words, free, loose) if loose else free
    items = tuple(_items(read_regions(words, things), 0))
    return PrintedPage(sheet.width, sheet.height, items, sheet.images)


def _is_thing(grid: Grid) -> bool:
    """A box around a single line is decoration; its words belong to the flow."""
    if not grid.is_box:
        return sum(1 for cell in grid.cells if cell.words) > 1
    return len(plain_lines(word for cell in grid.cells for word in cell.words)) > 1


def _in_file_order(words: tuple[Word, ...], free: tuple[Word, ...], loose: list[Word]) -> tuple[Word, ...]:
    wanted = {id(word) for word in free} | {id(word) for word in loose}
    return tuple(word for word in words if id(word) in wanted)


def _items(regions: list[Region], count: int) -> Iterator[Item]:
    for region in regions:
        count += 1
        if region.thing is None:
            for line in region.lines:
                yield Item(count, region.x0, region.x1, line=line)
        elif region.thing.is_box:
            for cell in region.thing.cells:
                inner = list(_items(read_regions(cell.words), count))
                yield from (_boxed(item, region.thing) for item in inner)
                count = max([count, *(item.region for item in inner)]) + 1
        else:
            yield Item(count, region.x0, region.x1, table=_table(region.thing))


def _boxed(item: Item, box: Grid) -> Item:
    """An item of a box; its column reaches as near to the right side as it begins from the left."""
    return replace(item, boxed=True, right=max(item.right, box.x1 - max(item.left - box.x0, 0.0)))


def _table(grid: Grid) -> Table:
    cells = tuple(_cell(cell) for cell in grid.cells)
    return Table(grid.x0, grid.top, grid.x1, grid.bottom, grid.edges, cells)


def _cell(cell: GridCell) -> TableCell:
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, plain_lines(cell.words))
