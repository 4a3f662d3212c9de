"""Walls: the stretches of ruled lines between the squares of a grid, and the cells that they leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.read.pdf_drawn import Rule

SNAP = 3.5
"""Points: lines nearer to each other are one."""


def snapped(values: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] < SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def closed(ys: list[float], upright: Sequence[Rule]) -> list[float]:
    """The heights of level rules, closed where a row that the page end cuts has no rule above or below it."""
    if not ys or len(upright) < 2:
        return ys
    top, bottom = sorted(rule.y0 for rule in upright)[1], sorted(rule.y1 for rule in upright)[-2]
    return [*([top] if top < ys[0] - 8.0 else []), *ys, *([bottom] if bottom > ys[-1] + 8.0 else [])]


def walls(
    lines: Sequence[tuple[float, float, float]], places: Sequence[float]
) -> list[list[tuple[float, float]]]:
    """For each place, the stretches that a line covers there, joined where they meet."""
    walls: list[list[tuple[float, float]]] = [[] for _ in places]
    for at, start, end in sorted(lines, key=lambda line: (line[1], line[2], line[0])):
        nearest = min(range(len(places)), key=lambda index: abs(places[index] - at))
        stretch = walls[nearest]
        if stretch and start <= stretch[-1][1] + SNAP:
            stretch[-1] = (stretch[-1][0], max(stretch[-1][1], end))
        else:
            stretch.append((start, end))
    return walls


def _walled(stretches: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(low <= middle <= high for low, high in stretches)


def merged(
    xs: Sequence[float],
    ys: Sequence[float],
    level: Sequence[Sequence[tuple[float, float]]],
    upright: Sequence[Sequence[tuple[float, float]]],
) -> list[tuple[int, int, int, int]]:
    """Rectangles (first row, first column, past row, past column) of squares without a wall between them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    done: set[tuple[int, int]] = set()
    boxes = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in done:
                continue
            right = column + 1
            while (
                right < columns
                and (row, right) not in done
                and not _walled(upright[right], ys[row], ys[row + 1])
            ):
                right += 1
            down = row + 1
            while down < rows and not any(
                (down, c) in done or _walled(level[down], xs[c], xs[c + 1]) for c in range(column, right)
            ):
                down += 1
            boxes.append((row, column, down, right))
            done.update((r, c) for r in range(row, down) for c in range(column, right))
    return boxes
