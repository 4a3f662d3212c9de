"""Whose the themes of running text are: the review that a paper is about, and the words that records have taken."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.model.found import Extraction, FoundFinding, FoundRecommendation, FoundResponse
from kg.model.kinds import ReviewStatus
from kg.model.text import Span

Answerable = FoundRecommendation | FoundResponse | FoundFinding


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def inside(span: Span, taken: Sequence[Span]) -> bool:
    """Whether one of the merged spans covers more than half of `span`."""
    at = bisect_left(taken, span.start, key=lambda other: other.end)
    covered = 0
    for other in taken[at:]:
        if other.start >= span.end:
            break
        covered += min(span.end, other.end) - max(span.start, other.start)
    return covered * 2 > len(span)


def reviews_by_document(found: Extraction) -> dict[str, str]:
    """The review that each embedded document is about: its own, else the one most of its records belong to."""
    votes: dict[str, Counter[str]] = {}
    records: tuple[Answerable, ...] = (*found.recommendations, *found.responses, *found.findings)
    for record in records:
        if record.review is not None:
            votes.setdefault(record.evidence.embedded, Counter())[record.review] += 1
    about = {key: min(count, key=lambda name: (-count[name], name)) for key, count in votes.items()}
    for review in found.reviews:
        if review.status is ReviewStatus.FULL_TEXT:
            about[review.evidence.embedded] = review.key
    return about


def printed_in(found: Extraction) -> dict[str, frozenset[str]]:
    """The reviews that each embedded document prints itself: what it says of them is no report of others."""
    own: dict[str, set[str]] = {}
    for review in found.reviews:
        if review.status is ReviewStatus.FULL_TEXT:
            own.setdefault(review.evidence.embedded, set()).add(review.key)
    return {embedded: frozenset(keys) for embedded, keys in own.items()}
