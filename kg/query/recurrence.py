"""Recurrence: what keeps coming back. In how many of how many reviews, since when, from whom, and what was answered.

Pure functions over theme uses and records, so that the command line, the briefing and the site count alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.kinds import COUNTING, SPOKEN_OF
from kg.query.records import Record
from kg.query.records_parts import is_answered
from kg.query.recurrence_uses import Use


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One theme over all reviews; `of` is the denominator of `reviews`."""

    theme: str
    label: str
    reviews: tuple[str, ...]  # IRIs
    of: int
    first: str | None  # year of the earliest and latest review that has it
    last: str | None
    trend: str  # "more often", "less often", "no change", "too few"
    weights: Mapping[str, int]
    stances: Mapping[str, int]
    agencies: Mapping[str, int]  # addressed by its recommendations
    recommendations: int
    answered: int  # by a response or an action of a plan
    completed: int  # by all that answers them, nothing left to do
    in_place: int  # said to be existing practice
    evidence: tuple[Use, ...]  # the weightiest use in each review


@dataclass(frozen=True, slots=True)
class Gap:
    """Themes of one review's case without a recommendation, and of its recommendations not told in the case."""

    review: str
    not_recommended: tuple[str, ...]
    only_recommended: tuple[str, ...]


def counts(use: Use, reviews: Mapping[str, Record]) -> bool:
    """Whether a use makes its theme one of its review: a weighty place, neither denied nor quoted (`crg:carriesTheme`)."""
    review = reviews.get(use.review or "")
    if review is None or review["basis"] != "review" or use.stance in SPOKEN_OF:
        return False
    return use.weight in COUNTING


def recurrences(uses: Sequence[Use], records: Mapping[str, Sequence[Record]]) -> tuple[Recurrence, ...]:
    """Every theme that counts in a review, the most widespread first."""
    reviews = {str(one["id"]): one for one in records["review"]}
    by_theme: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if counts(use, reviews):
            by_theme[use.theme].append(use)
    told = sorted({str(use.review) for uses in by_theme.values() for use in uses})
    found = [_recurrence(group, told, reviews, records) for group in by_theme.values()]
    return tuple(sorted(found, key=lambda one: (-len(one.reviews), -sum(one.weights.values()), one.label)))


def _recurrence(
    uses: Sequence[Use],
    told: Sequence[str],
    reviews: Mapping[str, Record],
    records: Mapping[str, Sequence[Record]],
) -> Recurrence:
    label = uses[0].label
    has = sorted({str(use.review) for use in uses})
    years = sorted(filter(None, (year(reviews[review]) for review in has)))
    asked = [one for one in records["recommendation"] if label in one["themes"] and one["basis"] == "review"]
    return Recurrence(
        theme=uses[0].theme,
        label=label,
        reviews=tuple(has),
        of=len(told),
        first=years[0] if years else None,
        last=years[-1] if years else None,
        trend=_trend(has, told, reviews),
        weights=_counted(use.weight for use in uses),
        stances=_counted(use.stance for use in uses),
        agencies=_counted(name for one in asked for name in one["addressed_to"]),
        recommendations=len(asked),
        answered=sum(map(is_answered, asked)),
        completed=sum(one["standing"] == "completed" for one in asked),
        in_place=sum(one["standing"] == "already_in_place" for one in asked),
        evidence=tuple(min((u for u in uses if u.review == review), key=_weightiest) for review in has),
    )


def year(review: Record) -> str | None:
    """The year of a review: of its publication, else of its commission, else the end of the time it looks at."""
    dates = (review["published_date"], review["commissioned_date"], review["period_end"])
    return next((str(date)[:4] for date in dates if date), None)


def _trend(has: Sequence[str], told: Sequence[str], reviews: Mapping[str, Record]) -> str:
    """Whether the later half of the dated reviews has the theme more often than the earlier; needs six reviews."""
    dated = sorted((year(reviews[review]) or "", review) for review in told if year(reviews[review]))
    if len(dated) < 6:
        return "too few"
    half = len(dated) // 2
    early = sum(review in has for _, review in dated[:half]) / half
    late = sum(review in has for _, review in dated[-half:]) / half
    if abs(early - late) < 0.25:
        return "no change"
    return "more often" if late > early else "less often"


def together(
    found: Sequence[Recurrence], *, fewest: int = 2
) -> tuple[tuple[Recurrence, Recurrence, int], ...]:
    """Pairs of themes that the same `fewest` or more reviews have, the most shared first."""
    pairs = [
        (one, other, len(set(one.reviews) & set(other.reviews)))
        for at, one in enumerate(found)
        for other in found[at + 1 :]
    ]
    kept = [pair for pair in pairs if pair[2] >= fewest]
    return tuple(sorted(kept, key=lambda pair: (-pair[2], pair[0].label, pair[1].label)))


def unfinished(found: Sequence[Recurrence]) -> tuple[Recurrence, ...]:
    """Themes that were recommended on and of which no response says that it was completed."""
    return tuple(one for one in found if one.recommendations and not one.completed)


def good_elsewhere(uses: Sequence[Use], theme: str, *, apart_from: str | None = None) -> tuple[Use, ...]:
    """Good practice on `theme` in other reviews than `apart_from`."""
    good = [use for use in uses if use.theme == theme and (use.weight == "good_practice" or _praised(use))]
    return tuple(sorted((use for use in good if use.review != apart_from), key=_weightiest))


def gaps(uses: Sequence[Use], records: Mapping[str, Sequence[Record]]) -> tuple[Gap, ...]:
    """For each review with its own report, where the themes of the case and of the recommendations part."""
    reviews = {str(one["id"]): one for one in records["review"]}
    case: defaultdict[str, set[str]] = defaultdict(set)
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for use in uses:
        if counts(use, reviews) and reviews[str(use.review)]["status"] == "full_text":
            side = asked if use.weight == "recommendation" else case
            side[str(use.review)].add(use.label)
    return tuple(
        Gap(review, tuple(sorted(case[review] - asked[review])), tuple(sorted(asked[review] - case[review])))
        for review in sorted(case.keys() | asked.keys())
    )


def _praised(use: Use) -> bool:
    return use.stance == "good" and use.weight in ("finding", "learning_point")


def _weightiest(use: Use) -> tuple[int, str, int]:
    order = (*COUNTING, "response", "action", "scrutiny", "mention")
    return (order.index(use.weight), use.source, use.start)


def _counted(values: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
