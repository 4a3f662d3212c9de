"""The home page, which answers in ten seconds what keeps recurring and what is open, and the page of what is open."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.kinds import Standing
from kg.query.records_parts import by_parts
from kg.view.names import by_date
from kg.view.page import plain
from kg.view.shape import Record
from kg.view.site.arrange import Page, Site, date_cell, table_rows
from kg.view.words import OPEN, STANDS, counted, plural, recommends, stood, unknown_themes

_TOP = 10  # themes on the home page
_FORMATS = {"csv": "CSV", "xlsx": "Excel", "ttl": "Turtle, for RDF tools"}


def home(site: Site, downloads: tuple[str, ...]) -> Page:
    """What recurs, what is open, the pictures, the reviews and the downloads."""
    recurring = [label for label in site.themes if len(site.with_theme(label)) > 1]
    silent, planned, going = open_items(site)
    total = counted(len(site.recommendations), "recommendation")
    return Page(
        "index.html",
        "home",
        "What do we keep having to learn?",
        _answer(site, recurring),
        {
            "recurring": [_theme(site, label) for label in recurring[:_TOP]],
            "span": _span(site),
            "recur": len(recurring),
            "known": site.known,
            "made": len(site.recommendations),
            "others": len(by_parts(site.records.get("recommendation", ()))) - len(site.recommendations),
            "open": [
                (len(silent), total, STANDS[Standing.NO_ANSWER], "open.html#silent"),
                (len(planned), total, STANDS[Standing.ACTION_PLANNED], "open.html#planned"),
                (len(going), total, STANDS[Standing.OPEN], "open.html#going"),
                *_again(site, total),
            ],
            "reviews": [_review(site, review) for review in site.reviews],
            "downloads": [(name, _download(name)) for name in downloads],
        },
    )


def _answer(site: Site, recurring: list[str]) -> str:
    known = site.known
    if not known:
        told = unknown_themes(len(site.reviews))
    elif not recurring:
        told = f"No theme stands in more than one of {counted(known, 'review')} whose themes are known."
    else:
        most = len(site.with_theme(recurring[0]))
        top = [label for label in recurring if len(site.with_theme(label)) == most]
        where = f"all {known} reviews" if most == known else f"{most} of the {known} reviews"
        told = (
            f"{counted(len(top), 'theme')} {'stands' if len(top) == 1 else 'stand'} in {where} whose themes are known, "
            f"{'it is' if len(top) == 1 else 'among them'} {'; '.join(top[:3])}. In two or more stand {len(recurring)}."
        )
    return f"{told} {stood(site.recommendations)}."


def open_items(site: Site) -> tuple[list[Record], list[Record], list[Record]]:
    """Recommendations that nothing answers, that only actions of a plan answer, and that are answered and not said to be
    completed, as `kg.resolve.standing` has decided."""
    silent, planned, going = (
        [item for item in site.recommendations if item.get("standing") == standing] for standing in OPEN
    )
    return silent, planned, going


def _again(site: Site, total: str) -> list[tuple[int, str, str, str]]:
    count = site.families.count
    return (
        [(count, total, "recommended before, or again, by another review", "views/repeats.html")]
        if count
        else []
    )


def _theme(site: Site, label: str) -> dict[str, object]:
    own = site.net.on_theme.get(label, ())
    reviews = site.with_theme(label)
    return {
        "link": site.link(f"theme:{label}", label),
        "count": len(reviews),
        "strip": _strip(site, reviews),
        "made": len(own),
        "bar": [
            (name, sum(item.get("standing") in kinds for item in own), words) for name, kinds, words in _BAR
        ],
        "reviews": [site.review_link(review) for review in reviews],
    }


#: parts of the bar of a theme: which standings each holds, and what it is called
_BAR = (
    ("done", (Standing.COMPLETED, Standing.IN_PLACE, Standing.NOT_ACCEPTED, Standing.OPEN), "answered"),
    ("planned", (Standing.ACTION_PLANNED,), "planned alone"),
    ("none", (Standing.NO_ANSWER, None), "no answer found"),
)
_UNDATED = "without a date"
_DOT, _TALLEST = (
    9,
    6,
)  # pixels from dot to dot, and dots above each other; those beyond stand beside, in the same year


def _strip(site: Site, reviews: Sequence[Record]) -> dict[str, object]:
    """A dot for each review, by year from left to right over the years of all reviews; those without a date at the end."""
    years = [_year(review) for review in site.reviews]
    held = {year: 0 for year in sorted(set(years))}
    for review in reviews:
        held[_year(review)] += 1
    whole = {year: years.count(year) for year in held}
    high = min(_TALLEST, max(whole.values()))
    dots, x = [], 0.0
    for year, count in held.items():
        wide = max(1, -(-whole[year] // _TALLEST))
        dots += [(x + _DOT * (n // _TALLEST) + 5, _DOT * (high - n % _TALLEST) - 4) for n in range(count)]
        x += max(_DOT * wide + 4, 14)
    told = ", ".join(f"{year}: {count}" for year, count in held.items() if count)
    return {"dots": dots, "wide": round(x + 2), "tall": _DOT * high + 2, "says": told}


def _span(site: Site) -> str:
    """The years over which the dots stand: "2019 to 2021, then those without a date"."""
    years = sorted({_year(review) for review in site.reviews})
    dated = [year for year in years if year != _UNDATED]
    if not dated:
        return "none with a date"
    span = dated[0] if len(dated) == 1 else f"{dated[0]} to {dated[-1]}"
    return f"{span}, then those without a date" if _UNDATED in years else span


def _year(review: Record) -> str:
    date = by_date(review)[0]
    return _UNDATED if date == "9999" else date[:4]


def _review(site: Site, review: Record) -> tuple[object, ...]:
    own = site.net.of_review.get(str(review["id"]), ())
    return (
        site.review_link(review),
        plain(review["name"]),
        date_cell(review.get("published_date")),
        recommends(review, own),
    )


def _download(name: str) -> str:
    """What a file is called in a list: "learning_point.csv" is "Learning points (CSV)"."""
    stem, _, ending = name.partition(".")
    said = {"records": "All records", "graph": "The whole graph"}.get(stem) or plural(stem)
    return f"{said[:1].upper()}{said[1:]} ({_FORMATS.get(ending, ending)})"


def open_page(site: Site) -> Page:
    """All that is open, review by review."""
    silent, planned, going = open_items(site)
    return Page(
        "open.html",
        "open",
        "What is open",
        f"{stood(site.recommendations)}. What is not in these documents may have been done all the same.",
        {
            "made": len(site.recommendations),
            "silent": table_rows(site, silent),
            "planned": table_rows(site, planned),
            "going": table_rows(site, going),
        },
    )
