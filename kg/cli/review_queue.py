"""`kg review-queue`: what the system is least sure of, most valuable first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, format_option

if TYPE_CHECKING:
    from kg.resolve.decisions import Verb
    from kg.resolve.question import Question

_OR = "  or  "
_ABOUT = ("merge", "name", "link", "addressee", "theme", "boundary")


@click.command("review-queue")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
@click.option("--about", type=click.Choice(_ABOUT), help="Only questions of one sort.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show.")
@format_option
def command(directory: Path | None, about: str | None, limit: int, form: str) -> None:
    """List what the system is least sure of and what matters most, with the words it stands on.

    Each row ends in the commands that decide it; decisions are kept in a text file and applied at every build.
    """
    from kg.graph.build import Build, find_build
    from kg.pipeline import derive, settings_of
    from kg.query.table import table
    from kg.resolve.decisions_file import read_decisions
    from kg.resolve.queue import questions

    build = Build.open(directory or find_build())
    extractions = [build.extraction(source.name) for source in build.sources()]
    settings = settings_of(build)
    decisions = read_decisions(settings.decisions) if settings.decisions else ()
    every = questions(derive(extractions, settings), decisions=decisions)
    asked = [question for question in every if about in (None, question.about)]
    rows = [
        {
            "about": question.about,
            "question": question.text,
            "sureness": round(question.sureness, 2),
            "source": question.evidence.source if question.evidence else None,
            "place": _place(question),
            "quote": " ".join(question.evidence.quote.split())[:160] if question.evidence else None,
            "decide": _command(question),
        }
        for question in asked[:limit]
    ]
    columns = ["about", "question", "sureness", "source", "place", "quote", "decide"]
    if form == "table":
        for row in rows:
            click.echo(f"[{row['about']}] {row['question']}")
            click.echo(f"    {row['source']}, {row['place']}: “{row['quote']}”")
            click.echo(f"    sure {row['sureness']}; one of these decides it:")
            click.echo("".join(f"      {line}\n" for line in str(row["decide"]).split(_OR)))
        more = len(asked) - len(rows)
        click.echo(f"{more} more; --limit shows them." if more > 0 else "That is all.")
        return
    emit(table(columns, rows), form)


def _place(question: Question) -> str:
    evidence = question.evidence
    if evidence is None:
        return ""
    if evidence.line_start is not None:
        return f"line {evidence.line_start}"
    return f"page {evidence.page}" if evidence.page is not None else f"character {evidence.span.start}"


def _command(question: Question) -> str:
    """The command that decides a question, for each verb that can; words in capitals are for the person to fill in."""
    return _OR.join(
        f'kg decide {verb.value} {_tail(question, verb)} --who "YOUR NAME"' for verb in question.verbs
    )


def _tail(question: Question, verb: Verb) -> str:
    """What follows one verb."""
    parts = [question.subject]
    if verb.value in ("same", "different"):
        parts.append(question.other if question.about == "merge" and question.other else "OTHER")
        return " ".join(parts)
    if question.theme:
        parts.append(f"--theme {question.theme}")
    if question.field:
        parts.append(f"--field {question.field}")
    if verb.value == "edit":
        parts += ["--value VALUE"] if question.field else ["--field text --value VALUE"]
    elif question.named:
        parts.append(f'--value "{question.named}"')
    return " ".join(parts)
