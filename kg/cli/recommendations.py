"""`kg recommendations`: list recommendations, to whom, on what, and where they stand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli._output import emit, format_option, graph_options, open_asked
from kg.model.kinds import Standing

COLUMNS = (
    "review_name", "number", "part", "text", "addressed_to", "themes", "standing", "actions", "basis",
    "source", "page", "line_start", "line_end", "id",
)  # fmt: skip
HEADS = {
    "no": "no.",
    "text": "recommendation",
    "addressed_to": "to",
    "themes": "themes",
    "stands": "stands",
}


@click.command("recommendations")
@graph_options
@click.option("--review", help="Only of this review: any part of its name, or its initials.")
@click.option("--theme", help="Only on this theme, or one below it.")
@click.option("--agency", help="Only addressed to this agency, or to a part of it.")
@click.option(
    "--with-predecessors", "before", is_flag=True, help="The agency with the bodies that it follows, too."
)
@click.option(
    "--state",
    type=click.Choice([one.value for one in Standing]),
    help="Only those that stand so: completed, open, no_answer ...",
)
@click.option("--basis", help="Only of a review, inspection, inquiry, investigation ...")
@format_option
def command(
    build: Path | None,
    endpoint: str | None,
    review: str | None,
    theme: str | None,
    agency: str | None,
    before: bool,
    state: str | None,
    basis: str | None,
    form: str,
) -> None:
    """List recommendations: number, words, to whom, themes, and where each stands.

    Lettered parts stand apart, each led by the words of its stem; `kg export` gives the stems as records too.
    """
    from kg.query.records import Reader
    from kg.query.records_choose import choose_recommendations
    from kg.query.records_parts import by_parts
    from kg.query.table import table

    graph = open_asked(build, endpoint)
    known = by_parts(Reader(graph).records("recommendation"))
    chosen = partial(
        choose_recommendations, graph, review=review, theme=theme, agency=agency, state=state, basis=basis
    )
    every = chosen(known, predecessors=True)
    rows = every if before else chosen(known)
    if form != "table":
        emit(table(COLUMNS, rows), form)
        return
    names = {row["review_name"] for row in rows}
    heads = HEADS if len(names) == 1 else {"review_name": "review"} | HEADS
    if len(names) == 1 and rows:
        click.echo(f"{names.pop() or 'No review named'}: {len(rows)} recommendations\n")
    drawn = table((*COLUMNS, "no", "stands"), [row | _drawn(row) for row in rows])
    emit(
        drawn, form, heads=heads, shares={"text": 6, "addressed_to": 3, "themes": 3, "review_name": 3},
        empty="No recommendation fits. `kg reviews` lists the reviews, `kg themes` the themes.",
    )  # fmt: skip
    if len(every) > len(rows):
        more = len(every) - len(rows)
        click.echo(f"{more} more to the bodies that it follows; --with-predecessors lists them too.")


def _drawn(row: dict[str, Any]) -> dict[str, str]:
    stands = str(row["standing"] or "").replace("_", " ")
    return {"no": f"{row['number'] or ''}{row['part'] or ''}", "stands": stands}
