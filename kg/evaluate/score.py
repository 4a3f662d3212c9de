"""Score: every kind of record against gold, with a plain baseline beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.evaluate.addressees import addressee_units, second_addressee_units
from kg.evaluate.agencies import agency_units
from kg.evaluate.baseline import Baseline, baseline
from kg.evaluate.copies import with_copies
from kg.evaluate.figures import Figure, Unit, f1_figure, f1_of, share_figure, weighed_figure
from kg.evaluate.gold import Gold, Item
from kg.evaluate.kinds import (
    Outcome,
    document_outcome,
    fields_right,
    link_units,
    outcome_of,
    recommendation_outcome,
    review_outcome,
)
from kg.evaluate.match import Record
from kg.evaluate.report import Ids, Report
from kg.evaluate.responses import response_units
from kg.evaluate.stances import StanceScore, score_progress, score_stances
from kg.evaluate.themes import theme_figures

Records = Mapping[str, Sequence[Record]]
_PLAIN = {  # label of the figure: kinds of gold, what the item must note, kind of record
    "learning points": ("learning_point", ("level", "learning"), "learning_point"),
    "findings": ("learning_point", ("level", "finding"), "finding"),
    "good practice": ("good_practice", ("level", "good practice"), "good_practice"),
    "scrutiny items": ("scrutiny_item", None, "scrutiny_item"),
    "improvement actions": ("action", None, "action"),
}


@dataclass(frozen=True, slots=True)
class _Scored:
    figures: tuple[Figure, ...]
    outcomes: Mapping[str, Outcome]


def evaluate(records: Records, gold: Gold, *, texts: Mapping[str, str] | None = None) -> Report:
    """The report of `records` (lists of flat records by kind) against `gold`.

    `texts` are the stored texts by source: with them shares of characters and baselines are worked out too.
    Figures that lack what they need have no value. Raises nothing: a build without a source misses all of it.
    """
    records = with_copies(records, gold.sources)
    found = _score(records, gold, texts or {})
    plain = _score(baseline(gold, texts), gold, texts) if texts else None
    beside = {(f.name, f.measure): f.value for f in plain.figures} if plain else {}
    figures = tuple(_beside(figure, beside.get((figure.name, figure.measure))) for figure in found.figures)
    told = _told(records, gold)
    for score, before in told:
        at = next((i for i, figure in enumerate(figures) if figure.name == before), len(figures))
        figures = (*figures[:at], score.figure, *figures[at:])
    themes = theme_figures(records, gold, found.outcomes)
    return Report(
        figures=figures + themes.figures,
        themes=themes.each,
        ids={name: _ids(outcome) for name, outcome in sorted(found.outcomes.items())}
        | {score.figure.name: score.ids for score, _ in told},
        stances=tuple(confused for score, _ in told for confused in score.confused),
    )


def _told(records: Records, gold: Gold) -> tuple[tuple[StanceScore, str], ...]:
    """What answers and actions tell, where it was labelled, each with the figure that it stands before."""
    both = (
        (gold.stances, score_stances(records.get("response", ()), gold.stances), "learning points"),
        (gold.progress, score_progress(records.get("action", ()), gold.progress), "agencies, pairs of names"),
    )
    return tuple((score, before) for labels, score, before in both if labels)


def _beside(figure: Figure, value: float | None) -> Figure:
    return replace(figure, baseline=value)


def _ids(outcome: Outcome) -> Ids:
    return Ids(tuple(sorted(outcome.right)), tuple(sorted(outcome.missed)), tuple(sorted(outcome.false)))


def _score(records: Records | Baseline, gold: Gold, texts: Mapping[str, str]) -> _Scored:
    outcomes: dict[str, Outcome] = {
        "documents": document_outcome(records.get("document", ()), gold),
        "reviews": review_outcome(records.get("review", ()), gold),
        "recommendations": recommendation_outcome(records.get("recommendation", ()), gold),
    }
    for name, (kind, noted, record_kind) in _PLAIN.items():
        outcomes[name] = outcome_of(records.get(record_kind, ()), gold, kind=kind, noted=noted)
    figures = [f1_figure(name, outcome.units()) for name, outcome in outcomes.items()]
    figures.append(_core_reviews(outcomes["reviews"]))
    figures += _recommendation_figures(outcomes["recommendations"], gold)
    figures += _response_figures(records, gold, outcomes["recommendations"], texts)
    figures += _field_figures(outcomes)
    figures.append(f1_figure("monitoring rows linked to resolutions", link_units(outcomes["scrutiny items"])))
    figures.append(f1_figure("agencies, pairs of names", agency_units(records.get("agency", ()), gold)))
    return _Scored(tuple(sorted(figures, key=lambda figure: _ORDER.index(figure.name))), outcomes)


_ORDER = (
    "documents",
    "reviews of safeguarding",
    "reviews",
    "recommendations of reviews",
    "recommendations",
    "recommendations: exact text",
    "recommendations: addressees",
    "responses: characters under the right recommendation",
    "responses: characters found",
    "learning points",
    "findings",
    "good practice",
    "scrutiny items",
    "scrutiny items: date, number and status right",
    "monitoring rows linked to resolutions",
    "improvement actions",
    "improvement actions: owner",
    "improvement actions: due",
    "improvement actions: measure",
    "improvement actions: partners",
    "agencies, pairs of names",
)


def _recommendation_figures(outcome: Outcome, gold: Gold) -> list[Figure]:
    own = [p for p in outcome.pairs if p[0].noted.get("kind") == "review_recommendation"]
    missed = [i for i in outcome.missed_items if i.noted.get("kind") == "review_recommendation"]
    false = [r for r in outcome.false_records if r.get("basis") in (None, "review")]
    units = [Unit(right=1)] * len(own) + [Unit(missed=1)] * len(missed) + [Unit(false=1)] * len(false)
    return [
        f1_figure("recommendations of reviews", units),
        share_figure("recommendations: exact text", [fields_right(i, r, "text") for i, r in own]),
        f1_figure("recommendations: addressees", addressee_units(outcome, gold), human=_human(gold)),
    ]


def _core_reviews(outcome: Outcome) -> Figure:
    """Safeguarding reviews alone: other inquiries, audits and inspections that are spoken of left out."""
    right = [item for item, _ in outcome.pairs if item.noted.get("core")]
    missed = [item for item in outcome.missed_items if item.noted.get("core")]
    false = [r for r in outcome.false_records if r.get("basis") in (None, "review")]
    units = [Unit(right=1)] * len(right) + [Unit(missed=1)] * len(missed) + [Unit(false=1)] * len(false)
    return f1_figure("reviews of safeguarding", units)


def _human(gold: Gold) -> float | None:
    units = second_addressee_units(gold)
    return f1_of(units)[2] if units else None


def _response_figures(
    records: Records, gold: Gold, recommendations: Outcome, texts: Mapping[str, str]
) -> list[Figure]:
    units = response_units(records.get("response", ()), gold, recommendations, texts) if texts else []
    return [
        weighed_figure("responses: characters under the right recommendation", units),
        f1_figure("responses: characters found", units),
    ]


def _field_figures(outcomes: Mapping[str, Outcome]) -> list[Figure]:
    scrutiny, actions = outcomes["scrutiny items"], outcomes["improvement actions"]
    strict = [
        Unit(right=1) if fields_right(i, r, "date", "number", "status") else Unit(false=1, missed=1)
        for i, r in scrutiny.pairs
    ]
    strict += [Unit(missed=1)] * len(scrutiny.missed) + [Unit(false=1)] * len(scrutiny.false)
    return [
        f1_figure("scrutiny items: date, number and status right", strict),
        share_figure("improvement actions: owner", _noted(actions, "owner")),
        share_figure("improvement actions: due", _noted(actions, "timescale")),
        share_figure("improvement actions: measure", _noted(actions, "measure")),
        share_figure("improvement actions: partners", _noted(actions, "key_partners")),
    ]


def _noted(actions: Outcome, name: str) -> list[bool]:
    """Whether the field is right, of the pairs for which a person could read it without doubt."""
    return [fields_right(item, record, name) for item, record in actions.pairs if _certain(item, name)]


def _certain(item: Item, name: str) -> bool:
    return bool(item.noted.get(name)) and "uncertain" not in str(item.noted.get("note") or "")
