"""Tables of recommendations: review tables, action plans, trackers and registers with a column of recommendations."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.bodies.addressees import Around, addressees
from kg.extract.bodies.cells import bodies_in_cell, is_title
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.recipients import bodies_of_line
from kg.extract.grid.parts import Part, parts
from kg.extract.grid.tables import Row, Table, tables
from kg.extract.items.draft import Draft
from kg.extract.page.labels import read_label
from kg.extract.page.lines import cut
from kg.extract.page.marks import NO_MARK, MarkKind, leading_mark, read_mark
from kg.extract.page.mood import asks
from kg.extract.recommendation.answers import POINTS_AT, Answer, answers_in
from kg.model.text import Folded, Passage
from kg.rules import Rules

_NUMBER = re.compile(
    r"^(?:R(?:ec(?:ommendation)?)?\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,3})*)\s*\(?(?P<part>[a-z])?\)?[.:]?$",
    re.I,
)
_CODE = re.compile(r"^(?P<code>(?=.*\d)[A-Z]{1,8}[A-Z0-9]*(?:\s?[-/. ]\s?[A-Z0-9]{1,6})*[a-z]?)[.:]?$")
_INSIDE = re.compile(r"(?:^|(?<=[.;:?!]\s))\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Z])")
_NOBODY = re.compile(r"(?i)^(?:to|that|ensure|for)\b")
_MULTI = re.compile(r"(?i)(?:multi|single)[- ]agency")
_LEAST = 4  # words of a recommendation
_NOUNS = 3  # words of an area for improvement without a verb
_SHORT = 3  # words of a line that is nothing but a name
_BAND = 12  # words of a row across the table that may say whom the rows below are for
RULE = "recommendations/table"
GUESS = "recommendations/table-guess"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that prints a recommendation (or goes on with the one above): its draft and what answers it."""

    passage: Passage
    draft: Draft
    answers: tuple[Answer, ...]
    fresh: bool  # whether the recommendation is printed in this row
    group: tuple[Passage, str] | None = (
        None  # the row or cell that says of which review it is, with its words
    )


def recommendation_rows(passages: Sequence[Passage], *, rules: Rules, text: str) -> Iterator[TableRow]:
    """Rows of every table among `passages` that has a column of recommendations, in reading order.

    `text` is the stored text, by whose lines bodies in a cell of a spreadsheet are told apart.
    """
    for table in recommendation_tables(passages, rules=rules, text=text):
        coded = _coded(table)
        above: TableRow | None = None
        for row in table.rows:
            group = _group(row, rules)
            answers = tuple(answers_in(table, row, rules))
            drafts = _drafts(table, row, coded, text, rules=rules) if row.own("recommendation") else []
            if not drafts and not row.own("recommendation") and above is not None and answers:
                yield replace(above, passage=row.passage, answers=answers, fresh=False)
            for draft in drafts:
                draft.headings = _headings(row, group)
                above = TableRow(row.passage, draft, answers, True, group)
                yield above


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


def _coded(table: Table) -> bool:
    """Whether its recommendations have codes of several agencies or sorts: "L1", "N2" beside "R1"."""
    codes = (_CODE.match(row.text("number")) for row in table.rows)
    return bool({found["code"].rstrip("0123456789 -/.") for found in codes if found} - {"R", "REC"})


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
    bands = [band.text for band in row.over if len(band.text.split()) <= _BAND]
    return tuple(dict.fromkeys([*((group[1],) if group else ()), *bands]))


def _drafts(table: Table, row: Row, coded: bool, text: str, *, rules: Rules) -> list[Draft]:
    """The recommendations in the cell of a row: one, or several where the cell numbers them."""
    words = row.own("recommendation")
    sure = "recommendation" not in table.guessed
    draft = Draft(
        RULE if sure else GUESS, 0.92 if sure else 0.6, first=row.passage.index, last=row.passage.index
    )
    draft.addressed = _addressed(table, row, text, rules)
    if all(POINTS_AT.match(piece.text) for piece in words):
        return []
    several = _numbered(words[0]) if len(words) == 1 and not row.text("number").strip() else []
    if several or (
        len(words) == 1 and len(numbered := _numbered(words[0])) > 1 and not _NUMBER.match(row.text("number"))
    ):
        drafts = []
        for number, piece in several or numbered:
            one = replace(draft, number=number, pieces=[])
            one.add(piece, row.passage.index)
            drafts.append(one)
        return [one for one in drafts if _is_recommendation(one.text, rules)]
    first = words[0]
    label = read_label(first, rules=rules)
    mark = leading_mark(first.text)
    if label is not None:
        draft.number, draft.part = label.number, label.part
        first = cut(first, label.end, len(first.text))
    elif mark is not NO_MARK:
        draft.number = mark.value if mark.kind is MarkKind.NUMBER else None
        first = cut(first, mark.end, len(first.text))
    _set_number(draft, row.text("number"), coded)
    for piece in (first, *words[1:]):
        draft.add(piece, row.passage.index)
    return [draft] if _is_recommendation(draft.text, rules) else []


def _numbered(words: Folded) -> list[tuple[str, Folded]]:
    """The points of a cell that numbers them from 1: "(1) The officers did not ... (2) There was no form ..."."""
    found = list(_INSIDE.finditer(words.text))
    if (
        len(found) < 2
        or found[0].start()
        or [int(f["number"]) for f in found] != list(range(1, len(found) + 1))
    ):
        return []
    edges = [*found, None]
    return [
        (one["number"], cut(words, one.end(), after.start() if after is not None else len(words.text)))
        for one, after in pairwise(edges)
        if one is not None
    ]


def _is_recommendation(text: str, rules: Rules) -> bool:
    """Whether the words of a cell may be a recommendation: enough of them, no decision of a meeting, no reference."""
    no = (rules.named("recommendation-limits", id) for id in ("decision-of-a-meeting", "not-recommending"))
    least = _NOUNS if asks(text, rules=rules) else _LEAST
    return (
        len(text.split()) >= least
        and not POINTS_AT.match(text)
        and not any(rule.pattern.search(text) for rule in no)
    )


def _addressed(table: Table, row: Row, text: str, rules: Rules) -> tuple[str, ...]:
    """Whom the columns name: the one for whom it is, else the agency; who only leads, where nothing else tells."""
    by_line = row.passage.block.rule.startswith(("xlsx", "csv"))

    def bodies(role: str) -> tuple[str, ...]:
        return bodies_in_cell(row.cells.get(role, ()), text if by_line else "", rules=rules, by_line=by_line)

    leads = tuple(name for name in bodies("lead-agency") if not is_title(name, rules=rules))
    strong = (bodies("to"), bodies("agency"), () if table.has("action") else leads)
    if any(strong):
        return next(found for found in strong if found)
    own = row.own("recommendation")
    bands = tuple(band.text for band in row.over if len(band.text.split()) <= _BAND)
    if not own or addressees(own[0].text, Around(headings=bands), Reader(rules)):
        return ()
    band = next((found for one in reversed(bands) if (found := _of_band(one, rules))), ())
    if band or leads or table.has("action") or not _NOBODY.match(own[0].text):
        return band or leads
    owners = [name for name in bodies("owner") if bodies_of_line(name, Reader(rules))]
    return tuple(owners) if len(owners) == 1 else ()


def _of_band(band: str, rules: Rules) -> tuple[str, ...]:
    """The bodies that a row across the table names, where it is no name of a review."""
    if any(rule.pattern.search(band) for rule in rules.group("reviews")):
        return ()
    found = bodies_of_line(band, Reader(rules))
    if not found and band.isupper():  # "WESTSHIRE POLICE" is read as "Westshire Police", and told as printed
        plain = string.capwords(band)
        found = tuple(
            band[at : at + len(name)]
            for name in bodies_of_line(plain, Reader(rules))
            if (at := plain.find(name)) >= 0
        )
    return tuple(name for name in found if not _MULTI.fullmatch(name))


def _set_number(draft: Draft, printed: str, coded: bool) -> None:
    """The number in the column of numbers: "3", "R3", "3a"; a code as it is where the table has several."""
    code = _CODE.match(printed)
    found = _NUMBER.match(printed)
    if code is not None and (coded or found is None):
        draft.number, draft.part = code["code"], None
    elif found is not None and draft.number is None:
        draft.number, draft.part = found["number"], (found["part"] or "").lower() or None
