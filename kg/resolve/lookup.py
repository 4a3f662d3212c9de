"""Finding the thing that a decision speaks of: by its id, else by its words, so that it outlives changed ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from kg.model.entity import (
    Action,
    Agency,
    DocumentEntity,
    Finding,
    Knowledge,
    Recommendation,
    Response,
    Review,
    ScrutinyItem,
)
from kg.model.keys import match_form
from kg.resolve.decisions import Decision, Subject

Entity: TypeAlias = (
    Review | Recommendation | Response | Finding | ScrutinyItem | Action | Agency | DocumentEntity
)

FIELDS = (
    "documents",
    "reviews",
    "recommendations",
    "responses",
    "findings",
    "scrutiny",
    "actions",
    "agencies",
)

_KINDS: dict[str, type] = {
    "documents": DocumentEntity,
    "reviews": Review,
    "recommendations": Recommendation,
    "responses": Response,
    "findings": Finding,
    "scrutiny": ScrutinyItem,
    "actions": Action,
    "agencies": Agency,
}


def entities(knowledge: Knowledge) -> Iterator[Entity]:
    """Everything that can be decided about."""
    for field in FIELDS:
        yield from getattr(knowledge, field)


def words_of(entity: Entity) -> str:
    """The words by which a thing is found again: a name, a title, or its text."""
    if isinstance(entity, Agency | Review):
        return entity.name
    if isinstance(entity, DocumentEntity):
        return entity.title
    return entity.text


def kind_of(id: str) -> str:
    """The kind in an id, with all kinds of finding and scrutiny item taken for themselves."""
    return id.split("/", 1)[0]


class Index:
    """The things of a `Knowledge` by id and by words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.by_id: dict[str, Entity] = {}
        self._by_words: dict[tuple[str, str], list[Entity]] = {}
        for entity in entities(knowledge):
            self.by_id[entity.id] = entity
            for words in _all_words(entity):
                self._by_words.setdefault((kind_of(entity.id), match_form(words)), []).append(entity)

    def mended(self, knowledge: Knowledge, id: str) -> Index:
        """This index for a `knowledge` in which only what stands under `id` has changed, and no words."""
        held = self.by_id.get(id)
        if held is None:
            return Index(knowledge)
        for field in FIELDS:
            for entity in getattr(knowledge, field) if isinstance(held, _KINDS[field]) else ():
                if entity.id == id:
                    self.by_id[id] = entity
        for words in _all_words(held):
            found = self._by_words[kind_of(id), match_form(words)]
            found[:] = [self.by_id[entity.id] for entity in found]
        return self

    def find(self, subject: Subject) -> tuple[Entity, ...]:
        """The thing meant: one; none where it is gone; several where the words no longer tell them apart."""
        held = self.by_id.get(subject.id)
        if held is not None and (not subject.words or self._still(held, subject)):
            return (held,)
        if subject.words:
            found = self._by_words.get((subject.kind, match_form(subject.words)), [])
            if subject.source:
                found = [entity for entity in found if subject.source in _sources(entity)] or found
            if found:
                return tuple(found)
        return (held,) if held is not None and not subject.words else ()

    def other(self, decision: Decision) -> tuple[Entity, ...]:
        """The second thing of a decision; a name that was parted from the first one is found by that name alone."""
        meant = decision.other
        if meant is None:
            return ()
        if meant.id == decision.subject.id and meant.words:
            return tuple(self._by_words.get((meant.kind, match_form(meant.words)), ()))
        return self.find(meant)

    def _still(self, held: Entity, subject: Subject) -> bool:
        """Whether the thing under the id still bears the words that were decided about, or nearly."""
        wanted = match_form(subject.words)
        return any(wanted in match_form(words) or match_form(words) in wanted for words in _all_words(held))


def _all_words(entity: Entity) -> tuple[str, ...]:
    if isinstance(entity, Agency | Review):
        return tuple(dict.fromkeys((entity.name, *entity.aliases)))
    if isinstance(entity, Recommendation | Finding):
        return tuple(dict.fromkeys((entity.text, *(o.text for o in entity.occurrences))))
    return (words_of(entity),)


def _sources(entity: Entity) -> set[str]:
    if isinstance(entity, Agency | Review):
        return {evidence.source for evidence in entity.evidence}
    return {entity.evidence.source}
