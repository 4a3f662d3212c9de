"""`kg questions`: list the questions of the library, or explain one."""

from __future__ import annotations

import click

from kg.cli._output import emit, format_option


@click.command("questions")
@click.argument("name", required=False)
@click.option("--sparql", is_flag=True, help="Print the query itself, to run or change it elsewhere.")
@format_option
def command(name: str | None, sparql: bool, form: str) -> None:
    """List the questions that `kg ask` can answer; with NAME, say what it takes and gives."""
    from kg.query.questions import question, questions
    from kg.query.table import table

    if name is None:
        rows = [
            {
                "name": one.name,
                "question": one.question,
                "takes": " ".join(parameter.option for parameter in one.parameters),
            }
            for one in questions().values()
        ]
        emit(table(("name", "question", "takes"), rows), form, shares={"question": 5, "takes": 3})
        return
    one = question(name)
    if sparql:
        click.echo(one.sparql, nl=False)
        return
    click.echo(f"{one.title}\n{one.question}\n\nkg ask {one.name}")
    for parameter in one.parameters:
        extra = (
            " (needed)"
            if parameter.required
            else f" (default {parameter.default})"
            if parameter.default
            else ""
        )
        click.echo(f"  {parameter.option} {parameter.type.upper()}  {parameter.what}{extra}")
    click.echo("\nGives")
    for column, what in one.columns:
        click.echo(f"  {column}: {what}")
