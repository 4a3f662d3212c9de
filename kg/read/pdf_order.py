"""Reading order of a PDF page: columns and boxes are read one after the other, not across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from kg.read.pdf_grid import Grid
from kg.read.pdf_lines import Line, make_line
from kg.read.pdf_words import Word

_MIN_ROWS = 3  # a column has at least as many lines
_MIN_WORDS = 3.5  # and at least as many words a line; fewer are labels, marks or cells


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one column, top to bottom, with its left and right edge; or one thing set in their flow."""

    lines: tuple[Line, ...]
    x0: float
    x1: float
    thing: Grid | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Words without a wide gap between them, or a thing (a table, a box) that is read as a whole."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    top: float
    base: float
    size: float
    thing: Grid | None = None


def plain_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Lines of `words` that stand in one column, such as a cell."""
    return tuple(make_line(row) for row in _rows_of_words(words))


def read_regions(words: Sequence[Word], things: Sequence[Segment] = ()) -> list[Region]:
    """`words` and `things` of one page (or box) as columns in reading order.

    A recursive cut: the longest band of lines with an empty strip down its middle is read left side first,
    what stands above it before, what stands below it after (after Nagy and Seth's X-Y cut, 1984).
    """
    return _ordered([*_segments(words), *things])


def _segments(words: Sequence[Word]) -> list[Segment]:
    """Neighbouring words of the file on one line, broken where a gap is wide."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last is not None and _continues(groups[-1][0], last, word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_segment(group) for group in groups]


def _continues(first: Word, last: Word, word: Word) -> bool:
    if word.glued:
        return True
    size = max(last.size, word.size)
    near = abs(word.base - first.base) < 0.35 * size
    return near and word.style.angle == last.style.angle and -0.4 * size <= word.x0 - last.x1 < 1.3 * size


def _segment(words: Sequence[Word]) -> Segment:
    big = max(words, key=lambda word: word.size)
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    return Segment(tuple(words), x0, x1, min(word.top for word in words), big.base, big.size)


def _ordered(segments: list[Segment]) -> list[Region]:
    if not segments:
        return []
    rows = _rows(segments)
    band = _band(rows)
    if band is None:
        return _stacked(rows)
    first, last, gutter = band
    inside = [segment for row in rows[first:last] for segment in row]
    left = [segment for segment in inside if segment.x1 <= gutter]
    right = [segment for segment in inside if segment.x0 >= gutter]
    above = [segment for row in rows[:first] for segment in row]
    below = [segment for row in rows[last:] for segment in row]
    return [*_ordered(above), *_ordered(left), *_ordered(right), *_ordered(below)]


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that share a base line, top to bottom, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.base if s.thing is None else s.top, s.x0)):
        here = rows[-1] if rows else None
        if here and here[0].thing is None and segment.thing is None and _level(here[0], segment):
            here.append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return rows


def _level(one: Segment, other: Segment) -> bool:
    """Whether two segments stand on one line; a raised number does."""
    big, small = max(one.size, other.size), min(one.size, other.size)
    return abs(one.base - other.base) < (0.6 if small <= 0.8 * big else 0.35) * big


def _band(rows: Sequence[Sequence[Segment]]) -> tuple[int, int, float] | None:
    """The longest run of rows that an empty strip divides into columns: first, last (exclusive), the strip."""
    flat = [segment for row in rows for segment in row]
    left = min(segment.x0 for segment in flat)
    width = max(segment.x1 for segment in flat) - left
    candidates = sorted(
        {
            round(s.x0 - 0.5, 1)
            for s in flat
            if s.x0 > left + 0.15 * width and (len(s.words) > 2 or s.thing is not None)
        }
    )
    best: tuple[int, int, int, float] | None = None
    for gutter in candidates:
        first = 0
        for last in range(len(rows) + 1):
            if last < len(rows) and not any(s.x0 < gutter < s.x1 for s in rows[last]):
                continue
            if last - first >= _MIN_ROWS and (best is None or last - first > best[0]):
                trimmed = _columns(rows, first, last, gutter)
                if trimmed is not None and (best is None or trimmed[1] - trimmed[0] > best[0]):
                    best = (trimmed[1] - trimmed[0], *trimmed, gutter)
            first = last + 1
    return best[1:] if best else None


def _columns(
    rows: Sequence[Sequence[Segment]], first: int, last: int, gutter: float
) -> tuple[int, int] | None:
    """The part of the rows where text stands on both sides of `gutter`, if both sides are columns of text."""
    sides = [[any(s.x1 <= gutter for s in row), any(s.x0 >= gutter for s in row)] for row in rows[first:last]]
    on_left = [index for index, side in enumerate(sides) if side[0]]
    on_right = [index for index, side in enumerate(sides) if side[1]]
    if not on_left or not on_right:
        return None
    start, stop = max(on_left[0], on_right[0]), min(on_left[-1], on_right[-1]) + 1
    start = _joined_start(rows, first, start, gutter)
    flat = [segment for row in rows[first + start : last] for segment in row]
    left = [segment for segment in flat if segment.x1 <= gutter]
    right = [segment for segment in flat if segment.x0 >= gutter]
    if not left or not right:
        return None
    if not (_is_beside(left, right) or _is_beside(right, left)) and (
        min(len(on_left), len(on_right), stop - start) < _MIN_ROWS or not (_is_text(left) and _is_text(right))
    ):
        return None
    if gutter - max(segment.x1 for segment in left) < 0.8 * median(segment.size for segment in left):
        return None
    return first + start, last


def _joined_start(rows: Sequence[Sequence[Segment]], first: int, start: int, gutter: float) -> int:
    """Lines above the first shared row belong to their column while no wider gap than usual parts them."""
    while start > 0:
        above, here = rows[first + start - 1][0], rows[first + start][0]
        if here.base - above.base > 1.6 * here.size:
            break
        start -= 1
    return start


def _is_beside(column: Sequence[Segment], other: Sequence[Segment]) -> bool:
    """Whether a column is a box or table that stands beside lines of the other, and nothing else."""
    things = [segment for segment in column if segment.thing is not None]
    if len(things) != len(column):
        return False
    lines = [line for line in other if line.thing is None]
    return any(sum(thing.top < line.base < thing.base for line in lines) >= 2 for thing in things)


def _is_text(column: Sequence[Segment]) -> bool:
    lines = [segment for segment in column if segment.thing is None]
    if len(lines) < _MIN_ROWS:
        return any(segment.thing is not None for segment in column)
    widths = [segment.x1 - segment.x0 for segment in lines]
    return sum(len(segment.words) for segment in lines) / len(lines) >= _MIN_WORDS and median(
        widths
    ) >= 0.55 * max(widths)


def _stacked(rows: Sequence[Sequence[Segment]]) -> list[Region]:
    """Rows of one column as regions: runs of lines, parted by the things in their flow."""
    regions: list[Region] = []
    lines: list[Line] = []
    for row in rows:
        words = [word for segment in row if segment.thing is None for word in segment.words]
        for segment in row:
            if segment.thing is not None:
                regions.extend(_region(lines))
                lines = []
                regions.append(Region((), segment.x0, segment.x1, segment.thing))
        if words:
            lines.append(make_line(words))
    regions.extend(_region(lines))
    return regions


def _region(lines: list[Line]) -> list[Region]:
    if not lines:
        return []
    return [Region(tuple(lines), min(line.x0 for line in lines), max(line.x1 for line in lines))]


def _rows_of_words(words: Iterable[Word]) -> list[list[Word]]:
    return [
        [word for segment in row for word in segment.words]
        for row in _rows([_segment(group) for group in _groups(words)])
    ]


def _groups(words: Iterable[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        if word.glued and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups
