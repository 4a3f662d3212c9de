"""Actions of proper tables: a row under heads such as Action, Owner, By when, Progress, RAG."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.action.columns import PlanRow
from kg.extract.bodies.cells import is_title
from kg.extract.grid.fitness import capitals, cues, date_share
from kg.extract.grid.tables import Row, Table, tables
from kg.extract.page.lines import cut, pieces_of
from kg.extract.page.marks import leading_mark
from kg.extract.page.mood import sentences
from kg.model.text import Folded, Outline, Span
from kg.rules import Rules

_WHO = ("owner", "lead-agency", "agency")
_ABOUT = (*_WHO, "due", "completed", "status", "progress", "outcome", "measure", "partners")
_COMBINED = re.compile(r"(?i)^actions?,.*\b(?:lead|owner|who|officer|whom)\b")
_SHORT = 50  # characters of an owner or a date after an action in one cell
_OUTCOME = 200  # characters of an outcome that is the status of its action
_AREA = 70  # characters
_PAGE = re.compile(r"(?i)\bpage\b|\d+")
_EMPTY = re.compile(
    r"(?i)^\W*(?:n/?a|nil|tbc|-|(?:none|no (?:further |new )?actions?)(?: (?:is |are )?(?:proposed|required|needed|planned|taken))?|"
    r"(?:please )?(?:see|as) (?:above|below|\(?\w{1,3}\)?(?:\.\d+)?(?: (?:to|and) \(?\w{1,3}\)?)?))?\W*$"
)


def table_rows(outline: Outline, *, rules: Rules) -> Iterator[PlanRow]:
    """The rows of every table of `outline` that has actions and says who, by when or how far."""
    for table in tables(outline.passages, rules=rules, text=outline.document.text):
        acted = _acted(table)
        if acted:
            for row in table.rows:
                yield from _of_row(outline, table, row, acted, rules)


def _acted(table: Table) -> str:
    """The role that holds the actions, "" where the table is no plan.

    A table that tracks meetings is none; without a column of actions, the recommendations themselves are the
    actions where the table says who and by when.
    """
    told = table.any(*_WHO, "status", "progress", "outcome", "measure", "recommendation")
    if table.tracks_meetings or (table.roles[0] in ("due", "date") and not told):
        return ""  # what councillors follow up, or a chronology: "When | What"
    if table.has("action") and (table.any(*_ABOUT) or any(_COMBINED.search(head) for head in table.heads)):
        return "action" if table.any(*_WHO, "due", "status") or len(set(table.roles)) > 2 else ""
    planned = table.any("recommendation") and table.any(*_WHO) and table.has("due")
    return "recommendation" if planned and not table.any("response", "progress", "verdict", "outcome") else ""


def _of_row(outline: Outline, table: Table, row: Row, acted: str, rules: Rules) -> Iterator[PlanRow]:
    cells = [cell for cell in row.own(acted) if not _EMPTY.match(cell.text)]
    if not cells:
        return
    due = _told(row.text("due") or ("" if table.has("due") else row.first("completed", "date", "start")))
    points = _points(outline, cells)
    several = _COMBINED.search(table.heads[table.roles.index(acted)]) if table.heads else None
    if several is not None and len(cells) == 1:
        words, named, dated = told_apart(cells[0], rules=rules)
        points, due = [words], dated
    dues = _each(outline, row, "due", len(points)) or [due] * len(points)
    who = next((role for role in _WHO if row.cells.get(role)), "owner")
    owners = _each(outline, row, who, len(points)) or [_told(row.text(who))] * len(points)
    if several is not None and len(cells) == 1:
        owners = [named]
    for point, by, one in zip(points, dues, owners, strict=True):
        yield PlanRow(
            words=point,
            embedded=row.passage.embedded,
            rule="plan-table" if acted not in table.guessed else "plan-table-guess",
            confidence=0.6 if acted in table.guessed else 0.95 if len(points) == 1 else 0.85,
            owner=one,
            due=by,
            measure=row.text("measure"),
            partners=row.text("partners"),
            progress=row.first("progress", "outcome", *([] if not table.has("due") else ["completed"])),
            status=row.text("status") or _state(row),
            priority=row.text("priority") or (row.under if _names_area(row.under) else ""),
            about="" if acted == "recommendation" else _about(row) or row.under,
            beside=_beside(row),
        )


def _state(row: Row) -> str:
    """What a column of outcomes says of how the action ended, where no column has its status."""
    words = row.text("outcome")
    return words if len(words) <= _OUTCOME else ""


def _beside(row: Row) -> Span:
    """Where the recommendation of the row is printed, in a cell above where it stands there; else the row itself."""
    pieces = [
        piece for role in ("recommendation",) if role in row.printed for piece in row.printed[role].pieces
    ]
    if not pieces:
        return row.passage.block.span
    return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))


def told_apart(cell: Folded, *, rules: Rules) -> tuple[Folded, str, str]:
    """The action, owner and date of a cell that has all three: "Recruit a team. P Lyle. April 2025."."""
    known = cues(rules)
    spans = [(a, b) for a, b in sentences(cell.text) if cell.text[a:b].strip()]
    owner = due = ""
    end = len(cell.text)
    for a, b in reversed(spans[1:]):
        words = cell.text[a:b].strip(" .")
        if not due and len(words) < _SHORT and date_share(words, known) >= 0.4:
            due, end = words, a
        elif not owner and len(words) < _SHORT and (capitals(words) or is_title(words)):
            owner, end = words, a
        else:
            break
    return cut(cell, 0, end), owner, due


def _told(words: str) -> str:
    """The words of a cell, nothing where they say that there is nothing: "-", "n/a"."""
    return "" if _EMPTY.match(words) and words.casefold() != "tbc" else words


def _each(outline: Outline, row: Row, role: str, count: int) -> list[str]:
    """What a cell says of each of `count` actions, where it lists as many things; else nothing."""
    cell = row.cells.get(role, ())
    pieces = pieces_of(cell[0], outline.document.text) if count > 1 and len(cell) == 1 else ()
    if len(pieces) != count:
        return []
    return [piece.text[leading_mark(piece.text).end :] for piece in pieces]


def _names_area(words: str) -> bool:
    """Whether the words over a group of rows name an area of work: short, and neither a sentence nor a lead-in."""
    plain = _PAGE.sub("", words).strip()
    return (
        3 < len(plain) <= _AREA
        and plain[-1] not in ".:;,?"
        and not plain.casefold().startswith("recommendation")
    )


def _about(row: Row) -> str:
    number, words = row.text("number"), row.first("recommendation", "about")
    if number and words.isdigit():
        number, words = words, ""
    label = f"Recommendation {number.strip('.')}: " if number and number.strip(".").isdigit() else ""
    if words.isdigit():
        return f"Recommendation {words}: "
    return f"{label}{words}".strip()


def _points(outline: Outline, cells: list[Folded]) -> list[Folded]:
    """The actions in one cell: several where each has a mark of its own, else one without its mark."""
    cell = cells[0]
    pieces = pieces_of(cell, outline.document.text)
    marks = [leading_mark(piece.text) for piece in pieces]
    if len(pieces) > 1 and all(mark.end for mark in marks):
        return [cut(piece, mark.end, len(piece.text)) for piece, mark in zip(pieces, marks, strict=True)]
    mark = leading_mark(cell.text)
    return [cut(cell, mark.end, len(cell.text))]
