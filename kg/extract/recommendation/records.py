"""Recommendations as printed, and references to them."""

from __future__ import annotations

import re
from collections import Counter

from kg.extract.bodies.addressees import addressees
from kg.extract.bodies.paper import Paper, read_paper
from kg.extract.items.continuation import Growth
from kg.extract.items.draft import Draft
from kg.extract.items.parser import Walk
from kg.extract.items.signs import Signs
from kg.extract.label.lines import Labelled
from kg.extract.label.verdict import judged
from kg.extract.page.lines import lines_of
from kg.extract.recommendation.tables import recommendation_rows, rows_apart
from kg.extract.response.restated import restated, without_answers
from kg.extract.response.sections import answers_whole
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundReview
from kg.model.keys import digest, fold
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rules

#: kinds whose tables are of the meeting's own business, but for those that follow recommendations up
_TABLED = {DocumentKind.COVERING_REPORT, DocumentKind.MONITORING_TABLE, DocumentKind.PERFORMANCE_REPORT}
_OWN = {DocumentKind.REVIEW_REPORT, DocumentKind.INSPECTION_REPORT, DocumentKind.OTHER}
Known = dict[tuple[str, str | None], str]
_ABOUT = re.compile(r"(?i)\brecommendations?\b|\baction plan\b")


def recommendation_candidates(
    outline: Outline, index: int, reviews: tuple[FoundReview, ...], known: Known, *, rules: Rules
) -> tuple[Draft, ...]:
    """All that the rules take for recommendations in one embedded document, whatever kind it is judged to be: from its
    tables, its lists and labels, in reading order."""
    kind = outline.embedded[index].kind
    passages = tuple(p for p in outline.passages if p.embedded == index)
    printed = recommendation_rows(passages, rules=rules, text=outline.document.text)
    rows = [row for row in printed if row.draft is not None and row.fresh]
    if kind in _TABLED:
        rows = [row for row in rows if row.followed]
    if kind in _OWN:
        rows = [row for row in rows if not _of_another(outline, row.passage, rules)]
    apart = rows_apart(passages, rules=rules, text=outline.document.text)
    running = tuple(p for p in passages if p.index not in apart)
    signs = Signs(rules)
    walk = Walk(signs, Growth(signs, kind not in _OWN, kind is DocumentKind.PARTNERSHIP_RESPONSE, known))
    lines = tuple(lines_of(outline, index, running))
    walked = walk.run(lines)
    if kind in _OWN and sum(draft.labelled for draft in walked) >= 3:
        rows = [row for row in rows if _stands_under_recommendations(outline, row.passage)]
    drafts = [*without_answers(walked, rules=rules), *(row.draft for row in rows if row.draft is not None)]
    whole = answers_whole(outline.embedded[index], rules=rules)
    drafts += restated(lines, drafts, answers=whole, rules=rules)
    return tuple(sorted(drafts, key=lambda draft: (draft.span.start, draft.span.end)))


def all_candidates(
    outline: Outline, reviews: tuple[FoundReview, ...], *, rules: Rules
) -> tuple[tuple[Draft, ...], ...]:
    """The candidates of each embedded document; those of a report tell where its recommendations are printed again."""
    known: Known = {}
    found = []
    for index, embedded in enumerate(outline.embedded):
        drafts = recommendation_candidates(outline, index, reviews, known, rules=rules)
        found.append(drafts)
        if embedded.kind in _OWN:
            known |= {(d.number, d.part): d.text for d in drafts if d.labelled and d.number}
    return tuple(found)


def find_recommendations(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    candidates: tuple[tuple[Draft, ...], ...],
    prose: tuple[Draft, ...],
    labelled: Labelled,
    *,
    apart: tuple[Span, ...] = (),
    rules: Rules,
) -> tuple[FoundRecommendation, ...]:
    """Every printing of a recommendation: candidates that the labeller does not speak against, and what it adds.

    `apart` are the places of what a meeting decides or is asked to decide, which are no recommendations of a review.
    """
    found: list[FoundRecommendation] = []
    for index, embedded in enumerate(outline.embedded):
        drafts = judged(
            candidates[index],
            prose,
            labelled,
            index,
            answers=embedded.kind is DocumentKind.PARTNERSHIP_RESPONSE,
            rules=rules,
        )
        drafts = tuple(draft for draft in drafts if not any(draft.span.overlaps(span) for span in apart))
        found.extend(_records(outline, embedded, drafts, reviews, rules=rules))
    return tuple(found)


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
    paper = read_paper(outline, embedded, rules=rules) if drafts else None
    keys: dict[int, str] = {}
    asked: tuple[str, ...] = ()
    printed = Counter((draft.number, draft.part) for draft in drafts)
    records = []
    for draft in drafts:
        text = fold(draft.text)
        keys[id(draft)] = (
            f"recommendation/{digest(embedded.key, draft.number, draft.part, text, draft.span.start)}"
        )
        review = _named_in(draft, reviews) or subject
        basis = draft.basis or (review.basis if review else "review")
        once = draft.number is None or printed[draft.number, draft.part] == 1
        asked = _addressed(draft, basis, asked, paper, once=once) if paper else ()
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
                addressed_to=asked,
                restated=embedded.kind not in _OWN,
            )
        )
    return records


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


def _addressed(
    draft: Draft, basis: str, before: tuple[str, ...], paper: Paper, *, once: bool
) -> tuple[str, ...]:
    """Those whom a recommendation asks, `before` being those of the one that is printed before it.

    Where its number is printed more than `once`, another printing may say it better than the paper's own board.
    """
    around = paper.around(
        draft.first,
        lead_in=draft.lead_in,
        headings=(*draft.headings, draft.title) if draft.title else draft.headings,
        column=draft.addressed,
        basis=basis,
        before=before,
        own=once,
    )
    return addressees(draft.text, around, paper.reader)
