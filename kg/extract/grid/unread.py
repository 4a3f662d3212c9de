"""Unread tables: what looks like recommendations or actions in a table of which nothing was read, and what was guessed.

A manager who adds a tracker must learn that it was not understood; silence would look like "nothing was asked".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.grid.parts import Part, parts
from kg.extract.grid.tables import tables
from kg.extract.page.mood import asks
from kg.model.text import Issue, Outline, Severity, Span
from kg.rules import Rules

_SPEAKS = re.compile(
    r"(?i)\b(?:recommend(?:ation)?s?|actions?|argymhell\w*|improvements?|what (?:we|will|needs?) .*do)\b"
)
_NAMES = {"recommendation": "recommendation", "action": "action", "response": "response", "progress": "progress",
          "owner": "owner", "agency": "agency", "to": "body addressed", "due": "date due", "status": "status",
          "number": "number", "verdict": "verdict"}  # fmt: skip
_FEWEST = 3  # rows with something asked that make a table one of recommendations
_SHARE = 0.4  # of its rows
_WORDS = 6  # words of a cell that asks for something
_SHOWN = 90  # characters of the heads that a message shows
_MOST = 400  # rows that are looked at


def unread_tables(outline: Outline, read: Sequence[Span], *, rules: Rules) -> Iterator[Issue]:
    """An issue for each table that looks like recommendations or actions and holds none of the spans `read`, and a note for
    each whose columns were guessed."""
    starts = sorted(span.start for span in read)
    text, name = outline.document.text, outline.document.source.name
    for part in parts(outline.passages, rules=rules, text=text):
        start, end = part.all[0].block.span.start, part.all[-1].block.span.end
        at = bisect_left(starts, start)
        if (at == len(starts) or starts[at] >= end) and _looks_asked(part, rules):
            message = (
                f"A table in {name} ({_shown(part.heads, part)}) looks like recommendations or actions, and nothing was read "
                "from it: its columns are not known. Read it in the file, or name its columns as others do."
            )
            yield _issue(outline, part.all[0].page, start, "table-not-understood", message, Severity.WARNING)
    for table in tables(outline.passages, rules=rules, text=text):
        guessed = [
            f"'{head or 'without a name'}' as {_NAMES[role]}"
            for role, head in zip(table.roles, table.heads or ("",) * len(table.roles), strict=False)
            if role in table.guessed and role in _NAMES
        ]
        if guessed:
            message = f"The columns of a table in {name} were guessed from what stands in them ({'; '.join(guessed)}); check what was read."
            first = table.passages[0]
            yield _issue(outline, first.page, first.block.span.start, "table-guessed", message, Severity.NOTE)


def _looks_asked(part: Part, rules: Rules) -> bool:
    """Whether heads speak of recommendations or actions, or rows ask for something: sentences, beside another column."""
    rows = [[cell.text for cell in row.cells if cell.text] for row in part.rows[:_MOST]]
    wide = [row for row in rows if len(row) > 1]
    asking = sum(any(len(t.split()) >= _WORDS and asks(t, rules=rules) for t in row) for row in wide)
    if any(_SPEAKS.search(head) for head in part.heads) and len(wide) > 1:
        return asking > 0
    return asking >= _FEWEST and asking >= _SHARE * len(wide)


def _shown(heads: Sequence[str], part: Part) -> str:
    words = [head for head in heads if head] or [cell.text for cell in part.all[0].cells if cell.text]
    shown = " | ".join(words)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rsplit(' ', 1)[0]} …"


def _issue(
    outline: Outline, page: int | None, start: int, code: str, message: str, severity: Severity
) -> Issue:
    line = outline.document.line(start) if outline.document.lined else None
    return Issue(code, message, outline.document.source.name, severity, page=page, line=line)
