"""Heads: the first lines that open a document wherever they stand: reports, minutes, agendas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model.text import BlockKind, DocumentKind
from kg.rules import Rule, Rules
from kg.segment.leaves import Leaf

_FOLLOW = 10  # leaves in which what must follow a head has to stand
_LEAD = re.compile(
    r"\b(?:COUNCIL|PANEL|COMMITTEE|BOARD|CABINET|PARTNERSHIP|COMMISSION)\b|(?i:\bscrutiny panel\b|\bcommittee$)"
)
_SUBJECT = re.compile(r"(?i)^(?:subject|title|report title|title of report)\s*:?\s*\|?\s*(.*)")
_SUMMARY = re.compile(
    r"(?i)^(?:statement of confidentiality|brief summary|reasons for report recommendations|executive summary of report)\b"
)
_FRONT = re.compile(
    r"(?i)^(?:members?|membership|contacts?|appointed members|this meeting is open to the public|venue|time)\b:?"
)
_TITLE = 160


@dataclass(frozen=True, slots=True)
class Start:
    """The leaf where a document begins, and what was read there."""

    index: int
    kind: DocumentKind
    title: str
    rule: str
    confidence: float = 1.0


def find_heads(leaves: tuple[Leaf, ...], *, rules: Rules) -> list[Start]:
    """The documents that open with a head of segment-heads, and reports whose head is lost, in order."""
    group = rules.group("segment-heads")
    found: list[Start] = []
    for index, leaf in enumerate(leaves):
        if leaf.block.kind in (BlockKind.CONTENTS, BlockKind.FURNITURE) or not 5 < len(leaf.words.text) < 200:
            continue
        for rule in group:
            if rule.pattern.match(leaf.text) and _followed(leaves, index, rule):
                title = _subject(leaves, index) if rule.give("title") == "subject" else leaf.text
                found.append(
                    Start(
                        _lead(leaves, index),
                        DocumentKind(rule.give("kind")),
                        title,
                        f"segment-heads/{rule.id}",
                    )
                )
                break
    return _with_beheaded(leaves, found)


def _followed(leaves: tuple[Leaf, ...], index: int, rule: Rule) -> bool:
    pattern = rule.give("follow")
    return not pattern or any(
        re.search(pattern, leaf.text) for leaf in leaves[index + 1 : index + 1 + _FOLLOW]
    )


def _lead(leaves: tuple[Leaf, ...], index: int) -> int:
    """`index`, or the names of council and committee that stand right above it."""
    at = index
    while at and not leaves[at].top and index - at < 3:
        above = leaves[at - 1]
        if len(above.text) > 80 or not _LEAD.search(above.text) or above.text.endswith("."):
            break
        at -= 1
    return at


def _subject(leaves: tuple[Leaf, ...], index: int) -> str:
    for place, leaf in enumerate(leaves[index : index + 8], index):
        found = _SUBJECT.match(leaf.text)
        if found:
            return (found[1] or leaves[min(place + 1, len(leaves) - 1)].text)[:_TITLE]
    return leaves[index].text[:_TITLE]


def _with_beheaded(leaves: tuple[Leaf, ...], heads: list[Start]) -> list[Start]:
    """`heads` and the covering reports whose first lines are lost: their fixed headings come a second time."""
    starts = {head.index: head for head in heads}
    seen = 0  # fixed headings since the last head
    reported = False
    found: list[Start] = []
    for index, leaf in enumerate(leaves):
        if index in starts:
            found.append(starts[index])
            reported, seen = starts[index].kind is DocumentKind.COVERING_REPORT, 0
        match = _SUMMARY.match(leaf.text)
        if (
            not match
            or len(leaf.text) > 60
            or not (leaf.is_heading or leaf.block.kind is BlockKind.TABLE_ROW)
        ):
            continue
        if match[0].lower().startswith("statement"):
            seen += 1
        if seen > 1 or (seen == 1 and not reported):
            top = next((i for i in range(index, max(index - 30, -1), -1) if leaves[i].top), index)
            if not any(head.index >= top for head in found):
                found.append(
                    Start(top, DocumentKind.COVERING_REPORT, _summary(leaves, index), "segment/beheaded", 0.7)
                )
                reported, seen = True, 1
    return found


def _summary(leaves: tuple[Leaf, ...], index: int) -> str:
    """The words after "Brief summary", for want of a title."""
    for place, leaf in enumerate(leaves[index : index + 8], index):
        if leaf.text.lower().startswith("brief summary"):
            return leaves[min(place + 1, len(leaves) - 1)].text[:_TITLE]
    return leaves[index].text[:_TITLE]


def is_front_sheet(leaves: tuple[Leaf, ...]) -> bool:
    """Whether `leaves` begin with the front sheet of a meeting: members, contacts, time and place."""
    return sum(1 for leaf in leaves[:40] if _FRONT.match(leaf.text) and len(leaf.text) < 60) >= 2
