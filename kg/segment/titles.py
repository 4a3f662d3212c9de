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
_FIRST, _LETTERHEAD = 14, 24  # leaves that may hold the title, and the "Dear ..." of a letter
_LINKS = (BlockKind.LIST_ITEM, BlockKind.FURNITURE, BlockKind.CONTENTS)
_LINK = 8  # words of a link in a menu
_SUBJECT = 200  # letters of a letter's subject
_MARKED = re.compile(r"(?i)^(?:re|ref|subject)\s*[:–-]\s*|^re\s+(?=[A-Z])")
_SPEAKS = re.compile(
    r"(?i)^(?:i|we|you|thank|this|following|please|as|in|on|further|between|dear)\b|\b(?:is|was|are|were|has|have|am|outlines?|summarises?|sets?|thank|write|writing|enclose|attach)\b"
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


def title_at(leaves: Sequence[Leaf], index: int, stop: int, *, rules: Rules) -> str:
    """The title on the page that begins at `index`: its first short lines, at most three, joined by a dash.

    A letter is named by its subject; the letterhead, a menu, dates, authors and what opens the text name nothing.
    """
    index = _below_menu(leaves, index, stop)
    subject = _subject_line(leaves, index, stop)
    if subject is not None:
        return subject
    opens = rules.named("review-titles", "opens-text").pattern
    lines: list[str] = []
    named = False
    for leaf in leaves[index : min(index + _FIRST, stop)]:
        if leaf.block.kind is BlockKind.FURNITURE:
            continue
        if len(leaf.text) > _LONG or leaf.block.kind in (BlockKind.CONTENTS, BlockKind.TABLE_ROW):
            break
        if lines and (
            leaf.block.marker
            or (leaf.text.endswith((".", ":")) and not leaf.is_heading)
            or _NUMBERED.match(leaf.text)
            or opens.search(leaf.text)
        ):
            break
        for line in _printed(leaf.text, rules):
            if named and len(line.split()) < 5:  # the name below "Lead Reviewer"
                named = False
            elif not _names_nothing(line, rules):
                lines.append(line)
            else:
                named = _PERSON.match(line) is not None
        if len(lines) >= _LINES:
            break
    if lines:
        return " – ".join(lines) if sum(map(len, lines)) <= 2 * _LONG else lines[0]
    return leaves[index].text[:_LONG] if index < stop else ""


def _printed(text: str, rules: Rules) -> list[str]:
    """The lines that one block holds: parted by bars, or run on to a label ("Adult V  Author: Peta Long")."""
    label = rules.named("review-titles", "label-inside").pattern
    return [
        line.strip(" |,") for part in text.split(" | ") for line in label.split(part) if line.strip(" |,")
    ]


def _names_nothing(line: str, rules: Rules) -> bool:
    """Whether a line is of the letterhead, a person, a date or a version."""
    told = (rules.named("review-titles", id).pattern for id in ("letterhead", "label-line"))
    return _PLAIN.search(line) is not None or any(pattern.search(line) for pattern in told)


def _below_menu(leaves: Sequence[Leaf], index: int, stop: int) -> int:
    """The first heading of a page that opens with links in a list, else `index`."""
    menu = index
    while menu < stop and leaves[menu].block.kind in _LINKS:
        if leaves[menu].block.kind is BlockKind.LIST_ITEM and len(leaves[menu].text.split()) > _LINK:
            return index
        menu += 1
    return menu if menu < stop and leaves[menu].is_heading and menu - index > 1 else index


def _subject_line(leaves: Sequence[Leaf], index: int, stop: int) -> str | None:
    """In a letter the line after "Dear ...", marked as its subject or no sentence; else None."""
    for place in range(index, min(index + _LETTERHEAD, stop)):
        if not leaves[place].text.startswith("Dear "):
            continue
        for leaf in leaves[place + 1 : min(place + 4, stop)]:
            words = _MARKED.sub("", leaf.text).strip().removesuffix(".")
            if len(words) > _SUBJECT:
                return None
            if leaf.is_heading or words != leaf.text.strip().removesuffix(".") or not _SPEAKS.search(words):
                return words
        return None
    return None


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
        title = title_at(leaves, index, len(leaves), rules=rules)
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
