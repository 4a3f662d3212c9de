"""`kg withdraw`: take a document out of a build, without a trace."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("withdraw")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
def command(source: str, directory: Path | None) -> None:
    """Take the document called SOURCE (its file name) out of a build.

    No statement, quote, stored text or index entry of it stays in the build directory. Pages and files that were
    made from the build earlier (views, sites, exports) lie elsewhere: make them again.
    """
    from kg.cli._report import progress_bar, tell
    from kg.graph.build import find_build
    from kg.pipeline import withdraw

    with progress_bar() as progress:
        report = withdraw(source, directory or find_build(), progress=progress)
    click.echo(
        f"{source} is withdrawn. Make views, sites and exports of this build again: they may still show it."
    )
    tell(report)
