"""`kg query`: ask the graph with SPARQL, from a file, a question of the library, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, graph_options, open_asked
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.sparql import Answer

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld")


@click.command("query")
@graph_options
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print (default: table, or turtle for triples).",
)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Longest time."
)
@click.option("--rows", type=click.IntRange(1), default=10_000, show_default=True, help="Most rows.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def command(
    build: Path | None,
    endpoint: str | None,
    query: str,
    form: str | None,
    seconds: float,
    rows: int,
    output: Path | None,
) -> None:
    """Ask the graph with the SPARQL in QUERY: a .rq file, the name of a question of the library, or - for standard input.

    The usual prefixes (crg:, id:, theme:, skos:, dcterms:, xsd: ...) need no declaration; the default graph is the
    whole graph. The query can only read: updates, SERVICE and FROM are refused.
    """
    from kg.query.sparql import Limits, sparql, unknown_terms

    text = _text(query)
    graph = open_asked(build, endpoint)
    hints = unknown_terms(text)
    try:
        answer = sparql(graph, text, limits=Limits(seconds=seconds, rows=rows))
    except QueryError as error:
        raise QueryError("\n".join((str(error), *hints))) from error
    for hint in hints:
        click.echo(hint, err=True)
    _print(answer, form, output)


def _print(answer: Answer, form: str | None, output: Path | None) -> None:
    from kg.query.sparql_formats import serialise

    form = form or ("turtle" if answer.triples is not None else "table")
    if form == "table" and output is None:
        emit(answer.table(), form, empty="No rows.")
        return
    text = serialise(answer, "csv" if form == "table" else form)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")
    if answer.cut:
        click.echo("Not all rows are given; ask for more with --rows.", err=True)


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    path = Path(query)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return path.read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise QueryError(f"There is no file {query}.") from error
        except OSError as error:
            raise QueryError(f"{query} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise QueryError(f"{query} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    from kg.query.questions import question

    return question(query).sparql
