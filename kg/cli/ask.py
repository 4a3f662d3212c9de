"""`kg ask`: ask a question of the library by name, or in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, format_option, graph_options, open_asked
from kg.cli.similar import command as similar
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
@click.pass_context
def command(
    context: click.Context,
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

    graph = open_asked(build, endpoint)
    if words[0] in questions() or (len(words) > 1 and words[1].startswith("--")):
        asked = question(words[0])
        values: dict[str, object] = dict(_pairs(asked, words[1:]))
    else:
        meant = understand(graph, " ".join(words))
        click.echo(
            _understood(meant, " ".join(words)), err=form != "table", nl=bool(meant.question or meant.draft)
        )
        if meant.draft:
            context.invoke(similar, draft=meant.draft, build=build, endpoint=endpoint, most=5, form=form)
            return
        asked, values = _taken(meant), dict(meant.values)
    if before:
        values = with_predecessors(graph, asked, values)
    answer = run(graph, asked, values, limits=Limits(seconds=seconds, rows=rows))
    emit(answer, form, heads=_heads(answer), shares=_shares(answer), empty=_nothing(bool(values)))


def _pairs(asked: Question, words: tuple[str, ...]) -> dict[str, object]:
    """The parameters of a command line: `--name value` or `--name=value`; one given twice holds both."""
    pairs: dict[str, list[str]] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise QueryError(
                f"{word!r} stands alone; a value follows the name of what it is for, as in: {_example(asked)}. "
                "A question in plain words goes in quotation marks."
            )
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting or waiting[0].startswith("--"):
                raise QueryError(f"{word} has no value after it.")
            value = waiting.pop(0)
        pairs.setdefault(asked.parameter(name).name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in pairs.items()}


def _example(asked: Question) -> str:
    option = f" {asked.parameters[0].option} VALUE" if asked.parameters else ""
    return f"kg ask {asked.name}{option}"


def _taken(meant: Understanding) -> Question:
    if meant.question is not None:
        return meant.question
    near = [f"  kg ask {one.name}: {one.question}" for one in meant.nearest]
    parts = [
        meant.note or "That question was not understood.",
        "Nearest:\n" + "\n".join(near) if near else "`kg questions` lists what can be asked.",
        'To find where words stand, there is: kg search "WORDS"' if not meant.note else "",
    ]
    raise DataError("\n".join(part for part in parts if part))


def _understood(meant: Understanding, text: str) -> str:
    """What was made of the words, for the reader to check before the answer."""
    parts = [f"  read {typed!r} as {read!r}" for typed, read in meant.mended]
    if meant.draft:
        return "\n".join(
            ["Understood as: Was this recommended before? (kg similar)", f"  words: {meant.draft}", ""]
        )
    if meant.question is None:
        return "\n".join(parts) + "\n" if parts else ""
    head = [f"Understood as: {meant.question.question} (kg ask {meant.question.name})"]
    parts += [f"  {name.replace('_', ' ')}: {value}" for name, value in meant.said]
    names = [word for word in meant.left if "(" in word]
    words = [word for word in meant.left if "(" not in word]
    parts += (
        [f"  left out, since this question cannot be narrowed by it: {'; '.join(names)}"] if names else []
    )
    parts += [f"  not used: {', '.join(words)}"] if words else []
    return "\n".join([*head, *parts, *(f"  {one}" for one in meant.other), ""])


def _nothing(narrowed: bool) -> str:
    wider = " Ask without a part of it to see more." if narrowed else ""
    return f"Nothing in these documents answers this.{wider}"


def _heads(answer: Table) -> dict[str, str]:
    return {name: name.removesuffix("_name").replace("_", " ") for name in answer.columns}


def _shares(answer: Table) -> dict[str, int]:
    """Shares of the screen for columns of long text, by their longest cells."""
    if not answer.rows:
        return {}
    longest = {name: max(len(str(value or "")) for value in answer.column(name)) for name in answer.columns}
    return {name: 6 if length > 120 else 3 for name, length in longest.items() if length > 24}
