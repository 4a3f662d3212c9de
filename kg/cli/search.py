"""`kg search`: Find words in everything that was read, ranked, with the words lit and counts by theme and agency."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import as_csv, format_option, graph_options, open_asked

if TYPE_CHECKING:
    from kg.query.search import Found, Hit


@click.command()
@click.argument("words", nargs=-1, required=True)
@graph_options
@format_option
@click.option("--kind", help="Only recommendation, response, learning_point, passage ...")
@click.option("--review", help="Only of a review whose name holds this.")
@click.option("--theme", help="Only on a theme whose name holds this.")
@click.option("--agency", help="Only addressed to or answered by an agency whose name holds this.")
@click.option("--year", help="Only of this year.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many to show."
)
def command(
    words: tuple[str, ...],
    build: Path | None,
    endpoint: str | None,
    form: str,
    limit: int,
    **filters: str | None,
) -> None:
    """Search for WORDS. Endings do not matter; "a phrase", AND, OR, NOT and word* work."""
    from kg.query.search import open_index

    index = open_index(open_asked(build, endpoint))
    found = index.search(" ".join(words), limit=limit, seconds=None, **filters)
    if form == "json":
        click.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2))
    elif form == "csv":
        from kg.query.table import Table

        columns = ("kind", "title", "quote", "source", "page", "line_start", "line_end", "id")
        rows = tuple(tuple(getattr(hit, name) for name in columns) for hit in found.hits)
        click.echo(as_csv(Table(columns, rows)), nl=False)
    else:
        _print(found)


def _print(found: Found) -> None:
    from kg.view.shape import where

    if not found.total:
        click.echo("Nothing found. Try fewer words, or OR between them.")
        return
    for hit in found.hits:
        head = f"{hit.kind.replace('_', ' ').capitalize()}{': ' + hit.title if hit.title else ''}"
        click.echo(click.style(head, bold=True))
        click.echo(f"  {_shown(hit)}")
        click.echo(click.style(f"  {where(dataclasses.asdict(hit))}", dim=True))
    click.echo(f"\n{len(found.hits)} of {found.total} places.")
    for name, counts in found.facets.items():
        if counts:
            said = ", ".join(
                f"{value.replace('_', ' ') if name == 'kind' else value} ({count})"
                for value, count in counts[:6]
            )
            click.echo(f"  By {name}: {said}{', ...' if len(counts) > 6 else ''}")


def _shown(hit: Hit) -> str:
    """The quote around its first lit word, lit words bold."""
    return "".join(
        click.style(text, bold=True, underline=True) if lit else text for text, lit in hit.excerpt()
    )
