"""Tables that track what was asked: kept as a table, or read out of a PDF line by line, cell after cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.grid.tables import Row, tables
from kg.extract.page.lines import cut
from kg.extract.page.marks import MarkKind, leading_mark, mark_of
from kg.model.evidence import evidence
from kg.model.found import FoundScrutiny
from kg.model.keys import digest
from kg.model.kinds import ScrutinyKind
from kg.model.text import BlockKind, EmbeddedDocument, Folded, Outline, Passage
from kg.rules import Rules

_DATE = re.compile(r"(?P<day>\d\s?\d?)\s?[/.]\s?(?P<month>\d{1,2})\s?[/.]\s?(?P<year>(?:20)?\d\d)\b")
_WRITTEN = re.compile(
    r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(20\d\d)\b"
)
_REFERENCE = re.compile(r"[A-Z]{1,5}[ /]?\d{1,4}(?:[(./]\w{1,4}\)?)*$")  # "PE/14(2)": the number of a minute
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def monitoring_rows(outline: Outline, *, rules: Rules) -> Iterator[FoundScrutiny]:
    """The rows of every table that has a meeting, what was asked there and what was done."""
    yield from _of_tables(outline, rules)
    yield from _of_lines(outline, rules)


def meeting_date(text: str) -> str | None:
    """The first date in `text` as ISO, day before month: "01/10/20" and "2 6/01/23" (a torn figure) too."""
    found = _DATE.search(text)
    if found:
        day, month = int(found["day"].replace(" ", "")), int(found["month"])
        year = int(found["year"]) if len(found["year"]) == 4 else 2000 + int(found["year"])
        return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 and 1 <= month <= 12 else None
    written = _WRITTEN.search(text)
    if written:
        return f"{written[3]}-{_MONTHS.index(written[2].lower()) + 1:02}-{int(written[1]):02}"
    return None


def _of_tables(outline: Outline, rules: Rules) -> Iterator[FoundScrutiny]:
    for table in tables(outline.passages, rules=rules, text=outline.document.text):
        asked = next((role for role in ("resolution", "action", "recommendation") if table.has(role)), "")
        if not asked or not table.tracks_meetings:
            continue
        date: str | None = None
        title = ""
        for row in table.rows:
            date = meeting_date(row.text("date")) or meeting_date(row.under) or date
            title = row.text("title") or title
            if row.own(asked):
                yield _from_row(outline, row, asked, date, title)


def _from_row(outline: Outline, row: Row, asked: str, date: str | None, title: str) -> FoundScrutiny:
    words = row.cells[asked][0]
    mark = leading_mark(words.text)
    document = outline.embedded[row.passage.embedded]
    taken = row.first("progress", "response", "outcome")
    return _found(
        outline,
        document,
        cut(words, mark.end, len(words.text)),
        more=" ".join(folded.text for folded in row.cells[asked][1:]),
        number=(mark.value if mark.kind is not MarkKind.BULLET else "")
        or (title if _REFERENCE.match(title) else ""),
        date=date,
        title="" if _REFERENCE.match(title) else title,
        taken=taken,
        status=row.text("status"),
        rule="monitoring-table",
        confidence=0.97 if taken or row.text("status") else 0.9,
    )


@dataclass(slots=True)
class _Open:
    """A row being read line by line."""

    number: str
    words: Folded
    taken: list[str] = field(default_factory=list)


def _of_lines(outline: Outline, rules: Rules) -> Iterator[FoundScrutiny]:
    """Rows of tables whose heads and cells were read as paragraphs: date, title, "1) That ...", what was done."""
    heads = rules.named("scrutiny", "monitoring-heads").pattern
    head: frozenset[str] = frozenset()
    inside: list[Passage] = []
    for passage in outline.passages:
        loose = passage.block.kind is not BlockKind.TABLE_ROW
        if loose and len(passage.text) < 120 and heads.match(passage.text):
            if not head:
                head, inside = frozenset(passage.text.casefold().split()), []
        elif head and (not loose or (inside and inside[-1].embedded != passage.embedded)):
            yield from _rows(outline, inside, rules)
            head, inside = frozenset(), []
        elif head and not set(passage.text.casefold().split()) <= head:
            inside.append(passage)
    if head:
        yield from _rows(outline, inside, rules)


def _rows(outline: Outline, passages: list[Passage], rules: Rules) -> Iterator[FoundScrutiny]:
    words_of = rules.named("scrutiny", "decision-words").pattern
    states = rules.named("scrutiny", "status-words").pattern
    date: str | None = None
    title: list[str] = []
    row: _Open | None = None
    for passage in passages:
        opening = _DATE.match(passage.text)
        mark = mark_of(passage)
        body = cut(passage.words, mark.end, len(passage.words.text))
        asks = body.text and words_of.match(body.text) and (mark.kind is MarkKind.NUMBER or row is None)
        if opening:
            if row:
                yield _line_row(outline, passage, row, date, title, states)
            date, title, row = meeting_date(passage.text), [passage.text[opening.end() :].strip()], None
        elif date and asks:
            if row:
                yield _line_row(outline, passage, row, date, title, states)
            row = _Open(mark.value if mark.kind is not MarkKind.BULLET else "", body)
        elif row:
            row.taken.append(passage.text)
        elif date:
            title.append(passage.text)
    if row and passages:
        yield _line_row(outline, passages[-1], row, date, title, states)


def _line_row(
    outline: Outline, near: Passage, row: _Open, date: str | None, title: list[str], states: re.Pattern[str]
) -> FoundScrutiny:
    status = row.taken.pop() if row.taken and states.match(row.taken[-1]) else ""
    return _found(
        outline,
        outline.embedded[near.embedded],
        row.words,
        more="",
        number=row.number,
        date=date,
        title=" ".join(part for part in title if part),
        taken=" ".join(row.taken),
        status=status,
        rule="monitoring-lines",
        confidence=0.85,
    )


def _found(
    outline: Outline,
    document: EmbeddedDocument,
    words: Folded,
    *,
    more: str,
    number: str,
    date: str | None,
    title: str,
    taken: str,
    status: str,
    rule: str,
    confidence: float,
) -> FoundScrutiny:
    text = f"{words.text} {more}".strip()
    return FoundScrutiny(
        key=digest("monitoring_row", document.key, date, title, number, text),
        evidence=evidence(
            outline.document,
            words.span(0, len(words.text)),
            embedded=document.key,
            rule=f"scrutiny/{rule}",
            confidence=confidence,
        ),
        kind=ScrutinyKind.MONITORING_ROW,
        text=text,
        meeting_date=date,
        title=title or None,
        number=number or None,
        action_taken=taken or None,
        status=status or None,
    )
