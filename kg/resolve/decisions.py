"""What people decided: the nouns, and what of it must be known before anything is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.model.keys import match_form
from kg.model.names import name_key

KINDS = (
    "agency", "review", "recommendation", "response", "finding", "learning_point", "good_practice",
    "resolution", "monitoring-row", "report-recommendation", "action", "document",
)  # fmt: skip
"""The kinds of thing that can be decided about: the first step of their ids."""


class Verb(StrEnum):
    """What can be decided."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing decided about: its id, and words to find it again by when ids have changed."""

    id: str
    words: str = ""
    source: str | None = None

    @property
    def kind(self) -> str:
        """The kind of thing, the first step of its id: "agency", "response" ..."""
        return self.id.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, with who took it, when and why, and the line of the file it stands on."""

    verb: Verb
    subject: Subject
    who: str
    when: str
    reason: str = ""
    other: Subject | None = None
    theme: str | None = None
    field: str | None = None
    value: str | None = None
    line: int = 0


def missing_in(decision: Decision) -> str:
    """What a decision with this verb still needs, in words; empty where nothing is missing."""
    if decision.verb in {Verb.SAME, Verb.DIFFERENT} and decision.other is None:
        return "an 'other' beside its 'subject'"
    if decision.verb is Verb.EDIT and (decision.field is None or decision.value is None):
        return "a 'field' and a 'value'"
    return ""


def _told_apart(decisions: tuple[Decision, ...], kind: str) -> Iterator[tuple[Subject, Subject]]:
    for decision in decisions:
        other = decision.other
        if decision.verb is Verb.DIFFERENT and decision.subject.kind == kind and other and other.words:
            yield decision.subject, other


def parted_names(
    decisions: tuple[Decision, ...], *, listed: Callable[[str], Iterable[str]]
) -> frozenset[tuple[str, str]]:
    """For each agency said to be different from a name: its id, and its names' keys, with the key of that name.

    `listed` gives the ids and name keys of the bodies that a list knows by a name key.
    """
    pairs = set()
    for subject, other in _told_apart(decisions, "agency"):
        sides = [(subject, other)]
        if subject.id != other.id:  # two bodies under one name, in two places, are apart by their places
            same = name_key(subject.words) == name_key(other.words)
            sides = [] if same else [(subject, other), (other, subject)]
        for one, two in sides:
            key = name_key(two.words)
            own = name_key(one.words) if one.words else ""
            names = {one.id, own, *(listed(own) if own else ())} - {""}
            pairs |= {(name, key) for name in names}
    return frozenset(pairs)


@dataclass(frozen=True, slots=True)
class Apart:
    """Names of reviews that a person parted (match forms): `names` from a review that bore them, `pairs` of two reviews."""

    names: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()

    @property
    def sides(self) -> frozenset[str]:
        """Every name in a pair."""
        return frozenset(name for pair in self.pairs for name in pair)

    def unlike(self, names: frozenset[str]) -> frozenset[str]:
        """The names of reviews that are not the one called `names`."""
        return frozenset(two for one, two in self.pairs if one in names)


def parted_reviews(decisions: tuple[Decision, ...]) -> Apart:
    """What people said of names of reviews that are not one review's."""
    names, pairs = set(), set()
    for subject, other in _told_apart(decisions, "review"):
        if subject.id == other.id:
            names.add(match_form(other.words))
        elif subject.words:
            one, two = match_form(subject.words), match_form(other.words)
            pairs |= {(one, two), (two, one)} if one != two else set()
    return Apart(frozenset(names), frozenset(pairs))
