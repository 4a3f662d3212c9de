"""The pages of the site as plain data: which there are, where they lie, and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.model.keys import digest, slug
from kg.view.network_graph import STATES, gather
from kg.view.page import plain
from kg.view.repeats import families
from kg.view.shape import Record, Records, number, shorten, where

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
        )

    def link(self, key: str, words: str) -> Link:
        """A link to the page of `key`, "" where it has none."""
        return plain(words, limit=300), self.paths.get(key, "")


def _path(kind: str, id: str) -> str:
    tail = id.split("/id/", 1)[-1].removeprefix(f"{kind}/")
    return f"{kind}/{slug(tail.replace('/', '-'))}-{digest(id, length=6)}.html"


def pages(
    site: Site, *, downloads: tuple[str, ...], accuracy: str, made: tuple[tuple[str, str], ...]
) -> Iterator[Page]:
    """Every page but search and the pictures."""
    yield _home(site, downloads)
    for kind in ("review", "theme", "agency", "recommendation"):
        yield _index(site, kind)
    yield from (_review(site, review) for review in site.reviews)
    yield from (_recommendation(site, item) for item in site.recommendations)
    yield from (_theme(site, label) for label in site.themes)
    yield from (_agency(site, name) for name in site.agencies)
    yield Page(
        "method.html",
        "method",
        "Method and accuracy",
        "How the facts on these pages were found, and how often the method is right.",
        {"accuracy": plain(accuracy, limit=40000)},
    )
    yield Page(
        "accessibility.html",
        "accessibility",
        "Accessibility statement",
        "What these pages do to be usable by everyone, and what they cannot yet do.",
    )
    yield Page(
        "made.html",
        "made",
        "How this site was made",
        "A record of the build behind these pages.",
        {"made": [(plain(k), plain(v)) for k, v in made]},
    )


def _in_reviews(site: Site, label: str) -> list[Record]:
    carrying = {
        str(i["review"]) for i in (*site.recommendations, *site.points) if label in (i.get("themes") or ())
    }
    return [r for r in site.reviews if str(r["id"]) in carrying or label in (r.get("themes") or ())]


def _home(site: Site, downloads: tuple[str, ...]) -> Page:
    recurring = [(label, _in_reviews(site, label)) for label in site.themes]
    recurring = sorted(
        ((t, rs) for t, rs in recurring if len(rs) > 1), key=lambda row: (-len(row[1]), row[0])
    )
    unanswered = [item for item in site.recommendations if item.get("response_state") == "no_response"]
    return Page(
        "index.html",
        "home",
        "What do we keep having to learn?",
        f"{len(site.recommendations)} recommendations of {len(site.reviews)} reviews: {len(recurring)} themes recur in two or more reviews, "
        f"and a published response was found for {len(site.recommendations) - len(unanswered)} recommendations.",
        {
            "recurring": [
                (
                    site.link(f"theme:{t}", t),
                    len(rs),
                    len(site.reviews),
                    [site.link(str(r["id"]), str(r["name"])) for r in rs],
                )
                for t, rs in recurring
            ],
            "families": len(families(site.records)),
            "unanswered": _rows(site, unanswered[:30]),
            "unanswered_count": len(unanswered),
            "downloads": downloads,
        },
    )


def _rows(site: Site, items: Iterable[Record]) -> list[dict[str, Any]]:
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


def _index(site: Site, kind: str) -> Page:
    if kind == "review":
        rows = [
            (
                site.link(str(r["id"]), str(r["name"])),
                _words(r.get("type")),
                str(r.get("published_date") or ""),
            )
            for r in site.reviews
        ]
        heads = ("Review", "Type", "Published")
    elif kind == "theme":
        rows = [
            (
                site.link(f"theme:{t}", t),
                plain(theme.get("definition") or ""),
                f"{len(_in_reviews(site, t))} of {len(site.reviews)} reviews",
            )
            for t, theme in site.themes.items()
        ]
        heads = ("Theme", "Definition", "In")
    elif kind == "agency":
        rows = [
            (
                site.link(f"agency:{a}", a),
                _words(agency.get("type")),
                f"{sum(a in (i.get('addressed_to') or ()) for i in site.recommendations)} of {len(site.recommendations)} recommendations",
            )
            for a, agency in site.agencies.items()
        ]
        heads = ("Agency", "Type", "Addressed by")
    else:
        rows = [
            (
                site.link(str(i["id"]), f"{i.get('review_name') or ''} {number(i)}".strip()),
                plain(shorten(str(i["text"]), 240)),
                STATES.get(str(i.get("response_state")), ""),
            )
            for i in site.recommendations
        ]
        heads = ("Recommendation", "Text", "Response")
    plural = {"agency": "agencies"}.get(kind, f"{kind}s")
    return Page(f"{plural}.html", "index", plural.capitalize(), f"{len(rows)} {plural}, in alphabetical order of their pages; column heads sort.", {"heads": heads, "rows": sorted(rows, key=lambda r: r[0])})  # fmt: skip


def _words(value: object) -> str:
    return plain(str(value or "not known").replace("_", " "))


def _review(site: Site, review: Record) -> Page:
    id, name = str(review["id"]), str(review["name"])
    own = [item for item in site.recommendations if item["review"] == id]
    points = [point for point in site.points if point["review"] == id]
    answered = sum(item.get("response_state") == "responded" for item in own)
    facts = [
        (label, plain(review[key]))
        for label, key in (
            ("Type", "type"),
            ("Commissioned by", "commissioned_by"),
            ("Commissioned", "commissioned_date"),
            ("Published", "published_date"),
            ("From", "period_start"),
            ("To", "period_end"),
            ("Lead reviewer", "lead_reviewer"),
        )
        if review.get(key)
    ]
    facts = [(label, value.replace("_", " ") if label == "Type" else value) for label, value in facts]
    return Page(
        site.paths[id],
        "review",
        plain(name, limit=300),
        f"{len(own)} recommendations, {answered} of them with a published response."
        if own
        else "This review is spoken of in the documents; its own report is not among them.",
        {
            "facts": facts,
            "quote": plain(review.get("quote") or ""),
            "where": plain(where(review)),
            "aliases": [plain(a) for a in review.get("aliases") or ()],
            "rows": _rows(site, own),
            "themes": [site.link(f"theme:{t}", t) for t in review.get("themes") or ()],
            "points": [
                (_words(p["kind"]).capitalize(), plain(p.get("text") or p["quote"]), plain(where(p)))
                for p in points
            ],
        },
    )


def _recommendation(site: Site, item: Record) -> Page:
    id = str(item["id"])
    answers = site.responses.get(id, [])
    family = (
        next((f for f in families(site.records) if any(str(m["id"]) == id for m in f)), ())
        if item.get("repeats")
        else ()
    )
    return Page(
        site.paths[id],
        "recommendation",
        plain(f"Recommendation {number(item)}, {item.get('review_name') or ''}".replace(" ,", ",")),
        STATES.get(str(item.get("response_state")), "") + ".",
        {
            "text": plain(item["text"]),
            "quote": plain(item["quote"]),
            "where": plain(where(item)),
            "review": site.link(str(item["review"]), str(item.get("review_name") or "the review")),
            "row": _rows(site, [item])[0],
            "occurrences": [
                plain(f"{where(o)} ({_words(o.get('document_kind'))})") for o in item.get("occurrences") or ()
            ],
            "answers": [
                {
                    "who": plain(", ".join(a.get("agencies") or ()) or "The partnership"),
                    "text": plain(a.get("text") or a["quote"]),
                    "stance": _words(a.get("stance")),
                    "dates": ", ".join(a.get("dates") or ()),
                    "where": plain(where(a)),
                }
                for a in answers
            ],
            "actions": [
                {
                    "text": plain(a["text"]),
                    "owner": plain(a.get("owner") or "not stated"),
                    "due": plain(a.get("due") or "not stated"),
                    "where": plain(where(a)),
                }
                for a in site.actions.get(id, [])
            ],
            "alike": _rows(site, [m for m in family if str(m["id"]) != id]),
            "rule": plain(item.get("rule") or ""),
            "confidence": item.get("confidence"),
        },
    )


def _theme(site: Site, label: str) -> Page:
    theme = site.themes[label]
    reviews = _in_reviews(site, label)
    own = [item for item in site.recommendations if label in (item.get("themes") or ())]
    points = [p for p in site.points if label in (p.get("themes") or ())]
    return Page(
        site.paths[f"theme:{label}"],
        "theme",
        plain(label, limit=300),
        f"In {len(reviews)} of {len(site.reviews)} reviews; {len(own)} of {len(site.recommendations)} recommendations are about it.",
        {
            "definition": plain(theme.get("definition") or ""),
            "broader": plain(theme.get("broader") or ""),
            "reviews": [
                (
                    site.link(str(r["id"]), str(r["name"])),
                    "recommendations"
                    if any(i["review"] == r["id"] for i in own)
                    else "learning or the account of the case",
                )
                for r in reviews
            ],
            "rows": _rows(site, own),
            "points": [
                (_words(p["kind"]).capitalize(), plain(p.get("text") or p["quote"]), plain(where(p)))
                for p in points
            ],
        },
    )


def _agency(site: Site, name: str) -> Page:
    agency = site.agencies[name]
    own = [item for item in site.recommendations if name in (item.get("addressed_to") or ())]
    answers = [
        (i, a)
        for i in site.recommendations
        for a in site.responses.get(str(i["id"]), [])
        if name in (a.get("agencies") or ())
    ]
    return Page(
        site.paths[f"agency:{name}"],
        "agency",
        plain(name, limit=300),
        f"{len(own)} of {len(site.recommendations)} recommendations are addressed to it.",
        {
            "facts": [
                (k, plain(v))
                for k, v in (
                    ("Type", _words(agency.get("type"))),
                    ("Part of", agency.get("part_of")),
                    ("Also named", "; ".join(agency.get("aliases") or ())),
                )
                if v
            ],
            "rows": _rows(site, own),
            "answers": [
                (
                    site.link(str(i["id"]), f"{i.get('review_name') or ''} {number(i)}".strip()),
                    plain(a.get("text") or a["quote"]),
                    plain(where(a)),
                )
                for i, a in answers
            ],
        },
    )


def search_entries(site: Site) -> list[list[str]]:
    """Rows for the search page: kind, head, text, path."""
    rows = [
        ["Review", str(r["name"]), " ".join(r.get("aliases") or ()), site.paths[str(r["id"])]]
        for r in site.reviews
    ]
    for item in site.recommendations:
        path = site.paths[str(item["id"])]
        head = f"{item.get('review_name') or ''}, recommendation {number(item)}".strip()
        rows.append(["Recommendation", head, str(item["text"]), path])
        rows += [
            ["Response", f"To {head}", str(a.get("text") or a["quote"]), path]
            for a in site.responses.get(str(item["id"]), [])
        ]
    rows += [
        [
            _words(p["kind"]).capitalize(),
            str(p.get("review_name") or ""),
            str(p.get("text") or p["quote"]),
            site.paths.get(str(p["review"]), ""),
        ]
        for p in site.points
    ]
    rows += [
        ["Theme", t, str(theme.get("definition") or ""), site.paths[f"theme:{t}"]]
        for t, theme in site.themes.items()
    ]
    rows += [
        ["Agency", a, " ".join(agency.get("aliases") or ()), site.paths[f"agency:{a}"]]
        for a, agency in site.agencies.items()
    ]
    return [[plain(word, limit=1500) for word in row] for row in rows]
