"""Responses, actions, theme uses and references as entities, their keys turned into ids."""

from __future__ import annotations

from typing import TypeVar

from kg.model.entity import Action, PassageTheme, Reference, Response
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundAction, FoundResponse
from kg.model.kinds import Weight
from kg.resolve.actions import link_actions
from kg.resolve.agencies import Register
from kg.resolve.dates import due_date
from kg.resolve.documents import Documents
from kg.resolve.recommendations import Recommendations
from kg.resolve.reviews import Reviews
from kg.resolve.themes import theme_use, theme_uses

T = TypeVar("T", Response, Action)


class Records:
    """Makes the records that stand in one document each; a copy of a document adds none."""

    def __init__(
        self, reviews: Reviews, recommendations: Recommendations, register: Register, documents: Documents
    ) -> None:
        self.reviews = reviews
        self.recommendations = recommendations
        self.register = register
        self.documents = documents

    def responses(self, extractions: tuple[Extraction, ...]) -> tuple[Response, ...]:
        """Every run of an answer."""
        made = [self._response(found) for e in extractions for found in e.responses]
        return _once(made)

    def _response(self, found: FoundResponse) -> Response:
        where = found.evidence
        review = self.reviews.of(where.source, found.review)
        linked = self.recommendations.of(where.source, found.recommendation)
        if linked is None and found.recommendation is None:
            linked = self.recommendations.by_number(review, found.number, found.part)
        return Response(
            id=self.documents.thing("response", where, found.text),
            evidence=where,
            text=found.text,
            recommendation=linked,
            score=found.score,
            review=review,
            number=found.number,
            part=found.part,
            agencies=self.register.uses(found.agencies, where),
            stance=found.stance,
            dates=found.dates,
            themes=theme_uses(found.themes, where),
            also=self._also(found, linked),
        )

    def _also(self, found: FoundResponse, linked: str | None) -> tuple[str, ...]:
        """The further parts that the same words answer."""
        ids = {self.recommendations.of(found.evidence.source, key) for key in found.also}
        return tuple(sorted(id for id in ids if id and id != linked))

    def actions(self, extractions: tuple[Extraction, ...]) -> tuple[Action, ...]:
        """Every row of a plan, those that print an action again linked to its first printing."""
        made = _once([self._action(found) for e in extractions for found in e.actions])
        return link_actions(made, self.documents)

    def _action(self, found: FoundAction) -> Action:
        where = found.evidence
        answered = self.recommendations.of(where.source, found.recommendation)
        return Action(
            id=self.documents.thing("action", where, found.plan, found.text),
            evidence=where,
            text=found.text,
            plan=found.plan,
            priority=found.priority,
            owner=found.owner,
            due=found.due,
            due_date=due_date(found.due),
            measure=found.measure,
            partners=found.partners,
            status=found.status,
            update=found.update,
            progress=found.progress,
            progress_basis=found.progress_basis,
            responds_to=answered or self.reviews.of(where.source, found.review),
            themes=theme_uses(found.themes, where),
        )

    def themes(self, extractions: tuple[Extraction, ...]) -> tuple[PassageTheme, ...]:
        """Themes of headings and paragraphs; a copied document adds none."""
        made: dict[tuple[str, str, str, int, str], PassageTheme] = {}
        for extraction in extractions:
            for found in extraction.themes:
                where = found.evidence
                if self.documents.first(where) != self.documents.of(where):
                    continue
                use = theme_use(found.theme, where)
                review = self.reviews.of(where.source, found.review)
                start = use.evidence.span.start
                made[use.theme, where.source, found.weight.value, start, review or ""] = PassageTheme(
                    use=use,
                    weight=found.weight,
                    review=review,
                    document=self.documents.of(where),
                    told_in=where if found.weight is Weight.REPORTED else None,
                )
        return tuple(made[key] for key in sorted(made))

    def references(self, extractions: tuple[Extraction, ...]) -> tuple[Reference, ...]:
        """Cross-references whose recommendation is known; a copied document adds none."""
        made: dict[tuple[str, int, str], Reference] = {}
        for extraction in extractions:
            for found in extraction.references:
                where = found.evidence
                if self.documents.first(where) != self.documents.of(where):
                    continue
                review = self.reviews.of(where.source, found.review)
                target = self.recommendations.by_number(review, found.number, found.part)
                if target:
                    made[where.source, where.span.start, target] = Reference(where, target)
        return tuple(made[key] for key in sorted(made))


def _once(made: list[T]) -> tuple[T, ...]:
    first: dict[str, T] = {}
    for item in sorted(made, key=_place):
        first.setdefault(item.id, item)
    return tuple(first[id] for id in sorted(first))


def _place(item: Response | Action) -> tuple[str, int]:
    where: Evidence = item.evidence
    return (where.source, where.span.start)
