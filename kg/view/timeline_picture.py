"""The geometry of the timeline: rows over one axis of years, as wide as asked for, with no label over another.

A review shows its own dates; what is many (dates of responses, due dates, resolutions) is counted by period, the
shortest period whose cells hold a number at a readable size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.view.measure import wide as width_of
from kg.view.measure import wrap
from kg.view.page import plain
from kg.view.words import spoken_date

Place = Callable[[float], float]  # a time in years to its place across the picture

_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0)  # years
_CELL, _TALL, _SIZE, _SMALL = 28.0, 26.0, 15.0, 13.5
_AXIS = 30.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whose, which kind, what about, and its events as (number, kind, date)."""

    name: str
    kind: str
    about: str
    marks: tuple[tuple[int, str, str], ...]


@dataclass(slots=True)
class Picture:
    """What the template draws: words as (x, y, anchor, class, text), signs, cells and lines with their places."""

    wide: float
    tall: float = 0.0
    years: list[tuple[int, float]] = field(default_factory=list)
    words: list[tuple[float, float, str, str, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, str]] = field(default_factory=list)  # x1, x2, y, class
    signs: list[tuple[float, float, str]] = field(default_factory=list)
    cells: list[tuple[float, float, float, str, int, str, str]] = field(default_factory=list)
    # x, y, width, kind, count, number of the first event, what it says


def years_of(date: object) -> float | None:
    """A date as years with a fraction, None where it does not start with a year and a hyphen or end there."""
    parts = str(date or "").split("-")
    if not (parts[0].isdigit() and len(parts[0]) == 4 and all(part.isdigit() for part in parts[1:3])):
        return None
    month = int(parts[1]) if len(parts) > 1 else 7
    day = int(parts[2]) if len(parts) > 2 else 15 if len(parts) > 1 else 1
    return int(parts[0]) + (month - 1) / 12 + (day - 1) / 365


def picture(rows: Sequence[Row], *, wide: float, left: float) -> Picture:
    """`rows` drawn `wide` pixels wide; with no room on the `left` the names of rows stand above them."""
    times = [years_of(date) or 0.0 for row in rows for _, _, date in row.marks]
    first, last = int(min(times)), int(max(times)) + 1
    drawn = Picture(wide)
    start, room = left + 4, wide - left - 12

    def place(time: float) -> float:
        return round(start + room * (time - first) / (last - first), 1)

    step = next((s for s in _STEPS if room * s / (last - first) >= _CELL), _STEPS[-1])
    stride = max(1, math.ceil(46 * (last - first) / room))
    drawn.years = [(year, place(year)) for year in range(first, last, stride)]
    top = _AXIS
    for row in rows:
        top = _row(drawn, row, top, left=left, place=place, first=first, last=last, step=step)
    drawn.tall = top + 6
    return drawn


def _row(
    drawn: Picture, row: Row, top: float, *, left: float, place: Place, first: int, last: int, step: float
) -> float:
    """Draw one row below `top`; gives where it ends."""
    room = (left or drawn.wide) - 20
    names = [plain(line) for line in wrap(row.name, _SIZE, room, lines=3, bold=True)]
    about = [plain(line) for line in wrap(row.about, _SMALL, room, lines=2)] if row.about else []
    text = 19.0 * len(names) + 18.0 * len(about)
    body = _TALL + (20.0 if row.kind == "review" else 4.0)
    tall = max(text, body) + 14 if left else text + body + 14
    drawn.lines.append((0.0, drawn.wide, round(top, 1), "rule"))
    y = top + 20 + (max(0.0, body - text) / 2 if left else 0.0)
    x, anchor = (left - 14, "end") if left else (2.0, "start")
    for index, words in enumerate(names):
        drawn.words.append((x, round(y + 19 * index, 1), anchor, "name", words))
    for index, words in enumerate(about):
        drawn.words.append((x, round(y + 19 * len(names) + 18 * index, 1), anchor, "about", words))
    middle = top + (tall / 2 if left else 8 + text + body / 2)
    if row.kind == "review":
        _review(drawn, row, middle + 8, place, left)
    else:
        _cells(drawn, row, middle, place, first, last, step)
    return top + tall


def _review(drawn: Picture, row: Row, y: float, place: Place, left: float) -> None:
    """A review's own dates, joined by a line, with their words above, apart from each other and inside the picture."""
    marks = [(place(years_of(date) or 0.0), kind, spoken_date(date)) for _, kind, date in row.marks]
    if len(marks) > 1:
        drawn.lines.append((marks[0][0], marks[-1][0], round(y, 1), "span"))
    low = left
    for index, (x, kind, words) in enumerate(marks):
        drawn.signs.append((x, round(y, 1), kind))
        half = width_of(words, _SMALL) / 2
        after = marks[index + 1][0] if index + 1 < len(marks) else drawn.wide + half * 2
        at = max(
            low + half + 2, min(x, drawn.wide - half - 2, max((x + after) / 2 - half - 4, low + half + 2))
        )
        drawn.words.append((round(at, 1), round(y - 13, 1), "middle", "about", words))
        low = at + half + 8


def _cells(drawn: Picture, row: Row, y: float, place: Place, first: int, last: int, step: float) -> None:
    held: dict[int, list[int]] = {}
    for number, _, date in row.marks:
        held.setdefault(int(((years_of(date) or 0.0) - first) / step), []).append(number)
    drawn.lines.append((place(first), place(last), round(y, 1), "lane"))
    for slot, numbers in sorted(held.items()):
        x, end = place(first + slot * step), place(min(last, first + (slot + 1) * step))
        said = f"{row.name}: {len(numbers)} {row.about}, {_period(first + slot * step, step)}"
        drawn.cells.append(
            (x + 1, round(y - _TALL / 2, 1), round(end - x - 2, 1), row.kind, len(numbers), f"e{numbers[0]}", plain(said))
        )  # fmt: skip


def _period(start: float, step: float) -> str:
    """A period in words: "January to March 2021", "2021", "2020 to 2024"."""
    year = int(start + 1e-9)
    if step >= 1:
        return str(year) if step == 1 else f"{year} to {int(year + step - 1)}"
    month = round((start - year) * 12) + 1
    last = month + round(step * 12) - 1
    return f"{spoken_date(f'{year}-{month:02d}').split()[0]} to {spoken_date(f'{year}-{last:02d}')}"
