"""Records sorted for drawing: the reviews of cases, what they recommend, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.query.records_parts import answers_to, by_parts
from kg.view.shape import Record, Records

STATES = {"responded": "A response is published", "no_response": "No published response found"}


@dataclass(frozen=True, slots=True)
class Network:
    """Records sorted for drawing: who links to what, counted."""

    reviews: dict[str, Record]
    recommendations: tuple[Record, ...]
    points: tuple[Record, ...]
    responses: dict[str, list[Record]] = field(default_factory=dict)
    agency_types: dict[str, Record] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """Reviews of which a theme is known: the denominator of 'in how many reviews'."""
        carried = {
            str(item["review"]) for item in (*self.recommendations, *self.points) if item.get("themes")
        }
        return frozenset(carried | {id for id, review in self.reviews.items() if review.get("themes")})


def gather(records: Records) -> Network:
    """The records that the network shows: reviews of cases, their recommendations by their parts, and learning."""
    safeguarding = {
        str(review["id"]): review
        for review in records.get("review", ())
        if review.get("basis", "review") in (None, "review")
    }
    recommendations = [
        item for item in by_parts(records.get("recommendation", ())) if item.get("review") in safeguarding
    ]
    points = [
        point
        for kind in ("learning_point", "good_practice", "finding")
        for point in records.get(kind, ())
        if point.get("review") in safeguarding
    ]
    return Network(
        reviews=safeguarding,
        recommendations=tuple(recommendations),
        points=tuple(points),
        responses={
            id: list(given)
            for id, given in answers_to(
                by_parts(records.get("recommendation", ())), records.get("response", ())
            ).items()
        },
        agency_types={str(agency["name"]): agency for agency in records.get("agency", ())},
    )
