"""Reviews of a page that prints many, each below a heading of its own: "Rowan: serious case review (July 2022)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.review.facts import Facts
from kg.extract.review.names import core, kind_of
from kg.extract.review.reports import ReviewDraft
from kg.language.dates import dates_in
from kg.language.datings import publication
from kg.model.evidence import evidence
from kg.model.kinds import ReviewStatus
from kg.model.text import BlockKind, EmbeddedDocument, Outline, Passage
from kg.rules import Rules

_LEAST = 2  # headings of one rank that name reviews with their dates: one alone is a report's own title
_MOST = 140  # letters of a heading that names a review
_ASIDE = re.compile(
    r"\s*(?:[(\[][^()\[\]]*(?:19|20)\d\d[^()\[\]]*[)\]]|[,–-]\s*\S*\s*(?:19|20)\d\d)?[\s+–−▸▼-]*$"
)


def listed_reviews(
    outline: Outline,
    embedded: EmbeddedDocument,
    passages: Sequence[Passage],
    *,
    rules: Rules,
    places: frozenset[str],
) -> list[ReviewDraft]:
    """A review for each heading that names one and is dated, where headings of one rank name two or more."""
    named: dict[int, list[ReviewDraft]] = {}
    for head, below in _headed(passages):
        kind = kind_of(head.text, rules=rules)
        date = _dated(head, below, rules)
        name = _ASIDE.sub("", head.text).strip()
        words = core(name, rules=rules, places=places)
        if kind is None or kind.give("basis", "review") != "review" or date is None or not words:
            continue
        span = head.words.span(0, len(name))
        place = evidence(
            outline.document, span, embedded=embedded.key, rule=f"reviews/{kind.id}", confidence=0.9
        )
        facts = Facts(published_date=date)
        draft = ReviewDraft(
            name, kind, words, ReviewStatus.MENTIONED, place, facts=facts, place=embedded.publisher
        )
        named.setdefault(head.block.level, []).append(draft)
    return max((found for found in named.values() if len(found) >= _LEAST), key=len, default=[])


def _headed(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
    """Each heading that may name a review, and the passage below it."""
    for at, passage in enumerate(passages):
        if passage.block.kind is BlockKind.HEADING and len(passage.text) <= _MOST:
            yield passage, passages[at + 1] if at + 1 < len(passages) else None


def _dated(head: Passage, below: Passage | None, rules: Rules) -> str | None:
    """When a listed review was published: by the line below its heading, else by the heading."""
    lines = [part for part in below.text.split(" | ")] if below and len(below.text) <= 2 * _MOST else []
    told = publication(lines, rules=rules)
    said = dates_in(head.text, years=True)
    return told.iso if told else said[-1].iso if said else None
