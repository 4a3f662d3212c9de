"""What else a source says of reviews: documents about them (responses, briefings, plans) and mentions in passing."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.review.facts import Facts, published_in
from kg.extract.review.names import Mention, core, kind_of, named_reviews
from kg.extract.review.reports import ReviewDraft, title_evidence
from kg.extract.review.short_names import date_told
from kg.extract.review.titles import told_name
from kg.model.evidence import Evidence, evidence
from kg.model.found import Subject
from kg.model.kinds import ReviewStatus
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage
from kg.rules import Rules

SUBJECT = "reviews/subject-of-document"
_SILENT = {DocumentKind.GLOSSARY, DocumentKind.AGENDA}


def join_document(
    outline: Outline,
    index: int,
    by_document: list[list[Passage]],
    drafts: list[ReviewDraft],
    *,
    rules: Rules,
    places: frozenset[str],
) -> None:
    """A response, briefing, plan or covering report is about the review that it names or whose words it repeats."""
    embedded, passages = outline.embedded[index], by_document[index]
    if any(d.evidence.embedded == embedded.key for d in drafts):
        return
    head = " ".join(p.text for p in passages[:6])[:1200]
    title = core(f"{embedded.title} {head[:300]}", rules=rules, places=places)
    mark = title_evidence(outline, embedded, SUBJECT)
    shared = [(len(title & d.core), d) for d in drafts if title & d.core]
    if shared:
        draft = max(shared, key=lambda pair: pair[0])[1]
    else:
        copied = repeats_words_of(outline, passages, by_document, drafts)
        if copied is None:
            _speaks_of(outline, index, head, drafts, mark, rules=rules, places=places)
            return
        draft = copied
    draft.places.append(mark)
    if kind_of(embedded.title, rules=rules):
        draft.aliases.add(told_name(embedded.title, rules=rules))
    if embedded.kind is DocumentKind.COVERING_REPORT:
        said, known = published_in(passages[:60], rules=rules), draft.facts.published_date
        if said and said.startswith(known or ""):  # the day where the title page gives the month alone
            draft.facts = replace(draft.facts, published_date=said)


def repeats_words_of(
    outline: Outline, passages: list[Passage], by_document: list[list[Passage]], drafts: list[ReviewDraft]
) -> ReviewDraft | None:
    """The review whose report holds at least two of these paragraphs word for word."""
    own = {p.text for p in passages if len(p.text) > 90}
    if len(own) < 2:
        return None
    for draft in drafts:
        at = next((i for i, e in enumerate(outline.embedded) if e.key == draft.evidence.embedded), None)
        if at is not None and sum(p.text in own for p in by_document[at]) >= 2:
            return draft
    return None


def _speaks_of(
    outline: Outline,
    index: int,
    head: str,
    drafts: list[ReviewDraft],
    mark: Evidence,
    *,
    rules: Rules,
    places: frozenset[str],
) -> None:
    """A document about a review that is not printed here: its title names the kind."""
    embedded = outline.embedded[index]
    about = re.search(
        r"(?i)\b(?:response|reply|action plan|briefing|report|update|learning)\b", embedded.title
    )
    kind = kind_of(embedded.title, rules=rules)
    if kind is None and embedded.kind in (DocumentKind.PARTNERSHIP_RESPONSE, DocumentKind.BRIEFING):
        kind = kind_of(head, rules=rules)
    if kind is None or (embedded.kind is DocumentKind.OTHER and about is None):
        return
    if kind.give("type") == "inspection" and embedded.kind is DocumentKind.COVERING_REPORT:
        return
    words = core(embedded.title, rules=rules, places=places)
    if not words and kind.give("basis") not in ("investigation", "inquiry"):
        return
    name = told_name(embedded.title, rules=rules)
    drafts.append(ReviewDraft(name, kind, words, ReviewStatus.MENTIONED, mark, place=embedded.publisher))


def join_mentions(
    outline: Outline, drafts: list[ReviewDraft], *, rules: Rules, places: frozenset[str]
) -> None:
    for passage in outline.passages:
        embedded = outline.embedded[passage.embedded]
        if embedded.kind in _SILENT:
            continue
        for mention in named_reviews(passage, rules=rules, places=places):
            _join_mention(outline, embedded, mention, drafts, rules=rules, places=places)


def _join_mention(
    outline: Outline,
    embedded: EmbeddedDocument,
    mention: Mention,
    drafts: list[ReviewDraft],
    *,
    rules: Rules,
    places: frozenset[str],
) -> None:
    words = core(mention.about, rules=rules, places=places) or frozenset({mention.about.lower()})
    span = mention.passage.words.span(mention.start, mention.end)
    place = evidence(
        outline.document, span, embedded=embedded.key, rule=f"reviews/{mention.kind.id}", confidence=0.9
    )
    for draft in drafts:
        if words & draft.core:
            draft.places.append(place)
            draft.aliases.add(mention.name)
            draft.date = draft.date or mention.date
            date_told(draft, mention.date)
            return
    facts = Facts(published_date=mention.date, subjects=tuple(Subject(n) for n in _separate(mention.about)))
    drafts.append(ReviewDraft(mention.name, mention.kind, words, ReviewStatus.MENTIONED, place, facts=facts))


def _separate(about: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s+(?:and|&)\s+", about))
