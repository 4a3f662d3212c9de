"""Scrutiny items: a panel's resolution and the rows that later track it, linked over changes of wording.

A row belongs to the resolution of its meeting whose words it repeats, or part of whose words it repeats where one
resolution was split into several rows. A row that reports again, in a later paper, on what an earlier row reported
updates that row, so that what became of a resolution can be read over time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from kg.model.entity import ScrutinyItem
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundScrutiny
from kg.model.keys import match_form
from kg.model.kinds import ScrutinyKind
from kg.resolve.documents import Documents
from kg.resolve.themes import theme_uses

_ALIKE = 82.0  # of 100, once tenses and numbers are left out
_CLEAR = 3.0  # by which the likest must lead, unless the words are the same
_SAME = 99.0
_HELD, _LEAD, _FEWEST = (
    0.85,
    0.2,
    4,
)  # the part of a row's words that a resolution holds, its lead, and words needed
_TENSE = re.compile(
    r"\b(?:that|be|is|are|been|being|was|were|the|a|an|and|to|of|in|on|with|by|will|would|should|for|or|at)\b"
    r"|\((?:[ivx]+|\d+|[a-z])\)|[^\w\s]"
)


def find_scrutiny(extractions: tuple[Extraction, ...], documents: Documents) -> tuple[ScrutinyItem, ...]:
    """Every item once with every place that prints it, rows linked to what they track and to the row before."""
    made: dict[str, ScrutinyItem] = {}
    places: dict[str, list[Evidence]] = defaultdict(list)
    for extraction in sorted(extractions, key=lambda e: e.source.name):
        for found in extraction.scrutiny:
            item = _item(found, documents)
            made.setdefault(item.id, item)
            places[item.id].append(found.evidence)
    items = [replace(item, occurrences=tuple(places[item.id])) for item in made.values()]
    return tuple(sorted(_tracked(items, documents), key=lambda item: item.id))


def _item(found: FoundScrutiny, documents: Documents) -> ScrutinyItem:
    where = found.evidence
    return ScrutinyItem(
        id=documents.thing(found.kind.value.replace("_", "-"), where, found.meeting_date, found.text),
        evidence=where,
        kind=found.kind,
        text=found.text,
        meeting_date=found.meeting_date,
        title=found.title,
        number=found.number,
        action_taken=found.action_taken,
        status=found.status,
        decision=found.decision,
        progress=found.progress,
        themes=theme_uses(found.themes, where),
    )


def _tracked(items: list[ScrutinyItem], documents: Documents) -> list[ScrutinyItem]:
    """The items of each meeting: its resolutions, and its rows in the order of the papers that print them."""
    meetings: dict[str, list[ScrutinyItem]] = defaultdict(list)
    others = []
    for item in items:
        if item.meeting_date and item.kind is not ScrutinyKind.REPORT_RECOMMENDATION:
            meetings[item.meeting_date].append(item)
        else:
            others.append(item)
    dates = {entity.id: entity.date or "" for entity in documents.entities}
    for date in sorted(meetings):
        resolutions = [item for item in meetings[date] if item.kind is ScrutinyKind.RESOLUTION]
        rows = [item for item in meetings[date] if item.kind is ScrutinyKind.MONITORING_ROW]
        others += [*resolutions, *_rows(rows, resolutions, dates, documents)]
    return others


def _rows(
    rows: list[ScrutinyItem], resolutions: list[ScrutinyItem], dates: dict[str, str], documents: Documents
) -> list[ScrutinyItem]:
    """The rows of one meeting with the resolution each tracks and the row of an earlier paper that it updates."""
    printed = {row.id: dates.get(documents.of(row.evidence), "") for row in rows}
    done: list[ScrutinyItem] = []
    for row in sorted(rows, key=lambda row: (printed[row.id], row.evidence.source, row.evidence.span.start)):
        before = {other.id: other for other in _latest([o for o in done if printed[o.id] < printed[row.id]])}
        earlier = before.get(_likest(row, before.values()) or "")
        target = _likest(row, resolutions) or (earlier.same_as if earlier else None)
        done.append(replace(row, same_as=target, updates=earlier.id if earlier else None))
    return done


def _latest(rows: list[ScrutinyItem]) -> list[ScrutinyItem]:
    """Of rows that update one another the last."""
    updated = {row.updates for row in rows}
    return [row for row in rows if row.id not in updated]


def _likest(item: ScrutinyItem, others: Iterable[ScrutinyItem]) -> str | None:
    """The one whose words an item repeats, whole or in part; nothing where two come as near."""
    words = content(item.text)
    texts = [(other.id, content(other.text)) for other in others]
    scored = sorted(((fuzz.token_sort_ratio(words, text), id) for id, text in texts), key=_first)
    if scored and scored[0][0] >= _ALIKE:
        clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= _CLEAR or scored[0][0] >= _SAME
        return scored[0][1] if clear else None
    own = set(words.split())
    if len(own) < _FEWEST:
        return None
    held = sorted(((len(own & set(text.split())) / len(own), id) for id, text in texts), key=_first)
    clear = len(held) == 1 or (len(held) > 1 and held[0][0] - held[1][0] >= _LEAD)
    return held[0][1] if held and held[0][0] >= _HELD and clear else None


def _first(scored: tuple[float, str]) -> tuple[float, str]:
    return -scored[0], scored[1]


def content(text: str) -> str:
    """The words of `text` that stay the same when a request is reported on: no tenses, no numbering."""
    return " ".join(_TENSE.sub(" ", match_form(text)).split())
