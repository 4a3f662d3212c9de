"""Responses, linked by meaning as well as by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.bodies.answering import answering
from kg.extract.grid.keys import meaning_of, printed_keys
from kg.extract.page.lines import lines_of
from kg.extract.recommendation.tables import recommendation_rows, rows_apart
from kg.extract.response.linked import PLACE, SEVERAL, Run, linked_runs, runs_by_wording
from kg.extract.response.rows import pointing_rows
from kg.extract.response.runs import read_layout
from kg.extract.response.sections import answers_whole
from kg.extract.response.stance import stance_of, state_of, status_in, stopped
from kg.extract.response.zones import Anchor
from kg.extract.review.records import subject_of
from kg.language.dates import dates_in
from kg.model.evidence import evidence
from kg.model.found import FoundAction, FoundRecommendation, FoundResponse, FoundReview
from kg.model.keys import digest
from kg.model.kinds import ResponseStance
from kg.model.progress import Progress
from kg.model.text import EmbeddedDocument, Outline, Passage, Span
from kg.rules import Rules

_PLAN = 2  # actions within an answer from which it is a plan
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
        runs = [*_in_tables(outline, passages, here, rules=rules)]
        printed = recommendation_rows(passages, rules=rules, text=outline.document.text)
        runs += pointing_rows(passages, here, but={row.passage.block.table for row in printed}, rules=rules)
        runs += _in_text(outline, index, passages, here, own, rules=rules)
        for run in runs:
            if not _says_none(run, rules):
                found.append(_record(outline, embedded, run, review, elsewhere, rules=rules))
    return tuple(found)


def answers_apart(
    responses: tuple[FoundResponse, ...], actions: tuple[FoundAction, ...]
) -> tuple[FoundResponse, ...]:
    """The responses without stretches of a plan: what holds several actions is a plan, and answers as such."""
    starts = sorted(action.evidence.span.start for action in actions)

    def holds(response: FoundResponse) -> int:
        span = response.evidence.span
        return bisect_left(starts, span.end) - bisect_left(starts, span.start)

    return tuple(one for one in responses if one.evidence.rule == "responses/table" or holds(one) < _PLAN)


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
    apart = rows_apart(passages, rules=rules, text=outline.document.text)
    running = tuple(p for p in passages if p.index not in apart)
    layout = read_layout(outline, lines_of(outline, index, running), here, answers=answers, rules=rules)
    if layout.anchors or apart or not answers:
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
    apart = (target.number, target.part) if target is not None and run.rule == SEVERAL else ()
    agencies: dict[str, None] = dict.fromkeys([run.agency] if run.agency else [])
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
