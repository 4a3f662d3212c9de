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
        click.echo(as_text(table, width=width, heads=shown, shares=shares or {}))
    if table.cut:
        click.echo(f"Only the first {len(table)} rows are shown; ask for more with --rows.", err=True)


def as_csv(table: Table) -> str:
    """`table` as CSV with a head; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    from kg.query.records_files import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([harmless(value) for value in row] for row in table.rows)
    return out.getvalue()


def as_text(table: Table, *, width: int, heads: Mapping[str, str], shares: Mapping[str, int]) -> str:
    """The columns of `heads` drawn with a line under the head; words wrap so that no line is wider than `width`."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    columns = [table.column(name) for name in heads]
    for (name, title), values in zip(heads.items(), columns, strict=True):
        right = any(values) and all(isinstance(value, int | float | None) for value in values)
        drawn.add_column(
            Text(title), justify="right" if right else "left", overflow="fold", ratio=shares.get(name),
            min_width=min(len(title), 14),
        )  # fmt: skip
    for row in zip(*columns, strict=True):
        drawn.add_row(*(Text(_shown(value)) for value in row))
    drawn.expand = bool(shares)
    paper = io.StringIO()
    Console(width=max(width, 40), file=paper, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(line.rstrip() for line in paper.getvalue().splitlines())


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
