"""The page of one review, recommendation, theme or agency."""

from __future__ import annotations

from kg.view.gather import STATES
from kg.view.page import plain
from kg.view.repeats import families
from kg.view.shape import Record, number, where
from kg.view.site.arrange import Page, Site, in_reviews, spoken, table_rows


def review_page(site: Site, review: Record) -> Page:
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
            "rows": table_rows(site, own),
            "themes": [site.link(f"theme:{t}", t) for t in review.get("themes") or ()],
            "points": [
                (spoken(p["kind"]).capitalize(), plain(p.get("text") or p["quote"]), plain(where(p)))
                for p in points
            ],
        },
    )


def recommendation_page(site: Site, item: Record) -> Page:
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
            "row": table_rows(site, [item])[0],
            "occurrences": [
                (plain(f"{where(o)} ({spoken(o.get('document_kind'))})"), plain(o.get("wording") or ""))
                for o in item.get("occurrences") or ()
            ],
            "answers": [
                {
                    "who": plain(", ".join(a.get("agencies") or ()) or "The partnership"),
                    "text": plain(a.get("text") or a["quote"]),
                    "stance": spoken(a.get("stance")),
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
                for key in (id, str(item.get("stem")))
                for a in site.actions.get(key, [])
            ],
            "alike": table_rows(site, [m for m in family if str(m["id"]) != id]),
            "rule": plain(item.get("rule") or ""),
            "confidence": item.get("confidence"),
        },
    )


def theme_page(site: Site, label: str) -> Page:
    theme = site.themes[label]
    reviews = in_reviews(site, label)
    own = [item for item in site.recommendations if label in (item.get("themes") or ())]
    points = [p for p in site.points if label in (p.get("themes") or ())]
    return Page(
        site.paths[f"theme:{label}"],
        "theme",
        plain(label, limit=300),
        f"In {len(reviews)} of the {site.known} reviews whose themes are known; {len(own)} of {len(site.recommendations)} recommendations are about it.",
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
            "rows": table_rows(site, own),
            "points": [
                (spoken(p["kind"]).capitalize(), plain(p.get("text") or p["quote"]), plain(where(p)))
                for p in points
            ],
        },
    )


def agency_page(site: Site, name: str) -> Page:
    agency = site.agencies[name]
    own = [item for item in site.recommendations if name in (item.get("addressed_to") or ())]
    answers = [
        (i, a)
        for i in site.recommendations
        for a in site.responses.get(str(i["id"]), [])
        if name in (a.get("agencies") or ())
    ]
    former = _before(site, name)
    mine = {str(item["id"]) for item in own}
    older = [
        item
        for item in site.recommendations
        if str(item["id"]) not in mine and former & set(item.get("addressed_to") or ())
    ]
    more = f", {len(older)} more to what it was before" if older else ""
    return Page(
        site.paths[f"agency:{name}"],
        "agency",
        plain(name, limit=300),
        f"{len(own)} of {len(site.recommendations)} recommendations are addressed to it{more}.",
        {
            "changes": [_change(site, name, change) for change in agency.get("changes") or ()],
            "older": table_rows(site, older),
            "facts": [
                (k, plain(v))
                for k, v in (
                    ("Type", spoken(agency.get("type"))),
                    ("Part of", agency.get("part_of")),
                    ("Also named", "; ".join(agency.get("aliases") or ())),
                )
                if v
            ],
            "rows": table_rows(site, own),
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


def _before(site: Site, name: str) -> set[str]:
    """The bodies that an agency follows, and those that these follow."""
    follows = {str(one["name"]): one.get("successor_of") or () for one in site.records.get("agency", ())}
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
