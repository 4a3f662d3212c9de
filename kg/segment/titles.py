"""Titles: the lines that name a document on its first page, and title pages within a source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.text import BlockKind, DocumentKind
from kg.rules import Rules
from kg.segment.heads import Start
from kg.segment.kinds import kind_of_title
from kg.segment.leaves import Leaf

_LONG, _LINES = 130, 3
_NUMBERED = re.compile(
    r"(?i)^(?:\d(?!\d? (?:step|minute|point|year|month|week|day))|appendix|annex|chapter|section|part|table|figure|contents|page)\b"
)
_PLAIN = re.compile(
    r"(?i)^(?:by|date|version|page|[\d\W]*)$|^(?:written by|report author|author|(?:lead|independent|overview) (?:report )?(?:reviewer|author|writer|chair))\b.{0,50}$|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{1,2}(?:st|nd|rd|th)? \w+,? \d{4}$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,10}$|official|confidential|restricted"
    r"|,\s*(?:(?:interim|deputy|service|assistant) )*(?:head|director|manager|chair|lead|officer|author)\b|^(?:dear \w|page\b|appendix \d|agenda item|at \d|please note)"
)
_PERSON = re.compile(
    r"(?i)(?:written by|by|report author|author|(?:lead|independent|overview) (?:report )?(?:reviewer|author|writer|chair))$"
)
_PARTS = frozenset(
    {
        DocumentKind.PARTNERSHIP_RESPONSE,
        DocumentKind.BRIEFING,
        DocumentKind.REVIEW_REPORT,
        DocumentKind.ANNUAL_REPORT,
        DocumentKind.IMPROVEMENT_PLAN,
    }
)
"""Kinds that a title page inside a source is believed to open."""


def title_at(leaves: Sequence[Leaf], index: int, stop: int) -> str:
    """The title on the page that begins at `index`: its first short lines, at most three, joined by a blank."""
    index = _subject_line(leaves, index, stop)
    lines: list[str] = []
    named = False
    for leaf in leaves[index : min(index + 10, stop)]:
        if leaf.block.kind is BlockKind.FURNITURE:
            continue
        if len(leaf.text) > _LONG or leaf.block.kind in (BlockKind.CONTENTS, BlockKind.TABLE_ROW):
            break
        if lines and (
            leaf.block.marker
            or (leaf.text.endswith((".", ":")) and not leaf.is_heading)
            or _NUMBERED.match(leaf.text)
        ):
            break
        if _PLAIN.search(leaf.text):
            named = _PERSON.match(leaf.text) is not None
            continue
        if named and len(leaf.text.split()) < 5:  # the name below "Lead Reviewer"
            named = False
            continue
        lines.append(leaf.text)
        if len(lines) == _LINES:
            break
    if lines:
        return " – ".join(lines) if sum(map(len, lines)) <= 2 * _LONG else lines[0]
    return leaves[index].text[:_LONG] if index < stop else ""


def _subject_line(leaves: Sequence[Leaf], index: int, stop: int) -> int:
    """In a letter the heading after "Dear ...", else `index`."""
    for place in range(index, min(index + 12, stop)):
        if leaves[place].text.startswith("Dear "):
            return next((i for i in range(place + 1, min(place + 4, stop)) if leaves[i].is_heading), index)
    return index


def find_titled(leaves: Sequence[Leaf], first: Start, *, rules: Rules) -> list[Start]:
    """Documents after `first` that open with a title of another kind, as a heading at the top of a page."""
    found: list[Start] = []
    current = first.kind
    for index in range(first.index + 1, len(leaves)):
        leaf = leaves[index]
        if not leaf.top or len(leaf.text) > _LONG or _NUMBERED.match(leaf.text) or leaf.block.marker:
            continue
        if not leaf.is_heading or len(leaf.text.split()) < 2:
            continue
        title = title_at(leaves, index, len(leaves))
        told = kind_of_title(title, rules=rules)
        if told is None or told[0] is current or told[0] not in _PARTS:
            continue
        if not _is_title_page(leaves, index):
            continue
        current = told[0]
        found.append(Start(index, current, title, told[1], 0.7))
    return found


def _is_title_page(leaves: Sequence[Leaf], index: int) -> bool:
    """Whether the heading at `index` is of the first rank or its page holds few words."""
    if leaves[index].block.level == 1:
        return True
    words = 0
    for leaf in leaves[index : index + 30]:
        if leaf.top and leaf is not leaves[index]:
            break
        words += leaf.text.count(" ") + 1
    return words <= _SHORT_PAGE


_SHORT_PAGE = 60
