"""Answers in a table that only points at the recommendations: by number, or by number and a few words.

A table that prints the recommendations themselves is read with them. Here a head must say that a column answers, and each row
must begin with the number of a recommendation that is printed elsewhere in the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.response.linked import PLACE, Run
from kg.extract.response.zones import Anchor
from kg.model.found import FoundRecommendation
from kg.model.text import BlockKind, Passage
from kg.rules import Rules

_LONGEST = 8  # words of the cell that points at a recommendation
_HEAD = 80  # characters of the longest head


@dataclass(frozen=True, slots=True)
class _Columns:
    answer: int
    verdict: int | None


def pointing_rows(
    passages: Iterable[Passage],
    recommendations: Sequence[FoundRecommendation],
    *,
    but: Iterable[int | None],
    rules: Rules,
) -> Iterator[Run]:
    """A run for each row that answers a recommendation printed above or below it; the tables in `but` are passed over."""
    known: dict[tuple[str | None, str | None], FoundRecommendation] = {}
    for one in reversed(recommendations):
        known[one.number, one.part] = one
    printed = sorted(recommendations, key=lambda one: one.evidence.span)
    table: int | None = None
    columns: _Columns | None = None
    passed = 0
    skipped = set(but)
    for passage in passages:
        if passage.block.kind is not BlockKind.TABLE_ROW or passage.block.table in skipped:
            continue
        while passed < len(printed) and printed[passed].evidence.span.start < passage.block.span.start:
            one = printed[passed]
            known[one.number, one.part] = one
            passed += 1
        if passage.block.table != table:
            table, columns = passage.block.table, None
        if columns is None:
            columns = _columns(passage, rules)
        else:
            yield from _row(passage, columns, known, rules)


def _columns(passage: Passage, rules: Rules) -> _Columns | None:
    """The columns of answers and verdicts if the row looks like heads."""
    cells = [cell.text for cell in passage.cells]
    if len(cells) < 2 or any(len(text) > _HEAD for text in cells):
        return None

    def first(id: str) -> int | None:
        pattern = rules.named("response-layout", id).pattern
        return next((i for i, text in enumerate(cells) if i and text and pattern.match(text)), None)

    answer, verdict = first("answer-column"), first("verdict-column")
    if answer is None:
        answer = verdict
    return _Columns(answer, verdict if verdict != answer else None) if answer is not None else None


def _row(
    passage: Passage,
    columns: _Columns,
    known: Mapping[tuple[str | None, str | None], FoundRecommendation],
    rules: Rules,
) -> Iterator[Run]:
    if columns.answer >= len(passage.cells) or len(passage.cells[0].text.split()) > _LONGEST:
        return
    found = rules.named("response-layout", "row-number").pattern.match(passage.cells[0].text)
    words = passage.cells[columns.answer]
    if found is None or not words.text or re.fullmatch(r"\W*", words.text):
        return
    number, part = found["number"], (found["part"] or "").lower() or None
    record = known.get((number, part)) or known.get((number.lower(), part))
    if record is None:
        return
    status = ""
    if columns.verdict is not None and columns.verdict < len(passage.cells):
        status = passage.cells[columns.verdict].text
    parts = [one for (n, p), one in known.items() if n == record.number and p and part is None]
    also = tuple(Anchor(passage.index, one.number, one.part, one) for one in parts if one is not record)
    anchor = Anchor(passage.index, record.number, record.part, record)
    yield Run((words,), anchor, also, PLACE, "responses/row", status)
