"""`kg emerging`: phrases that keep appearing and that no theme covers, with quotes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._output import emit, format_option, graph_options, open_asked


@click.command("emerging")
@graph_options
@click.option(
    "--fewest", type=click.IntRange(2), default=3, show_default=True, help="In at least so many records."
)
@click.option("--most", type=click.IntRange(1, 200), default=15, show_default=True, help="How many to show.")
@format_option
def command(build: Path | None, endpoint: str | None, fewest: int, most: int, form: str) -> None:
    """List phrases that recommendations, learning and answers keep using and that the scheme has no theme for.

    A phrase worth a theme is adopted with `kg adopt`.
    """
    from kg.extract.theme.draft import cues_in
    from kg.query.emerging import KINDS, emerging
    from kg.query.records import Reader
    from kg.query.table import table
    from kg.rules import Rules

    reader = Reader(open_asked(build, endpoint))
    rules = Rules()
    records = [record for kind in KINDS for record in reader.records(kind)]
    names = [
        str(name)
        for one in reader.agencies.values()
        for name in (*one.all("skos:prefLabel"), *one.all("skos:altLabel"))
    ]
    names += [str(one.one("crg:pseudonym")) for one in reader.subjects.values() if one.one("crg:pseudonym")]
    found = emerging(
        records,
        covered=lambda text: cues_in(text, rules=rules),
        names=_proper(names),
        fewest=fewest,
        most=most,
        rules=rules,
    )
    rows = [
        {
            "phrase": one.phrase,
            "records": one.records,
            "reviews": len(one.reviews),
            "quotes": [f"“{quote.text}” [{quote.place}]" for quote in one.quotes],
        }
        for one in found
    ]
    emit(
        table(("phrase", "records", "reviews", "quotes"), rows),
        form,
        shares={"phrase": 2, "records": 1, "reviews": 1, "quotes": 8},
        empty="No phrase outside the scheme appears so often.",
    )
    if found and form == "table":
        first = found[0].phrase
        slug = first.replace(" ", "-")
        click.echo(
            f'\nTo make one a theme: kg adopt {slug} --label "{first.capitalize()}" --definition "..." '
            f'--broader GROUP --cue "{first}"'
        )


def _proper(names: list[str]) -> list[str]:
    """Names without their ordinary words: those of one word, and words in capitals."""
    return [word for name in names for word in name.split() if word.isupper() or len(name.split()) == 1]
