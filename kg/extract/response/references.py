"""References: places where a paragraph points at a recommendation by its number, "(Recommendation 2)"."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.extract.page.labels import number_of
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundReference, FoundReview
from kg.model.text import BlockKind, DocumentKind, Outline
from kg.rules import Rules

_OWN_NUMBERS = {
    DocumentKind.AGENDA,
    DocumentKind.MINUTES,
    DocumentKind.COVERING_REPORT,
    DocumentKind.MONITORING_TABLE,
    DocumentKind.GLOSSARY,
}
_ONE = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?|[a-z]{3,})[ ]?\(?(?P<part>[a-h])?\)?(?![a-z])", re.IGNORECASE
)
_OF_A_REVIEW = re.compile(r"\b(?:of|from|in) (?:the )?[^.]{0,40}(?:[Rr]eview|SCR|SAR|DHR|CSPR)")
_RANGE = re.compile(r"^(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})$")


def find_references(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    recommendations: tuple[FoundRecommendation, ...],
    *,
    rules: Rules,
) -> tuple[FoundReference, ...]:
    """Cross-references to recommendations that the source prints, or to those of a review it only speaks of."""
    pattern = rules.named("references", "reference").pattern
    numbers: dict[str | None, set[str]] = defaultdict(set)
    for record in recommendations:
        if record.number:
            numbers[record.review].add(record.number)
    subjects = [subject_of(reviews, embedded) for embedded in outline.embedded]
    found: list[FoundReference] = []
    printed = sorted(r.evidence.span for r in recommendations)
    for passage in outline.passages:
        embedded, subject = outline.embedded[passage.embedded], subjects[passage.embedded]
        text = passage.text
        if embedded.kind in _OWN_NUMBERS or passage.block.kind is BlockKind.CONTENTS:
            continue
        if not ("ecommendation" in text or "REC" in text or "Rec" in text):
            continue
        for match in pattern.finditer(text):
            span = passage.words.span(match.start(), match.end())
            if (match.start() == 0 and _is_label(passage.block.kind, text, match)) or any(
                other.start == span.start for other in printed
            ):
                continue
            review = _named_near(text, match, reviews) or subject
            if review is None:
                continue
            for number, part in each_number(match["numbers"]):
                if number in numbers[review.key] or not numbers[review.key]:
                    mark = evidence(
                        outline.document,
                        span,
                        embedded=embedded.key,
                        rule="references/reference",
                        confidence=0.9,
                    )
                    found.append(FoundReference(mark, number, part, review.key))
    return tuple(found)


def _named_near(text: str, match: re.Match[str], reviews: tuple[FoundReview, ...]) -> FoundReview | None:
    """Another review that the words around name: "recommendation 3 of the Child R Serious Case Review"."""
    around = text[max(0, match.start() - 60) : match.end() + 80]
    for review in reviews:
        people = [s.pseudonym for s in review.subjects if s.pseudonym] if _OF_A_REVIEW.search(around) else []
        if any(len(name) > 4 and name in around for name in (review.name, *review.aliases, *people)):
            return review
    return None


def _is_label(kind: BlockKind, text: str, match: re.Match[str]) -> bool:
    """A passage that begins with the words announces the recommendation rather than pointing at it."""
    rest = text[match.end() :].lstrip()
    return kind is BlockKind.HEADING or not rest or rest[0] in ".:–—-)" or rest[0].isupper()


def each_number(printed: str) -> list[tuple[str, str | None]]:
    """The numbers in "1, 2b and 4" or "3 to 5"."""
    span = _RANGE.match(printed.strip())
    if span is not None:
        return [(str(n), None) for n in range(int(span[1]), min(int(span[2]), int(span[1]) + 30) + 1)]
    pieces = re.split(r"\s*(?:,|&|/|\band\b|\bto\b|–)\s*", printed)
    found = []
    for piece in pieces:
        one = _ONE.match(piece.strip())
        if one is not None:
            found.append((number_of(one["number"]), (one["part"] or "").lower() or None))
    return found
