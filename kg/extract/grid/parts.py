"""Parts: where the tables of a document begin and end, which rows are heads, and what a page tore off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.extract.grid.heads import head_roles, is_filler, names_only, role_of, under_groups
from kg.model.text import BlockKind, Passage
from kg.rules import Rules

_RULE = re.compile(r"[^\n]{0,4}\n[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|")
_SHEETS = ("xlsx", "csv")
_HEADS = 3  # rows of heads, at most, one under the other
_TOP = 4  # rows within which one known head, "Recommendation", may make a row of heads
_NEAR = 4  # passages, at most, between two parts of one table that a page tears
_NAME = 60  # characters of a head beside "Recommendation" that no rule knows
_ENDS = (".", "!", "?", ":", ";", ")")


@dataclass(slots=True)
class Part:
    """Rows of a table under the same heads: the roles and names of the columns, and the words before the table."""

    roles: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    under: str = ""
    rows: list[Passage] = field(default_factory=list)
    all: list[Passage] = field(default_factory=list)  # heads too
    titles: dict[int, str] = field(
        default_factory=dict
    )  # words before repeated heads, by how many rows stand above
    torn: set[int] = field(default_factory=set)  # rows that only end the row above, by index of the passage
    between: list[Passage] = field(default_factory=list)  # what a page prints between two halves of the table

    @property
    def sheet(self) -> bool:
        """Whether it stands in a spreadsheet."""
        return self.all[0].block.rule.startswith(_SHEETS)


def parts(passages: Sequence[Passage], *, rules: Rules, text: str) -> Iterator[Part]:
    """The tables among `passages`, each under heads of its own, understood or not; a half that a page tore off goes on.

    `text` is the stored text, in which a rule of dashes may stand under a row of heads.
    """
    at = {passage.index: place for place, passage in enumerate(passages)}
    rows = (p for p in passages if p.block.kind is BlockKind.TABLE_ROW and p.cells)
    part: Part | None = None
    for _, group in groupby(rows, key=lambda p: (p.embedded, p.block.table)):
        members = list(group)
        if part is not None:
            between = passages[at[part.all[-1].index] + 1 : at[members[0].index]]
            if _goes_on(part, members, between, rules):
                _join(part, members, between)
                members = members[1:] if is_filler(members[0]) else members
            else:
                yield part
                part = None
        for heads, roles, row in _lines(members, rules, text):
            if part is None or (heads and (roles != part.roles or not part.rows)):
                if part is not None:
                    yield part
                first = heads[0] if heads or row is None else row
                part = Part(roles, _names(heads), _before(passages, at[first.index]))
            elif heads:  # the same heads again after a page break
                part.titles[len(part.rows)] = _before(passages, at[heads[0].index])
            part.all.extend(heads)
            if row is not None:
                part.rows.append(row)
                part.all.append(row)
    if part is not None:
        yield part


def _lines(
    members: Sequence[Passage], rules: Rules, text: str
) -> Iterator[tuple[list[Passage], tuple[str, ...], Passage | None]]:
    """The rows of a table one by one: heads (one to three rows of them, with their roles), or a row below."""
    place = 0
    while place < len(members):
        passage = members[place]
        roles = _read(passage, place, rules)
        below = members[place + 1 : place + 2]
        group = place == 0 and not roles and bool(below) and _groups(passage, below[0], rules)
        ruled = passage.block.head or _RULE.match(text, passage.block.span.end) is not None
        if not roles and not group and not ruled:
            yield [], (), passage
            place += 1
            continue
        heads = [passage]
        roles = roles or tuple(role_of(cell.text, rules=rules) for cell in passage.cells)
        while below and len(heads) < _HEADS and _is_lower(heads[-1], below[0], rules):
            roles = under_groups(heads[-1], below[0], rules=rules)
            heads.append(below[0])
            below = members[place + len(heads) : place + len(heads) + 1]
        yield heads, roles, None
        place += len(heads)


def _read(passage: Passage, place: int, rules: Rules) -> tuple[str, ...]:
    """The roles of a row of heads; at the top of a table "Recommendation" beside names that no rule knows is one, too."""
    read = head_roles(passage, rules=rules)
    texts = [cell.text for cell in passage.cells]
    filled = [text for text in texts if text]
    if read or place >= _TOP or len(filled) < 2 or not names_only(filled) or max(map(len, filled)) > _NAME:
        return read
    roles = tuple(role_of(text, rules=rules) if text else "" for text in texts)
    return roles if "recommendation" in roles else ()


def _groups(passage: Passage, below: Passage, rules: Rules) -> bool:
    """Whether the first row of a table names groups of columns: fewer names than the heads below it."""
    filled = [cell.text for cell in passage.cells if cell.text]
    lower = sum(bool(cell.text) for cell in below.cells)
    return len(filled) < lower and names_only(filled) and bool(head_roles(below, rules=rules))


def _is_lower(upper: Passage, row: Passage, rules: Rules) -> bool:
    """Whether `row` is a second row of heads below `upper`, and not the same heads again."""
    same = [cell.text for cell in upper.cells] == [cell.text for cell in row.cells]
    return not same and (bool(head_roles(row, rules=rules)) or row.block.head)


def _names(heads: Sequence[Passage]) -> tuple[str, ...]:
    """The names of the columns: the lowest row of heads, a gap in it filled from the rows above."""
    width = max((len(head.cells) for head in heads), default=0)
    rows = [
        [head.cells[c].text if c < len(head.cells) else "" for c in range(width)] for head in reversed(heads)
    ]
    return tuple(next((row[column] for row in rows if row[column]), "") for column in range(width))


def _before(passages: Sequence[Passage], place: int) -> str:
    """The words right before a table, if they stand in the same document and are no table themselves."""
    if not place:
        return ""
    before, passage = passages[place - 1], passages[place]
    same = before.embedded == passage.embedded and before.block.kind is not BlockKind.TABLE_ROW
    return before.text if same else ""


def _goes_on(part: Part, members: Sequence[Passage], between: Sequence[Passage], rules: Rules) -> bool:
    """Whether rows on the next page belong to the table above: as many columns, no heads of their own, and nothing between
    but what a page prints at its edges."""
    first = members[0]
    if not any(part.roles) or first.embedded != part.all[0].embedded or len(between) > _NEAR:
        return False
    if _width(members) != _width(part.rows or part.all) or any(
        p.block.kind is BlockKind.HEADING for p in between
    ):
        return False
    if is_filler(first):
        return True
    loose = [p for p in between if p.block.kind is not BlockKind.FURNITURE]
    if first.block.head or _read(first, 0, rules):
        return False
    return not loose or _is_rest(part, first)


def _width(rows: Sequence[Passage]) -> int:
    """How many columns of a table hold words."""
    return len({column for row in rows for column, cell in enumerate(row.cells) if cell.text})


def _join(part: Part, members: Sequence[Passage], between: Sequence[Passage]) -> None:
    """Note what stands between the halves, and whether the first row of the second only ends the last of the first."""
    part.between.extend(between)
    body = members[1:] if is_filler(members[0]) else members
    if not body or not part.rows:
        return
    if _is_rest(part, body[0]):
        part.torn.add(body[0].index)


def _is_rest(part: Part, row: Passage) -> bool:
    """Whether a row only ends the last one of `part`: a cell goes on in small letters where the one above has no end."""
    if not part.rows:
        return False
    above, below = ([cell.text for cell in one.cells if cell.text] for one in (part.rows[-1], row))
    return any(b[:1].islower() and not a.endswith(_ENDS) for a, b in zip(above, below, strict=False))
