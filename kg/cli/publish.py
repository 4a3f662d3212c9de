"""`kg publish`: put a build into a SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("publish")
@click.argument("url", metavar="URL")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
@click.option(
    "--query", metavar="URL", help="Where the server answers questions, if that cannot be told from URL."
)
def command(url: str, directory: Path | None, query: str | None) -> None:
    """Put the named graphs of a build into the server whose Graph Store Protocol address is URL
    (Oxigraph: http://HOST:7878/store, Virtuoso: http://HOST:8890/sparql-graph-crud-auth), and take away those of
    sources that were withdrawn.

    Credentials come from the environment: KG_USER and KG_PASSWORD, or KG_TOKEN.
    """
    from kg.graph.build import Build, find_build
    from kg.graph.publish import Server, publish

    build = Build.open(directory or find_build())
    done = publish(build.graph_store(), Server.at(url, query=query), base=build.base)
    click.echo(f"Put {len(done.put)} graphs with {done.statements} statements into {url}.")
    if done.deleted:
        click.echo(f"Took away {len(done.deleted)} graphs of sources that are no longer in the build.")
