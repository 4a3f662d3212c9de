"""Recommendations as printed, and references to them."""

from __future__ import annotations

import re

from kg.extract.bodies.agencies import addressees
from kg.extract.bodies.recipients import recipients
from kg.extract.items.continuation import Growth
from kg.extract.items.draft import Draft
from kg.extract.items.parser import Walk
from kg.extract.items.prose import recommended_in_prose
from kg.extract.items.signs import Signs
from kg.extract.page.lines import lines_of
from kg.extract.recommendation.tables import recommendation_rows, rows_apart
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundReview
from kg.model.keys import digest, fold
from kg.model.text import DocumentKind, EmbeddedDocument, Folded, Outline, Passage
from kg.rules import Rules

_NEVER = {
    DocumentKind.AGENDA,
    DocumentKind.MINUTES,
    DocumentKind.COVERING_REPORT,
    DocumentKind.MONITORING_TABLE,
    DocumentKind.GLOSSARY,
    DocumentKind.PERFORMANCE_REPORT,
}
_TABLED = {DocumentKind.COVERING_REPORT, DocumentKind.MONITORING_TABLE, DocumentKind.PERFORMANCE_REPORT}
"""Kinds in which only a table that follows recommendations up is read."""
_OWN = {DocumentKind.REVIEW_REPORT, DocumentKind.INSPECTION_REPORT, DocumentKind.OTHER}
_LETTERS = ("coroner", "inspection")
_ABOUT = re.compile(r"(?i)\brecommendations?\b|\baction plan\b")
_HEADED = _OWN | {DocumentKind.PARTNERSHIP_RESPONSE, DocumentKind.BRIEFING}


def find_recommendations(
    outline: Outline, reviews: tuple[FoundReview, ...], *, rules: Rules
) -> tuple[FoundRecommendation, ...]:
    """Every printing of a recommendation."""
    found: list[FoundRecommendation] = []
    known: dict[tuple[str, str | None], str] = {}
    for index, embedded in enumerate(outline.embedded):
        if embedded.kind in _NEVER - _TABLED:
            continue
        subject = subject_of(reviews, embedded)
        drafts = _drafts(outline, index, subject, known, rules=rules)
        found.extend(_records(outline, embedded, drafts, reviews, rules=rules))
        if embedded.kind in _OWN:
            known |= {(d.number, d.part): d.text for d in drafts if d.labelled and d.number}
    return tuple(found)


def _drafts(
    outline: Outline,
    index: int,
    subject: FoundReview | None,
    known: dict[tuple[str, str | None], str],
    *,
    rules: Rules,
) -> tuple[Draft, ...]:
    """The recommendations of one embedded document: from its tables, its lists and labels, else from its prose."""
    kind = outline.embedded[index].kind
    passages = tuple(p for p in outline.passages if p.embedded == index)
    printed = recommendation_rows(passages, rules=rules, text=outline.document.text)
    rows = [row for row in printed if row.draft is not None and row.fresh]
    if kind in _TABLED:
        return tuple(row.draft for row in rows if row.followed and row.draft is not None)
    if kind in _OWN:
        rows = [row for row in rows if not _of_another(outline, row.passage, rules)]
    apart = rows_apart(passages, rules=rules, text=outline.document.text)
    lines = tuple(lines_of(outline, index, tuple(p for p in passages if p.index not in apart)))
    headed = kind in _HEADED and subject is not None
    signs = Signs(rules, headed)
    walk = Walk(signs, Growth(signs, kind not in _OWN, kind is DocumentKind.PARTNERSHIP_RESPONSE, known))
    walked = walk.run(lines)
    if kind in _OWN and sum(draft.labelled for draft in walked) >= 3:
        rows = [row for row in rows if _stands_under_recommendations(outline, row.passage)]
    drafts = [*walked, *(row.draft for row in rows if row.draft is not None)]
    if kind in _OWN and subject is not None and len(drafts) < 3:
        taken = {draft.first for draft in drafts} | {draft.last for draft in drafts}
        drafts += recommended_in_prose(
            (line for line in lines if line.passage.index not in taken), rules=rules
        )
    return tuple(sorted(drafts, key=lambda draft: (draft.span.start, draft.span.end)))


def _of_another(outline: Outline, passage: Passage, rules: Rules) -> bool:
    """Whether a heading above a table says that its recommendations are those of another review."""
    if passage.section is None:
        return False
    section = outline.sections[passage.section]
    another = rules.named("recommendation-limits", "headed-by-another").pattern
    return any(another.search(title) for title in (section.title, *section.path))


def _stands_under_recommendations(outline: Outline, passage: Passage) -> bool:
    """Whether a heading above a table speaks of recommendations or an action plan."""
    if passage.section is None:
        return True
    section = outline.sections[passage.section]
    return any(_ABOUT.search(title) for title in (section.title, *section.path))


def _records(
    outline: Outline,
    embedded: EmbeddedDocument,
    drafts: tuple[Draft, ...],
    reviews: tuple[FoundReview, ...],
    *,
    rules: Rules,
) -> list[FoundRecommendation]:
    subject = subject_of(reviews, embedded)
    sent_to = _sent_to(outline, embedded, drafts, rules=rules)
    keys: dict[int, str] = {}
    records = []
    for draft in drafts:
        text = fold(draft.text)
        keys[id(draft)] = (
            f"recommendation/{digest(embedded.key, draft.number, draft.part, text, draft.span.start)}"
        )
        words = draft.pieces[0]
        review = _named_in(draft, reviews) or subject
        basis = draft.basis or (review.basis if review else "review")
        records.append(
            FoundRecommendation(
                key=keys[id(draft)],
                evidence=evidence(
                    outline.document,
                    draft.span,
                    embedded=embedded.key,
                    rule=draft.rule,
                    confidence=draft.confidence,
                ),
                text=text,
                basis=basis,
                review=review.key if review else None,
                number=draft.number,
                part=draft.part,
                stem=keys.get(id(draft.stem)) if draft.stem else None,
                addressed_to=draft.addressed
                or _addressed(words, draft, rules=rules)
                or (sent_to if basis in _LETTERS else ()),
                restated=embedded.kind not in _OWN,
            )
        )
    return records


def _sent_to(
    outline: Outline, embedded: EmbeddedDocument, drafts: tuple[Draft, ...], *, rules: Rules
) -> tuple[str, ...]:
    """Those to whom a letter or a coroner's report is sent, where it recommends anything."""
    if not drafts or embedded.kind not in _OWN:
        return ()
    return recipients(
        tuple(p for p in outline.passages if outline.embedded[p.embedded] is embedded), rules=rules
    )


def _named_in(draft: Draft, reviews: tuple[FoundReview, ...]) -> FoundReview | None:
    """The review that the lead-in or heading names: "the recommendations of the Freddie SCR:"."""
    for words in (draft.lead_in, *reversed(draft.headings)):
        for review in reviews:
            names = (review.name, *review.aliases)
            if words and any(name in words for name in names):
                return review
    if draft.rule == "recommendations/quoted-inspection":
        return next((r for r in reviews if r.basis == "inspection"), None)
    return None


def _addressed(words: Folded, draft: Draft, *, rules: Rules) -> tuple[str, ...]:
    headings = (*draft.headings, draft.title) if draft.title else draft.headings
    return addressees(words, lead_in=draft.lead_in, headings=headings, rules=rules)
