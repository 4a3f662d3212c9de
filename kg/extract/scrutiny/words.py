"""Decisions as they are printed: "(i) That ...", several in one paragraph, or a list under 'RESOLVED'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.page.lines import Line, cut
from kg.extract.page.marks import Mark, MarkKind, follows
from kg.model.text import Folded
from kg.rules import Rules

_IN_A_ROW = re.compile(
    r"(?:^|(?<=[;.:,] )|(?<=and ))\(?(?P<value>[ivx]{1,5}|\d{1,2}|[a-h])[).]\s*(?=That\b|that\b|[Tt]o\b|[A-Z])"
)
_MORE = (";", "; and", ", and", ";and")  # how a decision ends after which another follows
_MANY = 40  # items of one list of decisions


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its number in the list ("i", "2", "" where there is none) and its words."""

    number: str
    words: Folded


def item_of(line: Line) -> tuple[str, str] | None:
    """Number and title where `line` opens an item of the minutes: a numbered heading, or capitals after a number."""
    text = line.text.strip(" *_:")
    if line.mark.kind is MarkKind.NUMBER and text and (line.heading or _capitals(text)):
        return line.mark.value, text
    if line.heading and line.mark.kind is MarkKind.NONE and text and _capitals(text) and len(text) > 8:
        return "", text
    return None


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 5 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def decisions(
    lines: Sequence[Line], at: int, *, rules: Rules, led: bool = False
) -> tuple[list[Decision], int]:
    """The list of decisions that begins at `lines[at]`, and the index of the first line after it.

    Ends with a heading, an item of the minutes, or words of another kind. Lettered points under a decision are
    passed over. `led`: the words before end with "that" or "to", so that the first paragraph needs no other sign.
    """
    words = rules.named("scrutiny", "decision-words")
    found: list[Decision] = []
    series: list[Mark] = []
    while at < len(lines) and len(found) < _MANY:
        line = lines[at]
        if line.heading or item_of(line) or not line.text:
            break
        mark = line.mark
        if series and mark.kind is not MarkKind.NONE and not _next(series[-1], mark):
            if not _below(series[-1], mark):
                break
            at += 1
            continue
        goes_on = led and (not found or found[-1].words.text.endswith(_MORE))
        if mark.kind is MarkKind.NONE and (series or not (goes_on or words.pattern.match(line.text))):
            break
        body = cut(line.words, line.start, len(line.words.text))
        parts = list(inline_parts(body))
        if mark.kind is MarkKind.NONE:
            found += parts
        else:
            series.append(mark)
            found.append(Decision(_value(mark), body))
        at += 1
    return found, at


def _next(before: Mark, mark: Mark) -> bool:
    if _roman(before) and _roman(mark):
        return True
    if before.kind is MarkKind.ROMAN:
        return False
    return follows(before, mark) or before.kind is mark.kind is MarkKind.BULLET


def _roman(mark: Mark) -> bool:
    """Whether a mark may be a roman number: "ii", but also "i", "v" and "x", which read as letters."""
    return mark.kind is MarkKind.ROMAN or mark.value in ("i", "v", "x")


def _below(before: Mark, mark: Mark) -> bool:
    """Whether `mark` numbers points under a decision: another kind of mark than the decisions have."""
    return mark.kind is not before.kind or mark.kind is MarkKind.LETTER or mark.depth > before.depth


def _value(mark: Mark) -> str:
    return mark.value if mark.kind is not MarkKind.BULLET else ""


def inline_parts(words: Folded) -> Iterator[Decision]:
    """The decisions of one paragraph: "(i) That the plan be noted; and (ii) that ..." gives two."""
    marks = list(_IN_A_ROW.finditer(words.text))
    if not marks or marks[0].start() > 0 or marks[0]["value"] not in ("i", "1", "a"):
        yield Decision("", words)
        return
    ends = [mark.start() for mark in marks[1:]] + [len(words.text)]
    for mark, end in zip(marks, ends, strict=True):
        yield Decision(mark["value"], cut(words, mark.end(), end))
