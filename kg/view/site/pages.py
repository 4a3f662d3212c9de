"""Home, lists and texts of the site, and what its search page carries."""

from __future__ import annotations

from collections.abc import Iterator

from kg.view.gather import STATES
from kg.view.page import plain
from kg.view.repeats import families
from kg.view.shape import number, shorten
from kg.view.site.arrange import Page, Site, in_reviews, spoken, table_rows
from kg.view.site.entity_pages import agency_page, recommendation_page, review_page, theme_page


def pages(
    site: Site, *, downloads: tuple[str, ...], accuracy: str, made: tuple[tuple[str, str], ...]
) -> Iterator[Page]:
    """Every page but search and the pictures."""
    yield _home(site, downloads)
    for kind in ("review", "theme", "agency", "recommendation"):
        yield _index(site, kind)
    yield from (review_page(site, review) for review in site.reviews)
    yield from (recommendation_page(site, item) for item in site.recommendations)
    yield from (theme_page(site, label) for label in site.themes)
    yield from (agency_page(site, name) for name in site.agencies)
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


def _home(site: Site, downloads: tuple[str, ...]) -> Page:
    recurring = [(label, in_reviews(site, label)) for label in site.themes]
    recurring = sorted(
        ((t, rs) for t, rs in recurring if len(rs) > 1), key=lambda row: (-len(row[1]), row[0])
    )
    unanswered = [item for item in site.recommendations if item.get("response_state") == "no_response"]
    return Page(
        "index.html",
        "home",
        "What do we keep having to learn?",
        f"{len(site.recommendations)} recommendations of {len(site.reviews)} reviews: {len(recurring)} themes recur in two or more of the {site.known} whose themes are known, "
        f"and a published response was found for {len(site.recommendations) - len(unanswered)} recommendations.",
        {
            "recurring": [
                (
                    site.link(f"theme:{t}", t),
                    len(rs),
                    site.known,
                    [site.link(str(r["id"]), str(r["name"])) for r in rs],
                )
                for t, rs in recurring
            ],
            "families": len(families(site.records)),
            "unanswered": table_rows(site, unanswered[:30]),
            "unanswered_count": len(unanswered),
            "downloads": downloads,
        },
    )


def _index(site: Site, kind: str) -> Page:
    if kind == "review":
        rows = [
            (
                site.link(str(r["id"]), str(r["name"])),
                spoken(r.get("type")),
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
                f"{len(in_reviews(site, t))} of {site.known} reviews",
            )
            for t, theme in site.themes.items()
        ]
        heads = ("Theme", "Definition", "In")
    elif kind == "agency":
        rows = [
            (
                site.link(f"agency:{a}", a),
                spoken(agency.get("type")),
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
            spoken(p["kind"]).capitalize(),
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
