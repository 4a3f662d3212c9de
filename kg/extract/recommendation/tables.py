"""Tables of recommendations: review tables, action plans, trackers and registers with a column of recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.recipients import bodies_of_line
from kg.extract.grid.parts import Part, parts
from kg.extract.grid.tables import Row, Table, tables
from kg.extract.items.draft import Draft
from kg.extract.page.labels import read_label
from kg.extract.page.marks import NO_MARK, MarkKind, leading_mark, read_mark
from kg.extract.page.mood import asks
from kg.extract.recommendation.answers import Answer, answers_in
from kg.extract.recommendation.drafts import BAND, FOLLOWED, drafts_in, number_in, only_titled
from kg.model.text import Passage
from kg.rules import Rules

_LEAST = 4  # words of a recommendation
_SHORT = 3  # words of a line that is nothing but a name


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that prints a recommendation (or goes on with the one above): its draft and what answers it."""

    passage: Passage
    draft: Draft | None  # None where it only names one that is printed elsewhere
    answers: tuple[Answer, ...]
    fresh: bool  # whether the recommendation is printed in this row
    group: tuple[Passage, str] | None = (
        None  # the row or cell that says of which review it is, with its words
    )
    followed: bool = False  # whether columns say what came of it
    number: tuple[str, str | None] | None = None  # of the one that is printed elsewhere


def recommendation_rows(passages: Sequence[Passage], *, rules: Rules, text: str) -> Iterator[TableRow]:
    """Rows of every table among `passages` that has a column of recommendations, in reading order.

    `text` is the stored text, by whose lines bodies in a cell of a spreadsheet are told apart.
    """
    for table in recommendation_tables(passages, rules=rules, text=text):
        titled = only_titled(table, rules=rules)
        above: TableRow | None = None
        for row in table.rows:
            group = _group(row, rules)
            answers = tuple(answers_in(table, row, rules))
            own = row.own("recommendation")
            drafts = drafts_in(table, row, text, rules=rules) if not titled else []
            for draft in drafts:
                draft.headings = _headings(row, group)
                above = TableRow(row.passage, draft, answers, True, group, table.any(*FOLLOWED))
                yield above
            if not drafts and answers and own:
                number = number_in(table, row, rules=rules)
                yield TableRow(row.passage, None, answers, False, group, number=number)
            elif not drafts and answers and above is not None:
                yield replace(above, passage=row.passage, answers=answers, fresh=False)


def recommendation_tables(passages: Sequence[Passage], *, rules: Rules, text: str) -> Iterator[Table]:
    """The tables with a column of recommendations that is not what councillors follow up."""
    for table in tables(passages, rules=rules, text=text):
        if table.has("recommendation") and not table.tracks_meetings:
            yield table


def rows_apart(passages: Sequence[Passage], *, rules: Rules, text: str) -> frozenset[int]:
    """The passages, by index, that no list read line by line has: those of tables of recommendations, and of tables of
    names, addresses or figures, in which nothing is numbered and nothing asked."""
    read = {
        p.index for table in recommendation_tables(passages, rules=rules, text=text) for p in table.passages
    }
    idle = {
        p.index for part in parts(passages, rules=rules, text=text) if _is_idle(part, rules) for p in part.all
    }
    return frozenset(read | idle)


def _is_idle(part: Part, rules: Rules) -> bool:
    """Whether a table of two columns or more holds no list: no mark, no label, nothing that asks."""
    rows = [[cell for cell in row.cells if cell.text] for row in part.all]
    if max(map(len, rows)) < 2:
        return False
    return not any(
        read_mark(cell.text).kind is not MarkKind.BULLET
        or leading_mark(cell.text) is not NO_MARK
        or read_label(cell, rules=rules) is not None
        or (len(cell.text.split()) >= _LEAST and asks(cell.text, rules=rules))
        for row in rows
        for cell in row
    )


def _group(row: Row, rules: Rules) -> tuple[Passage, str] | None:
    """The cell or the row across the table that says of which review a recommendation is."""
    review = row.text("review")
    if review:
        return row.passage, review
    return next(((band, band.text) for band in reversed(row.bands) if _names_review(band.text, rules)), None)


def _names_review(words: str, rules: Rules) -> bool:
    """Whether a line across the table names a review ("DHR 7 - 'Jane'", "Bertie"): another is a note to the reader."""
    named = any(rule.pattern.search(words) for rule in rules.group("reviews"))
    plain = len(words.split()) <= _SHORT and words.istitle() and not bodies_of_line(words, Reader(rules))
    return named or plain


def _headings(row: Row, group: tuple[Passage, str] | None) -> tuple[str, ...]:
    bands = [band.text for band in row.over if len(band.text.split()) <= BAND]
    return tuple(dict.fromkeys([*((group[1],) if group else ()), *bands]))
