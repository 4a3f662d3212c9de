"""Scrutiny items: a panel's resolution and the rows that later track it, linked over changes of wording."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from rapidfuzz import fuzz

from kg.model.entity import ScrutinyItem
from kg.model.found import Extraction, FoundScrutiny, ScrutinyKind
from kg.model.keys import match_form
from kg.resolve.documents import Documents
from kg.resolve.themes import theme_uses

_ALIKE = 82.0  # of 100, once tenses and numbers are left out
_TENSE = re.compile(
    r"\b(?:that|be|is|are|been|being|was|were|the|a|an|and|to|of|in|on|with|by|will|would|should|for|or|at)\b"
    r"|\((?:[ivx]+|\d+|[a-z])\)|[^\w\s]"
)


def find_scrutiny(extractions: tuple[Extraction, ...], documents: Documents) -> tuple[ScrutinyItem, ...]:
    """Every item once, rows linked to the resolution of the same meeting that they track."""
    made: dict[str, ScrutinyItem] = {}
    for extraction in sorted(extractions, key=lambda e: e.source.name):
        for found in extraction.scrutiny:
            item = _item(found, documents)
            made.setdefault(item.id, item)
    resolutions: dict[str, list[ScrutinyItem]] = defaultdict(list)
    for item in made.values():
        if item.kind is ScrutinyKind.RESOLUTION and item.meeting_date:
            resolutions[item.meeting_date].append(item)
    linked = [_link(item, resolutions) for item in made.values()]
    return tuple(sorted(linked, key=lambda item: item.id))


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
        progress=found.progress,
        themes=theme_uses(found.themes, where),
    )


def _link(item: ScrutinyItem, resolutions: dict[str, list[ScrutinyItem]]) -> ScrutinyItem:
    """`item` with the resolution it tracks: same meeting, like words; nothing where two are as like."""
    if item.kind is not ScrutinyKind.MONITORING_ROW or not item.meeting_date:
        return item
    words = content(item.text)
    scored = sorted(
        (
            (fuzz.token_sort_ratio(words, content(other.text)), other.id)
            for other in resolutions[item.meeting_date]
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored or scored[0][0] < _ALIKE:
        return item
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 3.0 and scored[0][0] < 99.0:
        return item
    return replace(item, same_as=scored[0][1])


def content(text: str) -> str:
    """The words of `text` that stay the same when a request is reported on: no tenses, no numbering."""
    return " ".join(_TENSE.sub(" ", match_form(text)).split())
