"""Tables as rows of named cells: heads read, torn pieces joined, repeated heads dropped, empty cells filled from above.

A table is read once, here, for recommendations, actions, answers and what councillors follow up: each reads the roles that
it needs. Where heads are not known the columns may be guessed from what stands in them (`guess`); the table says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.bodies.mentions import named_in
from kg.extract.grid.guess import Guess, guess_roles, with_states
from kg.extract.grid.parts import Part, parts
from kg.extract.page.marks import NO_MARK, leading_mark
from kg.extract.page.mood import asks
from kg.model.text import Cell, Folded, Passage
from kg.rules import Rules

_TITLE = re.compile(
    r"(?i)(?:recommendation|priority|objective|outcome|theme|area|aim|goal|learning|finding)s?\b\W*\w+"
)
_CODE = re.compile(r"[A-Z]{0,6}[-/. ]?\d[\w./()-]*")
_OPENERS = frozenset({"action", "date", "title", "number", "recommendation", "resolution"})
_HANDED_DOWN = ("review", "number", "recommendation", "about", "title", "date")
_TOLD = frozenset({"progress", "response", "outcome"})
_WORDY = frozenset({"recommendation", "action", "resolution", "response", "progress", "outcome", "about"})
_BAND = 160  # characters of a row across the table that titles the rows below


@dataclass(slots=True)
class Row:
    """A row: its words by the role of the column, and the words of rows that go on with it after a page break."""

    passage: Passage
    cells: dict[str, list[Folded]] = field(default_factory=dict)
    printed: dict[str, Cell] = field(default_factory=dict)  # the cells as printed, by role
    carried: frozenset[str] = frozenset()  # roles whose words stand in a row above
    under: str = ""  # the words that stand over it across the table, or right before the table
    bands: tuple[Passage, ...] = ()  # the rows across the table above it, nearest last
    over: tuple[Passage, ...] = ()  # those of them right above its group of rows
    by_agency: list[tuple[str, Folded]] = field(default_factory=list)  # answers in a column for each agency

    def text(self, role: str) -> str:
        """The words under `role`, "" where there are none; what several rows list is parted by semicolons."""
        whole = ""
        for folded in self.cells.get(role, ()):
            torn = not whole or role in _TOLD or folded.text[:1].islower()
            whole = f"{whole}{' ' if torn else '; '}{folded.text}" if folded.text else whole
        return whole.strip()

    def first(self, *roles: str) -> str:
        """The words of the first of `roles` that has any."""
        return next((text for role in roles if (text := self.text(role))), "")

    def own(self, role: str) -> list[Folded]:
        """The words under `role` that are printed in this row, not carried down from one above."""
        return [] if role in self.carried else self.cells.get(role, [])


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the roles of its columns, the heads as printed, and its rows; `guessed` roles were told by their cells."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    guessed: frozenset[str] = frozenset()
    passages: tuple[
        Passage, ...
    ] = ()  # every row, heads and bands, and what a page prints between two halves

    def has(self, *roles: str) -> bool:
        """Whether every one of `roles` is among the columns."""
        return all(role in self.roles for role in roles)

    def any(self, *roles: str) -> bool:
        """Whether one of `roles` is among the columns."""
        return any(role in self.roles for role in roles)

    @property
    def tracks_meetings(self) -> bool:
        """Whether it follows up what councillors resolved: a column says so, or a meeting stands beside what was asked."""
        told = self.any("progress", "status", "response", "outcome")
        if self.has("resolution"):
            return told or self.any("date", "title")
        asked = self.any("action", "recommendation")
        named = self.has("title") or any("meeting" in head.casefold() for head in self.heads)
        return self.has("date") and asked and told and named and not self.any("owner", "due")

    @property
    def by_action(self) -> bool:
        """Whether its lines are actions, several of one recommendation: what stands beside them tells of the action."""
        return any(
            "recommendation" in row.carried
            and row.own("action")
            and row.first("progress", "outcome", "status")
            for row in self.rows
        )


def tables(passages: Sequence[Passage], *, rules: Rules, text: str) -> Iterator[Table]:
    """Every table among `passages` whose columns are known or could be guessed, in reading order; `text` is the stored text."""
    for part in parts(passages, rules=rules, text=text):
        read = with_states(guess_roles(part, rules=rules), part)
        agencies = _agencies(read, rules)
        known = {role for role in read.roles if role and role != "other"}
        if len(known) > 1 or "recommendation" in known:
            rows = _rows(part, read, agencies, rules)
            if rows:
                yield Table(read.roles, read.heads, tuple(rows), read.guessed, (*part.all, *part.between))


def _rows(part: Part, read: Guess, agencies: dict[int, str], rules: Rules) -> list[Row]:
    """The rows below the heads, each with what it stands under."""
    roles = read.roles
    aligned = _aligned(part, read)
    rows: list[Row] = []
    bands: list[Passage] = []
    under, last = part.under, 0
    fresh = False
    for place, passage in enumerate(part.rows[read.first :], start=read.first):
        under = part.titles.get(place) or under
        if _is_band(passage, roles, rules):
            bands.append(passage)
            under, last, fresh = passage.text, last + 1 if fresh else 1, True
            continue
        fresh = False
        row = _row(passage, aligned.get(passage.block.table, roles), agencies)
        row.under, row.bands, row.over = under, tuple(bands), tuple(bands[len(bands) - last :])
        _put(rows, row, roles, torn=passage.index in part.torn)
    return rows


def _aligned(part: Part, read: Guess) -> dict[int | None, tuple[str, ...]]:
    """The roles of the columns of each table that stands under the heads with as many columns filled, but other ones: cells
    drawn wider than their heads, or the half of a table on the next page."""
    named = [column for column, head in enumerate(read.heads) if head]
    used: dict[int | None, set[int]] = {}
    for row in part.rows:
        used.setdefault(row.block.table, set()).update(c for c, cell in enumerate(row.cells) if cell.text)
    found: dict[int | None, tuple[str, ...]] = {}
    for table, columns in used.items():
        if len(columns) == len(named) and sorted(columns) != named:
            of = dict(zip(sorted(columns), named, strict=True))
            width = max(columns) + 1
            found[table] = tuple(read.roles[of[c]] if c in of else "" for c in range(width))
    return found


def _agencies(read: Guess, rules: Rules) -> dict[int, str]:
    """The columns that answer for one agency each, where a table of recommendations has two or more of them."""
    if "recommendation" not in read.roles or {"response", "progress", "action"} & set(read.roles):
        return {}
    named = {
        column: head
        for column, (role, head) in enumerate(zip(read.roles, read.heads, strict=False))
        if head and not role and named_in(head, rules=rules)
    }
    return named if len(named) > 1 else {}


def _row(passage: Passage, roles: tuple[str, ...], agencies: dict[int, str]) -> Row:
    row = Row(passage)
    carried: set[str] = set()
    own: set[str] = set()
    by_column = {cell.column: cell for cell in passage.block.cells}
    for column, cell in enumerate(passage.cells):
        printed = by_column.get(column, Cell(column))
        role = roles[column] if column < len(roles) else ""
        if column in agencies and cell.text:
            row.by_agency.append((agencies[column], cell))
        if role and cell.text:
            row.cells.setdefault(role, []).append(cell)
            row.printed.setdefault(role, printed)
            (carried if printed.carried else own).add(role)
    row.carried = frozenset(carried - own)
    return row


def _is_band(passage: Passage, roles: tuple[str, ...], rules: Rules) -> bool:
    """Whether a row is one cell across the table, which says what the rows below it are about, and is none of them."""
    filled = [column for column, cell in enumerate(passage.cells) if cell.text]
    handed = {cell.column for cell in passage.block.cells if cell.carried}
    own = [column for column in filled if column not in handed]
    if len(own) != 1 or (own != filled and not passage.block.emphasis) or len(roles) < 2:
        return False
    text, column = passage.cells[own[0]].text, own[0]
    role = roles[column] if column < len(roles) else ""
    if column and (role or not passage.block.emphasis):
        return False
    if _CODE.fullmatch(text) or len(text) > _BAND:
        return False
    if role in ("recommendation", "action", "resolution"):
        return _TITLE.match(text) is not None if role == "action" else not _is_item(text, rules)
    return role not in _WORDY or passage.block.emphasis or not _is_item(text, rules)


def _is_item(text: str, rules: Rules) -> bool:
    """Whether words alone in a row are one of the things the table lists: numbered, or asking for something."""
    return leading_mark(text) is not NO_MARK or asks(text, rules=rules)


def _put(rows: list[Row], row: Row, roles: tuple[str, ...], *, torn: bool) -> None:
    """Add the row, or its words to the row above where it only goes on with that."""
    own = {role for role in row.cells if role not in row.carried}
    goes_on = bool(own) and bool(_OPENERS & set(roles)) and not own & _OPENERS
    if rows and (torn or (goes_on and not row.by_agency)):
        for role in own:
            rows[-1].cells.setdefault(role, []).extend(row.cells[role])
        return
    if rows and own & {"action", "progress", "resolution"} and not own & {"recommendation", "number"}:
        _hand_down(rows[-1], row, roles)
    if row.cells or row.by_agency:
        rows.append(row)


def _hand_down(above: Row, row: Row, roles: tuple[str, ...]) -> None:
    """Fill the first cells of a row of actions that are empty on the page with those of the row above."""
    if above.over != row.over:
        return
    for role in _HANDED_DOWN:
        if role in roles and role not in row.cells and role in above.cells:
            row.cells[role] = above.cells[role]
            if role in above.printed:
                row.printed[role] = above.printed[role]
            row.carried |= {role}
