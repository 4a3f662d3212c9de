"""Reviews that a document prints or speaks of: one record for each, with every place that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.extract.review_facts import Facts, published_in, read_facts
from kg.extract.review_inspections import quoted_inspection
from kg.extract.review_names import Mention, core, kind_of, named_reviews, place_words
from kg.model.evidence import Evidence, evidence
from kg.model.found import FoundReview, ReviewStatus, Subject
from kg.model.keys import digest
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rule, Rules

OWN = {DocumentKind.REVIEW_REPORT, DocumentKind.INSPECTION_REPORT}
_ABOUT = {
    DocumentKind.PARTNERSHIP_RESPONSE,
    DocumentKind.BRIEFING,
    DocumentKind.IMPROVEMENT_PLAN,
    DocumentKind.COVERING_REPORT,
}
_SILENT = {DocumentKind.GLOSSARY, DocumentKind.AGENDA}
SUBJECT = "reviews/subject-of-document"
_GENERIC = "learning_review"
_INSPECTED = re.compile(
    r"(?i)\b(?:inspection (?:of|took place|was carried|report|dates?)|inspectors|inspected|visit to)\b"
)


@dataclass(slots=True)
class _Draft:
    """A review while its mentions are gathered."""

    name: str
    kind: Rule
    core: frozenset[str]
    status: ReviewStatus
    evidence: Evidence
    places: list[Evidence] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    facts: Facts = field(default_factory=Facts)
    place: str | None = None
    date: str | None = None


def find_reviews(outline: Outline, *, rules: Rules) -> tuple[FoundReview, ...]:
    """Every review printed or named in `outline`."""
    places = place_words(outline.document.text)
    by_document = _grouped(outline)
    drafts: list[_Draft] = []
    for index in _owners(outline, rules):
        copied = _repeats_words_of(outline, by_document[index], by_document, drafts)
        if copied is not None:
            copied.places.append(_title_evidence(outline, outline.embedded[index], SUBJECT))
        else:
            drafts.append(_own(outline, index, by_document[index], rules=rules, places=places))
    for index, embedded in enumerate(outline.embedded):
        if embedded.kind in _ABOUT or embedded.kind is DocumentKind.OTHER:
            _join_document(outline, index, by_document, drafts, rules=rules, places=places)
    _join_mentions(outline, drafts, rules=rules, places=places)
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


def _owners(outline: Outline, rules: Rules) -> list[int]:
    """Documents that print a review of their own, the longest first: a summary of it joins it."""
    found = [i for i, e in enumerate(outline.embedded) if _prints_a_review(outline, e, rules)]
    return sorted(found, key=lambda i: (-len(outline.embedded[i].span), i))


def _prints_a_review(outline: Outline, embedded: EmbeddedDocument, rules: Rules) -> bool:
    if embedded.kind is DocumentKind.INSPECTION_REPORT:
        text = f"{embedded.title} {outline.document.text[embedded.span.start : embedded.span.start + 3000]}"
        return _INSPECTED.search(text) is not None
    if embedded.kind in OWN:
        return True
    if embedded.kind is not DocumentKind.OTHER:
        return False
    head = f"{embedded.title} {outline.document.text[embedded.span.start : embedded.span.start + 1200]}"
    found = kind_of(embedded.title, rules=rules)
    coroner = rules.named("reviews", "prevention-of-future-deaths").pattern.search(head)
    answers = re.search(r"(?i)\bresponse\b|\breply\b", embedded.title)
    return not answers and (coroner is not None or (found is not None and found.id != "investigation"))


def _title_evidence(outline: Outline, embedded: EmbeddedDocument, rule: str) -> Evidence:
    text = outline.document.text
    first = embedded.title.split(" – ")[0]
    at = text.find(first, embedded.span.start, embedded.span.end) if first else -1
    if at < 0:
        passage = next(
            (p for p in outline.passages if p.block.span.start >= embedded.span.start and p.text), None
        )
        span = passage.words.span(0, len(passage.text)) if passage else _first_words(text, embedded.span)
    else:
        span = Span(at, at + len(first))
    return evidence(outline.document, span, embedded=embedded.key, rule=rule, confidence=0.95)


def _first_words(text: str, span: Span) -> Span:
    start = next((i for i in range(span.start, span.end) if not text[i].isspace()), span.start)
    return Span(start, max(start + 1, min(start + 60, span.end)))


def _own(
    outline: Outline, index: int, passages: list[Passage], *, rules: Rules, places: frozenset[str]
) -> _Draft:
    embedded = outline.embedded[index]
    head = " ".join(p.text for p in passages[:25])[:3000]
    kind = _own_kind(embedded, head, rules)
    facts = read_facts(passages, embedded.title, rules=rules)
    if kind.give("basis", "review") != "review":
        facts = replace(facts, period_start=None, period_end=None, subjects=(), lead_reviewer=None)
    name = _own_name(embedded, facts)
    if kind_of(name, rules=rules) is None:
        name = _first_naming(passages, kind) or name
    words = core(name, rules=rules, places=places) | {
        word for s in facts.subjects for word in core(s.pseudonym or "", rules=rules, places=places)
    }
    return _Draft(
        name=name,
        kind=kind,
        core=frozenset(words),
        status=ReviewStatus.FULL_TEXT,
        evidence=_title_evidence(outline, embedded, "reviews/own-report"),
        facts=facts,
        place=embedded.publisher,
        date=embedded.date,
    )


def _first_naming(passages: list[Passage], kind: Rule) -> str | None:
    """The first short paragraph of a report whose title tells nothing (a letter's date, a council) that names its kind."""
    for passage in passages[:40]:
        if (
            len(passage.text) < 160
            and not passage.text.endswith((".", ",", ";"))
            and kind.pattern.search(passage.text)
        ):
            return passage.text
    return None


def _own_kind(embedded: EmbeddedDocument, head: str, rules: Rules) -> Rule:
    """The kind in the title; where the title is general, the kind named most often on the first page."""
    titled = kind_of(embedded.title, rules=rules)
    if titled is not None and titled.give("type") != _GENERIC:
        return titled
    if embedded.kind is DocumentKind.INSPECTION_REPORT:
        return rules.named("reviews", "inspection")
    counts = [
        (len(rule.pattern.findall(head)), -order, rule) for order, rule in enumerate(rules.group("reviews"))
    ]
    best = max((c for c in counts if c[2].give("type") not in ("inspection", _GENERIC)), key=lambda c: c[:2])
    if best[0]:
        return best[2]
    return titled or rules.named("reviews", "learning-review")


def _own_name(embedded: EmbeddedDocument, facts: Facts) -> str:
    parts = [part for part in embedded.title.split(" – ") if part and part != facts.lead_reviewer]
    parts = [
        part
        for part in parts
        if not re.fullmatch(r"(?i)overview report|final report|executive summary|report", part)
    ]
    reviewers = re.compile(r"(?i)\s*(?:lead reviewer|author|independent reviewer)s?\b.*$")
    name = reviewers.sub("", " – ".join(parts[:3] or [embedded.title])).strip(" –-:")
    return name[:160] or embedded.title


def _join_document(
    outline: Outline,
    index: int,
    by_document: list[list[Passage]],
    drafts: list[_Draft],
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
    mark = _title_evidence(outline, embedded, SUBJECT)
    shared = [(len(title & d.core), d) for d in drafts if title & d.core]
    if shared:
        draft = max(shared, key=lambda pair: pair[0])[1]
    else:
        copied = _repeats_words_of(outline, passages, by_document, drafts)
        if copied is None:
            _speaks_of(outline, index, head, drafts, mark, rules=rules, places=places)
            return
        draft = copied
    draft.places.append(mark)
    if kind_of(embedded.title, rules=rules):
        draft.aliases.add(embedded.title)
    if embedded.kind is DocumentKind.COVERING_REPORT and draft.facts.published_date is None:
        draft.facts = replace(draft.facts, published_date=published_in(passages[:60], rules=rules))


def _repeats_words_of(
    outline: Outline, passages: list[Passage], by_document: list[list[Passage]], drafts: list[_Draft]
) -> _Draft | None:
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
    drafts: list[_Draft],
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
    name = (
        re.sub(
            r"(?i)^.{0,60}?\b(?:response|reply|responds|responding)\s+to\s+(?:the\s+)?", "", embedded.title
        )
        .split(" – ")[0]
        .split(" - ")[0]
    )
    drafts.append(_Draft(name, kind, words, ReviewStatus.MENTIONED, mark, place=embedded.publisher))


def _join_mentions(outline: Outline, drafts: list[_Draft], *, rules: Rules, places: frozenset[str]) -> None:
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
    drafts: list[_Draft],
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
            if draft.facts.published_date is None and draft.status is ReviewStatus.MENTIONED:
                draft.facts = replace(draft.facts, published_date=mention.date)
            return
    facts = Facts(published_date=mention.date, subjects=tuple(Subject(n) for n in _separate(mention.about)))
    drafts.append(_Draft(mention.name, mention.kind, words, ReviewStatus.MENTIONED, place, facts=facts))


def _separate(about: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s+(?:and|&)\s+", about))


def _record(outline: Outline, draft: _Draft) -> FoundReview:
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
