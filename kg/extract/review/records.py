"""Reviews that a document prints or speaks of: one record for each, with every place that names it."""

from __future__ import annotations

from kg.extract.review.inspections import quoted_inspection
from kg.extract.review.joins import SUBJECT, join_document, join_mentions, repeats_words_of
from kg.extract.review.listed import listed_reviews
from kg.extract.review.names import place_words
from kg.extract.review.reports import ReviewDraft, own_review, owners, title_evidence
from kg.extract.review.short_names import join_short_names
from kg.extract.review.trackers import tracked_reviews
from kg.model.found import FoundReview
from kg.model.keys import digest
from kg.model.kinds import ReviewStatus
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage
from kg.rules import Rules

_ABOUT = {
    DocumentKind.PARTNERSHIP_RESPONSE,
    DocumentKind.BRIEFING,
    DocumentKind.IMPROVEMENT_PLAN,
    DocumentKind.COVERING_REPORT,
}


def find_reviews(outline: Outline, *, rules: Rules) -> tuple[FoundReview, ...]:
    """Every review printed or named in `outline`."""
    places = place_words(outline.document.text)
    by_document = _grouped(outline)
    drafts: list[ReviewDraft] = []
    for index in owners(outline, rules):
        copied = repeats_words_of(outline, by_document[index], by_document, drafts)
        if copied is not None:
            copied.places.append(title_evidence(outline, outline.embedded[index], SUBJECT))
        else:
            embedded, own = outline.embedded[index], by_document[index]
            listed = listed_reviews(outline, embedded, own, rules=rules, places=places)
            drafts += listed or [own_review(outline, index, own, rules=rules, places=places)]
    for index, embedded in enumerate(outline.embedded):
        if embedded.kind not in _ABOUT and embedded.kind is not DocumentKind.OTHER:
            continue
        tracked = tracked_reviews(outline, embedded, by_document[index], drafts, rules=rules, places=places)
        if len(tracked) < 2:
            join_document(outline, index, by_document, drafts, rules=rules, places=places)
    join_mentions(outline, drafts, rules=rules, places=places)
    join_short_names(outline, drafts, rules=rules, places=places)
    inspection = quoted_inspection(outline, rules=rules)
    records = [_record(outline, draft) for draft in drafts]
    return tuple([*records, *([inspection] if inspection else [])])


def subject_of(reviews: tuple[FoundReview, ...], embedded: EmbeddedDocument) -> FoundReview | None:
    """The review that an embedded document prints, answers or is about."""
    for review in reviews:
        if review.status is ReviewStatus.FULL_TEXT and review.evidence.embedded == embedded.key:
            return review
    for review in reviews:
        if any(m.rule == SUBJECT and m.embedded == embedded.key for m in (review.evidence, *review.mentions)):
            return review
    return None


def _grouped(outline: Outline) -> list[list[Passage]]:
    groups: list[list[Passage]] = [[] for _ in outline.embedded]
    for passage in outline.passages:
        groups[passage.embedded].append(passage)
    return groups


def _record(outline: Outline, draft: ReviewDraft) -> FoundReview:
    facts = draft.facts
    return FoundReview(
        key=f"review/{digest(outline.document.source.name, draft.kind.id, draft.name, draft.evidence.span.start)}",
        evidence=draft.evidence,
        name=draft.name,
        type=draft.kind.give("type"),
        status=draft.status,
        basis=draft.kind.give("basis", "review"),
        aliases=tuple(sorted(draft.aliases - {draft.name})),
        lead_reviewer=facts.lead_reviewer,
        commissioned_by=facts.commissioned_by,
        commissioned_date=facts.commissioned_date,
        published_date=facts.published_date
        or (draft.date if draft.status is ReviewStatus.FULL_TEXT else None),
        period_start=facts.period_start,
        period_end=facts.period_end,
        subjects=facts.subjects,
        place=draft.place,
        mentions=tuple({(m.span, m.rule): m for m in draft.places}.values()),
    )


def _is_letter(draft: ReviewDraft) -> bool:
    """Whether the date of the document is that of the review: inspections and inquiries, whose titles name no death."""
    return draft.status is ReviewStatus.FULL_TEXT and draft.kind.give("basis", "review") in (
        "inspection",
        "inquiry",
    )
