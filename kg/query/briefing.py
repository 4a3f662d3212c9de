"""Briefing: the manager's paper of what keeps coming back, what was asked twice and what is still open.

Content only, as a `Paper`; every statement carries its source. `kg.query.briefing_markdown`, `kg.query.briefing_docx`
and `kg.view.briefing` write it down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.query.briefing_parts import Point, Sheet, sentence_of, shortened, stated
from kg.query.briefing_promises import promises
from kg.query.records import Record
from kg.query.records_parts import by_parts, is_answered
from kg.query.recurrence import Recurrence, gaps, recurrences, together, year
from kg.query.recurrence_uses import Use

_SHOWN = 12
_MOST_PAIRS = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """What a paper is about: labels of themes, names of agencies, first and last year; None is everything."""

    themes: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    words: str = ""  # how a reader is told


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences, points that each name their source, and a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    sheet: Sheet | None = None
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """A title and its parts."""

    title: str
    lead: str
    parts: tuple[Part, ...]


Records = Mapping[str, Sequence[Record]]
Repeated = tuple[str, str, float, tuple[str, ...]]  # two recommendations, score, agreeing words


def briefing(
    records: Records, uses: Sequence[Use], repeats: Sequence[Repeated], *, scope: Scope | None = None
) -> Paper:
    """The paper about what lies in `scope`."""
    scope = scope or Scope()
    records, uses = within(records, uses, scope)
    counted = {**records, "recommendation": by_parts(records["recommendation"])}
    found = recurrences(uses, counted)
    parts = [
        _basis(counted, found, scope),
        *_recurring(found, records),
        _side_by_side(found),
        _repeated(records, repeats),
        *promises(counted, Part),
        _good(records),
        *_gaps(uses, records),
        _method(),
    ]
    return Paper(
        "What keeps coming back" + (f": {scope.words}" if scope.words else ""),
        "Recurring learning, repeated recommendations and open promises, each statement with its source. "
        "Reviews are for learning, not for blame.",
        tuple(part for part in parts if part.points or part.sheet or part.sentences),
    )


def within(records: Records, uses: Sequence[Use], scope: Scope) -> tuple[Records, list[Use]]:
    """The records and uses that lie in `scope`: on its themes, addressed to its agencies, of its years."""
    dated = {str(one["id"]): year(one) or "" for one in records["review"]}

    def timely(review: object) -> bool:
        when = dated.get(str(review), "")
        early = scope.since is not None and (not when or when < scope.since)
        late = scope.until is not None and (not when or when > scope.until)
        return not (early or late)

    def fits(record: Record) -> bool:
        named = (
            set(record.get("addressed_to") or ())
            | set(record.get("agencies") or ())
            | {str(record.get("owner"))}
        )
        on = scope.themes is None or bool(scope.themes & set(record.get("themes") or ()))
        of = scope.agencies is None or bool(scope.agencies & named)
        return on and of and ("review" not in record or timely(record["review"]))

    kept = {
        kind: [one for one in rows if kind in ("review", "agency", "theme", "document") or fits(one)]
        for kind, rows in records.items()
    }
    kept["review"] = [one for one in records["review"] if timely(one["id"])]
    answered = {str(one["recommendation"]) for one in records["response"]}
    asked = {str(one["id"]) for one in kept["recommendation"]}
    kept["response"] = [
        one for one in records["response"] if fits(one) or str(one["recommendation"]) in asked
    ]
    ours = {str(one["id"]) for rows in kept.values() for one in rows} | answered
    return kept, [
        use
        for use in uses
        if (scope.themes is None or use.label in scope.themes)
        and timely(use.review)
        and (scope.agencies is None or use.of in ours)
    ]


def _basis(records: Records, found: Sequence[Recurrence], scope: Scope) -> Part:
    reviews = [one for one in records["review"] if one["basis"] == "review"]
    whole = [one for one in reviews if one["status"] == "full_text"]
    asked = records["recommendation"]
    answered = sum(map(is_answered, asked))
    of = found[0].of if found else 0
    sentences = [
        f"This paper rests on {len(whole)} reviews whose own report was read and {len(reviews) - len(whole)} that the "
        f"documents speak of, with {len(asked)} recommendations (inspections and investigations included), of which "
        f"{answered} are answered by a response or a plan, and {len(records['response'])} responses.",
        f"Where it says 'in 2 of {of} reviews', the second number counts the reviews whose themes could be read."
        if of > 1
        else "Of fewer than two reviews the themes could be read, so that nothing can recur.",
        "What is not in the documents is not known here: an answer may have been given elsewhere.",
    ]
    if scope.words:
        sentences.insert(0, f"It looks only at {scope.words}.")
    points = tuple(
        Point(str(one["name"]), f"{year(one) or 'no date found'}; {_status(one)}", stated(one))
        for one in sorted(reviews, key=lambda one: (year(one) or "", str(one["name"])))
    )
    return Part("What this paper rests on", tuple(sentences), points)


def _status(review: Record) -> str:
    return "its own report was read" if review["status"] == "full_text" else "spoken of in other documents"


def _recurring(found: Sequence[Recurrence], records: Records) -> list[Part]:
    names = {str(one["id"]): str(one["name"]) for one in records["review"]}
    again = [one for one in found if len(one.reviews) > 1] or list(found)
    sheet = Sheet(
        ("Theme", "Reviews", "Years", "Recommendations", "Answered", "Said to be completed", "Said to be in place"),
        tuple(
            (one.label, f"{len(one.reviews)} of {one.of}", _years(one), str(one.recommendations), str(one.answered),
             str(one.completed), str(one.in_place)) for one in again
        ),
    )  # fmt: skip
    parts = [Part("Learning that recurs", sheet=sheet if again else None)]
    by_id = {str(one["id"]): one for rows in records.values() for one in rows}
    for one in again[:_SHOWN]:
        points = tuple(
            Point(names.get(str(use.review), ""), sentence_of(use, by_id.get(use.of or "")), use.place)
            for use in one.evidence
        )
        parts.append(Part(one.label, (_told(one, names),), points, level=3))
    return parts


def _told(one: Recurrence, names: Mapping[str, str]) -> str:
    reviews = "; ".join(names.get(review, review) for review in one.reviews)
    weights = ", ".join(f"{count} as {name.replace('_', ' ')}" for name, count in one.weights.items())
    agencies = ", ".join(list(one.agencies)[:3])
    trend = {"too few": "too few dated reviews to speak of a trend"}.get(one.trend, f"trend: {one.trend}")
    return (
        f"In {len(one.reviews)} of {one.of} reviews ({reviews}). Found {weights}; {trend}. "
        f"{one.recommendations} recommendations, {one.answered} answered"
        + (f"; addressed most to {agencies}." if agencies else ".")
    )


def _years(one: Recurrence) -> str:
    if one.first is None:
        return ""
    return one.first if one.first == one.last else f"{one.first} to {one.last}"


def _side_by_side(found: Sequence[Recurrence]) -> Part:
    pairs = together(found)
    rows = tuple((one.label, other.label, f"{count} of {one.of}") for one, other, count in pairs[:_SHOWN])
    sheet = Sheet(("Theme", "Together with", "Reviews"), rows) if rows else None
    more = (f"{len(pairs) - len(rows)} more pairs are not shown.",) if len(pairs) > len(rows) else ()
    return Part("Themes that occur together", more if rows else (), sheet=sheet)


def _repeated(records: Records, repeats: Sequence[Repeated]) -> Part:
    by_id = {str(one["id"]): one for one in records["recommendation"]}
    pairs = [row for row in repeats if row[0] in by_id and row[1] in by_id]
    pairs.sort(key=lambda row: (-row[2], row[0], row[1]))
    points = []
    for number, (first, second, score, words) in enumerate(pairs[:_MOST_PAIRS], start=1):
        one, other = by_id[first], by_id[second]
        told = f" Likeness {score:.2f}, in the words: {', '.join(words)}."
        points.append(Point(f"Pair {number}, {named(one)}", shortened(str(one["text"])), stated(one)))
        points.append(
            Point(f"Pair {number}, {named(other)}", shortened(str(other["text"])) + told, stated(other))
        )
    head = "Recommended more than once"
    if not points:
        return Part(head, ("No recommendation of one review was found to repeat one of another.",))
    more = f"; the {_MOST_PAIRS} most alike are shown." if len(pairs) > _MOST_PAIRS else "."
    return Part(
        head,
        (f"{len(pairs)} pairs of recommendations of different reviews ask for much the same{more}",),
        tuple(points),
    )


def named(one: Record) -> str:
    """A recommendation by its review, number and part."""
    number = f"{one['number'] or ''}{one['part'] or ''}"
    return f"{one['review_name'] or 'No review named'}" + (f", recommendation {number}" if number else "")


def _good(records: Records) -> Part:
    points = tuple(
        Point(str(one["review_name"] or "No review named"), str(one["text"]), stated(one))
        for one in records["good_practice"]
    )
    return Part("Good practice to build on", points=points)


def _gaps(uses: Sequence[Use], records: Records) -> list[Part]:
    names = {str(one["id"]): str(one["name"]) for one in records["review"]}
    rows = tuple(
        (
            names[gap.review],
            "; ".join(gap.not_recommended) or "none",
            "; ".join(gap.only_recommended) or "none",
        )
        for gap in gaps(uses, records)
    )
    head = ("Review", "In the case, no recommendation", "Recommended, not told in the case")
    return [Part("Where the case and the recommendations part", sheet=Sheet(head, rows))] if rows else []


def _method() -> Part:
    return Part(
        "How this was made",
        (
            "Themes were found by lists of phrases, with the words that carry them kept as evidence. A theme counts for a "
            "review where a recommendation, a finding, a learning point, good practice or a heading carries it and the "
            "words do not deny it; passing mentions do not count.",
            "Repeated recommendations were found by the rare words that two of them share. Both methods err: check the "
            "source before you quote, and do not compare areas by these numbers.",
        ),
    )
