"""Records sorted for drawing: the reviews of cases, what they recommend, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.query.records_parts import answers_to, by_parts
from kg.view.names import by_date, by_number, recommendation_marks, review_names
from kg.view.shape import Record, Records

Listed = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Network:
    """Records sorted for drawing: who links to what, counted.

    Reviews stand in order of date, recommendations by review and number; `names` and `marks` are what both are called.
    `carried` gives for each theme the reviews for which it counts, by date, with how many of their records carry it:
    0 where a heading alone does, or another paper tells it. Which count is decided in the graph (`crg:carriesTheme`).
    `of_review`, `on_theme` and `to_agency` are the recommendations by what they belong to, `points_of` and `points_on` the
    learning points, good practice and findings by review and theme.
    """

    reviews: dict[str, Record]
    recommendations: tuple[Record, ...]
    points: tuple[Record, ...]
    responses: dict[str, list[Record]] = field(default_factory=dict)
    agency_types: dict[str, Record] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    carried: dict[str, dict[str, int]] = field(default_factory=dict)
    of_review: Listed = field(default_factory=dict)
    on_theme: Listed = field(default_factory=dict)
    to_agency: Listed = field(default_factory=dict)
    points_of: Listed = field(default_factory=dict)
    points_on: Listed = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """Reviews for which a theme counts: the denominator of 'in how many reviews'."""
        return frozenset(id for id, review in self.reviews.items() if review.get("carries"))

    @property
    def calls(self) -> dict[str, str]:
        """What each recommendation is called, by its id."""
        return {str(item["id"]): self.called(item) for item in self.recommendations}

    def called(self, item: Record) -> str:
        """A recommendation as people say it, review first: "Clare 1a"."""
        return f"{self.named(item)} {self.marks.get(str(item['id']), '')}".strip()

    def named(self, item: Record) -> str:
        """The short name of the review that a record belongs to."""
        return self.names.get(str(item.get("review")), str(item.get("review_name") or "No review named"))


def gather(records: Records) -> Network:
    """The records that the network shows: reviews of cases, their recommendations by their parts, and learning."""
    safeguarding = {
        str(review["id"]): review
        for review in sorted(records.get("review", ()), key=by_date)
        if review.get("basis", "review") in (None, "review")
    }
    place = {id: index for index, id in enumerate(safeguarding)}
    made = [
        item for item in by_parts(records.get("recommendation", ())) if item.get("review") in safeguarding
    ]
    made.sort(key=lambda item: (place[str(item["review"])], by_number(item)))
    points = [
        point
        for kind in ("learning_point", "good_practice", "finding")
        for point in records.get(kind, ())
        if point.get("review") in safeguarding
    ]
    return Network(
        reviews=safeguarding,
        recommendations=tuple(made),
        points=tuple(points),
        responses={
            id: list(given)
            for id, given in answers_to(
                by_parts(records.get("recommendation", ())), records.get("response", ())
            ).items()
        },
        agency_types={str(agency["name"]): agency for agency in records.get("agency", ())},
        names=review_names(records.get("review", ())),
        marks=recommendation_marks(records.get("recommendation", ())),
        carried=_carried(safeguarding, (*made, *points)),
        of_review=_listed(made, _review),
        on_theme=_listed(made, _themes),
        to_agency=_listed(made, lambda item: item.get("addressed_to") or ()),
        points_of=_listed(points, _review),
        points_on=_listed(points, _themes),
    )


def _review(item: Record) -> Sequence[str]:
    return (str(item["review"]),)


def _themes(item: Record) -> Sequence[str]:
    return item.get("themes") or ()


def _listed(items: Iterable[Record], keys: Callable[[Record], Sequence[str]]) -> Listed:
    found: dict[str, list[Record]] = {}
    for item in items:
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return found


def _carried(reviews: Mapping[str, Record], items: Iterable[Record]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for id, review in reviews.items():
        for theme in review.get("carries") or ():
            found.setdefault(theme, {})[id] = 0
    for item in items:
        for theme in item.get("themes") or ():
            if item["review"] in found.get(theme, ()):
                found[theme][str(item["review"])] += 1
    return found
