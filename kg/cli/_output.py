"""How every command prints rows: a table that fits the screen, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

import click

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


def open_asked(build: Path | None, endpoint: str | None) -> Graph:
    """The graph that --build and --endpoint name; KgError where both are given or none is there."""
    from kg.query.graph import open_graph

    if build is not None and endpoint is not None:
        raise click.UsageError("Give either --build or --endpoint, not both.")
    return open_graph(build, endpoint=endpoint)


def emit(
    table: Table, form: str, *, empty: str = "Nothing found.", heads: Mapping[str, str] | None = None
) -> None:
    """Print `table` on standard output; `heads` gives columns other names in the printed table."""
    if form == "json":
        click.echo(json.dumps(table.dicts(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(as_csv(table), nl=False)
    elif not table.rows:
        click.echo(empty)
    else:
        click.echo(as_text(table, width=get_terminal_size((100, 24)).columns, heads=heads or {}))


def as_csv(table: Table) -> str:
    """`table` as CSV with a head; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([harmless(value) for value in row] for row in table.rows)
    return out.getvalue()


def harmless(value: object) -> object:
    """`value` unless it is text that a spreadsheet would run; that begins with an apostrophe."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def as_text(table: Table, *, width: int, heads: Mapping[str, str]) -> str:
    """`table` drawn with lines under the head, words wrapped so that no line is longer than `width`."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False, padding=(0, 1, 0, 0))
    numeric = [
        all(isinstance(row[i], int | float | None) for row in table.rows) for i in range(len(table.columns))
    ]
    for name, right in zip(table.columns, numeric, strict=True):
        title = heads.get(name, name.replace("_", " "))
        drawn.add_column(Text(title), justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(_shown(value)) for value in row))
    console = Console(width=max(width, 40), file=io.StringIO(), color_system=None, legacy_windows=False)
    console.print(drawn)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
