"""From review to theme to agency to answer: how recommendations flow, as ribbons with a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.view.gather import STATES, gather
from kg.view.page import asset, plain, render
from kg.view.shape import Records, number, shorten

COLUMNS = ("Review", "Theme", "Recommendation", "Addressed to", "Response")
_WIDTH, _HEIGHT, _BAR = 1380, 40, 14


@dataclass(frozen=True, slots=True)
class Flow:
    """Paths through the five columns with their weight; one recommendation has weight 1 in all."""

    paths: tuple[tuple[tuple[str, ...], float], ...]
    recommendations: int


def flow(records: Records, *, most: int = 12) -> Flow:
    """Every recommendation's paths; a column keeps its `most` heaviest names, the rest are 'other'."""
    net = gather(records)
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    crowded = len(net.recommendations) > 40
    for item in net.recommendations:
        themes = item.get("themes") or ("no theme found",)
        agencies = item.get("addressed_to") or ("nobody by name",)
        review = str(net.reviews[str(item["review"])]["name"])
        state = STATES.get(str(item.get("response_state")), "not known")
        what = review if crowded else f"{item['id']}\t{number(item)} {shorten(str(item['text']), 34)}".strip()
        for theme in themes:
            for agency in agencies:
                weights[review, theme, what, agency, state] += 1 / (len(themes) * len(agencies))
    kept = [
        _heaviest(weights, column, most if column != 2 or crowded else 40) for column in range(len(COLUMNS))
    ]
    merged: dict[tuple[str, ...], float] = defaultdict(float)
    for path, weight in weights.items():
        merged[tuple(name if name in kept[i] else "other" for i, name in enumerate(path))] += weight
    return Flow(tuple(sorted(merged.items())), len(net.recommendations))


def _heaviest(weights: dict[tuple[str, ...], float], column: int, most: int) -> set[str]:
    totals: dict[str, float] = defaultdict(float)
    for path, weight in weights.items():
        totals[path[column]] += weight
    return set(sorted(totals, key=lambda name: (-totals[name], name))[:most])


def draw(records: Records) -> str:
    """The page: ribbons between the columns, and the same links as a table."""
    found = flow(records)
    columns = [i for i in range(len(COLUMNS)) if i != 2 or found.recommendations <= 40]
    bars, places, height = _bars(found, columns)
    return render(
        "flow.html.j2",
        scripts=(asset("table.js"),),
        title="From review to response",
        sentence=f"How {found.recommendations} recommendations run from the review that made them, by theme and addressee, "
        "to whether a response was published. Each recommendation has the same weight; one with two themes is split between them.",
        width=_WIDTH,
        height=height,
        heads=[(COLUMNS[c], _x(i, len(columns))) for i, c in enumerate(columns)],
        bars=bars,
        ribbons=_ribbons(found, columns, places),
        links=[
            (COLUMNS[a], plain(_name(start)), COLUMNS[b], plain(_name(end)), f"{weight:.1f}")
            for a, b in pairwise(columns)
            for (start, end), weight in _links(found, a, b)
        ],
    )


def _x(index: int, count: int) -> float:
    return round(8 + index * (_WIDTH - 250) / max(1, count - 1), 1)


def _bars(
    found: Flow, columns: Sequence[int]
) -> tuple[list[tuple[float, float, float, str, int]], dict[tuple[int, str], float], int]:
    most = max((len({p[c] for p, _ in found.paths}) for c in columns), default=1)
    height = max(420, 22 * most + 80)
    scale = (height - _HEIGHT - 30 - 9 * most) / max(1.0, float(found.recommendations))
    bars, places, lowest = [], {}, 0
    for i, column in enumerate(columns):
        totals: dict[str, float] = defaultdict(float)
        for path, weight in found.paths:
            totals[path[column]] += weight
        y = float(_HEIGHT)
        for name in sorted(totals, key=lambda n: (n == "other", -totals[n], n)):
            tall = max(3.0, totals[name] * scale)
            bars.append(
                (_x(i, len(columns)), round(y, 1), round(tall, 1), plain(shorten(_name(name), 40)), i)
            )
            places[column, name] = y
            y += max(tall, 12.0) + 9
        lowest = max(lowest, int(y) + 12)
    places[-1, ""] = scale
    return bars, places, lowest


def _name(path_name: str) -> str:
    """The name to print: recommendations carry their id before a tab, to stay apart."""
    return path_name.rsplit("\t", 1)[-1]


def _links(found: Flow, a: int, b: int) -> list[tuple[tuple[str, str], float]]:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for path, weight in found.paths:
        totals[path[a], path[b]] += weight
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


def _ribbons(
    found: Flow, columns: Sequence[int], places: dict[tuple[int, str], float]
) -> list[tuple[str, float, int]]:
    scale = places[-1, ""]
    ribbons = []
    for i, (a, b) in enumerate(pairwise(columns)):
        used: dict[tuple[int, str], float] = defaultdict(float)
        ordered = sorted(_links(found, a, b), key=lambda link: (places[a, link[0][0]], places[b, link[0][1]]))
        x1, x2 = _x(i, len(columns)) + _BAR, _x(i + 1, len(columns))
        for (start, end), weight in ordered:
            wide = max(1.0, weight * scale)
            y1 = places[a, start] + used[a, start] + wide / 2
            y2 = places[b, end] + used[b, end] + wide / 2
            used[a, start] += wide
            used[b, end] += wide
            middle = (x1 + x2) / 2
            ribbons.append(
                (
                    f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}",
                    round(wide, 1),
                    i,
                )
            )
    return ribbons
