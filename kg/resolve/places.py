"""Whose papers these are: the area that a document speaks from, by its publisher, title and first mentions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.model.found import Extraction
from kg.model.names import name_key, name_words
from kg.model.text import EmbeddedDocument
from kg.resolve.directory import Directory

_LOCAL = {
    "local_authority": 3.0,
    "safeguarding_children_partnership": 3.0,
    "safeguarding_children_board": 3.0,
    "safeguarding_adults_board": 3.0,
    "police": 1.0,
    "ccg": 1.0,
    "health_board": 1.0,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document speaks from: its area (None where that cannot be told) and its date."""

    source: str
    embedded: str
    area: str | None
    date: str | None = None


def find_places(extractions: tuple[Extraction, ...], directory: Directory) -> dict[tuple[str, str], Place]:
    """The place of every embedded document; key "" of a source is the source as a whole."""
    places: dict[tuple[str, str], Place] = {}
    for extraction in extractions:
        name = extraction.source.name
        whole = (
            _named(extraction.source.publisher, directory)
            or _voted(extraction, None, directory)
            or _named(extraction.source.title, directory)
        )
        places[name, ""] = Place(name, "", whole, extraction.source.date)
        for embedded in extraction.embedded:
            area = _named(embedded.publisher, directory) or _of_part(extraction, embedded, whole, directory)
            places[name, embedded.key] = Place(
                name, embedded.key, area, embedded.date or extraction.source.date
            )
    return places


def _of_part(
    extraction: Extraction, embedded: EmbeddedDocument, whole: str | None, directory: Directory
) -> str | None:
    """The area of a document in a source: another than the source's only where title and mentions agree on it."""
    titled = _named(embedded.title, directory)
    if titled == whole and whole is not None:
        return whole
    voted = _voted(extraction, embedded.key, directory)
    if titled is not None and (voted == titled or (voted is None and whole is None)):
        return titled
    return whole or voted


def _named(title: str | None, directory: Directory) -> str | None:
    """The one area that a publisher or a title names, as a body of it or by itself."""
    if not title:
        return None
    areas = {area for body in directory.listed(name_key(title)) for area in body.areas}
    if len(areas) == 1:
        return next(iter(areas))
    regular = directory.regular_form(title)
    if regular is not None:
        return regular[0]
    words = name_words(title)
    found = [
        (length, directory.areas[key])
        for length in (4, 3, 2, 1)
        for start in range(len(words) - length + 1)
        if (key := " ".join(words[start : start + length])) in directory.areas
    ]
    longest = {area for length, area in found if length == found[0][0]} if found else set()
    return next(iter(longest)) if len(longest) == 1 else None


def _voted(extraction: Extraction, embedded: str | None, directory: Directory) -> str | None:
    """The area of the local bodies named most; early mentions weigh more, a tie decides nothing."""
    votes: defaultdict[str, float] = defaultdict(float)
    mentions = [m for m in extraction.agencies if embedded is None or m.evidence.embedded == embedded]
    for rank, mention in enumerate(mentions):
        bodies = [b for b in directory.listed(name_key(mention.name)) if b.type in _LOCAL]
        if len(bodies) == 1 and len(mention.name) > 6:
            areas: tuple[str, ...] = bodies[0].areas
            weight = _LOCAL[bodies[0].type]
        else:
            areas, weight = _of_name(mention.name, directory)
        for area in areas:
            votes[area] += weight / len(areas) * (2.0 if rank < 20 else 1.0)
    best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not best or (len(best) == 2 and best[0][1] < 1.3 * best[1][1]):
        return None
    return best[0][0]


def _of_name(name: str, directory: Directory) -> tuple[tuple[str, ...], float]:
    """The area that an unlisted name speaks for, and how much that counts."""
    regular = directory.regular_form(name)
    if regular is not None:
        return (regular[0],), _LOCAL.get(regular[1].type, 1.0)
    area = directory.area_in(name)
    return ((area,), 1.0) if area and directory.named_part(name) else ((), 0.0)
