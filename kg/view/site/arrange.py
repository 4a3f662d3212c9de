"""Records arranged for the pages of the site: what belongs together and where each page lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from kg.model.keys import digest, slug
from kg.view.families import Families, families
from kg.view.gather import Network, gather
from kg.view.names import by_date
from kg.view.page import plain
from kg.view.shape import Record, Records, shorten
from kg.view.words import spoken_date, state

Link = tuple[str, str, str]  # words, path and full name where the words are short for it


@dataclass(frozen=True, slots=True)
class Page:
    """One page: path below the site, template, head, and the words its template shows."""

    path: str
    template: str
    title: str
    sentence: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """Records arranged for pages, in the order in which lists show them; `paths` gives each entity's page.

    Reviews by date, recommendations by review and number, themes by how many reviews share them, agencies by the alphabet.
    """

    records: Records
    net: Network
    reviews: tuple[Record, ...]
    recommendations: tuple[Record, ...]
    responses: dict[str, list[Record]]
    points: tuple[Record, ...]
    actions: dict[str, list[Record]]
    themes: dict[str, Record]
    agencies: dict[str, Record]
    paths: dict[str, str]
    known: int = 0  # reviews of which a theme is known
    families: Families = field(default_factory=lambda: families(()))
    by_id: dict[str, Record] = field(default_factory=dict)  # recommendations, in order
    answered_by: dict[str, list[tuple[Record, Record]]] = field(default_factory=dict)  # with what it answers

    @classmethod
    def of(cls, records: Records) -> Site:
        """Arrange `records`; every review, recommendation, theme used and agency addressed gets a path."""
        net = gather(records)
        actions: dict[str, list[Record]] = defaultdict(list)
        for action in records.get("action", ()):
            if action.get("responds_to"):
                actions[str(action["responds_to"])].append(action)
        used = {t for item in (*net.recommendations, *net.points) for t in item.get("themes") or ()} | set(
            net.carried
        )
        known = {str(theme["label"]): theme for theme in records.get("theme", ())}
        places = net.carried
        order = sorted(used, key=lambda t: (-len(places.get(t, ())), -_carrying(net, t), t))
        themes = {label: known.get(label, {"label": label}) for label in order}
        named = {a for item in net.recommendations for a in item.get("addressed_to") or ()}
        named |= {a for answers in net.responses.values() for r in answers for a in r.get("agencies") or ()}
        agencies = {
            name: net.agency_types.get(name, {"name": name}) for name in sorted(named, key=str.casefold)
        }
        paths = {id: _path("review", id) for id in net.reviews}
        paths |= {str(item["id"]): _path("recommendation", str(item["id"])) for item in net.recommendations}
        paths |= {f"theme:{label}": _path("theme", label) for label in themes}
        paths |= {f"agency:{name}": _path("agency", name) for name in agencies}
        return cls(
            records,
            net,
            tuple(net.reviews.values()),
            net.recommendations,
            net.responses,
            net.points,
            dict(actions),
            themes,
            agencies,
            paths,
            len(net.known),
            families(net.recommendations),
            {str(item["id"]): item for item in net.recommendations},
            _answering(net),
        )

    def in_order(self, ids: Set[str]) -> list[str]:
        """Recommendations in the order in which lists show them."""
        return [id for id in self.by_id if id in ids] if ids else []

    def link(self, key: str, words: str, *, title: str = "") -> Link:
        """A link to the page of `key`, "" where it has none; `title` says in full what `words` are short for."""
        said = plain(words, limit=300)
        return said, self.paths.get(key, ""), "" if title == words else plain(title, limit=300)

    def review_link(self, review: Record) -> Link:
        """A link to a review under its short name."""
        return self.link(str(review["id"]), self.net.names[str(review["id"])], title=str(review["name"]))

    def item_link(self, item: Record) -> Link:
        """A link to a recommendation, review first: "Clare 1a"."""
        return self.link(str(item["id"]), self.net.called(item), title=self.full(item))

    def full(self, item: Record) -> str:
        """The full name of the review that a record belongs to."""
        return str(self.net.reviews.get(str(item.get("review")), {}).get("name") or "")

    def with_theme(self, label: str) -> list[Record]:
        """The reviews for which a theme counts, in order of date."""
        return [self.net.reviews[id] for id in self.net.carried.get(label, ())]


def _answering(net: Network) -> dict[str, list[tuple[Record, Record]]]:
    """For each agency the responses that are its, each with the recommendation that it answers."""
    found: dict[str, list[tuple[Record, Record]]] = defaultdict(list)
    for item in net.recommendations:
        for answer in net.responses.get(str(item["id"]), ()):
            for name in answer.get("agencies") or ():
                found[name].append((item, answer))
    return dict(found)


def _path(kind: str, id: str) -> str:
    tail = id.split("/id/", 1)[-1].removeprefix(f"{kind}/")
    return f"{kind}/{slug(tail.replace('/', '-'))}-{digest(id, length=6)}.html"


def _carrying(net: Network, theme: str) -> int:
    return len(net.on_theme.get(theme, ())) + len(net.points_on.get(theme, ()))


def date_cell(date: object) -> dict[str, str]:
    """A date as a cell: how it is said and what it sorts by."""
    return {"says": spoken_date(date) or "not known", "sort": str(date or "9999")}


def table_rows(site: Site, items: Iterable[Record]) -> list[dict[str, Any]]:
    """Recommendations as table rows."""
    return [
        {
            "link": site.item_link(item),
            "review": site.review_link(site.net.reviews[str(item["review"])]),
            "year": by_date(site.net.reviews[str(item["review"])])[0][:4].replace("9999", "not known"),
            "text": plain(shorten(str(item["text"]), 240)),
            "to": [site.link(f"agency:{a}", a) for a in item.get("addressed_to") or ()],
            "themes": [site.link(f"theme:{t}", t) for t in item.get("themes") or ()],
            "state": state(item),
        }
        for item in items
    ]
