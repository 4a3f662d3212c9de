"""A `Knowledge` with one thing changed, taken out, or called by another's id, and all that points at it mended."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from kg.model.entity import Knowledge
from kg.resolve.lookup import FIELDS, Entity
from kg.resolve.recommendations import answered as answered_ids


def put(knowledge: Knowledge, entity: Entity) -> Knowledge:
    """`knowledge` with `entity` in the place of the one with its id."""
    for field in FIELDS:
        held = getattr(knowledge, field)
        if any(item.id == entity.id for item in held):
            return _with(knowledge, field, tuple(entity if item.id == entity.id else item for item in held))
    return knowledge


def _with(knowledge: Knowledge, field: str, value: tuple[Any, ...]) -> Knowledge:
    return replace(knowledge, **{field: value})


def rename(knowledge: Knowledge, old: str, new: str | None) -> Knowledge:
    """`knowledge` without the thing `old`; what pointed at it points at `new`, or at nothing."""
    changed = {
        field.name: tuple(
            _repoint(item, old, new)
            for item in getattr(knowledge, field.name)
            if getattr(item, "id", "") != old
        )
        for field in fields(Knowledge)
        if field.name not in {"sources", "issues"}
    }
    if new is None:
        changed["references"] = tuple(r for r in changed["references"] if r.recommendation)
    return replace(knowledge, **changed)


_POINTERS = frozenset("review recommendation stem same_as updates responds_to part_of agency".split())


def _repoint(item: Any, old: str, new: str | None) -> Any:
    """`item` with every reference to `old` changed; uses of an agency that is gone are left out."""
    changes: dict[str, object] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if value == old and field.name in _POINTERS:
            changes[field.name] = new
        elif field.name in {"addressed_to", "agencies"}:
            uses = [
                replace(u, agency=new) if u.agency == old and new else u
                for u in value
                if u.agency != old or new
            ]
            unique = tuple({u.agency: u for u in reversed(uses)}.values())[::-1]
            if unique != value:
                changes[field.name] = unique
        elif field.name == "repeats" and any(r.recommendation == old for r in value):
            changes[field.name] = tuple(r for r in value if r.recommendation != old)
        elif field.name == "successor_of" and old in value:
            changes[field.name] = tuple(new if id == old else id for id in value if id != old or new)
    return replace(item, **changes) if changes else item


def answered(knowledge: Knowledge) -> Knowledge:
    """`knowledge` whose recommendations know whether they are answered now."""
    ids = answered_ids(knowledge.recommendations, knowledge.responses)
    return replace(
        knowledge,
        recommendations=tuple(
            r if r.responded == (now := r.id in ids) else replace(r, responded=now)
            for r in knowledge.recommendations
        ),
    )
