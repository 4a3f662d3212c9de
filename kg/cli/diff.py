"""`kg diff`: what changed between two builds."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path

import click


@click.command("diff")
@click.argument("before", type=click.Path(path_type=Path), metavar="BEFORE")
@click.argument("after", type=click.Path(path_type=Path), metavar="AFTER")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(before: Path, after: Path, form: str) -> None:
    """Tell what changed from the build BEFORE to the build AFTER: reviews, recommendations and other records that are
    new, gone, or not the same.
    """
    from kg.graph.build import Build
    from kg.graph.diff import diff

    found = diff(Build.open(before).graph_store(), Build.open(after).graph_store())
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        click.echo(str(one))
    if not found:
        click.echo("The two builds say the same.")
        return
    counts = Counter((one.change.value, one.kind) for one in found)
    click.echo(
        "In all: "
        + ", ".join(
            f"{count} {_plural(kind) if count > 1 else kind} {change}"
            for (change, kind), count in sorted(counts.items())
        )
        + "."
    )


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
