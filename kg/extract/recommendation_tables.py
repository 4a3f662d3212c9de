"""Tables of recommendations: review tables, action plans and trackers with a column "Recommendation"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.labels import read_label
from kg.extract.lines import cut
from kg.extract.marks import NO_MARK, MarkKind, leading_mark
from kg.extract.recommendation_draft import Draft
from kg.model.text import BlockKind, Folded, Passage
from kg.rules import Rule, Rules

_NUMBER = re.compile(
    r"^(?:R(?:ec(?:ommendation)?)?\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,3})*)\s*\(?(?P<part>[a-z])?\)?[.:]?$",
    re.I,
)
_BROKEN = re.compile(
    r"(?i)(?:overview|report|agreed|agency|multi-?agency)*recommendations?:?"
)  # "Recommendati on"
_HEAD_ROWS = 4
RULE = "recommendations/table"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that prints a recommendation (or goes on with the one above): its draft and what answers it."""

    passage: Passage
    draft: Draft
    response: tuple[Folded, ...]
    fresh: bool  # whether the recommendation is printed in this row
    status: str = ""  # what a column of status or a rating prints


def recommendation_rows(passages: Sequence[Passage], *, rules: Rules) -> Iterator[TableRow]:
    """Rows of every table among `passages` that has a column of recommendations, in reading order."""
    group = rules.group("recommendation-columns")
    columns: dict[str, int] = {}
    table: int | None = None
    seen = 0
    above: Draft | None = None
    for passage in passages:
        if passage.block.kind is not BlockKind.TABLE_ROW:
            continue
        if passage.block.table != table:
            table, columns, seen, above = passage.block.table, {}, 0, None
        seen += 1
        heads = _heads(passage, group)
        if "recommendation" in heads and (not columns or heads == columns or passage.block.head):
            columns = heads
        elif columns:
            row = _read(passage, columns, above, rules=rules)
            if row is not None:
                above = row.draft
                yield row
        elif seen > _HEAD_ROWS:
            columns = {}


def _heads(passage: Passage, group: tuple[Rule, ...]) -> dict[str, int]:
    """Roles of the columns if the row looks like heads: the first column of each role counts."""
    if len(passage.cells) < 2 or any(len(cell.text) > 110 for cell in passage.cells):
        return {}
    roles: dict[str, int] = {}
    for column, cell in enumerate(passage.cells):
        role = _role(cell.text, group) if cell.text else ""
        if role:
            roles.setdefault(role, column)
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


def _read(passage: Passage, columns: dict[str, int], above: Draft | None, *, rules: Rules) -> TableRow | None:
    carried = {cell.column for cell in passage.block.cells if cell.carried}
    words = _cell(passage, columns, "recommendation")
    response = _cell(passage, columns, "response")
    status = _cell(passage, columns, "status")
    printed = status.text if status is not None else ""
    answers = (response,) if response is not None and columns["response"] not in carried else ()
    if words is None or columns["recommendation"] in carried:
        return TableRow(passage, above, answers, False, printed) if above is not None and answers else None
    draft = _draft(passage, words, columns, rules=rules)
    if draft is None:
        return None
    return TableRow(passage, draft, answers, True, printed)


def _cell(passage: Passage, columns: dict[str, int], role: str) -> Folded | None:
    at = columns.get(role)
    if at is None or at >= len(passage.cells) or not passage.cells[at].text:
        return None
    return passage.cells[at]


def _draft(passage: Passage, words: Folded, columns: dict[str, int], *, rules: Rules) -> Draft | None:
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
    found = _NUMBER.match(printed.text) if printed is not None else None
    if found is not None and draft.number is None:
        draft.number, draft.part = found["number"], (found["part"] or "").lower() or None
    agency, review = _cell(passage, columns, "agency"), _cell(passage, columns, "review")
    if agency is not None and len(agency.text) < 120:
        draft.addressed = tuple(
            a.strip() for a in re.split(r"[;,/]|\band\b(?= [A-Z])", agency.text) if a.strip()
        )
    if review is not None:
        draft.headings = (review.text,)
    if len(words.text.split()) < 4 or rules.named(
        "recommendation-limits", "decision-of-a-meeting"
    ).pattern.search(words.text):
        return None
    draft.add(words, passage.index)
    return draft
