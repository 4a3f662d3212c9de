"""Decisions applied to what was derived, in the order of the file; what cannot be applied becomes an issue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.model.entity import Agency, Knowledge, Review
from kg.model.text import Issue, Severity
from kg.resolve.decisions import Decision, Subject, Verb
from kg.resolve.lookup import Entity, Index
from kg.resolve.verbs import accept, different, edit, reject, same


def apply(
    knowledge: Knowledge, decisions: tuple[Decision, ...], *, earlier: tuple[Decision, ...] = ()
) -> Knowledge:
    """`knowledge` with every decision applied in order; one whose subject is gone becomes an issue.

    So does one that gainsays a decision before it: of two that cannot both hold, the first does.
    `earlier`: decisions that `knowledge` holds already.
    """
    issues = list(knowledge.issues)
    index = Index(knowledge)
    settled = _Settled()
    for decision in earlier:
        settled.keep(decision)
    for decision in decisions:
        done = _one(knowledge, index, decision, settled)
        if isinstance(done, str):
            issues.append(_issue(decision, done))
            continue
        settled.keep(decision)
        if done is not knowledge:
            meant = index.find(decision.subject)[0].id
            index = Index(done) if _renames(decision) else index.mended(done, meant)
        knowledge = done
    return replace(knowledge, issues=tuple(issues))


@dataclass(slots=True)
class _Settled:
    """Which things were told apart and which together so far."""

    apart: list[Decision] = field(default_factory=list)
    joined: list[Decision] = field(default_factory=list)

    def keep(self, decision: Decision) -> None:
        """Remember a decision about two things."""
        if decision.verb is Verb.DIFFERENT:
            self.apart.append(decision)
        elif decision.verb is Verb.SAME:
            self.joined.append(decision)

    def against_joining(self, before: Index, after: Index) -> str | None:
        """Why two things may not be joined: an earlier decision would be undone."""
        for decision in self.apart:
            if decision.other and _met(after, decision) and not _met(before, decision):
                return (
                    f"it would make one of two things that {_where(decision)} tells apart "
                    f"('{decision.subject.words}' and '{decision.other.words}'); take one of the decisions out"
                )
        return None

    def against_parting(self, index: Index, id: str) -> str | None:
        """Why two things may not be parted: earlier decisions made them one."""
        made = [d for d in self.joined if any(entity.id == id for entity in index.find(d.subject))]
        if not made:
            return None
        return f"{' and '.join(map(_where, made))} made them one; take one of the decisions out"


def _met(index: Index, decision: Decision) -> bool:
    """Whether the two sides of a decision are one thing now."""
    one, two = index.find(decision.subject), index.other(decision)
    return len(one) == len(two) == 1 and one[0].id == two[0].id


def _where(decision: Decision) -> str:
    return f"the decision in line {decision.line}" if decision.line else f"the decision of {decision.when}"


def _renames(decision: Decision) -> bool:
    """Whether a decision can change which ids and words there are."""
    if decision.verb is Verb.ACCEPT or decision.theme is not None:
        return False
    return decision.verb is not Verb.EDIT or decision.field in {"name", "text", "title", "recommendation"}


def _one(knowledge: Knowledge, index: Index, decision: Decision, settled: _Settled) -> Knowledge | str:
    """The knowledge after one decision, or why it could not be applied."""
    subject = _single(index.find(decision.subject), decision.subject)
    if isinstance(subject, str):
        return subject
    if decision.verb is Verb.REJECT:
        return reject(knowledge, subject, decision)
    if decision.verb is Verb.ACCEPT:
        return accept(knowledge, subject, decision)
    if decision.verb is Verb.EDIT:
        return edit(knowledge, index, subject, decision)
    other = _single(index.other(decision), decision.other or Subject(""))
    if isinstance(other, str):
        return other
    if type(subject) is not type(other):
        return f"{subject.id} and {other.id} are not of one kind"
    if decision.verb is Verb.DIFFERENT:
        return _parted(knowledge, index, subject, other, settled)
    done = same(knowledge, subject, other, decision)
    return done if isinstance(done, str) else settled.against_joining(index, Index(done)) or done


def _parted(
    knowledge: Knowledge, index: Index, subject: Entity, other: Entity, settled: _Settled
) -> Knowledge | str:
    """Two things as two; agencies and reviews are so by now, unless an earlier decision joined them again."""
    if subject.id == other.id and isinstance(subject, Agency | Review):
        return settled.against_parting(index, subject.id) or (
            f"the two names are both names of {subject.id}, and it is not clear which to part from it"
        )
    return different(knowledge, subject, other)


def _single(found: tuple[Entity, ...], subject: Subject) -> Entity | str:
    if len(found) == 1:
        return found[0]
    known = f"'{subject.words[:60]}' ({subject.id})" if subject.words else subject.id
    if not found:
        return f"nothing is called {known} any more"
    return f"{len(found)} things are now called {known}"


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
