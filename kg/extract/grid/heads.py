"""Heads: what the names of columns mean (columns.toml), and which rows of a table hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model.text import Passage
from kg.rules import Rules

SPREAD = ("response", "progress", "recommendation", "action")
"""Roles that a head over several columns gives to the one below it that no rule knows."""
_MARK = re.compile(r"^(?:\(?[a-z0-9]{1,2}[.):]\s+)|[\s:*†‡]+$", re.I)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*")
_HALVES = re.compile(r"\s*(?:[/|;–—]|\s-\s)\s*")
_SPACE = re.compile(r"\s+")
_FILLER = re.compile(r"(?i)^col(?:umn)?\s?\d+$")
_STOP = re.compile(r"[.;]\s*$|[.!?]\s+[A-Z]")
LONGEST = 110  # characters above which a cell is no column head
_CODE = 6  # characters of a head that may end with a stop: "Ref.", "No."
_MOST_HALVES = 3
_SHORT = 5  # words, strokes among them, of a head in the vocabulary


def role_of(head: str, *, rules: Rules) -> str:
    """The role of the column under `head`, "" where no rule knows it: "Recommendation from IMR" is a recommendation."""
    return _role(head, rules)


@cache
def _role(head: str, rules: Rules) -> str:
    text = _MARK.sub("", _SPACE.sub(" ", head).strip())
    if not text or len(text) > LONGEST:
        return ""
    bare = _ASIDE.sub(" ", text).strip()
    halves = [half for half in _HALVES.split(text) if half]
    roles = {_first(half, rules) for half in halves} if 1 < len(halves) <= _MOST_HALVES else set()
    told = roles - {""}
    return (
        _first(text, rules)
        or (_first(bare, rules) if bare else "")
        or (min(told) if len(told) == 1 else "")
        or next((known for form in (text, bare) if (known := _squeezed(rules).get(_squeeze(form)))), "")
    )


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text).casefold()


def _first(text: str, rules: Rules) -> str:
    return next((rule.give("role") for rule in rules.group("columns") if rule.pattern.search(text)), "")


@cache
def _squeezed(rules: Rules) -> dict[str, str]:
    """Heads without their blanks: a narrow column breaks "Recommendati on"."""
    return {
        _squeeze(example): rule.give("role")
        for rule in reversed(rules.group("columns"))
        for example in rule.examples
        if len(example) > 5
    }


def vocabulary(rules: Rules) -> dict[str, str]:
    """The short names of columns that the rules give as examples, each with its role."""
    return {
        example: rule.give("role")
        for rule in reversed(rules.group("columns"))
        for example in rule.examples
        if len(example.split()) <= _SHORT
    }


def is_filler(passage: Passage) -> bool:
    """Whether the row only counts columns, as a converter does that found no heads: "Col1 | Col2"."""
    texts = [cell.text for cell in passage.cells if cell.text]
    return bool(texts) and all(_FILLER.match(text) for text in texts)


def names_only(texts: Sequence[str]) -> bool:
    """Whether every cell of a row may be a column's name: short, and no sentence."""
    return all(len(text) <= _CODE or (len(text) <= LONGEST and not _STOP.search(text)) for text in texts)


def head_roles(passage: Passage, *, rules: Rules) -> tuple[str, ...]:
    """The roles of the columns if the row holds column heads, else nothing.

    A row of heads has two roles or more, and rules know all but a third of its heads; where the reader marks the row as
    one, two known heads are enough.
    """
    texts = [cell.text for cell in passage.cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > LONGEST for text in filled):
        return ()
    roles = tuple(role_of(text, rules=rules) if text else "" for text in texts)
    told = {role for role in roles if role and role != "other"}
    known = sum(bool(role) for role in roles)
    if len(told) < 2 or (known * 3 < len(filled) * 2 and not (passage.block.head and names_only(filled))):
        return ()
    return roles


def under_groups(groups: Passage, heads: Passage, *, rules: Rules) -> tuple[str, ...]:
    """The roles of `heads` below a row of `groups`, heads that each stand over several columns.

    A column without a head of its own has that of the row above; one that no rule knows has the role of its group where
    no other column of the group has it.
    """
    upper = [cell.text for cell in groups.cells]
    lower = [cell.text for cell in heads.cells]
    roles: list[str] = []
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        own = lower[column] if column < len(lower) else ""
        role = role_of(own, rules=rules) if own else ""
        if not role and above and not own:
            role = role_of(above, rules=rules)
        roles.append(role)
    for column in range(len(roles)):
        own = lower[column] if column < len(lower) else ""
        start = max((c for c in range(column + 1) if c < len(upper) and upper[c]), default=0)
        end = next((c for c in range(column + 1, len(upper)) if upper[c]), len(roles))
        group = role_of(upper[start], rules=rules) if start < len(upper) and upper[start] else ""
        if own and not roles[column] and group in SPREAD and group not in roles[start:end]:
            roles[column] = group
    return tuple(roles)
