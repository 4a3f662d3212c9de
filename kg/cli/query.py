"""`kg query`: ask the graph with SPARQL, from a file, a question of the library, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, graph_options, open_asked
from kg.errors import QueryError, QueryStopped

if TYPE_CHECKING:
    from kg.query.answer import Answer
    from kg.query.graph import Graph

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml")


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
    """Ask the graph with the SPARQL in QUERY: a .rq file, a question of the library by name, - for standard input, or
    the query itself in quotes.

    The usual prefixes (crg:, id:, theme:, skos:, dcterms:, xsd: ...) need no declaration; the default graph is the
    whole graph. The query can only read: updates, SERVICE and FROM are refused.
    """
    from kg.query.answer import Limits
    from kg.query.hints import hints_of_error
    from kg.query.sparql import sparql

    text = _text(query)
    graph = open_asked(build, endpoint)
    try:
        answer = sparql(graph, text, limits=Limits(seconds=seconds, rows=rows))
    except QueryStopped:
        raise
    except QueryError as error:
        raise QueryError("\n".join((str(error), *hints_of_error(text)))) from error
    _print(answer, form, output)
    for hint in _hints(graph, text, answer):
        click.echo(hint, err=True)


def _hints(graph: Graph, text: str, answer: Answer) -> tuple[str, ...]:
    from kg.query.hints import hints_of_answer
    from kg.query.hints_graph import missing_names

    said = hints_of_answer(text, answer)
    return (*said, *missing_names(graph, text)) if answer.empty else said


def _print(answer: Answer, form: str | None, output: Path | None) -> None:
    from kg.atomic import write_file
    from kg.query.sparql_formats import serialise

    form = form or ("turtle" if answer.triples is not None else "table")
    if form == "table" and output is None:
        emit(answer.table(), form, empty="No rows.")
        return
    text = serialise(answer, "csv" if form == "table" else form)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode("utf-8", "replace"))
    if answer.cut:
        click.echo("Not all rows are given; ask for more with --rows.", err=True)


def _text(query: str) -> str:
    """The SPARQL that `query` means; QueryError where there is none to read."""
    if query == "-":
        return _decoded(sys.stdin.buffer.read(), "Standard input")
    if "{" in query:
        return query
    path = Path(query)
    if path.suffix not in (".rq", ".sparql") and not path.is_file():
        if path.is_dir() and ("/" in query or query in (".", "..")):
            raise QueryError(f"{query} is a folder; name a file with a query in it.")
        from kg.query.questions import question

        return question(query).sparql
    try:
        return _decoded(path.read_bytes(), query)
    except FileNotFoundError as error:
        raise QueryError(f"There is no file {query}.") from error
    except OSError as error:
        raise QueryError(f"{query} cannot be read: {error.strerror}.") from error


def _decoded(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise QueryError(f"{name} is not UTF-8 text (it holds bytes that no text has); save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise QueryError(
            f"{name} is not UTF-8 text (line {line}, byte {error.start}); save it as UTF-8."
        ) from error
    if not text.strip():
        raise QueryError(f"{name} holds no query: it is empty.")
    return text
