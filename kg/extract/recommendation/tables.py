"""Tables of recommendations: review tables, action plans and trackers with a column "Recommendation"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.items.draft import Draft
from kg.extract.page.labels import read_label
from kg.extract.page.lines import cut
from kg.extract.page.marks import NO_MARK, MarkKind, leading_mark
from kg.model.text import BlockKind, Folded, Passage
from kg.rules import Rule, Rules

_NUMBER = re.compile(
    r"^(?:R(?:ec(?:ommendation)?)?\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,3})*)\s*\(?(?P<part>[a-z])?\)?[.:]?$",
    re.I,
)
_CODE = re.compile(r"^(?P<code>[A-Z]{1,6}(?:[-/][A-Z]{1,4})*[-/ ]?\d{1,3})[.:]?$")
_BROKEN = re.compile(
    r"(?i)(?:overview|report|agreed|agency|multi-?agency)*recommendations?:?"
)  # "Recommendati on"
_HEAD_ROWS = 4
_CODES = 3  # first columns in which a code may stand
_SHORT = 3  # words of a line that is nothing but a name
RULE = "recommendations/table"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that prints a recommendation (or goes on with the one above): its draft and what answers it."""

    passage: Passage
    draft: Draft
    response: tuple[Folded, ...]
    fresh: bool  # whether the recommendation is printed in this row
    status: str = ""  # the words of the column that says how far it is
    group: tuple[Passage, str] | None = (
        None  # the row or cell that says of which review it is, with its words
    )


def recommendation_rows(passages: Sequence[Passage], *, rules: Rules) -> Iterator[TableRow]:
    """Rows of every table among `passages` that has a column of recommendations, in reading order."""
    group = rules.group("recommendation-columns")
    columns: dict[str, int] = {}
    table: int | None = None
    seen = 0
    above: TableRow | None = None
    under: tuple[Passage, str] | None = None
    coded = _coded(passages)
    for passage in passages:
        if passage.block.kind is not BlockKind.TABLE_ROW:
            continue
        if passage.block.table != table:
            table, columns, seen, above, under = passage.block.table, {}, 0, None, None
        seen += 1
        heads = _heads(passage, group)
        if "recommendation" in heads and (not columns or heads == columns or passage.block.head):
            columns = heads
        elif columns and _spans(passage, columns):
            above = None
            under = (passage, passage.text) if _names_review(passage.text, rules) else under
        elif columns:
            row = _read(passage, columns, above, under, table in coded, rules=rules)
            if row is not None:
                above = row
                yield row
        elif seen > _HEAD_ROWS:
            columns = {}


def _coded(passages: Sequence[Passage]) -> frozenset[int | None]:
    """Tables whose recommendations have codes of several agencies: "L1", "N2" beside "R1"."""
    codes: dict[int | None, set[str]] = {}
    for passage in passages:
        for cell in passage.cells[:_CODES]:
            found = _CODE.match(cell.text)
            if found is None:
                continue
            codes.setdefault(passage.block.table, set()).add(found["code"].rstrip("0123456789 -/"))
    return frozenset(table for table, letters in codes.items() if letters - {"R"})


def _names_review(words: str, rules: Rules) -> bool:
    """Whether a line across the table names a review ("DHR 7 - 'Jane'", "Bertie"): another is a note to the reader."""
    named = any(rule.pattern.search(words) for rule in rules.group("reviews"))
    return named or (len(words.split()) <= _SHORT and words.istitle())


def _spans(passage: Passage, columns: dict[str, int]) -> bool:
    """Whether a row is a line across the table, which says what the rows below it are about."""
    filled = [column for column, cell in enumerate(passage.cells) if cell.text]
    return filled == [0] and columns["recommendation"] != 0 and len(passage.text.split()) > 1


def _heads(passage: Passage, group: tuple[Rule, ...]) -> dict[str, int]:
    """Roles of the columns if the row looks like heads: the first column of each role counts."""
    if len(passage.cells) < 2 or any(len(cell.text) > 110 for cell in passage.cells):
        return {}
    roles: dict[str, int] = {}
    for column, cell in enumerate(passage.cells):
        role = _role(cell.text, group) if cell.text else ""
        if role:
            roles.setdefault(role, column)
    if "position" in roles:
        roles.setdefault("status" if "response" in roles else "response", roles.pop("position"))
    if "action" in roles:
        roles.setdefault("response", roles.pop("action"))
    filled = sum(bool(cell.text) for cell in passage.cells)
    return roles if filled >= 2 else {}


@lru_cache(maxsize=4096)
def _role(text: str, group: tuple[Rule, ...]) -> str:
    for rule in group:
        if rule.pattern.search(text.strip()):
            return rule.give("is") if rule.give("is") != "no" else ""
    return "recommendation" if _BROKEN.fullmatch("".join(text.split())) else ""


def _read(
    passage: Passage,
    columns: dict[str, int],
    above: TableRow | None,
    under: tuple[Passage, str] | None,
    coded: bool,
    *,
    rules: Rules,
) -> TableRow | None:
    carried = {cell.column for cell in passage.block.cells if cell.carried}
    words = _cell(passage, columns, "recommendation")
    response = _cell(passage, columns, "response")
    said = _cell(passage, columns, "status")
    status = said.text if said is not None and columns["status"] not in carried else ""
    answers = (response,) if response is not None and columns["response"] not in carried else ()
    if words is None or columns["recommendation"] in carried:
        return (
            TableRow(passage, above.draft, answers, False, status, above.group) if above and answers else None
        )
    draft = _draft(passage, words, columns, coded, rules=rules)
    if draft is None:
        return None
    review = _cell(passage, columns, "review")
    group = (passage, review.text) if review is not None else under
    draft.headings = (group[1],) if group is not None else ()
    return TableRow(passage, draft, answers, True, status, group)


def _cell(passage: Passage, columns: dict[str, int], role: str) -> Folded | None:
    at = columns.get(role)
    if at is None or at >= len(passage.cells) or not passage.cells[at].text:
        return None
    return passage.cells[at]


def _draft(
    passage: Passage, words: Folded, columns: dict[str, int], coded: bool, *, rules: Rules
) -> Draft | None:
    draft = Draft(rule=RULE, confidence=0.92, first=passage.index, last=passage.index)
    label = read_label(words, rules=rules)
    if label is not None:
        draft.number, draft.part = label.number, label.part
        words = cut(words, label.end, len(words.text))
    else:
        mark = leading_mark(words.text)
        if mark is not NO_MARK and mark.kind is MarkKind.NUMBER:
            draft.number = mark.value
        words = cut(words, mark.end, len(words.text))
    printed = _cell(passage, columns, "number")
    _set_number(draft, printed.text if printed is not None else "", coded)
    agency = _cell(passage, columns, "agency")
    if agency is not None and len(agency.text) < 120:
        draft.addressed = tuple(
            a.strip() for a in re.split(r"[;,/]|\band\b(?= [A-Z])", agency.text) if a.strip()
        )
    no = (rules.named("recommendation-limits", id) for id in ("decision-of-a-meeting", "not-recommending"))
    if len(words.text.split()) < 4 or any(rule.pattern.search(words.text) for rule in no):
        return None
    draft.add(words, passage.index)
    return draft


def _set_number(draft: Draft, printed: str, coded: bool) -> None:
    """The number in the column of numbers: "3", "R3", "3a"; a code as it is where the table has several."""
    code = _CODE.match(printed)
    if code is not None and coded:
        draft.number, draft.part = code["code"], None
        return
    found = _NUMBER.match(printed)
    if found is not None and draft.number is None:
        draft.number, draft.part = found["number"], (found["part"] or "").lower() or None
