"""The geometry of the flow: names in columns, between two strips as tall as their number, and ribbons from strip to strip.

A strip is as tall as the recommendations that pass through it, whatever room its words take; the number stands in the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kg.view.measure import wide as width_of
from kg.view.measure import wrap
from kg.view.page import plain

_WIDE, _TOP, _PAD = 1340.0, 40.0, 8.0
_SIZE, _LINE, _SMALL = 15.5, 19.0, 14.0
_UNIT, _GAP = 20.0, 7.0
STRIP = 9.0  # how wide the strips at both sides of a name are
TALLEST, CALM = 760.0, 440.0  # how tall all strips together may be, with each recommendation and without
#: place of a column: how wide its plates are; recommendations take what their names need
_WIDTHS = {0: 184.0, 1: 330.0, 3: 220.0, 4: 190.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its names from top to bottom as (key, words), and which part of a path it shows."""

    title: str
    names: tuple[tuple[str, str], ...]
    place: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A name: its left upper corner, its width, the height of its strips (the number), its lines as (x, y, words), and which
    recommendations pass through it."""

    x: float
    y: float
    wide: float
    tall: float
    lines: tuple[tuple[float, float, str], ...]
    place: int
    passing: str
    says: str


@dataclass(slots=True)
class Picture:
    """What the template draws; a ribbon is (path, kind, recommendations)."""

    wide: float = _WIDE
    tall: float = 0.0
    heads: list[tuple[float, str]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    ribbons: list[tuple[str, str, str]] = field(default_factory=list)


Taken = Mapping[str, tuple[str, ...]]


def picture(
    columns: Sequence[Column], taken: Taken, *, open: Collection[str], tallest: float = TALLEST
) -> Picture:
    """Plates and ribbons of the recommendations `taken` through `columns`; the ribbons of what stands `open` are hatched."""
    drawn = Picture()
    unit = max(1.5, min(_UNIT, tallest / max(1, len(taken))))
    numbers = {id: n for n, id in enumerate(taken)}
    spans = _spans(columns)
    seats: list[dict[str, float]] = []  # for each column the middle of every recommendation's strip
    height = _height(columns, taken, unit, spans)
    for column, (x, wide) in zip(columns, spans, strict=True):
        drawn.heads.append((x, column.title))
        seats.append(
            _column(
                drawn, column, taken, x=x, wide=wide, unit=unit, height=height, numbers=numbers, before=seats
            )
        )
    for at in range(len(columns) - 1):
        left, right = spans[at][0] + spans[at][1], spans[at + 1][0]
        _ribbons(drawn, (left, right), (seats[at], seats[at + 1]), taken, open, unit, numbers)
    drawn.tall = height + 8
    return drawn  # fmt: skip


def _spans(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Left edge and width of each column; what is left between them is shared evenly."""
    wides = [
        _WIDTHS.get(column.place, max((width_of(words, _SMALL) for _, words in column.names), default=80.0) + 2 * _PAD + 2 * STRIP + 2)
        for column in columns
    ]  # fmt: skip
    wides = [min(wide, 260.0) if column.place == 2 else wide for column, wide in zip(columns, wides, strict=True)]  # fmt: skip
    gap = (_WIDE - sum(wides)) / max(1, len(columns) - 1)
    spans, x = [], 0.0
    for wide in wides:
        spans.append((round(x, 1), round(wide, 1)))
        x += wide + gap
    return spans


def _members(column: Column, taken: Taken) -> dict[str, list[str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for id, path in taken.items():
        held[id if column.place == 2 else path[column.place]].append(id)
    return held


def _sizes(
    column: Column, taken: Taken, unit: float, wide: float
) -> list[tuple[float, float, tuple[str, ...]]]:
    """The room of each name, the height of its strips, and its lines, the last of which gives the number."""
    held = _members(column, taken)
    sizes = []
    for key, words in column.names:
        small = column.place == 2
        number = "" if small else f": {len(held[key])}"
        size, room = _SMALL if small else _SIZE, wide - 2 * _PAD - 2 * STRIP
        lines = wrap(words + number, size, room, lines=1 if small else 3)
        if not lines[-1].endswith(number):  # a long name is cut, never the number
            lines = wrap(words, size, room - width_of(number, size), lines=3)
            lines = (*lines[:-1], lines[-1] + number)
        strip = unit * len(held[key])
        sizes.append((strip if small else max(strip, _LINE * len(lines) + 6), strip, lines))
    return sizes


def _height(
    columns: Sequence[Column], taken: Taken, unit: float, spans: Sequence[tuple[float, float]]
) -> float:
    tallest = 0.0
    for column, (_, wide) in zip(columns, spans, strict=True):
        sizes = _sizes(column, taken, unit, wide)
        tallest = max(
            tallest, sum(tall for tall, _, _ in sizes) + (2 if column.place == 2 else _GAP) * len(sizes)
        )
    return _TOP + tallest  # fmt: skip


def _column(
    drawn: Picture, column: Column, taken: Taken, *, x: float, wide: float, unit: float, height: float,
    numbers: Mapping[str, int], before: Sequence[Mapping[str, float]],
) -> dict[str, float]:  # fmt: skip
    """Draw the plates of one column; gives the middle of each recommendation's strip in it."""
    held = _members(column, taken)
    sizes = _sizes(column, taken, unit, wide)
    room = (height - _TOP - sum(tall for tall, _, _ in sizes)) / max(1, len(sizes))
    seats: dict[str, float] = {}
    top = _TOP + room / 2
    for (key, words), (tall, strip, lines) in zip(column.names, sizes, strict=True):
        # strips stand in the order in which they leave the column before, so that they cross as little as may be
        own = sorted(held[key], key=lambda id: (before[-1][id] if before else numbers[id], numbers[id]))
        first = top + tall / 2 - unit * (len(own) - 1) / 2
        seats |= {id: first + unit * n for n, id in enumerate(own)}
        size = _SMALL if column.place == 2 else _SIZE
        places = tuple(
            (x + STRIP + _PAD, round(top + tall / 2 + (n - (len(lines) - 1) / 2) * _LINE + size * 0.35, 1), plain(line))
            for n, line in enumerate(lines)
        )  # fmt: skip
        says = plain(f"{words}: {len(own)} of {len(taken)}")
        drawn.bars.append(
            Bar(
                x,
                round(top + (tall - strip) / 2, 1),
                wide,
                round(strip, 1),
                places,
                column.place,
                _listed(own, numbers),
                says,
            )
        )
        top += tall + room
    return seats


def _listed(ids: Sequence[str], numbers: Mapping[str, int]) -> str:
    return " ".join(str(numbers[id]) for id in ids)


def _ribbons(
    drawn: Picture,
    edges: tuple[float, float],
    seats: tuple[Mapping[str, float], Mapping[str, float]],
    taken: Taken,
    open: Collection[str],
    unit: float,
    numbers: Mapping[str, int],
) -> None:
    """Strips that lie beside each other on both sides become one ribbon."""
    order = sorted(taken, key=lambda id: seats[0][id])
    groups: list[list[str]] = []
    for id in order:
        last = groups[-1][-1] if groups else None
        joined = last is not None and (taken[last][4] in open) == (taken[id][4] in open)
        beside = last is not None and all(abs(side[id] - side[last] - unit) < 0.01 for side in seats)
        if joined and beside:
            groups[-1].append(id)
        else:
            groups.append([id])
    (x1, x2), half = edges, unit / 2 - (1.0 if unit > 4 else 0.0)
    middle = (x1 + x2) / 2
    for group in groups:
        a, b = seats[0][group[0]] - half, seats[1][group[0]] - half
        c, d = seats[0][group[-1]] + half, seats[1][group[-1]] + half
        path = (
            f"M{x1:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {x2:.1f} {b:.1f}"
            f"V{d:.1f}C{middle:.1f} {d:.1f} {middle:.1f} {c:.1f} {x1:.1f} {c:.1f}z"
        )
        kind = "open" if taken[group[0]][4] in open else "settled"
        drawn.ribbons.append((path, kind, _listed(group, numbers)))
