"""`kg ask`: ask a question of the library by name, or in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, format_option, graph_options, open_asked
from kg.errors import DataError, QueryError

if TYPE_CHECKING:
    from kg.query.ask import Understanding
    from kg.query.questions import Question
    from kg.query.table import Table


@click.command("ask", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True})
@graph_options
@format_option
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Longest time."
)
@click.option("--rows", type=click.IntRange(1), default=10_000, show_default=True, help="Most rows.")
@click.option(
    "--with-predecessors", "before", is_flag=True, help="An agency with the bodies that it follows, too."
)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
def command(
    build: Path | None,
    endpoint: str | None,
    form: str,
    seconds: float,
    rows: int,
    before: bool,
    words: tuple[str, ...],
) -> None:
    """Ask a question: by its name in the library with its parameters, or in plain words.

    \b
      kg ask recurring-themes --min-reviews 3 --since 2019
      kg ask "what keeps recurring about information sharing since 2019, addressed to the police?"

    `kg questions` lists the library, `kg questions NAME` says what a question takes.
    """
    from kg.query.answer import Limits
    from kg.query.ask import understand
    from kg.query.questions import question, questions, run, with_predecessors

    limits = Limits(seconds=seconds, rows=rows)
    graph = open_asked(build, endpoint)
    if words[0] in questions() or (len(words) > 1 and words[1].startswith("--")):
        asked = question(words[0])
        values: dict[str, object] = dict(_pairs(asked, words[1:]))
    else:
        meant = understand(graph, " ".join(words))
        asked, values = _taken(meant), dict(meant.values)
        click.echo(_understood(meant), err=form != "table")
    if before:
        values = with_predecessors(graph, asked, values)
    answer = run(graph, asked, values, limits=limits)
    emit(
        answer, form, heads=_heads(answer), shares=_shares(answer), empty="Nothing in the graph answers this."
    )


def _pairs(asked: Question, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The parameters of a command line: `--name value` or `--name=value`."""
    pairs = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise QueryError(f"{word!r} is no parameter; write it after its name, as in {_example(asked)}.")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise QueryError(f"{word} has no value.")
            value = waiting.pop(0)
        pairs.append((asked.parameter(name).name, value))
    return pairs


def _example(asked: Question) -> str:
    option = asked.parameters[0].option if asked.parameters else ""
    return f"kg ask {asked.name} {option} VALUE".replace("  VALUE", "")


def _taken(meant: Understanding) -> Question:
    if meant.question is not None:
        return meant.question
    near = [f"  kg ask {one.name}: {one.question}" for one in meant.nearest]
    hint = "Nearest:\n" + "\n".join(near) if near else "`kg questions` lists what can be asked."
    raise DataError(f"That question was not understood. {hint}")


def _understood(meant: Understanding) -> str:
    assert meant.question is not None
    parts = [f"Understood as: {meant.question.question} (kg ask {meant.question.name})"]
    parts += [f"  {name.replace('_', ' ')}: {value}" for name, value in meant.said]
    if meant.left:
        parts.append(f"  not used: {', '.join(meant.left)}")
    return "\n".join(parts) + "\n"


def _heads(answer: Table) -> dict[str, str]:
    return {name: name.removesuffix("_name").replace("_", " ") for name in answer.columns}


def _shares(answer: Table) -> dict[str, int]:
    """Shares of the screen for columns of long text, by their longest cells."""
    if not answer.rows:
        return {}
    longest = {name: max(len(str(value or "")) for value in answer.column(name)) for name in answer.columns}
    return {name: 6 if length > 120 else 3 for name, length in longest.items() if length > 24}
