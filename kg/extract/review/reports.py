"""Review reports: which embedded documents print a review of their own, and what they call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.review.facts import Facts, read_facts
from kg.extract.review.names import core, kind_of
from kg.extract.review.titles import own_name, own_parts
from kg.language.datings import signed
from kg.model.evidence import Evidence, evidence
from kg.model.kinds import ReviewStatus
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rule, Rules

OWN = {DocumentKind.REVIEW_REPORT, DocumentKind.INSPECTION_REPORT}
_INQUEST = "Inquest touching the death of "
_CASE = 40  # passages of a coroner's form that tell of the case
_GENERIC = "learning_review"
_SAID = re.compile(r"(?i)\blearning review\b")  # a kind of its own, not just a general word for one
_TOLD = re.compile(
    r"(?i)\b(?:review|inspection|inquiry|investigation|visit)\b"
)  # in a name that needs no other
_INSPECTED = re.compile(
    r"(?i)\b(?:inspection (?:of|took place|was carried|report|dates?)|inspectors|inspected|visit to)\b"
)


@dataclass(slots=True)
class ReviewDraft:
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


def owners(outline: Outline, rules: Rules) -> list[int]:
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


def title_evidence(outline: Outline, embedded: EmbeddedDocument, rule: str) -> Evidence:
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


def own_review(
    outline: Outline, index: int, passages: list[Passage], *, rules: Rules, places: frozenset[str]
) -> ReviewDraft:
    embedded = outline.embedded[index]
    head = " ".join(p.text for p in passages[:25])[:3000]
    kind = _own_kind(embedded, head, rules)
    facts = read_facts(passages, embedded.title, rules=rules)
    if kind.give("basis") == "coroner":
        facts = replace(facts, published_date=signed([p.text for p in passages]))
    if kind.give("basis", "review") != "review":
        facts = replace(facts, period_start=None, period_end=None, subjects=(), lead_reviewer=None)
    name = own_name(
        embedded.title,
        passages,
        rules=rules,
        tells=lambda words: bool(core(words, rules=rules, places=places)),
        reviewer=facts.lead_reviewer,
        keep_bodies=kind.give("basis") == "inspection",
    )
    if kind_of(name, rules=rules) is None and not _TOLD.search(name):
        name = _first_naming(passages, kind, rules) or name
    aliases: set[str] = set()
    place = embedded.publisher
    if kind.give("basis") == "coroner":
        form, name = name, _case(passages, rules) or name
        aliases = {f"{form}: {name.removeprefix(_INQUEST)}"} if form != name else set()
        place = place or _area(passages, rules)
    words = core(name, rules=rules, places=places) | {
        word for s in facts.subjects for word in core(s.pseudonym or "", rules=rules, places=places)
    }
    return ReviewDraft(
        name=name,
        kind=kind,
        core=frozenset(words),
        status=ReviewStatus.FULL_TEXT,
        evidence=title_evidence(outline, embedded, "reviews/own-report"),
        aliases=aliases,
        facts=facts,
        place=place,
        date=embedded.date,
    )


def _case(passages: Sequence[Passage], rules: Rules) -> str | None:
    """What tells a coroner's report from all others of the same form: whose death it was about, else area and date."""
    pattern = rules.named("review-names", "whose-death").pattern
    for passage in passages[:_CASE]:
        if found := pattern.search(passage.text):
            return f"{_INQUEST}{found['name'].rstrip(' .')}"
    area, date = _area(passages, rules), signed([p.text for p in passages])
    told = ", ".join(word for word in (area, date) if word)
    return f"Inquest, {told}" if told else None


def _area(passages: Sequence[Passage], rules: Rules) -> str | None:
    pattern = rules.named("review-names", "coroner-area").pattern
    found = (pattern.search(p.text) for p in passages[:_CASE])
    return next((one["area"] for one in found if one), None)


def _first_naming(passages: list[Passage], kind: Rule, rules: Rules) -> str | None:
    """The first short paragraph of a report whose title tells nothing (a letter's date, a council) that names its kind."""
    for passage in passages[:40]:
        if (
            len(passage.text) < 160
            and not passage.text.endswith((".", ",", ";"))
            and kind.pattern.search(passage.text)
        ):
            return next(own_parts(passage.text, rules=rules), passage.text)
    return None


def _own_kind(embedded: EmbeddedDocument, head: str, rules: Rules) -> Rule:
    """The kind in the title; where the title is general, the kind named most often on the first page."""
    titled = kind_of(embedded.title, rules=rules)
    if titled is not None and (titled.give("type") != _GENERIC or _SAID.search(embedded.title)):
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
