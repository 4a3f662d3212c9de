"""What a build says when it is done: what was read, what was found, what needs a look."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model.entity import Knowledge
    from kg.pipeline import Progress, Report

_SHOWN = 10


def tell(report: Report, *, fresh: Collection[str] = ()) -> None:
    """Print the report: sources and findings on standard output, issues on standard error.

    Of the sources called `fresh` it is said what each of them gave.
    """
    knowledge = report.knowledge
    count = len(knowledge.sources)
    click.echo(
        f"Read {_number(count, 'source')} with {_number(len(knowledge.documents), 'document')} in them."
    )
    click.echo(f"Found {_found(knowledge)}.")
    for name in sorted(fresh):
        click.echo(f"In {name}: {_given(knowledge, name)}.")
    click.echo(f"The build is in {report.build.directory}.")
    if not any((knowledge.recommendations, knowledge.findings, knowledge.scrutiny, knowledge.actions)):
        click.echo(
            "Nothing of a review was found: no recommendation, finding, resolution or action. `kg inspect FILE` shows how a"
            " file was understood.",
            err=True,
        )
    _issues(report)


def _given(knowledge: Knowledge, source: str) -> str:
    """What stands in one source: of things printed in several, those whose first printing it is."""
    kinds = (
        ("recommendation", knowledge.recommendations),
        ("response", knowledge.responses),
        ("finding", knowledge.findings),
        ("scrutiny item", knowledge.scrutiny),
        ("action", knowledge.actions),
    )
    counts = [(noun, sum(one.evidence.source == source for one in things)) for noun, things in kinds]
    reviews = sum(any(e.source == source for e in one.evidence) for one in knowledge.reviews)
    told = [_number(count, noun) for noun, count in (("review", reviews), *counts) if count]
    return ", ".join(told) or "nothing of a review"


def _found(knowledge: Knowledge) -> str:
    from kg.model.kinds import Standing

    stems = {one.stem for one in knowledge.recommendations}
    asked = [one for one in knowledge.recommendations if one.id not in stems]  # by their lowest parts
    answered = sum(one.standing is not Standing.NO_ANSWER for one in asked)
    kinds = Counter(one.kind.value.replace("_", " ") for one in knowledge.findings)
    parts = [
        _number(len(knowledge.reviews), "review"),
        f"{_number(len(asked), 'recommendation')} ({answered} answered)",
        _number(len(knowledge.responses), "response"),
        *(_number(kinds[kind], kind) for kind in ("finding", "learning point") if kinds[kind]),
        *([f"{kinds['good practice']} of good practice"] if kinds["good practice"] else []),
        _number(len(knowledge.scrutiny), "scrutiny item"),
        _number(len(knowledge.actions), "action"),
        _number(len(knowledge.agencies), "agency"),
    ]
    return ", ".join(parts)


def _issues(report: Report) -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    issues = sorted(report.issues, key=lambda one: (order[one.severity.value], one.source, one.message))
    if not issues:
        return
    click.echo(f"{_number(len(issues), 'thing')} to look at:", err=True)
    for issue in issues[:_SHOWN]:
        click.echo(f"  {issue.severity.value}: {issue.message}", err=True)
    if len(issues) > _SHOWN:
        click.echo(f"  and {len(issues) - _SHOWN} more: kg check lists them all.", err=True)


def _number(count: int, noun: str) -> str:
    plural = {"agency": "agencies"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else plural}"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on standard error where a person is looking; nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
