"""Measure: how wide the lines of a page are set, and whether a blank line parts every two of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.read.lines import Line

_FALLBACK = 80
_WRAPPED = 130  # letters at most on the lines of a wrapped text
_NARROW = 0.45  # of the page: lines that belong to a column of their own
_CELLS = 3  # lines at least in such a column
_LEAST = 0.6  # of the usual width: what the few lines of a title page say less of counts for nothing


@dataclass(frozen=True, slots=True)
class Measure:
    """For each line: the width of its column, of its page; whether the page is double-spaced, the column
    narrow, and paragraphs parted by two blank lines or more, so that one says little."""

    width: list[int]
    page_width: list[int]
    double: list[bool]
    narrow: list[bool]
    loose: list[bool]


def measure(lines: list[Line], body: list[bool]) -> Measure:
    """The measure of `lines`; only those of `body` count."""
    width = [0] * len(lines)
    page_width = [0] * len(lines)
    double = [False] * len(lines)
    narrow = [False] * len(lines)
    loose = [False] * len(lines)
    lengths = sorted(len(line.text) for line, inside in zip(lines, body, strict=True) if inside)
    usual = lengths[int((len(lengths) - 1) * 0.9)] if lengths else _FALLBACK
    for first, last in _pages(lines):
        inside = [i for i in range(first, last) if body[i]]
        lengths = sorted(len(lines[i].text) for i in inside)
        page = lengths[int((len(lengths) - 1) * 0.9)] if lengths else _FALLBACK
        page = max(page, int(usual * _LEAST))
        spaced = _double_spaced([lines[i] for i in inside])
        wide = _loose([lines[i] for i in inside])
        for start, end in _runs(lines, first, last):
            run = max(len(lines[i].text) for i in range(start, end))
            own = min(run, page) if end - start >= 3 else page
            for i in range(start, end):
                width[i], page_width[i], double[i], loose[i] = own, page, spaced, wide
        for column in _narrow_columns(lines, inside, page * _NARROW):
            own = max(len(lines[i].text) for i in column)
            for i in column:
                width[i], narrow[i] = own, True
    return Measure(width, page_width, double, narrow, loose)


def _narrow_columns(lines: list[Line], inside: list[int], limit: float) -> list[list[int]]:
    """Runs of lines no longer than `limit`, whatever blank lines stand between them: cells of a table."""
    columns: list[list[int]] = [[]]
    for index in inside:
        if len(lines[index].text) <= limit:
            columns[-1].append(index)
        elif columns[-1]:
            columns.append([])
    return [column for column in columns if len(column) >= _CELLS]


def _pages(lines: list[Line]) -> list[tuple[int, int]]:
    starts = [i for i, line in enumerate(lines) if line.top] or [0]
    if starts[0] != 0:
        starts.insert(0, 0)
    return list(zip(starts, [*starts[1:], len(lines)], strict=True)) if lines else []


def _runs(lines: list[Line], first: int, last: int) -> list[tuple[int, int]]:
    """Runs of lines without a blank line between them."""
    starts = [i for i in range(first, last) if i == first or lines[i].gap > 0]
    return list(zip(starts, [*starts[1:], last], strict=True))


def _double_spaced(lines: list[Line]) -> bool:
    """Whether a blank line follows nearly every line although sentences run on over it."""
    if len(lines) < 4:
        return False
    pairs = list(pairwise(lines))
    runs_on = [(a, b) for a, b in pairs if b.text[0].islower() and a.text[-1] not in ".!?:;"]
    apart = sum(1 for _, b in runs_on if b.gap in (1, 2))
    return len(runs_on) >= 2 and apart > len(runs_on) * 0.6


def _loose(lines: list[Line]) -> bool:
    """Whether most paragraphs that end with a stop are parted from the next by more than one blank line."""
    gaps = [b.gap for a, b in pairwise(lines) if b.gap and a.text[-1] in ".!?:"]
    return sum(gap > 1 for gap in gaps) > len(gaps) * 0.5


def wrap_width(text: str) -> int:
    """The length to which lines are wrapped: that of the longest, unless some are as long as paragraphs."""
    lengths = sorted(
        len(line) for line in text.split("\n") if line and "\t" not in line and line[0] not in "|<["
    )
    longest = lengths[-1] if lengths else 0
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return usual if usual >= 60 and longest <= _WRAPPED else 0
