"""Guess: what columns hold whose heads no rule knows, told by what stands in their cells.

In a spreadsheet every unknown column is looked at. In other tables only where owner and date, or two answers, show what
sort of table it is. A guess is never sure: what is read by it is marked so, and the reader is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from kg.extract.bodies.cells import is_title
from kg.extract.bodies.mentions import named_in
from kg.extract.grid.fitness import capitals, cues, date_share
from kg.extract.grid.heads import names_only, role_of
from kg.extract.grid.parts import Part
from kg.extract.page.mood import asks, reports
from kg.model.text import Passage
from kg.rules import Rules

_NUMBER = re.compile(r"(?:[A-Z]{0,6}[-/. ]{0,2})?\d{1,4}(?:[./-]\d{1,4})*\s?\(?[a-z]?\)?[.:]?")
_SHALL = re.compile(
    r"(?i)\b(?:should|must|ought to|needs? to|recommend(?:s|ed)?|is asked to|are asked to)\b|^that\b"
)
_ISO = re.compile(r"20\d\d-\d\d(?:-\d\d)?")
_COLOUR = re.compile(r"(?i)^(?:green|g|grey|white|w)$")
_SHORT = 60  # characters of a name, date or status
_MOST = 60  # rows that are looked at
_HALF, _MOSTLY = 0.5, 0.7  # shares of a column's cells
_WORDY = 4.0  # words of a cell, on average, from which a column holds sentences
_FEWEST = 2  # rows below which nothing is guessed
_STATE = 3.5  # words of a cell, on average, in a column of statuses
_TOLD = frozenset({"progress", "response", "outcome"})
_ACTS = frozenset({"recommendation", "action", "resolution"})
_WHO = frozenset({"owner", "agency", "lead-agency"})
_WHEN = frozenset({"due", "status", "completed"})


@dataclass(frozen=True, slots=True)
class _Column:
    """What share of a column's cells looks like what."""

    words: float
    asks: float
    shall: float
    reports: float
    dates: float
    states: float
    verdicts: float
    names: float
    bodies: float
    titles: float
    numbers: float


@dataclass(frozen=True, slots=True)
class Guess:
    """The columns of a table: their roles, their heads, which roles were told by the cells, and the first row below heads."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    guessed: frozenset[str] = frozenset()
    first: int = 0


def guess_roles(part: Part, *, rules: Rules) -> Guess:
    """The roles of the columns of `part`: those that rules know by their heads, and a guess for the others."""
    heads, roles, first = part.heads, part.roles, 0
    if not heads and part.sheet and len(part.rows) > _FEWEST and _may_be_heads(part.rows[0], part.rows[1]):
        heads = tuple(cell.text for cell in part.rows[0].cells)
        roles, first = tuple(role_of(head, rules=rules) for head in heads), 1
    rows = part.rows[first:]
    width = max((len(row.cells) for row in rows), default=0)
    given = (*roles, *[""] * (width - len(roles)))
    known = Guess(_numbered(rows, roles), part.heads, frozenset())
    if len(rows) < _FEWEST or not (part.sheet or (_tells(roles) and not _ACTS & set(roles))):
        return known
    columns = {
        c: one for c in range(width) if not given[c] and (one := _looked_at(rows, c, rules)) is not None
    }
    found = _assigned(columns, set(given))
    if not found or not _ACTS & {*given, *found.values()}:
        return known
    merged = tuple(found.get(column, given[column]) for column in range(width))
    return Guess(merged, heads, frozenset(found.values()), first)


def with_states(read: Guess, part: Part) -> Guess:
    """`read`, one of two columns of updates whose cells are a few words each being that of the status: "In hand", "Stuck"."""
    told = [column for column, role in enumerate(read.roles) if role in _TOLD]
    if "status" in read.roles or not told or (len(told) < 2 and "action" not in read.roles):
        return read
    words = {}
    for column in told:
        cells = [row.cells[column].text for row in part.rows[read.first :] if column < len(row.cells)]
        cells = [text for text in cells if text]
        words[column] = sum(len(text.split()) for text in cells) / len(cells) if cells else _STATE + 1
    briefest = min(told, key=words.__getitem__)
    if words[briefest] > _STATE or read.roles[briefest] != "progress":
        return read
    return replace(read, roles=(*read.roles[:briefest], "status", *read.roles[briefest + 1 :]))


def _tells(roles: Sequence[str]) -> bool:
    """Whether known columns show that the table is a plan or an answer, though the main column is not known."""
    told = set(roles)
    return bool(told & _WHO and told & _WHEN) or len(told & {"response", "verdict", "progress", "status"}) > 1


def _may_be_heads(first: Passage, second: Passage) -> bool:
    """Whether the first row names columns: names only, most of them shorter than what stands below."""
    texts = [cell.text for cell in first.cells]
    below = [cell.text for cell in second.cells]
    filled = [text for text in texts if text]
    longer = sum(len(b) > len(a) for a, b in zip(texts, below, strict=False) if b)
    return len(filled) > 1 and names_only(filled) and longer * 2 >= len(filled)


def _numbered(rows: Sequence[Passage], roles: tuple[str, ...]) -> tuple[str, ...]:
    """`roles`, a first column without a known head that holds numbers being the numbers of what the table lists."""
    if "number" in roles or not _ACTS & set(roles) or roles[0]:
        return roles
    texts = [row.cells[0].text for row in rows[:_MOST] if row.cells and row.cells[0].text]
    full = [text for text in texts if _NUMBER.fullmatch(text)]
    return ("number", *roles[1:]) if full and len(full) >= _MOSTLY * len(texts) else roles


def _looked_at(rows: Sequence[Passage], column: int, rules: Rules) -> _Column | None:
    """What the cells of one column look like; None where it has too few to tell."""
    cells = [
        row.cells[column].text
        for row in rows[:_MOST]
        if column < len(row.cells)
        and row.cells[column].text
        and not any(cell.carried and cell.column == column for cell in row.block.cells)
        and sum(bool(cell.text) for cell in row.cells) > 1
    ]
    if len(cells) < _FEWEST:
        return None
    known = cues(rules)
    states = [rule.pattern for rule in rules.group("statuses")]
    verdicts = [rule.pattern for rule in rules.group("verdicts")]

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(cell)) for cell in cells) / len(cells)

    short = [cell for cell in cells if len(cell) < _SHORT]
    return _Column(
        words=sum(len(cell.split()) for cell in cells) / len(cells),
        asks=share(lambda cell: len(cell.split()) >= _WORDY and asks(cell, rules=rules)),
        shall=share(_SHALL.search),
        reports=share(lambda cell: reports(cell, rules=rules)),
        dates=share(
            lambda cell: cell in short and (date_share(cell, known) >= _HALF or _ISO.fullmatch(cell))
        ),
        states=share(lambda cell: cell in short and any(one.search(cell) for one in (*states, _COLOUR))),
        verdicts=share(lambda cell: cell in short and any(one.search(cell) for one in verdicts)),
        names=share(lambda cell: cell in short and capitals(cell) and not any(c.isdigit() for c in cell)),
        bodies=share(lambda cell: cell in short and named_in(cell, rules=rules)),
        titles=share(lambda cell: cell in short and is_title(cell)),
        numbers=share(_NUMBER.fullmatch),
    )


def _assigned(columns: dict[int, _Column], known: set[str]) -> dict[int, str]:
    """A role for each column that looks like one; each role once."""
    found: dict[int, str] = {}

    def give(column: int, role: str) -> None:
        if role not in known:
            found[column] = role
            known.add(role)

    for column, one in columns.items():
        if one.words < _WORDY:
            if one.numbers >= _MOSTLY:
                give(column, "number")
            elif one.dates >= _HALF:
                give(column, "due")
            elif one.verdicts >= _MOSTLY:
                give(column, "verdict")
            elif one.states >= _MOSTLY:
                give(column, "status")
            elif one.bodies >= _HALF > one.titles:
                give(column, "to" if "owner" in known else "agency")
            elif one.names >= _HALF or one.titles >= _HALF:
                give(column, "owner")
    plan = bool(known & _WHO) and bool(known & _WHEN)
    wordy = [(column, one) for column, one in columns.items() if column not in found and one.words >= _WORDY]
    asking = [(column, one) for column, one in wordy if one.asks >= _HALF]
    for (column, one), more in zip(asking, count(len(asking) - 1, -1), strict=False):
        first = "recommendation" not in known and (one.shall >= _HALF or more or not plan)
        give(column, "recommendation" if first else "action")
    rest = [(column, one) for column, one in wordy if column not in found]
    if plan and not _ACTS & known and rest:
        give(rest[0][0], "action")
    for column, one in rest:
        if column not in found and one.reports >= _HALF:
            give(column, "progress" if "response" in known or "action" in known else "response")
    return found
