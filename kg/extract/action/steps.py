"""Actions that a text announces: what stands under 'Next steps' or 'Priorities', item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.action.columns import PlanRow
from kg.extract.page.lines import cut
from kg.extract.page.marks import mark_of
from kg.extract.page.mood import sentences
from kg.model.text import BlockKind, DocumentKind, Folded, Outline, Passage
from kg.rules import Rules

_LONG = 80  # characters above which words are no heading
_SHORT = 12  # characters below which words are no action: "None", "N/A"
_REACH = 25  # passages that one heading governs
_SPOKEN = frozenset(
    {DocumentKind.AGENDA, DocumentKind.MINUTES, DocumentKind.GLOSSARY, DocumentKind.MONITORING_TABLE,
     DocumentKind.REVIEW_REPORT, DocumentKind.INSPECTION_REPORT}
)  # fmt: skip


def next_steps(outline: Outline, *, rules: Rules) -> Iterator[PlanRow]:
    """Items of lists, and sentences that speak of what is to come, under a heading that announces steps.

    Agendas, minutes, glossaries, reviews and inspections announce none of their own.
    """
    heads = rules.named("actions", "next-steps").pattern
    to_come = rules.named("actions", "to-come").pattern
    when = rules.named("actions", "when").pattern
    title, left, embedded = "", 0, -1
    for passage in outline.passages:
        kind = outline.embedded[passage.embedded].kind
        opening = _opening(passage, heads)
        if opening is not None:
            title, left, embedded = opening, _REACH, passage.embedded
            continue
        ends = passage.block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW)
        if ends or passage.embedded != embedded or kind in _SPOKEN:
            left = 0
        if left and passage.block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH):
            left -= 1
            for words in _announced(passage, to_come):
                due = when.search(words.text)
                yield PlanRow(
                    words, passage.embedded, "next-steps", 0.7, due=due["due"] if due else "", priority=title
                )


def _opening(passage: Passage, heads: re.Pattern[str]) -> str | None:
    """The heading of steps to come that the passage is, or None."""
    text = passage.text
    if len(text) > _LONG or passage.block.kind is BlockKind.TABLE_ROW:
        return None
    return text.rstrip(":") if heads.match(text) else None


def _announced(passage: Passage, to_come: re.Pattern[str]) -> Iterator[Folded]:
    mark = mark_of(passage)
    words = cut(passage.words, mark.end, len(passage.words.text))
    if len(words.text) < _SHORT:
        return
    if passage.block.kind is BlockKind.LIST_ITEM:
        yield words
        return
    for start, end in sentences(words.text):
        if to_come.search(words.text[start:end]):
            yield cut(words, start, end)
