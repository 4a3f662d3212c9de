"""`kg view`: Draw a picture as one HTML file that opens anywhere, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli._output import graph_options, officers_option, open_asked
from kg.errors import DataError, KgError

if TYPE_CHECKING:
    from kg.view.shape import Records, ViewGraph

NAMES = ("network", "matrix", "timeline", "flow", "repeats")
CENTRES = ("theme", "review", "agency", "recommendation")


@click.command()
@click.argument("picture", type=click.Choice(NAMES), default="network")
@graph_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write (default: views/PICTURE.html).",
)
@click.option("--theme", metavar="WORDS", help="Network only: around themes whose name holds these words.")
@click.option("--review", metavar="WORDS", help="Network only: around a review.")
@click.option("--agency", metavar="WORDS", help="Network only: around an agency.")
@click.option("--recommendation", metavar="ID", help="Network only: around a recommendation.")
@click.option("--year", help="Network only: what belongs to reviews of this year.")
@click.option("--stance", help="Network only: what was answered so, for example completed.")
@click.option(
    "--depth", type=click.IntRange(1, 4), default=1, show_default=True, help="How many links around."
)
@click.option(
    "--all-themes", is_flag=True, help="Network only: open with all themes, also those of a single review."
)
@click.option(
    "--png", type=click.Path(path_type=Path, dir_okay=False), help="Also a PNG of it, made with Chromium."
)
@officers_option
def command(
    picture: str,
    build: Path | None,
    endpoint: str | None,
    output: Path | None,
    depth: int,
    all_themes: bool,
    png: Path | None,
    with_officers: bool,
    **chosen: str | None,
) -> None:
    """Draw PICTURE: network (the default), matrix, timeline, flow or repeats."""
    from kg.atomic import write_file
    from kg.query.records import all_records
    from kg.rules import Rules
    from kg.view.views import PICTURES
    from kg.withhold import Withheld

    read = all_records(open_asked(build, endpoint))
    records: Records = read if with_officers else Withheld.of(read, rules=Rules()).records(read)
    asked = {name: value for name, value in chosen.items() if value}
    if asked and picture != "network":
        raise click.UsageError(f"--{next(iter(asked))} belongs to `kg view network`.")
    if picture == "network" and (asked or all_themes):
        from kg.view.network import draw

        part = _part(records, asked, depth=depth, recurring_only=not all_themes)
        html = draw(part, tier=2 if all_themes else 0)
    else:
        html = PICTURES[picture].draw(records)
    path = output or Path("views") / f"{picture}.html"
    write_file(path, html.encode())
    click.echo(f"Wrote {path} ({PICTURES[picture].shows}). Open it in any browser.")
    if png is not None:
        _photograph(path, png)


def _part(records: Records, asked: dict[str, Any], *, depth: int, recurring_only: bool) -> ViewGraph:
    from kg.view.focus import around, find, matching
    from kg.view.network_graph import network_graph

    centred = [kind for kind in CENTRES if kind in asked]
    view = network_graph(records, recurring_only=recurring_only and not centred)
    for kind in centred:
        nodes = find(view, kind, asked[kind])
        if not nodes:
            known = sorted(node.title or node.label for node in view.nodes if node.kind == kind)[:8]
            raise DataError(f"No {kind} is named like '{asked[kind]}'. Known: {'; '.join(known) or 'none'}.")
        view = around(view, (node.id for node in nodes), depth=depth)
    if "year" in asked or "stance" in asked:
        view = matching(view, year=asked.get("year"), stance=asked.get("stance"))
    if not view.nodes:
        raise DataError("Nothing is left to draw: loosen --year or --stance.")
    return view


def _photograph(page: Path, png: Path) -> None:
    import shutil
    import subprocess
    from tempfile import TemporaryDirectory

    from kg.atomic import write_file

    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    if browser is None:
        raise KgError(
            "A PNG needs Chromium or Chrome on this machine; the page itself has a 'Save PNG' button."
        )
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
    ]
    with TemporaryDirectory() as folder:
        taken = Path(folder) / "picture.png"
        command = [browser, *flags, "--window-size=1400,1080", "--virtual-time-budget=4000"]
        try:
            subprocess.run(
                [*command, f"--screenshot={taken}", page.resolve().as_uri()],
                check=True,
                capture_output=True,
                timeout=60,
            )
            picture = taken.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise KgError(
                f"{Path(browser).name} made no picture of {page}; the page itself has a 'Save PNG' button."
            ) from error
        write_file(png, picture)
    click.echo(f"Wrote {png}.")
