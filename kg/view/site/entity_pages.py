"""The page of one review, recommendation, theme or agency."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.view.page import plain
from kg.view.shape import Record, where
from kg.view.site.arrange import Page, Site, table_rows
from kg.view.words import counted, recommends, said, spoken_date, state, titled

SHOWN_NAMES = 6


def review_page(site: Site, review: Record) -> Page:
    id, name = str(review["id"]), str(review["name"])
    own = site.net.of_review.get(id, ())
    points = site.net.points_of.get(id, ())
    facts = [
        (label, plain(tell(review[key])))
        for label, key, tell in (
            ("Type", "type", titled),
            ("Commissioned by", "commissioned_by", str),
            ("Commissioned", "commissioned_date", spoken_date),
            ("Published", "published_date", spoken_date),
            ("Lead reviewer", "lead_reviewer", str),
        )
        if review.get(key)
    ]
    period = [spoken_date(review[key]) for key in ("period_start", "period_end") if review.get(key)]
    facts += [("Looks at the time", plain(" to ".join(period)))] if len(period) == 2 else []
    shown, rest = distinct_names(name, review.get("aliases") or ())
    return Page(
        site.paths[id],
        "review",
        plain(name, limit=300),
        f"{_capital(recommends(review, own))}. Called {site.net.names[id]} on these pages.",
        {
            "facts": facts,
            "quote": plain(review.get("quote") or ""),
            "where": plain(where(review)),
            "aliases": shown,
            "more_aliases": rest,
            "rows": table_rows(site, own),
            "themes": [site.link(f"theme:{t}", t) for t in review.get("carries") or ()],
            "points": [
                (titled(p["kind"]), plain(p.get("text") or p["quote"]), plain(where(p))) for p in points
            ],
        },
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def recommendation_page(site: Site, item: Record) -> Page:
    id = str(item["id"])
    answers = site.responses.get(id, [])
    return Page(
        site.paths[id],
        "recommendation",
        plain(f"Recommendation {site.net.marks[id]}, {site.net.named(item)}"),
        f"{state(item)}." + ("" if item.get("number") else " The number is ours: the document prints none."),
        {
            "text": plain(item["text"]),
            "quote": plain(item["quote"]),
            "where": plain(where(item)),
            "review": site.link(str(item["review"]), str(item.get("review_name") or "the review")),
            "row": table_rows(site, [item])[0],
            "occurrences": [
                (plain(f"{where(o)} ({said(o.get('document_kind'))})"), plain(o.get("wording") or ""))
                for o in item.get("occurrences") or ()
            ],
            "answers": [
                {
                    "who": plain(", ".join(a.get("agencies") or ()) or "The partnership"),
                    "text": plain(a.get("text") or a["quote"]),
                    "stance": said(a.get("stance") or "not_stated"),
                    "dates": ", ".join(spoken_date(date) for date in a.get("dates") or ()),
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
                for key in (id, str(item.get("stem")))
                for a in site.actions.get(key, [])
            ],
            "alike": table_rows(site, [site.by_id[other] for other in site.families.alike.get(id, ())]),
            "rule": plain(item.get("rule") or ""),
            "confidence": item.get("confidence"),
        },
    )


def theme_page(site: Site, label: str) -> Page:
    theme = site.themes[label]
    reviews = site.with_theme(label)
    own = site.net.on_theme.get(label, ())
    points = site.net.points_on.get(label, ())
    recommending, teaching = ({str(item["review"]) for item in items} for items in (own, points))
    return Page(
        site.paths[f"theme:{label}"],
        "theme",
        plain(label, limit=300),
        f"In {len(reviews)} of the {site.known} reviews whose themes are known; {len(own)} of {counted(len(site.recommendations), 'recommendation')} are about it.",
        {
            "definition": plain(theme.get("definition") or ""),
            "broader": plain(theme.get("broader") or ""),
            "reviews": [
                (
                    site.link(str(r["id"]), str(r["name"])),
                    "in its recommendations"
                    if r["id"] in recommending
                    else "in its learning or findings"
                    if r["id"] in teaching
                    else "in a heading of its account of the case, or told by another paper",
                )
                for r in reviews
            ],
            "rows": table_rows(site, own),
            "points": [
                (titled(p["kind"]), plain(p.get("text") or p["quote"]), plain(where(p))) for p in points
            ],
        },
    )


def agency_page(site: Site, name: str) -> Page:
    agency = site.agencies[name]
    own = site.net.to_agency.get(name, ())
    answers = site.answered_by.get(name, ())
    mine = {str(item["id"]) for item in own}
    former = [item for body in _before(site, name) for item in site.net.to_agency.get(body, ())]
    older = [site.by_id[id] for id in site.in_order({str(item["id"]) for item in former} - mine)]
    more = f", {len(older)} more to what it was before" if older else ""
    shown, rest = distinct_names(name, agency.get("aliases") or ())
    return Page(
        site.paths[f"agency:{name}"],
        "agency",
        plain(name, limit=300),
        f"{len(own)} of {counted(len(site.recommendations), 'recommendation')} are addressed to it{more}.",
        {
            "changes": [_change(site, name, change) for change in agency.get("changes") or ()],
            "older": table_rows(site, older),
            "facts": [
                (k, plain(v))
                for k, v in (("Type", titled(agency.get("type"))), ("Part of", agency.get("part_of")))
                if v
            ],
            "aliases": shown,
            "more_aliases": rest,
            "rows": table_rows(site, own),
            "answers": [
                (site.item_link(i), plain(a.get("text") or a["quote"]), plain(where(a))) for i, a in answers
            ],
        },
    )


def _before(site: Site, name: str) -> set[str]:
    """The bodies that an agency follows, and those that these follow."""
    follows = {body: one.get("successor_of") or () for body, one in site.net.agency_types.items()}
    found: set[str] = set()
    waiting = list(follows.get(name, ()))
    while waiting:
        former = waiting.pop()
        if former not in found and former != name:
            found.add(former)
            waiting.extend(follows.get(former, ()))
    return found


def _change(site: Site, name: str, change: Record) -> dict[str, object]:
    """What the page says of one change: which body before or after, on which day, and who says so."""
    follows = change["later"] == name
    other = str(change["former" if follows else "later"])
    return {
        "says": "It follows" if follows else "It was followed by",
        "link": site.link(f"agency:{other}", other),
        "date": plain(change.get("date") or ""),
        "source": plain(change.get("source") or ""),
    }


def distinct_names(name: str, aliases: Iterable[str]) -> tuple[list[str], list[str]]:
    """Up to `SHOWN_NAMES` other names that differ by more than case, apostrophe or plural, and all the rest."""
    seen = {_spelled(name)}
    shown: list[str] = []
    rest: list[str] = []
    for alias in sorted(aliases, key=lambda one: (one.isupper(), one[:1].islower(), one.casefold(), one)):
        new = _spelled(alias) not in seen
        seen.add(_spelled(alias))
        (shown if new and len(shown) < SHOWN_NAMES else rest).append(plain(alias))
    return shown, rest


def _spelled(name: str) -> str:
    words = re.sub(r"['’‘`]|\([^)]*\)", "", name.casefold().replace("&", " and "))
    return " ".join(word.rstrip("s") for word in re.findall(r"\w+", words))
