"""Lists and texts of the site, and what its search page carries."""

from __future__ import annotations

from collections.abc import Iterator

from kg.view.page import plain
from kg.view.shape import shorten
from kg.view.site.arrange import Page, Site, date_cell, table_rows
from kg.view.site.entity_pages import agency_page, recommendation_page, review_page, theme_page
from kg.view.site.home import home, open_page
from kg.view.words import counted, plural, said, titled

#: kind: the heads of its list, and in which order the list stands
_LISTS = {
    "review": (("Review", "In full", "Type", "Published"), "the earliest first"),
    "theme": (("Theme", "In reviews", "Definition"), "those of the most reviews first"),
    "agency": (("Agency", "Type", "Recommendations"), "in alphabetical order"),
    "recommendation": (("Recommendation", "Text", "Stands"), "by review and number"),
}


def pages(
    site: Site, *, downloads: tuple[str, ...], accuracy: str, made: tuple[tuple[str, str], ...]
) -> Iterator[Page]:
    """Every page but search and the pictures."""
    yield home(site, downloads)
    yield open_page(site)
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


def _index(site: Site, kind: str) -> Page:
    heads, order = _LISTS[kind]
    rows: list[tuple[object, ...]]
    made = len(site.recommendations)
    if kind == "review":
        rows = [
            (
                site.review_link(r),
                plain(r["name"]),
                titled(r.get("type")),
                date_cell(r.get("published_date")),
            )
            for r in site.reviews
        ]
    elif kind == "theme":
        rows = [
            (
                site.link(f"theme:{t}", t),
                f"{len(site.with_theme(t))} of {site.known}",
                plain(theme.get("definition") or ""),
            )
            for t, theme in site.themes.items()
        ]
    elif kind == "agency":
        rows = [
            (
                site.link(f"agency:{a}", a),
                titled(agency.get("type")),
                f"{len(site.net.to_agency.get(a, ()))} of {made} addressed to it",
            )
            for a, agency in site.agencies.items()
        ]
    else:
        rows = [() for _ in site.recommendations]
    note = " A number in brackets is ours: the document prints none." if kind == "recommendation" else ""
    whole = kind == "recommendation"
    words: dict[str, object] = (
        {"whole": table_rows(site, site.recommendations)} if whole else {"heads": heads, "rows": rows}
    )
    return Page(
        f"{plural(kind)}.html", "index", plural(kind).capitalize(),
        f"{counted(len(rows), kind)}, {order}; column heads sort.{note}"
        if rows
        else f"None was found in these documents: no {said(kind)} of a review of a case.", words,
    )  # fmt: skip


def search_entries(site: Site) -> list[list[str]]:
    """Rows for the search page: kind, head, text, path; the same words under the same page stand once."""
    rows = [
        ["Review", site.net.names[str(r["id"])], "; ".join([str(r["name"]), *(r.get("aliases") or ())]), site.paths[str(r["id"])]]
        for r in site.reviews
    ]  # fmt: skip
    for item in site.recommendations:
        path, head = site.paths[str(item["id"])], site.net.called(item)
        rows.append(["Recommendation", head, str(item["text"]), path])
        rows += [
            ["Response", f"to {head}", str(a.get("text") or a["quote"]), path]
            for a in site.responses.get(str(item["id"]), [])
        ]
    rows += [
        [titled(p["kind"]), site.net.named(p), str(p.get("text") or p["quote"]), site.paths.get(str(p["review"]), "")]
        for p in site.points
    ]  # fmt: skip
    rows += [
        ["Theme", t, str(theme.get("definition") or ""), site.paths[f"theme:{t}"]]
        for t, theme in site.themes.items()
    ]
    rows += [
        ["Agency", a, "; ".join(agency.get("aliases") or ()), site.paths[f"agency:{a}"]]
        for a, agency in site.agencies.items()
    ]
    first: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        first.setdefault((" ".join(row[2].casefold().split()) or row[1], row[3]), row)
    return [[plain(shorten(word, 1500), limit=1500) for word in row] for row in first.values()]
