"""Tables with column heads as rows of named cells: torn pieces joined, repeated heads dropped, empty cells carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.model.text import BlockKind, Folded, Outline, Passage, Span
from kg.rules import Rule, Rules

_RULE = re.compile(r"[^\n]{0,4}\n[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|")
_LONG = 90  # characters above which a cell is no column head


@dataclass(slots=True)
class Row:
    """A row: its words by the role of the column, and the words of rows that go on with it after a page break."""

    passage: Passage
    cells: dict[str, list[Folded]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The words under `role`, "" where there are none; what several rows list is parted by semicolons."""
        whole = ""
        for folded in self.cells.get(role, ()):
            torn = not whole or role == "progress" or folded.text[:1].islower()
            whole = f"{whole}{' ' if torn else '; '}{folded.text}" if folded.text else whole
        return whole.strip()

    def span(self, role: str) -> Span | None:
        """The interval of the words under `role` in the row's own passage."""
        words = [folded for folded in self.cells.get(role, ()) if folded.text]
        if not words:
            return None
        return Span(words[0].offsets[0], words[0].offsets[len(words[0].text) - 1] + 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the roles of its columns, the heads as printed, and its rows."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()  # rows of a single cell that stood over the heads

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
        yield from _split(list(members), heads, outline.document.text)


def _split(passages: Sequence[Passage], known: Heads, text: str) -> Iterator[Table]:
    """One table of the page may hold several, each under heads of its own."""
    roles: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: list[Row] = []
    above: list[str] = []
    for passage in passages:
        read = head_roles(passage, known)
        if read and (read != roles or not rows):
            if rows:
                yield Table(roles, heads, tuple(rows), tuple(above))
                rows, above = [], []
            roles, heads = read, tuple(cell.text for cell in passage.cells)
        elif read:
            continue  # repeated after a page break
        elif roles and (
            passage.block.head or _ruled(passage, text)
        ):  # heads of another table, which the rules do not know
            if rows:
                yield Table(roles, heads, tuple(rows), tuple(above))
            roles, rows, above = (), [], []
        elif roles:
            _put(rows, passage, roles)
        elif passage.text:
            above.append(passage.text)
    if rows:
        yield Table(roles, heads, tuple(rows), tuple(above))


def _ruled(passage: Passage, text: str) -> bool:
    """Whether a rule of dashes stands under the row, which makes it one of heads: "|---|---|"."""
    return _RULE.match(text, passage.block.span.end) is not None


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


def _put(rows: list[Row], passage: Passage, roles: tuple[str, ...]) -> None:
    """Add the row, or its words to the row above where it only goes on with that."""
    carried = {cell.column for cell in passage.block.cells if cell.carried}
    row = Row(passage)
    for column, cell in enumerate(passage.cells):
        role = roles[column] if column < len(roles) else ""
        if role and cell.text:
            row.cells.setdefault(role, []).append(cell)
    own = {
        roles[c] for c, cell in enumerate(passage.cells) if c < len(roles) and cell.text and c not in carried
    }
    if rows and own and _OPENERS & set(roles) and not own & _OPENERS:
        for role in own:
            rows[-1].cells.setdefault(role, []).extend(row.cells[role])
        return
    if row.cells:
        rows.append(row)


_OPENERS = frozenset({"action", "date", "title", "number", "recommendation"})
