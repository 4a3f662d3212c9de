"""Scrutiny: what councillors resolved, what they follow up, and what a report asks them to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.grid.keys import printed_keys, state_by_key
from kg.extract.page.lines import Line, cut, lines_of
from kg.extract.scrutiny.monitoring import monitoring_rows
from kg.extract.scrutiny.reports import report_recommendations
from kg.extract.scrutiny.words import Decision, decisions, inline_parts, item_of
from kg.model.evidence import evidence
from kg.model.found import FoundScrutiny
from kg.model.keys import digest
from kg.model.kinds import DecisionKind, ScrutinyKind
from kg.model.text import DocumentKind, Outline, Passage
from kg.rules import Rule, Rules


def find_scrutiny(outline: Outline, *, rules: Rules) -> tuple[FoundScrutiny, ...]:
    """Every resolution, row of a monitoring table and decision asked for, in reading order, keys unique."""
    found = [
        *_resolutions(outline, rules),
        *report_recommendations(outline, rules=rules),
        *monitoring_rows(outline, rules=rules),
    ]
    found.sort(key=lambda one: (one.evidence.span.start, one.evidence.span.end))
    keys = printed_keys(outline, rules=rules) if any(one.status for one in found) else {}
    seen: dict[str, int] = {}
    unique = []
    for one in found:
        times = seen[one.key] = seen.get(one.key, 0) + 1
        key = one.key if times == 1 else digest(one.key, times)
        unique.append(replace(one, key=key, progress=state_by_key(one.status or "", keys, rules=rules)))
    return tuple(unique)


@dataclass(slots=True)
class _Item:
    """An item of the minutes: its number and title, and whether a decision has been read in it."""

    number: str = ""
    title: str = ""
    decided: bool = False


def _resolutions(outline: Outline, rules: Rules) -> Iterator[FoundScrutiny]:
    passages: dict[int, list[Passage]] = {}
    for passage in outline.passages:
        passages.setdefault(passage.embedded, []).append(passage)
    for index, document in enumerate(outline.embedded):
        own = tuple(passages.get(index, ()))
        if document.kind is DocumentKind.MINUTES or any(p.text.startswith("RESOLVED") for p in own):
            lines = list(lines_of(outline, index, own))
            yield from _of_minutes(outline, index, lines, rules)


def _of_minutes(outline: Outline, index: int, lines: list[Line], rules: Rules) -> Iterator[FoundScrutiny]:
    alone = rules.named("scrutiny", "resolved-alone")
    inline = rules.named("scrutiny", "resolved-inline")
    noted = rules.named("scrutiny", "report-noted")
    item = _Item()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        head = item_of(line)
        opening = inline.pattern.match(line.text)
        if alone.pattern.match(line.text):
            led = line.text.rstrip(" :;.–—-").casefold().endswith((" that", " to"))
            read, at = decisions(lines, at, rules=rules, led=led)
            item.decided = True
            yield from (_found(outline, index, item, one, alone, rules) for one in read)
        elif opening:
            item.decided = True
            words = cut(line.words, line.start + opening.end(), len(line.words.text))
            yield from (_found(outline, index, item, one, inline, rules) for one in inline_parts(words))
        elif head:
            item = _Item(head[0], head[1])
        elif not item.decided and item.title and noted.pattern.match(line.text):
            item.decided = True
            whole = Decision("", cut(line.words, line.start, len(line.words.text)))
            yield _found(outline, index, item, whole, noted, rules)


def _found(
    outline: Outline, index: int, item: _Item, decision: Decision, rule: Rule, rules: Rules
) -> FoundScrutiny:
    document = outline.embedded[index]
    words = decision.words
    number = (
        f"{item.number}({decision.number})"
        if decision.number and item.number
        else item.number or decision.number
    )
    return FoundScrutiny(
        key=digest("resolution", document.key, number, words.text),
        evidence=evidence(
            outline.document,
            words.span(0, len(words.text)),
            embedded=document.key,
            rule=f"scrutiny/{rule.id}",
            confidence=0.8 if rule.id == "report-noted" else 0.97,
        ),
        kind=ScrutinyKind.RESOLUTION,
        text=words.text,
        meeting_date=document.date,
        title=item.title or None,
        number=number or None,
        decision=_kind(rule, words.text, rules),
    )


def _kind(rule: Rule, text: str, rules: Rules) -> DecisionKind:
    if rule.id == "report-noted":
        return DecisionKind.NOTED
    if rules.named("scrutiny", "own-business").pattern.match(text):
        return DecisionKind.PROCEDURAL
    noting = rules.named("scrutiny", "only-noting").pattern.match(text)
    return DecisionKind.NOTING if noting else DecisionKind.RESOLVED
