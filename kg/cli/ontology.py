"""`kg ontology`: the reference page of the ontology, in Markdown."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("ontology")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write (default: standard output).",
)
def command(output: Path | None) -> None:
    """Write what every class and property of the graph means, with an example and where it comes from."""
    from kg.atomic import write_file
    from kg.graph.reference import reference

    if output is None:
        click.echo(reference(), nl=False)
    else:
        write_file(output, reference().encode())
        click.echo(f"{output} is written.", err=True)
