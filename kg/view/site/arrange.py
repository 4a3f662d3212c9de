"""Records arranged for the pages of the site: what belongs together and where each page lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.model.keys import digest, slug
from kg.view.gather import STATES, gather
from kg.view.page import plain
from kg.view.shape import Record, Records, number, shorten

Link = tuple[str, str]  # words and path


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
    """Records arranged for pages; `paths` gives each entity's page."""

    records: Records
    reviews: tuple[Record, ...]
    recommendations: tuple[Record, ...]
    responses: dict[str, list[Record]]
    points: tuple[Record, ...]
    actions: dict[str, list[Record]]
    themes: dict[str, Record]
    agencies: dict[str, Record]
    paths: dict[str, str]
    known: int = 0  # reviews of which a theme is known

    @classmethod
    def of(cls, records: Records) -> Site:
        """Arrange `records`; every review, recommendation, theme used and agency addressed gets a path."""
        net = gather(records)
        actions: dict[str, list[Record]] = defaultdict(list)
        for action in records.get("action", ()):
            if action.get("responds_to"):
                actions[str(action["responds_to"])].append(action)
        used = {
            t
            for item in (*net.recommendations, *net.points, *net.reviews.values())
            for t in item.get("themes") or ()
        }
        known = {str(theme["label"]): theme for theme in records.get("theme", ())}
        themes = {label: known.get(label, {"label": label}) for label in sorted(used)}
        named = {a for item in net.recommendations for a in item.get("addressed_to") or ()}
        named |= {a for answers in net.responses.values() for r in answers for a in r.get("agencies") or ()}
        agencies = {name: net.agency_types.get(name, {"name": name}) for name in sorted(named)}
        paths = {id: _path("review", id) for id in net.reviews}
        paths |= {str(item["id"]): _path("recommendation", str(item["id"])) for item in net.recommendations}
        paths |= {f"theme:{label}": _path("theme", label) for label in themes}
        paths |= {f"agency:{name}": _path("agency", name) for name in agencies}
        return cls(
            records,
            tuple(net.reviews.values()),
            net.recommendations,
            net.responses,
            net.points,
            dict(actions),
            themes,
            agencies,
            paths,
            len(net.known),
        )

    def link(self, key: str, words: str) -> Link:
        """A link to the page of `key`, "" where it has none."""
        return plain(words, limit=300), self.paths.get(key, "")


def _path(kind: str, id: str) -> str:
    tail = id.split("/id/", 1)[-1].removeprefix(f"{kind}/")
    return f"{kind}/{slug(tail.replace('/', '-'))}-{digest(id, length=6)}.html"


def in_reviews(site: Site, label: str) -> list[Record]:
    """The reviews in which theme `label` stands."""
    carrying = {
        str(i["review"]) for i in (*site.recommendations, *site.points) if label in (i.get("themes") or ())
    }
    return [r for r in site.reviews if str(r["id"]) in carrying or label in (r.get("themes") or ())]


def table_rows(site: Site, items: Iterable[Record]) -> list[dict[str, Any]]:
    """Recommendations as table rows."""
    return [
        {
            "link": site.link(
                str(item["id"]), f"{item.get('review_name') or 'Recommendation'} {number(item)}".strip()
            ),
            "text": plain(shorten(str(item["text"]), 320)),
            "to": [site.link(f"agency:{a}", a) for a in item.get("addressed_to") or ()],
            "themes": [site.link(f"theme:{t}", t) for t in item.get("themes") or ()],
            "state": STATES.get(str(item.get("response_state")), "not known"),
        }
        for item in items
    ]


def spoken(value: object) -> str:
    """A slug as words: "no_response" becomes "no response"."""
    return plain(str(value or "not known").replace("_", " "))
