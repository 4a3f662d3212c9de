"""Columns: tables whose columns a text keeps apart by blanks, as text laid out like its page does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.text import Cell, Span
from kg.read.lines import Line
from kg.read.marks import read_mark
from kg.read.rows import has_head, is_tabular, parse_rows

_SEGMENT = re.compile(r"\S+(?: {1,2}\S+)*")
_SLACK = 2  # letters by which the start of a cell may stand off the start of its column
_LEAST = 3  # columns, and lines


@dataclass(frozen=True, slots=True)
class Laid:
    """A row of such a table: the indices of its lines, its cells, its table's ordinal, whether it holds the heads."""

    lines: tuple[int, ...]
    cells: tuple[Cell, ...]
    table: int
    head: bool = False


def laid_rows(lines: list[Line], skip: set[int], text: str) -> list[Laid]:
    """The rows of the tables of `text` whose cells are kept apart by tabs or by blanks; `skip` is furniture."""
    tabbed = list(_tabbed(lines, skip, text))
    return tabbed or _laid(lines)


def _tabbed(lines: list[Line], skip: set[int], text: str) -> Iterator[Laid]:
    heads: dict[tuple[str, ...], int] = {}
    for run in _runs(lines, skip):
        rows = {i: parse_rows(text, [(lines[i].start, lines[i].end)]) for i in run}
        read = [(index, row[0]) for index, row in rows.items() if row]
        known = [row for _, row in read]
        if len(known) < 2 or not is_tabular(known):
            continue
        headed = has_head(known)
        table = heads.setdefault(known[0].words, len(heads) + 1) if headed else len(heads) + 1
        heads.setdefault(known[0].words, table)
        for index, row in read:
            yield Laid((index,), row.cells, table, headed and row.words == known[0].words)


def _runs(lines: list[Line], skip: set[int]) -> Iterator[list[int]]:
    """Runs of lines with tabs between words, furniture passed over."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if index in skip:
            continue
        if "\t" in line.text and (line.gap < 2 or line.top):
            run.append(index)
            continue
        if run:
            yield run
        run = [index] if "\t" in line.text else []
    if run:
        yield run


def _laid(lines: list[Line]) -> list[Laid]:
    """The rows of all tables laid out with blanks: heads of three columns or more, cells below that begin with them."""
    found: list[Laid] = []
    index, table = 0, 0
    while index < len(lines):
        starts = [start for start, _ in _parts(lines[index])]
        stop = _end(lines, index, starts) if len(starts) >= _LEAST else index
        if stop - index < _LEAST:
            index += 1
            continue
        table += 1
        found += _rows(lines, index, stop, starts, table)
        index = stop
    return found


def _parts(line: Line) -> list[tuple[int, int]]:
    """The columns from which to which the parts of a line reach that three blanks or more keep apart."""
    if "   " not in line.text:
        return [(line.indent, line.indent + len(line.text))]
    return [
        (line.indent + found.start(), line.indent + found.end()) for found in _SEGMENT.finditer(line.text)
    ]


def _end(lines: list[Line], head: int, starts: list[int]) -> int:
    """The index after the last line of the table that has its heads at `head`; `head` where there is none."""
    index = head + 1
    wide = 0
    while index < len(lines) and not lines[index].top and lines[index].gap < 3:
        own = _parts(lines[index])
        if not all(_fits(part, starts) for part in own):
            break
        wide += len(own) > 1
        index += 1
    return index if wide >= (1 if len(starts) > _LEAST else 2) else head


def _fits(part: tuple[int, int], starts: list[int]) -> bool:
    """Whether a part begins where a column does and ends before the next."""
    column = _column(part[0], starts)
    return column is not None and (column + 1 == len(starts) or part[1] < starts[column + 1])


def _column(at: int, starts: list[int]) -> int | None:
    """The column that begins at `at`; what hangs below a number in the first column belongs to it too."""
    if starts[0] - _SLACK <= at < starts[1] - _SLACK:
        return 0
    for column, start in enumerate(starts):
        if abs(at - start) <= _SLACK:
            return column
    return None


def _rows(lines: list[Line], head: int, stop: int, starts: list[int], table: int) -> list[Laid]:
    parted = any(line.gap for line in lines[head + 2 : stop])
    groups: list[list[int]] = [[head]]
    for index in range(head + 1, stop):
        line = lines[index]
        first = abs(line.indent - starts[0]) <= _SLACK
        opens = (
            line.gap > 0 if parted else first and (line.text[0].isupper() or read_mark(line.text) is not None)
        )
        if opens or index == head + 1:
            groups.append([])
        groups[-1].append(index)
    return [
        Laid(tuple(group), _cells([lines[i] for i in group], starts), table, head=number == 0)
        for number, group in enumerate(groups)
    ]


def _cells(lines: list[Line], starts: list[int]) -> tuple[Cell, ...]:
    pieces: list[list[Span]] = [[] for _ in starts]
    for line in lines:
        for found in _SEGMENT.finditer(line.text):
            column = _column(line.indent + found.start(), starts)
            if column is not None:
                pieces[column].append(Span(line.start + found.start(), line.start + found.end()))
    return tuple(Cell(column, tuple(spans)) for column, spans in enumerate(pieces))
