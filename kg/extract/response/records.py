"""Responses, linked by meaning as well as by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.bodies.agencies import answering
from kg.extract.page.dates import dates_in
from kg.extract.page.lines import lines_of
from kg.extract.recommendation.tables import recommendation_rows
from kg.extract.response.linked import PLACE, SEVERAL, Run, linked_runs, runs_by_wording
from kg.extract.response.rows import pointing_rows
from kg.extract.response.runs import read_layout
from kg.extract.response.sections import answers_whole
from kg.extract.response.stance import stance_of, status_in, stopped
from kg.extract.response.verdict import verdict_of
from kg.extract.response.zones import Anchor
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundRecommendation, FoundResponse, FoundReview
from kg.model.keys import digest
from kg.model.text import EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rules

_NO_ANSWER = 40  # words within which a remark that nothing was received is all that is said


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
        answers = answers_whole(embedded, rules=rules)
        if not answers and not here:
            continue
        passages = tuple(p for p in outline.passages if p.embedded == index)
        review = subject_of(reviews, embedded)
        own = [r for r in recommendations if not r.restated and (review is None or r.review == review.key)]
        elsewhere = {(r.number, r.part): r for r in reversed(own) if r.number}
        runs = [*_in_tables(passages, here, rules=rules)]
        read = {row.passage.block.table for row in recommendation_rows(passages, rules=rules)}
        runs += pointing_rows(passages, here, but=read, rules=rules)
        runs += _in_text(outline, index, passages, here, own, rules=rules)
        for run in runs:
            if not _says_none(run, rules):
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
    answers = answers_whole(outline.embedded[index], rules=rules)
    tables = {row.passage.block.table for row in recommendation_rows(passages, rules=rules)}
    running = tuple(p for p in passages if p.block.table is None or p.block.table not in tables)
    layout = read_layout(outline, lines_of(outline, index, running), here, answers=answers, rules=rules)
    if layout.anchors or tables or not answers:
        return linked_runs(layout, rules=rules)
    unstated = tuple(Anchor(0, r.number, r.part, r) for r in own)
    if not unstated or not layout.paragraphs:
        return []
    return runs_by_wording(unstated, layout.paragraphs, rules=rules, introduced=True)


def _says_none(run: Run, rules: Rules) -> bool:
    """Whether the words in the place of an answer say that there is none."""
    text = " ".join(words.text for words in run.words)
    none = rules.named("response-layout", "no-response").pattern.search(text)
    return none is not None and len(text.split()) <= _NO_ANSWER


def _in_tables(
    passages: Sequence[Passage], here: Sequence[FoundRecommendation], *, rules: Rules
) -> Iterator[Run]:
    """Answers in a column beside the recommendation."""
    by_start = {r.evidence.span.start: r for r in here}
    for row in recommendation_rows(passages, rules=rules):
        record = by_start.get(row.draft.span.start)
        words = tuple(
            w for w in row.response if len(w.text.split()) >= 2 or verdict_of(w.text, rules=rules) is not None
        )
        if record is not None and words:
            anchor = Anchor(row.passage.index, record.number, record.part, record)
            yield Run(words, anchor, (), PLACE, "responses/table", row.status)


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
    apart = (target.number, target.part) if target is not None and run.rule == SEVERAL else ()
    agencies: dict[str, None] = {}
    for words in (*run.lead, *run.words):
        agencies.update(dict.fromkeys(answering(words, rules=rules)))
    return FoundResponse(
        key=f"response/{digest(embedded.key, text, span.start, *apart)}",
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
        stance=stance_of(
            stopped(run.words),
            asked=record.text if record else "",
            status=run.status or status_in(text, rules=rules),
            rules=rules,
        ),
        dates=tuple(sorted({date.iso for date in dates_in(text)})),
    )
