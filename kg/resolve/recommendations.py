"""Recommendations: one entity however often it is printed, with every printing and its wording."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.model.entity import AgencyUse, Occurrence, Recommendation, Response
from kg.model.found import Extraction, FoundRecommendation
from kg.model.keys import digest, match_form, slug
from kg.resolve.agencies import Register
from kg.resolve.documents import Documents
from kg.resolve.reviews import Reviews
from kg.resolve.themes import theme_uses

_SAME_NUMBER = 55.0  # how alike two printings with one number must be (0 to 100)
_SAME_WORDS = 88.0  # and two printings of which one has no number


@dataclass(frozen=True, slots=True)
class Printing:
    """A found recommendation with its source and the id of its review."""

    source: str
    found: FoundRecommendation
    review: str | None


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The entities, and the entity id for each source's own key of a recommendation."""

    entities: tuple[Recommendation, ...]
    ids: dict[tuple[str, str], str]
    numbered: dict[tuple[str, str, str | None], str]

    def of(self, source: str, key: str | None) -> str | None:
        """The id of the recommendation that a source knows as `key`."""
        return self.ids.get((source, key)) if key else None

    def by_number(self, review: str | None, number: str | None, part: str | None) -> str | None:
        """The id of recommendation `number`, `part` of a review, if there is exactly one."""
        return self.numbered.get((review, number, part)) if review and number else None


def find_recommendations(
    extractions: tuple[Extraction, ...], reviews: Reviews, register: Register, documents: Documents
) -> Recommendations:
    """One entity for each recommendation; printings meet within a review by number and by wording."""
    printings = [
        Printing(e.source.name, found, reviews.of(e.source.name, found.review))
        for e in extractions
        for found in e.recommendations
    ]
    groups = _group(printings)
    ids: dict[tuple[str, str], str] = {}
    numbered: dict[tuple[str, str, str | None], str] = {}
    named: list[tuple[str, list[Printing]]] = []
    taken: set[str] = set()
    for group in groups:
        id = _id(group, taken)
        taken.add(id)
        named.append((id, group))
        best = group[0]
        ids.update(((p.source, p.found.key), id) for p in group)
        if best.review and best.found.number:
            numbered.setdefault((best.review, best.found.number, best.found.part), id)
    entities = [_entity(id, group, ids, register, documents) for id, group in named]
    return Recommendations(tuple(sorted(entities, key=lambda r: r.id)), ids, numbered)


def _rank(printing: Printing) -> tuple[bool, int, str, int]:
    """Best printing first: in the review's own report, then the longest wording."""
    found = printing.found
    return (found.restated, -len(found.text), printing.source, found.evidence.span.start)


def _group(printings: list[Printing]) -> list[list[Printing]]:
    by_review: dict[str, list[Printing]] = defaultdict(list)
    for printing in printings:
        by_review[printing.review or f"none:{printing.source}"].append(printing)
    groups: list[list[Printing]] = []
    for review in sorted(by_review):
        groups.extend(_within(sorted(by_review[review], key=_rank)))
    return groups


def _within(printings: list[Printing]) -> list[list[Printing]]:
    """Printings of one review, grouped: exact words, then number and likeness, then likeness alone."""
    groups: list[list[Printing]] = []
    words: dict[tuple[str, str | None], int] = {}
    numbers: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for printing in printings:
        found = printing.found
        text = match_form(found.text)
        at = words.get((text, found.part))
        if at is None and found.number:
            at = _likest(text, found, groups, numbers[found.number, found.part], _SAME_NUMBER)
        if at is None:
            loose = [i for i, g in enumerate(groups) if not (found.number and g[0].found.number)]
            at = _likest(text, found, groups, loose, _SAME_WORDS)
        if at is None:
            at = len(groups)
            groups.append([])
            numbers[found.number, found.part].append(at)
        groups[at].append(printing)
        words.setdefault((text, found.part), at)
    return groups


def _likest(
    text: str, found: FoundRecommendation, groups: list[list[Printing]], among: list[int], least: float
) -> int | None:
    scored = [
        (fuzz.token_sort_ratio(text, match_form(groups[at][0].found.text)), -at)
        for at in among
        if (groups[at][0].found.stem is None) == (found.stem is None) or found.number is None
    ]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= least else None


def _id(group: list[Printing], taken: set[str]) -> str:
    best = group[0]
    scope = best.review.removeprefix("review/") if best.review else "unattributed"
    number = next((p.found.number for p in group if p.found.number), None)
    part = next((p.found.part for p in group if p.found.part), None)
    text = match_form(best.found.text)
    if number:
        id = f"recommendation/{scope}/{slug(number)}{slug(part) if part else ''}"
        if best.review is None:
            id = f"{id}-{digest(best.source, text, length=8)}"
    else:
        id = f"recommendation/{scope}/{digest(text, length=10)}"
    if id in taken:
        id = f"{id}-{digest(text, length=8)}"
    while id in taken:
        id = f"{id}-x"
    return id


def _entity(
    id: str,
    group: list[Printing],
    ids: dict[tuple[str, str], str],
    register: Register,
    documents: Documents,
) -> Recommendation:
    best = group[0]
    found = best.found
    places: dict[tuple[str, int], Occurrence] = {}
    for printing in group:
        e = printing.found.evidence
        places.setdefault((e.source, e.span.start), Occurrence(e, documents.of(e), printing.found.text))
    return Recommendation(
        id=id,
        evidence=found.evidence,
        text=found.text,
        basis=found.basis,
        review=best.review,
        number=next((p.found.number for p in group if p.found.number), None),
        part=next((p.found.part for p in group if p.found.part), None),
        stem=next((s for p in group if p.found.stem and (s := ids.get((p.source, p.found.stem)))), None),
        addressed_to=_addressees(group, register),
        themes=theme_uses(found.themes, found.evidence),
        occurrences=tuple(places[at] for at in sorted(places)),
    )


def answered(recommendations: tuple[Recommendation, ...], responses: tuple[Response, ...]) -> frozenset[str]:
    """The ids that a response answers: itself, as a part of a stem answered as a whole, or as a stem by any part."""
    direct = {id for response in responses for id in (response.recommendation, *response.also) if id}
    stems = {r.stem for r in recommendations if r.stem and r.id in direct}
    parts = {r.id for r in recommendations if r.stem in direct}
    return frozenset(direct | stems | parts)


def _addressees(group: list[Printing], register: Register) -> tuple[AgencyUse, ...]:
    """Those that the best printing names; where it names none, those of the next that does."""
    for printing in group:
        if printing.found.addressed_to:
            return register.uses(printing.found.addressed_to, printing.found.evidence)
    return ()
