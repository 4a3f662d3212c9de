"""Inspections whose recommendations a plan quotes ("Core Ofsted recommendation"): named by body and date."""

from __future__ import annotations

import re
from collections import Counter

from kg.extract.dates import dates_in
from kg.model.evidence import evidence
from kg.model.found import FoundReview, ReviewStatus
from kg.model.keys import digest
from kg.model.text import Outline
from kg.rules import Rules

_INSPECTED = re.compile(
    r"\b(?P<body>Ofsted|OFSTED|HMICFRS|HMIC|CQC|Estyn|CIW|Care Inspectorate|HMIP)\b(?P<rest>[^.;:]{0,90})"
)
_KIND = re.compile(r"(?i)\b(?:inspection|ILACS|JTAI|focused visit|monitoring visit)\b")


def quoted_inspection(outline: Outline, *, rules: Rules) -> FoundReview | None:
    """The inspection that a "Core ... recommendation" heading quotes: of that body, the date named most often."""
    heading = rules.named("recommendation-sections", "quoted-inspection").pattern
    heads = [p for p in outline.passages if len(p.text) < 60 and heading.search(p.text.strip())]
    if not heads:
        return None
    dates: Counter[str] = Counter()
    places = []
    for passage in outline.passages:
        for found in _INSPECTED.finditer(passage.text):
            if not _KIND.search(found["rest"]):
                continue
            embedded = outline.embedded[passage.embedded].key
            span = passage.words.span(found.start("body"), found.end("body"))
            places.append(
                evidence(outline.document, span, embedded=embedded, rule="reviews/inspection", confidence=0.8)
            )
            dates.update(date.iso for date in dates_in(found["rest"]))
    first = heads[0]
    mark = evidence(
        outline.document,
        first.words.span(0, len(first.text)),
        embedded=outline.embedded[first.embedded].key,
        rule="reviews/inspection",
        confidence=0.8,
    )
    body = next(
        (w for w in first.text.split() if w[:1].isupper() and w not in ("Core", "Key", "Recommendation")), ""
    )
    date = max(dates, key=lambda iso: (dates[iso], iso)) if dates else None
    name = f"{body.strip(':')} inspection" + (f", {date}" if date else "")
    return FoundReview(
        key=f"review/{digest(outline.document.source.name, 'inspection', name)}",
        evidence=mark,
        name=name,
        type="inspection",
        status=ReviewStatus.MENTIONED,
        basis="inspection",
        published_date=date,
        mentions=tuple(places),
    )
