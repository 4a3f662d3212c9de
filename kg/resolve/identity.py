"""Identities: the body that a name was resolved to, before its mentions are counted."""

from __future__ import annotations

from dataclasses import dataclass

from kg.seed import Body

_UNPLACED = {
    "national_body",
    "inspectorate",
    "government",
    "court_family_justice",
}  # whatever area they cover


@dataclass(frozen=True, slots=True)
class Identity:
    """One body: its id, its name and kind, how sure the resolution is and by which rule."""

    id: str
    name: str
    type: str
    level: str
    confidence: float
    rule: str
    part_of: str | None = None
    successor_of: tuple[str, ...] = ()
    body: Body | None = None
    ambiguous: bool = False


def identity_of(body: Body, rule: str, confidence: float) -> Identity:
    """The identity of a listed body."""
    return Identity(
        id=f"agency/{body.id}",
        name=body.name,
        type=body.type,
        level="national" if body.type in _UNPLACED else "agency",
        confidence=confidence,
        rule=rule,
        part_of=f"agency/{body.part_of[0]}" if body.part_of else None,
        successor_of=tuple(f"agency/{id}" for id in body.predecessors),
        body=body,
    )


def in_force(bodies: tuple[Body, ...] | list[Body], date: str | None) -> list[Body]:
    """Those that existed on `date`; where that leaves none or no date is known, those that still do, else all."""
    held = [b for b in bodies if (b.start or "") <= date <= (b.end or "9999")] if date else []
    return held or [body for body in bodies if body.end is None] or list(bodies)
