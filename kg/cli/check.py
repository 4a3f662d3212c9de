"""`kg check`: is everything in the build as it must be, and does nothing identify a person?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.graph.build import Build
    from kg.graph.checks import Breach


_SHOWN = 5
_WORDS = {"error": "not read", "warning": "look at", "note": "note"}


@click.command("check")
@click.argument("outputs", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[OUTPUT]...")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
@click.option(
    "--planted",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Words that must be nowhere, one a line.",
)
@click.option("--quick", is_flag=True, help="Leave out the second opinion of pySHACL.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    outputs: tuple[Path, ...], directory: Path | None, planted: Path | None, quick: bool, form: str
) -> None:
    """Check the graph against its shapes and its texts, and look for anything that identifies a person in the build
    and in every OUTPUT (pages, sites, exports made from it).

    First every file is compared with what was written: where one is damaged it is said how to repair that, and the rest
    is left until then. Exit code 1 when something is wrong.
    """
    from kg.graph.build import Build, find_build
    from kg.graph.integrity import damage

    build = Build.open(directory or find_build())
    words = planted.read_text(encoding="utf-8").splitlines() if planted else []
    broken = damage(build.generation)
    fit = not any(one.fatal for one in broken)  # else what else is found would only follow from that
    looked = set(_graph(build, quick)) | set(_privacy(build, outputs, words)) if fit else set()
    found = sorted({*broken, *looked}, key=_order)
    if form == "json":
        rows = [
            {"check": b.check, "says": b.says, "subject": b.subject, "detail": b.detail, "fatal": b.fatal}
            for b in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _tell(build, found, fit=fit)
    if any(one.fatal for one in found):
        sys.exit(1)


def _order(one: Breach) -> tuple[bool, str, str, str, str]:
    return (not one.fatal, one.check, one.says, one.subject, one.detail)


def _graph(build: Build, quick: bool) -> Iterable[Breach]:
    from kg.graph.audit import audit
    from kg.graph.checks import run_checks
    from kg.graph.judge import judge
    from kg.graph.shapes import run_shapes

    store = build.store()
    second = () if quick else judge(store)
    return (*run_checks(store), *run_shapes(store), *audit(build), *_records(build), *second)


def _records(build: Build) -> Iterable[Breach]:
    """Records kept beside the graph that are not what the graph says."""
    from kg.graph.checks import Breach
    from kg.query.graph import open_graph
    from kg.query.records import KINDS, Reader

    graph = open_graph(build.directory)
    beside, asked = Reader(graph), Reader(graph, anew=True)
    for kind in KINDS:
        if beside.records(kind) != asked.records(kind):
            says = "Records kept beside the graph are not what it says; run `kg build` again"
            yield Breach("records", says, kind)


def _privacy(build: Build, outputs: tuple[Path, ...], words: list[str]) -> Iterable[Breach]:
    from kg.graph.scan import scan
    from kg.rules import Rules

    return scan((build.generation, *outputs), rules=Rules(), planted=words)


def _tell(build: Build, found: list[Breach], *, fit: bool) -> None:
    """Each kind of breach with its first few, worst first; of a `fit` build also what its run has to say."""
    from kg.graph.run import issues_of

    wrong = sum(one.fatal for one in found)
    for issue in issues_of(build) if fit else ():
        if not issue.code.startswith("check-"):  # those are found anew
            click.echo(f"{_WORDS[issue.severity.value]}: {issue.message}")
    for (fatal, says), group in groupby(found, key=lambda one: (one.fatal, one.says)):
        several = list(group)
        for one in several[:_SHOWN]:
            click.echo(f"{'wrong' if fatal else 'look at'}: {one}")
        if len(several) > _SHOWN:
            click.echo(f"{'wrong' if fatal else 'look at'}: {says}: {len(several) - _SHOWN} more")
    verdict = {0: "nothing is wrong", 1: "one thing is wrong"}.get(wrong, f"{wrong} things are wrong")
    click.echo(f"{build.directory}: {verdict}.")
