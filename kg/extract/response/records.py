"""Responses, linked by meaning as well as by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.bodies.agencies import answering
from kg.extract.grid.keys import meaning_of, printed_keys
from kg.extract.page.dates import dates_in
from kg.extract.page.lines import cut, lines_of
from kg.extract.recommendation.tables import recommendation_rows, rows_apart
from kg.extract.response.labelled import labelled_answers, progress_of
from kg.extract.response.linked import PLACE, Run, linked_runs, runs_by_wording
from kg.extract.response.runs import Anchor, Paragraph, read_layout
from kg.extract.response.stance import stance_of, state_of, status_in, stopped
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundResponse, FoundReview
from kg.model.keys import digest
from kg.model.kinds import ResponseStance
from kg.model.progress import Progress
from kg.model.text import DocumentKind, EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rules


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
        for run in _in_tables(outline, passages, here, rules=rules):
            found.append(_record(outline, embedded, run, review, {}, rules=rules))
        if not answers:
            runs = _in_report(outline, index, passages, here, rules=rules)
            found.extend(_record(outline, embedded, run, review, {}, rules=rules) for run in runs)
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
) -> list[Run]:
    """Answers in running text; where nothing is restated or numbered, wording links to the review's own report."""
    apart = rows_apart(passages, rules=rules, text=outline.document.text)
    running = tuple(p for p in passages if p.index not in apart)
    anchors, read = read_layout(outline, lines_of(outline, index, running), here, rules=rules)
    paragraphs = tuple(_without_lead(paragraph, rules) for paragraph in read)
    if apart and all(anchor.boxed for anchor in anchors):
        return []  # prose beside a table answers nothing
    if anchors:
        return linked_runs(anchors, paragraphs, rules=rules)
    unstated = tuple(Anchor(0, r.number, r.part, r) for r in own)
    return (
        runs_by_wording(unstated, paragraphs, rules=rules, introduced=True) if unstated and paragraphs else []
    )


def _in_report(
    outline: Outline,
    index: int,
    passages: Sequence[Passage],
    here: Sequence[FoundRecommendation],
    *,
    rules: Rules,
) -> list[Run]:
    """Answers in a document that is no response: in its sections on progress, else beside labels."""
    part = progress_of(passages, rules=rules)
    if part:
        inside = [r for r in here if any(p.block.span.overlaps(r.evidence.span) for p in part)]
        return _in_text(outline, index, part, inside, (), rules=rules)
    lines = lines_of(outline, index, tuple(passages))
    labelled = labelled_answers(lines, here, rules=rules)
    return [Run((words,), anchor, (), PLACE, "responses/beside-label") for words, anchor in labelled]


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
    outline: Outline, passages: Sequence[Passage], here: Sequence[FoundRecommendation], *, rules: Rules
) -> Iterator[Run]:
    """Answers in a column beside the recommendation."""
    by_start = {r.evidence.span.start: r for r in here}
    by_number: dict[tuple[str | None, str | None], list[FoundRecommendation]] = {}
    for one in here:
        by_number.setdefault((one.number, one.part), []).append(one)
    rows = tuple(recommendation_rows(passages, rules=rules, text=outline.document.text))
    told = any(answer.status for row in rows for answer in row.answers)
    keys = printed_keys(outline, rules=rules) if told else {}
    for row in rows:
        numbered = by_number.get(row.number, []) if row.number is not None else []
        record = by_start.get(row.draft.span.start) if row.draft is not None else next(iter(numbered), None)
        if record is None:
            continue
        anchor = Anchor(row.passage.index, record.number, record.part, record)
        parts = tuple(Anchor(row.passage.index, r.number, r.part, r) for r in here if r.stem == record.key)
        for answer in row.answers:
            yield Run(
                (answer.words,),
                anchor,
                parts,
                PLACE,
                "responses/table",
                meaning_of(answer.status, keys, rules=rules),
                verdict=answer.verdict,
                agency=answer.agency,
            )


def _record(
    outline: Outline,
    embedded: EmbeddedDocument,
    run: Run,
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
    agencies: dict[str, None] = dict.fromkeys([run.agency] if run.agency else [])
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
        stance=_stance(run, text, record.text if record else "", rules),
        dates=tuple(sorted({date.iso for date in dates_in(text)})),
    )


def _stance(run: Run, text: str, asked: str, rules: Rules) -> ResponseStance:
    """The verdict printed beside the answer; what was accepted and is said to be completed is completed."""
    status = run.status or status_in(text, rules=rules)
    if run.verdict is not None:
        done = status and state_of(status, rules=rules) is Progress.COMPLETED
        return ResponseStance.COMPLETED if done and run.verdict is ResponseStance.ACCEPTED else run.verdict
    return stance_of(stopped(run.words), asked=asked, status=status, rules=rules)
