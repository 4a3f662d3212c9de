"""Decisions applied to what was derived: clusters are derived first, then joined, parted, trusted or mended."""

from __future__ import annotations

from dataclasses import replace

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
from kg.model.text import Issue, Severity
from kg.resolve.decisions import Decision, Subject, Verb
from kg.resolve.join import apart, by_place, joined_agency, joined_review, repeating
from kg.resolve.lookup import Entity, Index
from kg.resolve.rewrite import answered, put, rename

EDITABLE: dict[type, frozenset[str]] = {
    Review: frozenset(
        "name type lead_reviewer commissioned_by commissioned_date published_date period_start period_end place".split()
    ),
    Recommendation: frozenset("text number part review basis".split()),
    Response: frozenset("text recommendation stance review number part".split()),
    Finding: frozenset("text review number".split()),
    ScrutinyItem: frozenset("text meeting_date title number action_taken status progress same_as".split()),
    Action: frozenset(
        "text owner due due_date measure partners status progress responds_to same_as priority".split()
    ),
    Agency: frozenset("name type level part_of".split()),
    DocumentEntity: frozenset("title date publisher same_as".split()),
}


def apply(knowledge: Knowledge, decisions: tuple[Decision, ...]) -> Knowledge:
    """`knowledge` with every decision applied in order; one whose subject is gone becomes an issue."""
    issues = list(knowledge.issues)
    index = Index(knowledge)
    for decision in decisions:
        done = _one(knowledge, index, decision)
        if isinstance(done, str):
            issues.append(_issue(decision, done))
            continue
        if done is not knowledge:
            meant = index.find(decision.subject)[0].id
            index = Index(done) if _renames(decision) else index.mended(done, meant)
        knowledge = done
    return replace(knowledge, issues=tuple(issues))


def _renames(decision: Decision) -> bool:
    """Whether a decision can change which ids and words there are."""
    if decision.verb is Verb.ACCEPT or decision.theme is not None:
        return False
    return decision.verb is not Verb.EDIT or decision.field in {"name", "text", "title", "recommendation"}


def _one(knowledge: Knowledge, index: Index, decision: Decision) -> Knowledge | str:
    """The knowledge after one decision, or why it could not be applied."""
    subject = _single(index, decision.subject)
    if isinstance(subject, str):
        return subject
    if decision.other is None:
        return _alone(knowledge, subject, decision)
    if decision.verb is Verb.DIFFERENT and isinstance(subject, Agency):
        return knowledge  # names were parted before anything was counted: see kg.resolve.names
    other = _single(index, decision.other)
    if isinstance(other, str):
        return other
    if type(subject) is not type(other):
        return f"{subject.id} and {other.id} are not of one kind"
    if decision.verb is Verb.SAME:
        return _same(knowledge, subject, other, decision)
    return _different(knowledge, subject, other)


def _alone(knowledge: Knowledge, subject: Entity, decision: Decision) -> Knowledge | str:
    if decision.verb is Verb.REJECT:
        return _reject(knowledge, subject, decision)
    if decision.verb is Verb.ACCEPT:
        return put(knowledge, _trusted(subject, decision))
    return _edit(knowledge, subject, decision)


def _single(index: Index, subject: Subject) -> Entity | str:
    found = index.find(subject)
    if len(found) == 1:
        return found[0]
    known = f"'{subject.words[:60]}' ({subject.id})" if subject.words else subject.id
    if not found:
        return f"nothing is called {known} any more"
    return f"{len(found)} things are now called {known}"


def _trusted(subject: Entity, decision: Decision) -> Entity:
    """A thing that a person vouches for: sure, and by that person's decision."""
    rule = f"decision/accept/{decision.when}"
    if decision.theme is not None and not isinstance(subject, Agency | DocumentEntity):
        sure = tuple(
            replace(use, evidence=replace(use.evidence, confidence=1.0, rule=rule))
            if use.theme == decision.theme
            else use
            for use in subject.themes
        )
        return replace(subject, themes=sure)
    if isinstance(subject, Response) and decision.field == "recommendation":
        return replace(subject, score=1.0)
    if isinstance(subject, Agency | Review):
        first, rest = subject.evidence[:1], subject.evidence[1:]
        return replace(subject, evidence=(*(replace(e, confidence=1.0, rule=rule) for e in first), *rest))
    return replace(subject, evidence=replace(subject.evidence, confidence=1.0, rule=rule))


def _reject(knowledge: Knowledge, subject: Entity, decision: Decision) -> Knowledge | str:
    """Without the theme, the link, the addressee or the whole thing."""
    if decision.theme is not None:
        if isinstance(subject, Agency | DocumentEntity):
            return f"{subject.id} has no themes"
        kept = tuple(use for use in subject.themes if use.theme != decision.theme)
        return put(knowledge, replace(subject, themes=kept))
    if decision.field == "recommendation" and isinstance(subject, Response):
        return answered(put(knowledge, replace(subject, recommendation=None, score=0.0)))
    if decision.field in {"same_as", "responds_to", "review", "part_of"} and hasattr(subject, decision.field):
        return put(knowledge, replace(subject, **{decision.field: None}))  # type: ignore[arg-type]
    if decision.field == "addressed_to" and isinstance(subject, Recommendation):
        wrong = (decision.value or "").casefold()
        left = tuple(u for u in subject.addressed_to if wrong not in {u.name.casefold(), u.agency})
        return put(knowledge, replace(subject, addressed_to=left))
    if decision.field is not None:
        return f"'{decision.field}' of {subject.id} cannot be rejected; edit it instead"
    return answered(rename(knowledge, subject.id, None))


def _edit(knowledge: Knowledge, subject: Entity, decision: Decision) -> Knowledge | str:
    field, value = decision.field or "", decision.value or ""
    if field == "addressed_to" and isinstance(subject, Recommendation):
        return put(knowledge, replace(subject, addressed_to=_agencies(knowledge, value)))
    if field not in EDITABLE[type(subject)]:
        known = ", ".join(sorted(EDITABLE[type(subject)]))
        return f"'{field}' of {subject.id} cannot be edited; these can: {known}"
    typed: object = value or None
    held = getattr(subject, field)
    if hasattr(held, "value") and value:
        try:
            typed = type(held)(value)
        except ValueError:
            return f"'{value}' is no {field}; it may be {', '.join(member.value for member in type(held))}"
    return answered(put(knowledge, replace(subject, **{field: typed})))  # type: ignore[arg-type]


def _agencies(knowledge: Knowledge, names: str) -> tuple[AgencyUse, ...]:
    """Agencies named in an edit, parted by semicolons; a name that no agency bears is left out."""
    uses = []
    for name in (part.strip() for part in names.split(";")):
        for agency in knowledge.agencies:
            if name in {agency.id, agency.name, *agency.aliases}:
                uses.append(AgencyUse(agency.id, name, 1.0, "decision/edit"))
                break
    return tuple(uses)


def _same(knowledge: Knowledge, subject: Entity, other: Entity, decision: Decision) -> Knowledge | str:
    """Two things as one: `other` becomes `subject` wherever it is spoken of."""
    if subject.id == other.id:
        return knowledge
    if isinstance(subject, DocumentEntity) and isinstance(other, DocumentEntity):
        return put(knowledge, replace(other, same_as=subject.id))
    if isinstance(subject, ScrutinyItem) and isinstance(other, ScrutinyItem):
        row, resolution = (other, subject) if other.kind.value == "monitoring_row" else (subject, other)
        return put(knowledge, replace(row, same_as=resolution.id))
    if isinstance(subject, Agency) and isinstance(other, Agency):
        return rename(put(knowledge, joined_agency(subject, other)), other.id, subject.id)
    if isinstance(subject, Review) and isinstance(other, Review):
        return rename(put(knowledge, joined_review(subject, other)), other.id, subject.id)
    if isinstance(subject, Recommendation) and isinstance(other, Recommendation):
        if subject.review != other.review:
            pair = repeating(subject, other), repeating(other, subject)
            return put(put(knowledge, pair[0]), pair[1])
        joined = replace(subject, occurrences=by_place((*subject.occurrences, *other.occurrences)))
        return answered(rename(put(knowledge, joined), other.id, subject.id))
    return answered(rename(knowledge, other.id, subject.id))


def _different(knowledge: Knowledge, subject: Entity, other: Entity) -> Knowledge | str:
    """Two things as two: what joined them is taken away."""
    if isinstance(subject, Recommendation) and isinstance(other, Recommendation):
        return put(put(knowledge, apart(subject, other.id)), apart(other, subject.id))
    for one, two in ((subject, other), (other, subject)):
        if isinstance(one, DocumentEntity | ScrutinyItem) and one.same_as == two.id:
            knowledge = put(knowledge, replace(one, same_as=None))
    return knowledge


def _issue(decision: Decision, why: str) -> Issue:
    about = decision.subject.words or decision.subject.id
    line = f", line {decision.line} of the decisions file" if decision.line else ""
    return Issue(
        code="decision-without-subject",
        message=f"The decision of {decision.when} by {decision.who} ('{decision.verb.value}' about '{about[:60]}'"
        f"{line}) was not applied: {why}.",
        source=decision.subject.source or "decisions",
        severity=Severity.WARNING,
        line=decision.line or None,
    )
