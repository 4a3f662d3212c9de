"""Columns: which line of a table read column by column stands in which column, and where its cells part.

The columns come in the order of their heads, table row after table row, so that the best division is the path of
least cost through the columns (Viterbi over lines; a line's fitness for a column is what its words look like).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.grid.fitness import Cues, date_share, fitness
from kg.extract.grid.loose import PrintLine

_HANGING = re.compile(
    r"(?:[,/&;–-]|\b(?:a|an|and|are|as|at|by|for|from|in|into|is|of|on|or|that|the|to|which|who|with|within))$"
)  # the end of a line after which the words must go on
_SHARE = re.compile(r"[<>]?\s?\d[\d.,]*\s?%")  # with which a measure begins
_BACK = 4.0  # cost of going on with a new row of the table
_SKIP = 1.0  # cost of a column without words
_UNLABELLED = 8.0  # cost of a first column that no label opens
_UNMARKED = 3.0  # cost of a column of actions that neither a bullet nor an outcome opens
_SURE = 0.4  # by how much the weakest break between cells must beat the strongest place that is none


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that stand together in one column of one table row."""

    role: str
    lines: tuple[PrintLine, ...]


def runs(lines: Sequence[PrintLine], roles: tuple[str, ...], *, cues: Cues) -> list[Run]:
    """`lines` divided among the columns `roles`, which recur in that order."""
    wide = max((line.width for line in lines), default=0)
    costs = [[-fitness(line, role, wide, cues) for role in roles] for line in lines]
    path = _path(costs, [_opening(line, roles, cues) for line in lines])
    found: list[Run] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or path[at] != path[start]:
            found.append(Run(roles[path[start]], tuple(lines[start:at])))
            start = at
    return found


def _opening(line: PrintLine, roles: tuple[str, ...], cues: Cues) -> list[float]:
    """What it costs to begin a column with `line`: an empty line or a label above makes it cheap."""
    tight = 0.0 if line.blank else 1.5
    known = bool(cues.recommendation.match(line.text) or cues.owners.match(line.text))
    action = line.bullet or bool(cues.outcome.match(line.text))
    dear = {"recommendation": 0.0 if known else _UNLABELLED, "action": 0.0 if action else _UNMARKED}
    return [tight + dear.get(role, 0.0) for role in roles]


def _path(costs: list[list[float]], openings: list[list[float]]) -> list[int]:
    if not costs:
        return []
    columns = range(len(costs[0]))
    best = list(costs[0])
    back: list[list[int]] = []
    for cost, opening in zip(costs[1:], openings[1:], strict=True):
        move = [[best[a] + (_step(a, b) + opening[b] if a != b else 0.0) for a in columns] for b in columns]
        chosen = [min(columns, key=row.__getitem__) for row in move]
        best = [move[b][chosen[b]] + cost[b] for b in columns]
        back.append(chosen)
    at = min(columns, key=best.__getitem__)
    path = [at]
    for chosen in reversed(back):
        at = chosen[at]
        path.append(at)
    return path[::-1]


def _step(a: int, b: int) -> float:
    """The cost of going from column `a` to another column `b`, or back to one of a new row."""
    return _SKIP * (b - a - 1) if b > a else _BACK + _SKIP * b


def date_cells(lines: Sequence[PrintLine], *, cues: Cues) -> list[tuple[PrintLine, ...]]:
    """The cells of a column of dates: parted by empty lines, or each line a date."""
    return _parts(lines, [at for at in range(1, len(lines)) if _new_date(lines, at, cues)])


def cells(lines: Sequence[PrintLine], count: int) -> list[tuple[PrintLine, ...]]:
    """The lines of a column as `count` cells, nothing where it is not clear how they part.

    Cells part at empty lines; where that gives another number, at the likeliest breaks.
    """
    if not lines or count < 1:
        return []
    margin, breaks = _divide(lines, count)
    return _parts(lines, breaks) if margin >= _SURE else []


def _divide(lines: Sequence[PrintLine], count: int) -> tuple[float, list[int]]:
    """The likeliest breaks into `count` cells, and by how much the last of them beats the next."""
    wide = max(line.width for line in lines)
    scored = sorted(((_breaking(lines, at, wide), -at) for at in range(1, len(lines))), reverse=True)
    if len(scored) < count - 1:
        return -9.0, []
    taken = scored[: count - 1]
    after = scored[count - 1][0] if len(scored) > count - 1 else -3.0
    least = taken[-1][0] if taken else 3.0
    return least - after, sorted(-at for _, at in taken)


def part_columns(
    lines: Sequence[PrintLine], roles: tuple[str, str], count: int, *, cues: Cues
) -> tuple[tuple[PrintLine, ...], tuple[PrintLine, ...]]:
    """`lines` of two columns parted where the lines look most like their column and fall into `count` cells each."""
    wide = max(line.width for line in lines)
    first = [fitness(line, roles[0], wide, cues) for line in lines]
    second = [fitness(line, roles[1], wide, cues) for line in lines]
    best, where = -1e9, len(lines)
    for at in range(1, len(lines)):
        score = sum(first[:at]) + sum(second[at:]) + (1.5 if lines[at].blank else 0.0)
        for part in (lines[:at], lines[at:]):
            blanks = sum(line.blank > 0 for line in part[1:]) + 1
            score += 4.0 if blanks == count else max(-3.0, min(3.0, _divide(part, count)[0]))
        if score > best:
            best, where = score, at
    return tuple(lines[:where]), tuple(lines[where:])


def _new_date(lines: Sequence[PrintLine], at: int, cues: Cues) -> bool:
    year = lines[at].text.isdigit()  # "By 31st December" | "20"
    alone = (
        not year and date_share(lines[at].text, cues) == 1.0 and date_share(lines[at - 1].text, cues) == 1.0
    )
    return lines[at].blank > 0 or alone


def _breaking(lines: Sequence[PrintLine], at: int, wide: int) -> float:
    """How likely a new cell begins at `lines[at]`: it does where its first word would have fitted on the line before."""
    before, line = lines[at - 1], lines[at]
    room = wide - before.width - 1 - len(line.text.split(" ", 1)[0])
    score = 3.0 + min(line.blank, 6) * 0.2 if line.blank else 0.0
    score += 2.0 if room > 2 else -0.5
    score += 1.0 if line.text == before.text else 0.0
    score += 0.8 if line.text[:1].isupper() or line.text[:1].isdigit() or line.text[:1] in "<>" else -2.0
    score -= 2.0 if _HANGING.search(before.text) else 0.0
    score -= 1.5 if line.text.startswith(("/", "&", "(")) else 0.0
    score += 1.0 if _SHARE.match(line.text) else 0.0
    return score


def _parts(lines: Sequence[PrintLine], breaks: Sequence[int]) -> list[tuple[PrintLine, ...]]:
    edges = [0, *breaks, len(lines)]
    return [tuple(lines[a:b]) for a, b in pairwise(edges) if a < b]
