"""What each verb does to what was derived: things joined, trusted, taken out or mended, with what points at them.

Every function gives the changed knowledge, or why it could not be changed, in words for the person who decided.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace

from kg.model.entity import (
    Action,
    Agency,
    AgencyUse,
    DocumentEntity,
    Finding,
    Knowledge,
    Recommendation,
    Response,
    Review,
    ScrutinyItem,
)
from kg.resolve.decisions import Decision, Subject
from kg.resolve.join import apart, by_place, joined_agency, joined_review, repeating
from kg.resolve.lookup import Entity, Index
from kg.resolve.rewrite import answered, put, rename

EDITABLE: dict[type, frozenset[str]] = {
    Review: frozenset(
        "name type lead_reviewer commissioned_by commissioned_date published_date period_start period_end place".split()
    ),
    Recommendation: frozenset("text number part review basis addressed_to".split()),
    Response: frozenset("text recommendation stance review number part".split()),
    Finding: frozenset("text review number".split()),
    ScrutinyItem: frozenset("text meeting_date title number action_taken status progress same_as".split()),
    Action: frozenset(
        "text owner due due_date measure partners status progress responds_to same_as priority".split()
    ),
    Agency: frozenset("name type level part_of".split()),
    DocumentEntity: frozenset("title date publisher same_as".split()),
}
LINKS = frozenset({"recommendation", "same_as", "responds_to", "review", "part_of"})
"""Fields that hold the id of another thing."""

_DATES = frozenset(
    "commissioned_date published_date period_start period_end meeting_date due_date date".split()
)
_NEEDED = frozenset("name text title type level basis".split())
_ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def by_person(subject: Entity, decision: Decision) -> Entity:
    """A thing that a person vouches for: sure, and by that person's decision."""
    rule = f"decision/{decision.verb.value}/{decision.when}"
    if isinstance(subject, Agency | Review):
        first, rest = subject.evidence[:1], subject.evidence[1:]
        return replace(subject, evidence=(*(replace(e, confidence=1.0, rule=rule) for e in first), *rest))
    return replace(subject, evidence=replace(subject.evidence, confidence=1.0, rule=rule))


def accept(knowledge: Knowledge, subject: Entity, decision: Decision) -> Knowledge | str:
    """The thing, one of its themes or its link, made sure."""
    if decision.theme is not None:
        if isinstance(subject, Agency | DocumentEntity) or not _has_theme(subject, decision.theme):
            return f"{subject.id} has no theme '{decision.theme}'{_themes(subject)}"
        rule = f"decision/accept/{decision.when}"
        sure = tuple(
            replace(use, evidence=replace(use.evidence, confidence=1.0, rule=rule))
            if use.theme == decision.theme
            else use
            for use in subject.themes
        )
        return put(knowledge, replace(subject, themes=sure))
    if isinstance(subject, Recommendation) and decision.field == "addressed_to":
        rule, named = f"decision/accept/{decision.when}", (decision.value or "").casefold()
        uses = tuple(
            replace(u, confidence=1.0, rule=rule) if named in {u.name.casefold(), u.agency.casefold()} else u
            for u in subject.addressed_to
        )
        found = any(use.rule == rule for use in uses)
        return put(knowledge, replace(subject, addressed_to=uses)) if found else _addressed(subject, decision)
    if isinstance(subject, Response) and decision.field == "recommendation":
        if subject.recommendation is None:
            return f"{subject.id} is linked to no recommendation; edit it instead"
        return put(knowledge, replace(subject, score=1.0))
    return put(knowledge, by_person(subject, decision))


def reject(knowledge: Knowledge, subject: Entity, decision: Decision) -> Knowledge | str:
    """Without the theme, the link, the addressee or the whole thing."""
    field = decision.field
    if decision.theme is not None:
        if isinstance(subject, Agency | DocumentEntity) or not _has_theme(subject, decision.theme):
            return f"{subject.id} has no theme '{decision.theme}'{_themes(subject)}"
        kept = tuple(use for use in subject.themes if use.theme != decision.theme)
        return put(knowledge, replace(subject, themes=kept))
    if field == "addressed_to" and isinstance(subject, Recommendation):
        wrong = (decision.value or "").casefold()
        left = tuple(u for u in subject.addressed_to if wrong not in {u.name.casefold(), u.agency.casefold()})
        if left == subject.addressed_to:
            return _addressed(subject, decision)
        return put(knowledge, replace(subject, addressed_to=left))
    if field in LINKS and hasattr(subject, field or ""):
        if getattr(subject, field or "") is None:
            return f"{subject.id} has no '{field}' that could be taken away"
        gone: dict[str, object] = {field or "": None}
        if field == "recommendation":
            gone["score"] = 0.0
        return answered(put(knowledge, replace(subject, **gone)))  # type: ignore[arg-type]
    if field is not None:
        return f"'{field}' of {subject.id} cannot be rejected; edit it instead"
    return answered(rename(knowledge, subject.id, None))


def edit(knowledge: Knowledge, index: Index, subject: Entity, decision: Decision) -> Knowledge | str:
    """The field with another value; refused where no such thing, name, date or choice exists."""
    field, value = decision.field or "", (decision.value or "").strip()
    if field not in EDITABLE[type(subject)]:
        known = ", ".join(sorted(EDITABLE[type(subject)]))
        return f"'{field}' of {subject.id} cannot be edited; these can: {known}"
    if field == "addressed_to" and isinstance(subject, Recommendation):
        uses = _agencies(knowledge, value, decision)
        return (
            uses if isinstance(uses, str) else put(knowledge, _edited(subject, decision, addressed_to=uses))
        )
    typed = _typed(knowledge, index, subject, decision, field, value)
    if isinstance(typed, _Refused):
        return typed.why
    changes: dict[str, object] = {field: typed}
    if isinstance(subject, Response) and field == "recommendation":
        changes["score"] = 1.0
    return answered(put(knowledge, _edited(subject, decision, **changes)))


class _Refused:
    """Why a value cannot be taken."""

    def __init__(self, why: str) -> None:
        self.why = why


def _typed(
    knowledge: Knowledge, index: Index, subject: Entity, decision: Decision, field: str, value: str
) -> object:
    """The value as the field holds it."""
    if not value:
        return _Refused(f"'{field}' of {subject.id} cannot be empty") if field in _NEEDED else None
    if field in LINKS:
        found = index.find(decision.other or Subject(value))
        if len(found) != 1:
            return _Refused(f"{'nothing is' if not found else f'{len(found)} things are'} called '{value}'")
        return found[0].id
    if field in _DATES and not _ISO.fullmatch(value):
        return _Refused(f"'{value}' is no date; write it as 2021-05-04, 2021-05 or 2021")
    held = getattr(subject, field)
    if hasattr(held, "value"):
        try:
            return type(held)(value)
        except ValueError:
            known = ", ".join(member.value for member in type(held))
            return _Refused(f"'{value}' is no {field}; it may be {known}")
    if field in {"type", "level"} and value not in (known_types := _types(knowledge, subject, field)):
        return _Refused(f"'{value}' is no {field} here; it may be {', '.join(sorted(known_types))}")
    return value


def _types(knowledge: Knowledge, subject: Entity, field: str) -> set[str]:
    """What a type or level may be: those of the lists, and those that are in use."""
    from kg.rules import Rules
    from kg.seed import read_seed

    if isinstance(subject, Review):
        return {rule.give("type") for rule in Rules().group("reviews")} | {r.type for r in knowledge.reviews}
    seed = read_seed()
    if field == "level":
        listed = {role.level for role in seed.roles} | {head.level for head in seed.heads}
        return listed | {agency.level for agency in knowledge.agencies}
    listed = {body.type for body in seed.bodies} | {role.type for role in seed.roles}
    return listed | {head.type for head in seed.heads} | {agency.type for agency in knowledge.agencies}


def _edited(subject: Entity, decision: Decision, **changes: object) -> Entity:
    known = {field.name for field in fields(subject)}
    return by_person(replace(subject, **{k: v for k, v in changes.items() if k in known}), decision)  # type: ignore[arg-type]


def _agencies(knowledge: Knowledge, names: str, decision: Decision) -> tuple[AgencyUse, ...] | str:
    """Agencies named in an edit, parted by semicolons."""
    uses = []
    rule = f"decision/edit/{decision.when}"
    for name in filter(None, (part.strip() for part in names.split(";"))):
        found = [a for a in knowledge.agencies if name in {a.id, a.name, *a.aliases}]
        if not found:
            return f"no agency is called '{name}'; `kg agencies` lists the names"
        uses.append(AgencyUse(found[0].id, name, 1.0, rule))
    return tuple(uses)


def _addressed(subject: Recommendation, decision: Decision) -> str:
    """That a recommendation is not addressed to the body named, and to whom it is."""
    named = "; ".join(use.name for use in subject.addressed_to) or "nobody"
    if not decision.value:
        return f"it is not said which addressee of {subject.id}; add --value (in the file: value) with one of: {named}"
    return f"{subject.id} is not addressed to '{decision.value}', but to {named}"


def _has_theme(subject: Entity, theme: str) -> bool:
    return not isinstance(subject, Agency | DocumentEntity) and any(u.theme == theme for u in subject.themes)


def _themes(subject: Entity) -> str:
    known = () if isinstance(subject, Agency | DocumentEntity) else sorted({u.theme for u in subject.themes})
    return f"; it has {', '.join(known)}" if known else ""


def same(knowledge: Knowledge, subject: Entity, other: Entity, decision: Decision) -> Knowledge | str:
    """Two things as one: `other` becomes `subject` wherever it is spoken of."""
    if subject.id == other.id:
        return knowledge
    if isinstance(subject, DocumentEntity) and isinstance(other, DocumentEntity):
        return put(knowledge, replace(other, same_as=subject.id))
    if isinstance(subject, ScrutinyItem) and isinstance(other, ScrutinyItem):
        kinds = {subject.kind.value: subject, other.kind.value: other}
        if set(kinds) != {"monitoring_row", "resolution"}:
            return "only a monitoring row and a resolution can be linked"
        return put(knowledge, replace(kinds["monitoring_row"], same_as=kinds["resolution"].id))
    if isinstance(subject, Agency) and isinstance(other, Agency):
        joined: Entity = by_person(joined_agency(subject, other), decision)
    elif isinstance(subject, Review) and isinstance(other, Review):
        joined = by_person(joined_review(subject, other), decision)
    elif isinstance(subject, Recommendation) and isinstance(other, Recommendation):
        if subject.review != other.review:
            pair = repeating(subject, other), repeating(other, subject)
            return put(put(knowledge, pair[0]), pair[1])
        joined = replace(subject, occurrences=by_place((*subject.occurrences, *other.occurrences)))
    else:
        joined = subject
    return answered(rename(put(knowledge, joined), other.id, subject.id))


def different(knowledge: Knowledge, subject: Entity, other: Entity) -> Knowledge | str:
    """Two things as two: what joined them is taken away.

    Names of agencies and reviews were parted before anything was counted: see `parted_names` and `parted_reviews`.
    """
    if isinstance(subject, Recommendation) and isinstance(other, Recommendation):
        return put(put(knowledge, apart(subject, other.id)), apart(other, subject.id))
    for one, two in ((subject, other), (other, subject)):
        if isinstance(one, DocumentEntity | ScrutinyItem) and one.same_as == two.id:
            knowledge = put(knowledge, replace(one, same_as=None))
    return knowledge
