"""`kg themes`: list the themes, in how many reviews each stands, and with --recurring the words in each review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, format_option, graph_options, open_asked

if TYPE_CHECKING:
    from kg.query.graph import Graph
    from kg.query.table import Cell, Table

WEIGHTS = ("recommendation", "learning_point", "finding", "good_practice", "heading", "reported", "mention")
SNIPPET = 160  # characters of a record that are shown around the words that carry the theme


@click.command("themes")
@graph_options
@click.option(
    "--recurring",
    is_flag=True,
    help="Only themes of several reviews, with the words that carry them in each.",
)
@click.option(
    "--min-reviews",
    type=click.IntRange(1),
    help="In at least so many reviews (default 1; 2 with --recurring).",
)
@click.option("--since", metavar="YEAR", help="Only reviews of this year or later.")
@click.option("--until", metavar="YEAR", help="Only reviews of this year or earlier.")
@click.option("--theme", help="Only this theme, or one below it.")
@click.option("--agency", help="Only themes of recommendations addressed to this agency.")
@format_option
def command(
    build: Path | None,
    endpoint: str | None,
    recurring: bool,
    min_reviews: int | None,
    since: str | None,
    until: str | None,
    theme: str | None,
    agency: str | None,
    form: str,
) -> None:
    """List the themes: in how many of how many reviews, when, and how many recommendations on them are unanswered.

    A theme counts for a review where a recommendation, a learning point, a finding or a heading carries it,
    or where another paper tells that the review found it.
    """
    from kg.query.questions import question, run

    graph = open_asked(build, endpoint)
    least = min_reviews or (2 if recurring else 1)
    asked = {"min_reviews": least, "since": since, "until": until, "theme": theme, "agency": agency}
    counted = run(graph, question("recurring-themes"), asked)
    if recurring:
        _recurring(graph, counted, form)
        return
    heads = {
        "theme_name": "theme",
        "reviews": "reviews",
        "of": "of",
        "first": "first",
        "last": "last",
        "recommendations": "recommendations",
        "unanswered": "unanswered",
        "which": "which",
    }
    emit(
        counted,
        form,
        heads=heads,
        shares={"theme_name": 2, "which": 4},
        empty="No theme was found in any review.",
    )


def _recurring(graph: Graph, counted: Table, form: str) -> None:
    from kg.query.table import table

    columns = ("theme", "reviews", "of", "review", "quote", "words", "weight", "stance", "place")
    uses = _evidence(graph)
    rows = [row for one in counted.dicts() for row in _supported(uses.get(str(one["theme_name"]), []), one)]
    if form == "table":
        for row in rows:
            row["reviews"] = f"{row['reviews']} of {row['of']}"
        before = None
        for row in rows:  # the name of a theme stands once, beside the first of its reviews
            here, before = row["theme"] == before, row["theme"]
            row |= {"theme": "", "reviews": ""} if here else {}
    heads = {
        "theme": "theme",
        "reviews": "reviews",
        "review": "review",
        "quote": "for example",
        "place": "where",
    }
    emit(
        table(columns, rows), form, heads=heads, shares={"theme": 3, "review": 4, "quote": 8},
        empty="No theme stands in more than one review.",
    )  # fmt: skip


def _supported(uses: list[dict[str, Cell]], counted: dict[str, Cell]) -> list[dict[str, Cell]]:
    """A row for each review of one theme, with its weightiest words."""
    which = str(counted["which"]).split("; ")
    best: dict[str, dict[str, Cell]] = {}
    for use in uses:
        name = str(use["review_name"])
        if name in which and (name not in best or _weight(use) < _weight(best[name])):
            best[name] = use
    return [
        {
            "theme": counted["theme_name"],
            "reviews": counted["reviews"],
            "of": counted["of"],
            "review": name,
            "quote": _snippet(str(use["text"] or use["words"]), str(use["words"])),
            "words": use["words"],
            "weight": use["weight"],
            "stance": use["stance"],
            "place": use["place"],
        }
        for name, use in sorted(best.items())
    ]


def _evidence(graph: Graph) -> dict[str, list[dict[str, Cell]]]:
    """The uses of every theme, in reading order."""
    from kg.query.questions import question, run

    uses: dict[str, list[dict[str, Cell]]] = {}
    for use in run(graph, question("recurring-evidence"), {"min_reviews": 1}).dicts():
        uses.setdefault(str(use["theme_name"]), []).append(use)
    return uses


def _weight(use: dict[str, Cell]) -> int:
    return WEIGHTS.index(str(use["weight"])) if use["weight"] in WEIGHTS else len(WEIGHTS)


def _snippet(text: str, words: str) -> str:
    """The part of `text` around `words`, with dots where it was cut."""
    if len(text) <= SNIPPET:
        return text
    at = max(text.lower().find(words.lower()), 0)
    start = max(0, min(at - (SNIPPET - len(words)) // 2, len(text) - SNIPPET))
    cut = text[start : start + SNIPPET]
    if start:
        cut = "… " + cut.split(" ", 1)[-1]
    return cut if start + SNIPPET >= len(text) else cut.rsplit(" ", 1)[0] + " …"
