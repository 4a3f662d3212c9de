"""`kg similar`: has this been recommended before, where, to whom, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli._output import emit, format_option, graph_options, open_asked

if TYPE_CHECKING:
    from kg.query.records import Reader
    from kg.query.similar import Alike

COLUMNS = (
    "score", "agreeing", "review_name", "number", "part", "text", "addressed_to", "standing",
    "answers", "source", "page", "line_start", "id",
)  # fmt: skip
_SHOWN = 260
_NOBODY = "no answer found in these documents"
_BY_PLAN = "no response found in these documents, but actions of a plan answer it"
#: what is said where there is no response, by where the recommendation stands
_UNANSWERED = {"action_planned": _BY_PLAN, "completed": f"{_BY_PLAN}, all said to be completed"}


@click.command("similar")
@click.argument("draft")
@graph_options
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="How many to show.")
@format_option
def command(draft: str, build: Path | None, endpoint: str | None, most: int, form: str) -> None:
    """Find earlier recommendations that ask for much the same as DRAFT, the words of a recommendation.

    Each is shown with its review, whom it was addressed to, and what was answered.
    """
    from kg.query.records import Reader
    from kg.query.similar import similar
    from kg.query.table import table
    from kg.rules import Rules

    if not draft.strip():
        raise click.UsageError("DRAFT is empty; give the words of the recommendation in quotation marks.")
    reader = Reader(open_asked(build, endpoint))
    rules = Rules()
    found = similar(
        draft,
        reader.records("recommendation"),
        reader.records("response"),
        themes=_labels(draft, reader),
        most=most,
        rules=rules,
    )
    if form != "table":
        emit(table(COLUMNS, [_row(one) for one in found]), form)
        return
    if not found:
        click.echo(
            "Nothing alike: no recommendation in these documents shares enough of these words. One that says the same\n"
            "in other words is not found; try other words for it, or look through its theme: kg recommendations --theme."
        )
        return
    for one in found:
        click.echo(_card(one))


def _labels(draft: str, reader: Reader) -> list[str]:
    from kg.extract.theme.draft import themes_in
    from kg.query.prefixes import THEMES
    from kg.rules import Rules

    found = (reader.themes.find(THEMES + slug) for slug in themes_in(draft, rules=Rules()))
    return [label for thing in found if (label := thing.text("skos:prefLabel"))]


def _row(one: Alike) -> dict[str, Any]:
    answers = [f"{answer['stance']}: {answer['text']}" for answer in one.responses]
    return one.recommendation | {"score": one.score, "agreeing": list(one.words), "answers": answers}


def _card(one: Alike) -> str:
    from kg.query.recurrence_uses import place

    asked = one.recommendation
    number = f"{asked['number'] or ''}{asked['part'] or ''}"
    lines = [
        f"{one.score:.2f}  {asked['review_name'] or 'No review named'}"
        + (f", recommendation {number}" if number else ""),
        f"      {_short(asked['text'])}",
        f"      to: {', '.join(asked['addressed_to']) or 'not said'}",
        f"      agrees in: {', '.join(one.words)}",
        f"      printed: {place(asked['source'], asked['page'], asked['line_start'])}",
    ]
    for answer in one.responses[:3]:
        stance = str(answer["stance"] or "").replace("_", " ")
        where = place(answer["source"], answer["page"], answer["line_start"])
        lines.append(f"      answered ({stance}): {_short(answer['text'])} [{where}]")
    if not one.responses:
        lines.append(f"      answered: {_UNANSWERED.get(asked['standing'], _NOBODY)}")
    return "\n".join(lines) + "\n"


def _short(text: object) -> str:
    words = " ".join(str(text or "").split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
