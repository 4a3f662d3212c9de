"""Responses, linked by meaning as well as by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.agencies import answering
from kg.extract.dates import dates_in
from kg.extract.lines import cut, lines_of
from kg.extract.recommendation_tables import recommendation_rows
from kg.extract.response_link import Link, align
from kg.extract.response_runs import Anchor, Paragraph, read_layout, targets_of
from kg.extract.reviews import subject_of
from kg.extract.stance import stance_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundResponse, FoundReview
from kg.model.keys import digest
from kg.model.text import DocumentKind, EmbeddedDocument, Folded, Outline, Passage, Span
from kg.rules import Rules

_PLACE = 0.97  # score of a link that place and number both give


@dataclass(frozen=True, slots=True)
class _Run:
    """Paragraphs in a row that answer the same thing."""

    words: tuple[Folded, ...]
    target: Anchor | None
    also: tuple[Anchor, ...]
    score: float
    rule: str
    status: str = ""  # as printed beside it


def find_responses(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    recommendations: tuple[FoundRecommendation, ...],
    *,
    rules: Rules,
) -> tuple[FoundResponse, ...]:
    """Every run of text that answers a recommendation."""
    found: list[FoundResponse] = []
    for index, embedded in enumerate(outline.embedded):
        here = tuple(r for r in recommendations if r.evidence.embedded == embedded.key)
        answers = _answers(embedded, rules)
        if not answers and not here:
            continue
        passages = tuple(p for p in outline.passages if p.embedded == index)
        review = subject_of(reviews, embedded)
        for run in _in_tables(passages, here, rules=rules):
            found.append(_record(outline, embedded, run, review, {}, rules=rules))
        if not answers:
            continue
        own = [r for r in recommendations if not r.restated and (review is None or r.review == review.key)]
        for run in _in_text(outline, index, passages, here, own, rules=rules):
            elsewhere = {(r.number, r.part): r for r in reversed(own) if r.number}
            found.append(_record(outline, embedded, run, review, elsewhere, rules=rules))
    return tuple(found)


def _in_text(
    outline: Outline,
    index: int,
    passages: Sequence[Passage],
    here: Sequence[FoundRecommendation],
    own: Sequence[FoundRecommendation],
    *,
    rules: Rules,
) -> list[_Run]:
    """Answers in running text; where nothing is restated or numbered, wording links to the review's own report."""
    tables = {row.passage.block.table for row in recommendation_rows(passages, rules=rules)}
    running = tuple(p for p in passages if p.block.table is None or p.block.table not in tables)
    anchors, read = read_layout(outline, lines_of(outline, index, running), here, rules=rules)
    paragraphs = tuple(_without_lead(paragraph, rules) for paragraph in read)
    if anchors or tables:
        return _runs(anchors, paragraphs, rules=rules)
    unstated = tuple(Anchor(0, r.number, r.part, r) for r in own)
    return _by_wording(unstated, paragraphs, rules=rules, introduced=True) if unstated and paragraphs else []


def _without_lead(paragraph: Paragraph, rules: Rules) -> Paragraph:
    """A paragraph without the word that announces it ("Response:")."""
    lead = rules.named("response-layout", "leading-answer").pattern.match(paragraph.words.text[:80])
    if lead is None or lead.end() >= len(paragraph.words.text):
        return paragraph
    return replace(paragraph, words=cut(paragraph.words, lead.end(), len(paragraph.words.text)))


def _answers(embedded: EmbeddedDocument, rules: Rules) -> bool:
    if embedded.kind is DocumentKind.PARTNERSHIP_RESPONSE:
        return True
    titled = rules.named("response-layout", "title-of-answer").pattern.search(embedded.title)
    return embedded.kind in (DocumentKind.OTHER, DocumentKind.BRIEFING) and titled is not None


def _in_tables(
    passages: Sequence[Passage], here: Sequence[FoundRecommendation], *, rules: Rules
) -> Iterator[_Run]:
    """Answers in a column beside the recommendation."""
    by_start = {r.evidence.span.start: r for r in here}
    for row in recommendation_rows(passages, rules=rules):
        record = by_start.get(row.draft.span.start)
        words = tuple(w for w in row.response if len(w.text.split()) >= 2)
        if record is not None and words:
            anchor = Anchor(row.passage.index, record.number, record.part, record)
            yield _Run(words, anchor, (), _PLACE, "responses/table", row.status)


def _runs(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, rules: Rules) -> list[_Run]:
    """Runs in reading order; by place where each label is followed by its answer, else by wording."""
    if not anchors or not paragraphs:
        return []
    boxed = 2 * sum(anchor.boxed for anchor in anchors) > len(anchors)
    if boxed:
        return _by_wording(targets_of(anchors), paragraphs, rules=rules, introduced=True)
    runs: list[_Run] = []
    done = 0
    for before in sorted({p.anchors_before for p in paragraphs if p.anchors_before}):
        group = targets_of(anchors[done:before])
        mine = [p for p in paragraphs if p.anchors_before == before]
        done = before
        if len({anchor.number or anchor.at for anchor in group}) == 1:
            runs.extend(_by_place(group, mine))
        else:
            runs.extend(_by_wording(group, mine, rules=rules, introduced=False))
    return runs


def _by_place(group: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[_Run]:
    """The answer below one number: to its parts in turn where wording parts it clearly, else to all of them."""
    words = tuple(p.words for p in paragraphs)
    parts = [anchor for anchor in group if anchor.part is not None]
    whole = next((anchor for anchor in group if anchor.part is None), None)
    if len(parts) > 1 and len(words) >= len(parts):
        links = align(
            [w.text for w in words], [_words(a) for a in parts], gaps=[0.0] * len(words), introduction=None
        )
        if {link.target for link in links} == set(range(len(parts))) and min(
            link.score for link in links
        ) > 0.75:
            return _joined(paragraphs, links, parts, "responses/part-by-wording")
    first = whole or parts[0]
    return [_Run(words, first, tuple(a for a in parts if a is not first), _PLACE, "responses/below-label")]


def _by_wording(
    targets: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, rules: Rules, introduced: bool
) -> list[_Run]:
    cue = rules.named("response-layout", "introduction").pattern
    texts = [p.words.text for p in paragraphs]
    intro = [cue.search(text) is not None for text in texts] if introduced else None
    links = align(texts, [_words(a) for a in targets], gaps=[p.gap for p in paragraphs], introduction=intro)
    return [run for run in _joined(paragraphs, links, targets, "responses/by-wording") if run.score > 0]


def _words(anchor: Anchor) -> str:
    return anchor.recommendation.text if anchor.recommendation else ""


def _joined(
    paragraphs: Sequence[Paragraph], links: Sequence[Link], targets: Sequence[Anchor], rule: str
) -> list[_Run]:
    """Neighbouring paragraphs with one link as one run; a recommendation printed between them ends it."""
    runs: list[_Run] = []
    last: int | None = None
    end = 0
    boxes = [a.recommendation.evidence.span for a in targets if a.recommendation]
    for paragraph, link in zip(paragraphs, links, strict=True):
        start = paragraph.words.offsets[0]
        torn = any(end <= box.start < start for box in boxes)
        if runs and link.target == last and not torn:
            runs[-1] = _Run((*runs[-1].words, paragraph.words), runs[-1].target, (), runs[-1].score, rule)
        else:
            target = targets[link.target] if link.target is not None else None
            runs.append(_Run((paragraph.words,), target, (), link.score, rule))
        last = link.target
        end = paragraph.words.offsets[-1]
    return runs


def _record(
    outline: Outline,
    embedded: EmbeddedDocument,
    run: _Run,
    review: FoundReview | None,
    elsewhere: dict[tuple[str, str | None], FoundRecommendation],
    *,
    rules: Rules,
) -> FoundResponse:
    first, last = run.words[0], run.words[-1]
    span = Span(first.offsets[0], last.offsets[len(last.text) - 1] + 1)
    text = " ".join(words.text for words in run.words)
    target = run.target
    record = target.recommendation if target else None
    if target is not None and record is None and target.number:
        record = elsewhere.get((target.number, target.part))
    agencies: dict[str, None] = {}
    for words in run.words:
        agencies.update(dict.fromkeys(answering(words, rules=rules)))
    return FoundResponse(
        key=f"response/{digest(embedded.key, text, span.start)}",
        evidence=evidence(
            outline.document, span, embedded=embedded.key, rule=run.rule, confidence=max(run.score, 0.1)
        ),
        text=text,
        recommendation=record.key if record else None,
        also=tuple(a.recommendation.key for a in run.also if a.recommendation),
        score=run.score,
        review=(record.review if record else None) or (review.key if review else None),
        number=target.number if target else None,
        part=target.part if target else None,
        agencies=tuple(agencies),
        stance=stance_of(text, asked=record.text if record else "", status=run.status, rules=rules),
        dates=tuple(sorted({date.iso for date in dates_in(text)})),
    )
