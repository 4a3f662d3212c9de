"""`kg add`: read more documents into a build, without reading the others again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("add")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
def command(sources: tuple[Path, ...], directory: Path | None) -> None:
    """Add the documents at SOURCE to a build. One of the same name takes the place of the old.

    The result is the same as a build from nothing of all of them.
    """
    from kg.cli._report import progress_bar, tell
    from kg.graph.build import find_build
    from kg.pipeline import add
    from kg.read import find_sources

    with progress_bar() as progress:
        report = add(sources, directory or find_build(), progress=progress)
    kept = {source.name for source in report.knowledge.sources}
    tell(report, fresh=[path.name for path in find_sources(sources) if path.name in kept])
