"""How every command prints rows: a table that fits the screen, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli._table import as_text

if TYPE_CHECKING:
    from kg.query.graph import Graph
    from kg.query.table import Table

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "csv", "json")


def format_option(command: F) -> F:
    """The option --format table|csv|json."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print.",
    )(command)


def graph_options(command: F) -> F:
    """The options --build and --endpoint: which graph to ask."""
    command = click.option(
        "--endpoint", metavar="URL", help="Ask a SPARQL server that holds the graph instead of a build."
    )(command)
    return click.option(
        "--build",
        type=click.Path(path_type=Path),
        help="The build directory (default: the last build of the folder you stand in).",
    )(command)


def officers_option(command: F) -> F:
    """--with-officers: what is published tells who owns an action by post, unless it is asked for."""
    return click.option(
        "--with-officers",
        is_flag=True,
        help="Name the officers who own actions; without it their posts are shown.",
    )(command)


def open_asked(build: Path | None, endpoint: str | None) -> Graph:
    """The graph that --build and --endpoint name; KgError where both are given or none is there."""
    from kg.query.graph import open_graph

    if build is not None and endpoint is not None:
        raise click.UsageError("Give either --build or --endpoint, not both.")
    return open_graph(build, endpoint=endpoint)


def emit(
    table: Table,
    form: str,
    *,
    empty: str = "Nothing found.",
    heads: Mapping[str, str] | None = None,
    shares: Mapping[str, int] | None = None,
) -> None:
    """Print `table` on standard output.

    A drawn table shows the columns of `heads` alone, under those headings; `shares` widens some that wrap.
    """
    if form == "json":
        click.echo(json.dumps(table.dicts(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(as_csv(table), nl=False)
    elif not table.rows:
        click.echo(empty)
    else:
        shown = heads or {name: name.replace("_", " ") for name in table.columns}
        width = get_terminal_size((110, 24)).columns
        short, key = with_short_places(table)
        click.echo("\n".join([as_text(short, width=width, heads=shown, shares=shares or {}), *key]))
    if table.cut:
        click.echo(f"Only the first {len(table)} rows are shown; ask for more with --rows.", err=True)


def with_short_places(table: Table) -> tuple[Table, list[str]]:
    """`table` with long file names in its column `place` as letters, and the lines that say what they stand for.

    "review-report-of-2021.pdf, page 3" becomes "A, page 3", and below the table "A = review-report-of-2021.pdf".
    """
    if "place" not in table.columns:
        return table, []
    at = table.columns.index("place")
    files = sorted({str(row[at]).rpartition(", ")[0] for row in table.rows if row[at]} - {""})
    if not files or max(map(len, files)) < 20:
        return table, []
    letters = {file: _letter(number) for number, file in enumerate(files)}
    rows = []
    for row in table.rows:
        file, comma, where = str(row[at] or "").rpartition(", ")
        rows.append((*row[:at], f"{letters[file]}{comma}{where}" if file else row[at], *row[at + 1 :]))
    key = [f"{letter} = {file}" for file, letter in letters.items()]
    return replace(table, rows=tuple(rows)), ["", *key]


def _letter(number: int) -> str:
    """A, B, ... Z, A1, B1 ..."""
    round, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(round) if round else "")


def as_csv(table: Table) -> str:
    """`table` as CSV with a head; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    from kg.query.records_files import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([harmless(value) for value in row] for row in table.rows)
    return out.getvalue()
