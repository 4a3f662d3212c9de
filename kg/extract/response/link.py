"""Which answer belongs to which recommendation: a monotone alignment of paragraphs with recommendations.

Both stand in the same order, so the best assignment that never goes back is found by dynamic programming
(as in sentence alignment, Gale and Church 1993) over TF-IDF likeness, with the gaps of the page as hints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kg.extract.page.wording import Likeness

_CHANGE = 0.80  # what it costs to pass to the next recommendation in mid-flow
_STAY = 0.30  # what it costs to stay with one over a gap of the page
_SKIP = 0.60  # what it costs to leave a recommendation without answer
_IDLE = 0.05  # what a topic must be like a recommendation to answer it, out of turn
_IN_TURN = 0.07  # what it earns by standing in turn
_FLOOR = 0.06  # least likeness of a link that only wording makes


@dataclass(frozen=True, slots=True)
class Link:
    """The recommendation (index) that a paragraph answers, None for the introduction, and how sure that is."""

    target: int | None
    score: float


def align(
    paragraphs: Sequence[str],
    targets: Sequence[str],
    *,
    gaps: Sequence[float],
    introduction: Sequence[bool] | None = None,
) -> tuple[Link, ...]:
    """One link a paragraph, in order; with `introduction`, the first paragraphs may belong to no recommendation."""
    if not paragraphs or not targets:
        return tuple(Link(None, 0.0) for _ in paragraphs)
    likeness = Likeness([*paragraphs, *targets])
    table = likeness.table(paragraphs, targets)
    gains = _gains(paragraphs, table, introduction)
    path = _best_path(gains, gaps, first_state=0 if introduction is not None else 1)
    return tuple(_link(state, row) for state, row in zip(path, _runs(path, table, paragraphs), strict=True))


def align_topics(topics: Sequence[str], targets: Sequence[str]) -> tuple[Link, ...]:
    """One link a topic (a heading with the answer below it), in order: each answers one recommendation or none.

    Topics in a row that answer recommendations in a row are likelier than leaps; a topic whose own words decide
    nothing is linked only where its neighbours on both sides, or at the end of the list, leave one place for it.
    """
    if not topics or not targets:
        return tuple(Link(None, 0.0) for _ in topics)
    table = Likeness([*topics, *targets]).table(topics, targets)
    best: list[list[tuple[float, tuple[int | None, ...]]]] = []
    for i, row in enumerate(table):
        line: list[tuple[float, tuple[int | None, ...]]] = []
        for j in range(len(targets) + 1):  # the first j recommendations may be used up
            before = best[i - 1][j] if i else (0.0, ())
            options = [(before[0], (*before[1], None))]
            if j:
                options.append(line[j - 1])
                value, path = best[i - 1][j - 1] if i else (0.0, ())
                follows = (path and path[-1] == j - 2) or (not any(p is not None for p in path) and j == 1)
                options.append((value + row[j - 1] - _IDLE + (_IN_TURN if follows else 0.0), (*path, j - 1)))
            line.append(max(options, key=lambda option: option[0]))
        best.append(line)
    path = best[-1][-1][1]
    return tuple(_topic_link(target, row) for target, row in zip(path, table, strict=True))


def _topic_link(target: int | None, row: Sequence[float]) -> Link:
    if target is None:
        return Link(None, 0.0)
    rival = max((value for column, value in enumerate(row) if column != target), default=0.0)
    sure = row[target] / (row[target] + rival) if row[target] + rival else 0.5
    return Link(target, round(min(1.0, 0.35 + 0.65 * sure), 3))


def _gains(
    paragraphs: Sequence[str], table: list[list[float]], introduction: Sequence[bool] | None
) -> list[list[float]]:
    """What each state earns for each paragraph; state 0 is the introduction, state j the j-th recommendation."""
    rows = []
    for index, (text, row) in enumerate(zip(paragraphs, table, strict=True)):
        weight = sqrt(min(len(text.split()), 120)) / 2
        intro = -2.0
        if introduction is not None:
            intro = 0.9 if introduction[index] else -0.4
        rows.append([intro, *(weight * value for value in row)])
    return rows


def _best_path(gains: list[list[float]], gaps: Sequence[float], *, first_state: int) -> list[int]:
    states = len(gains[0])
    best = [-1e9] * states
    for state in range(first_state, states):
        best[state] = gains[0][state] - _SKIP * max(0, state - 1)
    back: list[list[int]] = []
    for index in range(1, len(gains)):
        stay = _STAY * gaps[index]
        change = _CHANGE * (1 - gaps[index])
        reach, origin = [-1e9] * states, [0] * states
        for state in range(states):
            for before in range(state + 1):
                cost = stay if before == state else change + _SKIP * max(0, state - before - 1)
                value = best[before] - cost
                if value > reach[state]:
                    reach[state], origin[state] = value, before
            reach[state] += gains[index][state]
        best = reach
        back.append(origin)
    ends = [value - _SKIP * (states - 1 - state) for state, value in enumerate(best)]
    path = [max(range(states), key=lambda state: (ends[state], -state))]
    for origin in reversed(back):
        path.append(origin[path[-1]])
    return path[::-1]


def _runs(path: list[int], table: list[list[float]], paragraphs: Sequence[str]) -> list[list[float]]:
    """For each paragraph, the mean likeness of its whole run to every recommendation, longer paragraphs counting more."""
    totals: dict[int, list[float]] = {}
    weights: dict[int, float] = {}
    for state, row, text in zip(path, table, paragraphs, strict=True):
        size = float(len(text.split()))
        weights[state] = weights.get(state, 0.0) + size
        total = totals.setdefault(state, [0.0] * len(row))
        for column, value in enumerate(row):
            total[column] += size * value
    return [[value / (weights[state] or 1.0) for value in totals[state]] for state in path]


def _link(state: int, run: list[float]) -> Link:
    if state == 0:
        return Link(None, 0.0)
    own = run[state - 1]
    if own < _FLOOR:
        return Link(None, round(own, 3))
    rival = max((value for column, value in enumerate(run) if column != state - 1), default=0.0)
    sure = own / (own + rival) if own + rival else 0.0
    return Link(state - 1, round(min(1.0, 0.35 + 0.65 * sure), 3))
