"""`kg build`: read documents and build the graph of them."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("build")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to put the build."
)
@click.option("--base", metavar="IRI", help="What the addresses of reviews, agencies and so on begin with.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="What a person decided (default: decisions.toml beside the sources, else in the folder you stand in, "
    "else the file that the last build into DIR used).",
)
@click.option("--no-names", is_flag=True, help="Leave out the names of the people who led reviews.")
def command(
    sources: tuple[Path, ...], output: Path, base: str | None, decisions: Path | None, no_names: bool
) -> None:
    """Read the documents at SOURCE (files or folders) and build the graph of what they say.

    A document that cannot be read is reported and the others are used. A build that fails leaves the one before
    as it was.
    """
    from kg.cli._report import progress_bar, tell
    from kg.pipeline import Settings, build

    chosen = decisions or _decisions_beside(sources) or _decisions_before(output)
    settings = Settings(base=_checked_base(base), decisions=chosen, names=not no_names)
    with progress_bar() as progress:
        report = build(sources, output, settings=settings, progress=progress)
    tell(report)
    if chosen is not None and chosen.is_file():
        click.echo(f"Decisions are taken from {chosen}.")


def _checked_base(base: str | None) -> str:
    from kg.graph.terms import BASE

    if base is None:
        return BASE
    if (
        not base.startswith(("http://", "https://"))
        or base[-1] not in "/#"
        or any(c in base for c in ' <>"{}')
    ):
        raise click.BadParameter(
            "give a web address that ends in / or #, such as https://example.org/id/", param_hint="--base"
        )
    return base


def _decisions_beside(sources: tuple[Path, ...]) -> Path | None:
    """The decisions file beside the sources, else in the folder one stands in."""
    folders = [source if source.is_dir() else source.parent for source in sources]
    files = (folder / "decisions.toml" for folder in (*folders, Path()))
    return next((file for file in files if file.is_file()), None)


def _decisions_before(output: Path) -> Path | None:
    """The decisions file that the build in `output` was made with: what was decided stays decided."""
    from kg.errors import BuildError
    from kg.graph.build import Build
    from kg.graph.run import settings_of

    try:
        return settings_of(Build.open(output)).decisions
    except BuildError:
        return None
