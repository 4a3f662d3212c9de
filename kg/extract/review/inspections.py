"""Inspections whose recommendations a plan quotes ("Core Ofsted recommendation"): named by body and date."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter

from kg.language.dates import dates_in
from kg.model.evidence import evidence
from kg.model.found import FoundReview
from kg.model.keys import digest
from kg.model.kinds import ReviewStatus
from kg.model.text import Outline
from kg.rules import Rules

_INSPECTED = re.compile(
    r"\b(?P<body>Ofsted|OFSTED|HMICFRS|HMIC|CQC|Estyn|CIW|Care Inspectorate|HMIP)\b(?P<rest>[^.;:]{0,90})"
)
_NAMED = re.compile(
    r"[A-Z][\w ]{2,20}?(?:[’']s)? (?:(?:[A-Z]{2,}|standard|single|joint|short|full|area|targeted) ){0,4}(?:inspection|focused visit)"
)
_KIND = re.compile(r"(?i)\b(?:inspection|ILACS|JTAI|focused visit|monitoring visit)\b")


def quoted_inspection(outline: Outline, *, rules: Rules) -> FoundReview | None:
    """The inspection that a "Core ... recommendation" heading quotes: of that body, the date named most often."""
    heading = rules.named("recommendation-sections", "quoted-inspection").pattern
    heads = [p for p in outline.passages if len(p.text) < 60 and heading.search(p.text.strip())]
    if not heads:
        return None
    dates: Counter[str] = Counter()
    names: Counter[str] = Counter()
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
            named = _NAMED.match(f"{found['body']}{found['rest']}")
            if named is not None:
                names[named.group()] += 1
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
    plain = f"{body.strip(':')} inspection"
    own = [name for name in sorted(names) if name.lower().startswith(body.strip(":").lower())]
    name = max(own, key=lambda n: (len(n), n), default=plain) + (f", {_spoken(date)}" if date else "")
    return FoundReview(
        key=f"review/{digest(outline.document.source.name, 'inspection', name)}",
        evidence=mark,
        name=name,
        type="inspection",
        status=ReviewStatus.MENTIONED,
        basis="inspection",
        aliases=tuple(sorted({plain, *own} - {name})),
        published_date=date,
        mentions=tuple(places),
    )


def _spoken(iso: str) -> str:
    """An ISO month as it is said: "November 2019"; a year or a day as it is."""
    parts = iso.split("-")
    return f"{month_name[int(parts[1])]} {parts[0]}" if len(parts) == 2 else iso
