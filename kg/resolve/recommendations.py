"""Recommendations: one entity however often it is printed, with every printing and its wording."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.model.entity import AgencyUse, Occurrence, Recommendation, Response
from kg.model.found import Extraction
from kg.model.keys import digest, match_form, slug
from kg.resolve.agencies import Register
from kg.resolve.documents import Documents
from kg.resolve.printings import Printing, attributed, group_printings, with_wholes
from kg.resolve.reviews import Reviews
from kg.resolve.themes import theme_uses


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
    named = _named(_groups(list(attributed(with_wholes(printings)))))
    ids = {(p.source, p.found.key): id for id, group in named for p in group}
    entities = [_entity(id, group, ids, register, documents) for id, group in named]
    return Recommendations(tuple(sorted(entities, key=lambda r: r.id)), ids, _numbered(named))


def _groups(printings: list[Printing]) -> list[list[Printing]]:
    by_review: dict[str, list[Printing]] = defaultdict(list)
    for printing in printings:
        by_review[printing.review or f"none:{printing.source}"].append(printing)
    return [group for review in sorted(by_review) for group in group_printings(by_review[review])]


def _named(groups: list[list[Printing]]) -> list[tuple[str, list[Printing]]]:
    """Each group with its id; of several under one number the one that the report prints first has it bare."""
    taken: set[str] = set()
    named = []
    for group in sorted(groups, key=lambda group: min((p.found.restated, *p.place) for p in group)):
        id = _id(group, taken)
        taken.add(id)
        named.append((id, group))
    return named


def _numbered(named: list[tuple[str, list[Printing]]]) -> dict[tuple[str, str, str | None], str]:
    """The id under each number and part of a review, where only one recommendation bears them."""
    found: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for id, group in named:
        best = group[0]
        if best.review and best.found.number:
            found[best.review, best.found.number, best.found.part].add(id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


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
