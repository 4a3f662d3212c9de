"""`kg dump`: the whole graph as Turtle, TriG, N-Quads, JSON-LD, GraphML, GEXF or an RO-Crate."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("dump")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "ro-crate"]),
    default="trig",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write (default: standard output); for ro-crate a new folder.",
)
def command(directory: Path | None, form: str, output: Path | None) -> None:
    """Write the whole graph of a build for other programs. For spreadsheets see `kg export`."""
    from kg.graph.build import Build, find_build

    build = Build.open(directory or find_build())
    if form == "ro-crate":
        if output is None:
            raise click.UsageError("An RO-Crate is a folder: name it with --output.")
        _crate(build.directory, output)
        return
    from kg.atomic import write_file
    from kg.graph.dump import dump

    data = dump(build.graph_store(), form)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_file(output, data)
        click.echo(f"{output} is written.", err=True)


def _crate(directory: Path, output: Path) -> None:
    from kg.graph.build import Build
    from kg.graph.crate import write_crate
    from kg.query.graph import open_graph
    from kg.query.records import KINDS, records
    from kg.query.records_files import as_csv

    build = Build.open(directory)
    graph = open_graph(directory)
    files = {f"records/{kind}.csv": as_csv(records(graph, kind)) for kind in KINDS}
    write_crate(build, output, records=files)
    click.echo(f"{output} is written.", err=True)
