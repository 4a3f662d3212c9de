"""Tables with column heads as rows of named cells: torn pieces joined, repeated heads dropped, empty cells carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.model.text import BlockKind, Folded, Outline, Passage
from kg.rules import Rule, Rules

_RULE = re.compile(r"[^\n]{0,4}\n[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|")
_TITLE = re.compile(
    r"(?i)(?:recommendation|priority|objective|outcome|theme|area|aim|goal|learning|finding)s?\b\W*\w+"
)
_LONG = 90  # characters above which a cell is no column head


@dataclass(slots=True)
class Row:
    """A row: its words by the role of the column, and the words of rows that go on with it after a page break."""

    passage: Passage
    cells: dict[str, list[Folded]] = field(default_factory=dict)
    under: str = ""  # the words that stand over it across the table, or right before the table

    def text(self, role: str) -> str:
        """The words under `role`, "" where there are none; what several rows list is parted by semicolons."""
        whole = ""
        for folded in self.cells.get(role, ()):
            torn = not whole or role == "progress" or folded.text[:1].islower()
            whole = f"{whole}{' ' if torn else '; '}{folded.text}" if folded.text else whole
        return whole.strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the roles of its columns, the heads as printed, and its rows."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, *roles: str) -> bool:
        """Whether every one of `roles` is among the columns."""
        return all(role in self.roles for role in roles)


class Heads:
    """What column heads mean, each head looked up once."""

    def __init__(self, group: tuple[Rule, ...]) -> None:
        self._group = group
        self._known: dict[str, str] = {}

    def role(self, text: str) -> str:
        """The role of the column under the head `text`, "" where no rule knows it."""
        role = self._known.get(text)
        if role is None:
            role = next((rule.give("role") for rule in self._group if rule.pattern.search(text)), "")
            self._known[text] = role
        return role


def tables(outline: Outline, *, rules: Rules) -> Iterator[Table]:
    """Every table of `outline` whose heads the rules know ("column-heads"), in reading order."""
    heads = Heads(rules.group("column-heads"))
    rows = (p for p in outline.passages if p.block.kind is BlockKind.TABLE_ROW and p.cells)
    for _, members in groupby(rows, key=lambda p: (p.embedded, p.block.table)):
        yield from _split(list(members), heads, outline)


def _split(passages: Sequence[Passage], known: Heads, outline: Outline) -> Iterator[Table]:
    """One table of the page may hold several, each under heads of its own."""
    roles: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: list[Row] = []
    under = _before(passages[0], outline)
    for passage in passages:
        read = head_roles(passage, known)
        ends = bool(read and read != roles) or bool(roles and not read and _heads_unknown(passage, outline))
        if ends and rows:
            yield Table(roles, heads, tuple(rows))
            rows = []
        if read:  # the same heads again after a page break change nothing
            roles, heads = read, tuple(cell.text for cell in passage.cells)
            under = _before(passage, outline) or under
        elif ends:
            roles = ()
        elif _spanning(passage, roles):
            under = passage.text
        elif roles:
            _put(rows, passage, roles, under)
    if rows:
        yield Table(roles, heads, tuple(rows))


def _before(passage: Passage, outline: Outline) -> str:
    """The words right before a table, if they stand in the same document and are no table themselves."""
    if not passage.index:
        return ""
    before = outline.passages[passage.index - 1]
    same = before.embedded == passage.embedded and before.block.kind is not BlockKind.TABLE_ROW
    return before.text if same else ""


def _spanning(passage: Passage, roles: tuple[str, ...]) -> bool:
    """Whether a row is one cell across the table: a title over the rows below, not a row."""
    filled = [column for column, cell in enumerate(passage.cells) if cell.text]
    if filled != [0]:
        return False
    return (
        len(passage.cells) == 1
        or not roles
        or (roles[0] == "action" and _TITLE.match(passage.text) is not None)
    )


def _heads_unknown(passage: Passage, outline: Outline) -> bool:
    """Whether the row holds heads that no rule knows: the reader says so, or a rule of dashes stands under it."""
    return passage.block.head or _RULE.match(outline.document.text, passage.block.span.end) is not None


def head_roles(passage: Passage, known: Heads) -> tuple[str, ...]:
    """The roles of the columns if the row holds column heads, else nothing.

    A row of heads has two roles or more, and all but a third of its words are heads.
    """
    texts = [cell.text for cell in passage.cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > _LONG for text in filled):
        return ()
    roles = tuple(known.role(text) if text else "" for text in texts)
    told = {role for role in roles if role and role != "other"}
    if len(told) < 2 or sum(bool(role) for role in roles) * 3 < len(filled) * 2:
        return ()
    return roles


def _put(rows: list[Row], passage: Passage, roles: tuple[str, ...], under: str) -> None:
    """Add the row, or its words to the row above where it only goes on with that."""
    carried = {cell.column for cell in passage.block.cells if cell.carried}
    row = Row(passage, under=under)
    for column, cell in enumerate(passage.cells):
        role = roles[column] if column < len(roles) else ""
        if role and cell.text:
            row.cells.setdefault(role, []).append(cell)
    own = {
        roles[c]
        for c, cell in enumerate(passage.cells)
        if c < len(roles) and roles[c] and cell.text and c not in carried
    }
    if rows and own and _OPENERS & set(roles) and not own & _OPENERS:
        for role in own:
            rows[-1].cells.setdefault(role, []).extend(row.cells[role])
        return
    if row.cells:
        rows.append(row)


_OPENERS = frozenset({"action", "date", "title", "number", "recommendation"})
