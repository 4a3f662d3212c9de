"""What a covering report asks of those who read it: the list under 'RECOMMENDATIONS:'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.page.lines import cut
from kg.extract.page.marks import Mark, MarkKind, leading_mark, mark_of, read_mark
from kg.extract.scrutiny.words import Decision, inline_parts
from kg.model.evidence import evidence
from kg.model.found import FoundScrutiny
from kg.model.keys import digest
from kg.model.kinds import ScrutinyKind
from kg.model.text import BlockKind, DocumentKind, Folded, Outline, Passage
from kg.rules import Rule, Rules

_LETTERS = re.compile(r"[^a-z]+")
_LEAD = 6  # words of a lead-in
_FRONT = 12  # passages in which a report states its subject


def report_recommendations(outline: Outline, *, rules: Rules) -> Iterator[FoundScrutiny]:
    """The decisions that each covering report asks for; a report that lost its date takes that of its pack."""
    passages: dict[int, list[Passage]] = {}
    for passage in outline.passages:
        passages.setdefault(passage.embedded, []).append(passage)
    dates = {d.date for d in outline.embedded if d.kind is DocumentKind.COVERING_REPORT and d.date}
    pack = next(iter(dates)) if len(dates) == 1 else None
    for index, document in enumerate(outline.embedded):
        own = passages.get(index, [])
        covering = document.kind is DocumentKind.COVERING_REPORT
        title = (_subject(own, rules) if covering else None) or document.title
        for decision, rule in _asked(own, rules, only_asked=not covering):
            yield FoundScrutiny(
                key=digest("report_recommendation", document.key, decision.number, decision.words.text),
                evidence=evidence(
                    outline.document,
                    decision.words.span(0, len(decision.words.text)),
                    embedded=document.key,
                    rule=f"scrutiny/{rule}",
                    confidence=0.95,
                ),
                kind=ScrutinyKind.REPORT_RECOMMENDATION,
                text=decision.words.text,
                meeting_date=document.date or pack,
                title=title,
                number=f"({decision.number})" if decision.number else None,
            )


def _subject(passages: list[Passage], rules: Rules) -> str | None:
    pattern = rules.named("scrutiny", "subject").pattern
    for passage in passages[:_FRONT]:
        found = pattern.search(passage.text.replace(" | ", " "))
        if found:
            return found["title"].strip()
    return None


def _asked(passages: list[Passage], rules: Rules, *, only_asked: bool) -> Iterator[tuple[Decision, str]]:
    """The decisions under the heading, each with its rule.

    `only_asked` takes them only where words such as 'The Committee is recommended to:' lead them in, since other
    documents have headings of that name for recommendations of their own.
    """
    head = rules.named("scrutiny", "report-asks")
    reasons = rules.named("scrutiny", "reasons")
    asked = rules.named("scrutiny", "asked-inline")
    decides = rules.named("scrutiny", "decision-words")
    inline = rules.named("scrutiny", "recommends-inline")
    inside = led_in = False
    for passage in passages:
        if passage.block.kind in (BlockKind.FOOTNOTE, BlockKind.CONTENTS):
            continue
        whole = "".join(cell.text for cell in passage.cells) if passage.cells else passage.text
        opened = inline.pattern.match(passage.text) if not passage.cells else None
        if opened:
            yield Decision("", cut(passage.words, opened.end(), len(passage.text))), inline.id
        elif head.pattern.match(whole) or _LETTERS.sub("", whole.casefold()) == "recommendations":
            inside, led_in = True, not only_asked
        elif inside and (reasons.pattern.match(whole) or _closes(passage, asked)):
            inside = False
        elif inside:
            mark, words = _item(passage)
            opening = asked.pattern.match(words.text)
            if opening:
                led_in = True
                words = cut(words, opening.end(), len(words.text))
            marked = mark.kind is not MarkKind.NONE or leading_mark(words.text).end > 0
            if led_in and words.text and (marked or decides.pattern.match(words.text)):
                parts = list(inline_parts(words))
                number = mark.value if mark.kind is not MarkKind.BULLET else ""
                for part in parts if not _leads(words.text) else ():
                    yield (part if part.number else Decision(number, part.words)), head.id


def _leads(text: str) -> bool:
    """Whether words only lead in what follows: "That the Panel:"."""
    return text.endswith(":") and len(text.split()) <= _LEAD


def _closes(passage: Passage, asked: Rule) -> bool:
    """Whether a heading ends the list; 'The Committee is recommended to:' opens it, however it is set."""
    return passage.block.kind is BlockKind.HEADING and not asked.pattern.match(passage.text)


def _item(passage: Passage) -> tuple[Mark, Folded]:
    """The mark and the words of an item, also where a row keeps them in two cells or in one."""
    if passage.block.kind is not BlockKind.TABLE_ROW:
        mark = mark_of(passage)
        return mark, cut(passage.words, mark.end, len(passage.words.text))
    cells = [cell for cell in passage.cells if cell.text]
    own = Mark(MarkKind.NONE)
    if len(cells) > 1 and len(cells[0].text) <= 6:
        own = read_mark(cells[0].text)
    words = max(cells, key=lambda cell: len(cell.text))
    inner = leading_mark(words.text)
    if inner.end:
        return inner, cut(words, inner.end, len(words.text))
    return own, words
