"""Grids: the tables and boxes that ruled lines draw on a PDF page, with the words in each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.pdf_columns import column_edges, ladders
from kg.read.pdf_drawn import Rule
from kg.read.pdf_walls import SNAP, closed, merged, snapped, walls
from kg.read.pdf_words import Sheet, Word

_MOST_COLUMNS = 20  # edges; more are the boxes of a diagram
_MOST = 4_000  # lines on a page beyond which it is a drawing


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as drawn: the rows and columns it covers, and the words in it in the order of the file."""

    row: int
    column: int
    rows: int
    columns: int
    top: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, or a box where it has one cell: where it stands, its column edges, cells by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def is_box(self) -> bool:
        """Whether it is a frame around text rather than a table."""
        return all(cell.column == 0 and cell.columns == len(self.edges) - 1 for cell in self.cells)


def find_grids(sheet: Sheet) -> tuple[tuple[Grid, ...], tuple[Word, ...]]:
    """The grids of a page, outermost first, and the words outside of them."""
    if not 3 <= len(sheet.rules) <= _MOST or not sheet.words:
        return (), sheet.words
    free = list(sheet.words)
    grids: list[Grid] = []
    loose: list[Rule] = []

    def keep(grid: Grid | None) -> None:
        if grid is not None:
            taken = {id(word) for cell in grid.cells for word in cell.words}
            free[:] = [word for word in free if id(word) not in taken]
            grids.append(grid)

    groups = _groups(sheet.rules)
    frames = [frame for rules in groups if (frame := _frame(rules)) is not None]
    for rules in groups:
        frame = _frame(rules)
        if frame is None:
            loose.extend(rules)
        elif not _is_page(frame, sheet):
            inside = [word for word in free if _within(frame, word)]
            grid = _grid(rules, inside) if inside else None
            if grid is not None and grid.is_box:
                grid = _undrawn(grid) or (None if any(_holds(frame, other) for other in frames) else grid)
            keep(grid)
    for left, right, heights in ladders(loose):
        inside = [word for word in free if _within((left, heights[0], right, heights[-1]), word)]
        keep(_laddered(left, right, heights, inside))
    return tuple(grids), tuple(free)


def _holds(frame: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether a frame stands around another that is more than a line high."""
    inside = frame[0] <= other[0] and frame[1] <= other[1] and other[2] <= frame[2] and other[3] <= frame[3]
    return inside and other != frame and other[3] - other[1] > 24.0


def _undrawn(box: Grid) -> Grid | None:
    """A box of three rows or more as a table, where gaps part its words into columns."""
    if len(box.cells) < 3:
        return None
    heights = [*(cell.top for cell in box.cells), box.bottom]
    return _laddered(box.x0, box.x1, heights, [word for cell in box.cells for word in cell.words])


def _laddered(left: float, right: float, heights: Sequence[float], words: Sequence[Word]) -> Grid | None:
    """The table between level rules at `heights`, where gaps part its words into columns."""
    edges = column_edges(words, left, right)
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = bisect_right(heights, word.base - 0.3 * word.size) - 1
        column = bisect_right(edges, (word.x0 + word.x1) / 2) - 1
        held.setdefault((row, column), []).append(word)
    rows = {row for row, _ in held}
    shared = sum(1 for row in rows if sum(1 for other, _ in held if other == row) > 1)
    if len(edges) < 3 or shared < max(2, 0.6 * len(rows)):
        return None
    cells = tuple(
        GridCell(row, column, 1, 1, heights[row], tuple(held.get((row, column), ())))
        for row in range(len(heights) - 1)
        for column in range(len(edges) - 1)
    )
    return Grid(left, heights[0], right, heights[-1], edges, cells)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, the group with the largest frame first."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    upright = sorted((index for index, rule in enumerate(rules) if not rule.level), key=lambda i: rules[i].x0)
    places = [rules[index].x0 for index in upright]
    for index, rule in enumerate(rules):
        if not rule.level:
            continue
        for at in range(bisect_right(places, rule.x0 - SNAP), bisect_right(places, rule.x1 + SNAP)):
            other = rules[upright[at]]
            if other.y0 - SNAP <= rule.y0 <= other.y1 + SNAP:
                parent[root(index)] = root(upright[at])
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return sorted(groups.values(), key=lambda group: (-_area(group), group[0].y0, group[0].x0))


def _area(rules: Sequence[Rule]) -> float:
    frame = _frame(rules)
    return (frame[2] - frame[0]) * (frame[3] - frame[1]) if frame else 0.0


def _frame(rules: Sequence[Rule]) -> tuple[float, float, float, float] | None:
    if sum(rule.level for rule in rules) < 2 or sum(not rule.level for rule in rules) < 2:
        return None
    return (
        min(rule.x0 for rule in rules),
        min(rule.y0 for rule in rules),
        max(rule.x1 for rule in rules),
        max(rule.y1 for rule in rules),
    )


def _is_page(frame: tuple[float, float, float, float], sheet: Sheet) -> bool:
    """A frame around the whole page says nothing, unless lines divide it."""
    return frame[2] - frame[0] > 0.97 * sheet.width and frame[3] - frame[1] > 0.9 * sheet.height


def _within(frame: tuple[float, float, float, float], word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _grid(rules: Sequence[Rule], words: Sequence[Word]) -> Grid | None:
    """The cells that `rules` part, walls missing between two squares making them one."""
    xs = snapped(rule.x0 for rule in rules if not rule.level)
    ys = snapped(rule.y0 for rule in rules if rule.level)
    ys = closed(ys, [rule for rule in rules if not rule.level])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 10_000:
        return None
    level = walls([(r.y0, r.x0, r.x1) for r in rules if r.level], ys)
    upright = walls([(r.x0, r.y0, r.y1) for r in rules if not r.level], xs)
    boxes = merged(xs, ys, level, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): box for box in boxes for r in range(box[0], box[2]) for c in range(box[1], box[3])}
    held: dict[tuple[int, int, int, int], list[Word]] = {box: [] for box in boxes}
    for word in words:
        row = bisect_right(ys, word.base - 0.3 * word.size) - 1
        column = bisect_right(xs, (word.x0 + word.x1) / 2) - 1
        if 0 <= row < rows and 0 <= column < columns:
            held[owner[row, column]].append(word)
    filled = sum(1 for box in boxes if held[box])
    if filled == 0 or (len(boxes) > 6 and filled < 0.25 * len(boxes)) or len(xs) > _MOST_COLUMNS:
        return None  # a chart or a diagram
    cells = tuple(
        GridCell(box[0], box[1], box[2] - box[0], box[3] - box[1], ys[box[0]], tuple(held[box]))
        for box in sorted(boxes)
    )
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), cells)
