"""`kg briefing`: write the manager's paper: recurring learning, repeated recommendations, open promises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import graph_options, open_asked

if TYPE_CHECKING:
    from kg.query.briefing import Paper, Scope
    from kg.query.graph import Graph

_ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx"}


@click.command("briefing")
@graph_options
@click.option("--theme", help="Only on this theme, or one below it.")
@click.option("--agency", help="Only what is addressed to this agency, or to a part of it.")
@click.option("--since", metavar="YEAR", help="Only reviews of this year or later.")
@click.option("--until", metavar="YEAR", help="Only reviews of this year or earlier.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "html", "docx")),
    help="What to write (default: what the name of the output says, else Markdown).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it (default: the screen).",
)
def command(
    build: Path | None,
    endpoint: str | None,
    theme: str | None,
    agency: str | None,
    since: str | None,
    until: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Write a paper on what keeps coming back, what was recommended more than once, and what is still open.

    Every statement names its source with page or line.
    """
    from kg.atomic import write_file
    from kg.query.briefing import briefing
    from kg.query.records import all_records
    from kg.query.recurrence_uses import repeated, uses

    graph = open_asked(build, endpoint)
    scope = _scope(graph, theme=theme, agency=agency, since=since, until=until)
    paper = briefing(all_records(graph), uses(graph), repeated(graph), scope=scope)
    kind = form or (_kind(output) if output else "markdown")
    if kind == "docx" and output is None:
        raise click.UsageError("A Word document needs a place: give --output briefing.docx.")
    written = _written(paper, kind)
    if output is None:
        click.echo(written.decode("utf-8"), nl=False)
        return
    write_file(output, written)
    click.echo(f"The briefing is in {output}.")


def _kind(output: Path) -> str:
    """What the name of the output says should be written."""
    kind = _ENDINGS.get(output.suffix.lower())
    if kind is None:
        raise click.UsageError(
            f"A briefing is written as {', '.join(sorted(_ENDINGS))}, not as '{output.name}'; name it so, or say --format."
        )
    return kind


def _scope(
    graph: Graph, *, theme: str | None, agency: str | None, since: str | None, until: str | None
) -> Scope:
    from kg.query import names
    from kg.query.briefing import Scope

    for value in (since, until):
        if value is not None and not (len(value) == 4 and value.isdigit()):
            raise click.UsageError(f"'{value}' is no year; write it with four digits, as in 2021.")
    words = []
    themes = names.theme_family(graph, theme) if theme else []
    agencies = names.agency_family(graph, agency) if agency else []
    if themes:
        words.append(names.choose(names.themes(graph), str(theme), what="theme").label)
    if agencies:
        words.append(names.choose(names.agencies(graph), str(agency), what="agency").label)
    words += [f"from {since}"] if since else []
    words += [f"until {until}"] if until else []
    return Scope(
        themes=frozenset(one.label for one in themes) if theme else None,
        agencies=frozenset(one.label for one in agencies) if agency else None,
        since=since,
        until=until,
        words=", ".join(words),
    )


def _written(paper: Paper, kind: str) -> bytes:
    if kind == "docx":
        from kg.query.briefing_docx import as_docx

        return as_docx(paper)
    if kind == "html":
        from kg.view.briefing import as_html

        return as_html(paper).encode("utf-8")
    from kg.query.briefing_markdown import as_markdown

    return as_markdown(paper).encode("utf-8")
