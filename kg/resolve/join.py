"""Two entities as one, and pairs of recommendations as like or unlike, where a person says so."""

from __future__ import annotations

from dataclasses import fields, replace

from kg.model.entity import Agency, Occurrence, Recommendation, Repeat, Review


def joined_agency(one: Agency, other: Agency) -> Agency:
    """`one` with the names and mentions of both."""
    names = {one.name, other.name, *one.aliases, *other.aliases} - {one.name}
    return replace(
        one,
        evidence=one.evidence + other.evidence,
        aliases=tuple(sorted(names)),
        mentions=one.mentions + other.mentions,
        part_of=one.part_of or (other.part_of if other.part_of != one.id else None),
        successor_of=tuple(id for id in dict.fromkeys(one.successor_of + other.successor_of) if id != one.id),
        code=one.code or other.code,
    )


def joined_review(one: Review, other: Review) -> Review:
    """`one` with the names of both, and what only `other` knows."""
    names = {one.name, other.name, *one.aliases, *other.aliases} - {one.name}
    filled = {
        field.name: getattr(other, field.name)
        for field in fields(Review)
        if getattr(one, field.name) in (None, ()) and getattr(other, field.name)
    }
    return replace(
        one, **filled | {"evidence": one.evidence + other.evidence, "aliases": tuple(sorted(names))}
    )


def apart(one: Recommendation, other: str) -> Recommendation:
    """`one`, no repeat of `other`."""
    return replace(one, repeats=tuple(r for r in one.repeats if r.recommendation != other))


def repeating(one: Recommendation, other: Recommendation) -> Recommendation:
    """`one`, surely a repeat of `other`."""
    kept = [r for r in one.repeats if r.recommendation != other.id]
    return replace(
        one, repeats=tuple(sorted([*kept, Repeat(other.id, 1.0)], key=lambda r: (-r.score, r.recommendation)))
    )


def by_place(occurrences: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Printings in order of place, each place once."""
    places = {(o.evidence.source, o.evidence.span.start): o for o in reversed(occurrences)}
    return tuple(places[at] for at in sorted(places))
