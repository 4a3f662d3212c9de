"""`kg agencies`: list the agencies, with what was recommended to them and what they answered."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kg.cli._output import emit, format_option, graph_options, open_asked

COLUMNS = (
    "name", "type", "level", "recommendations", "responses", "mentions", "part_of", "successor_of", "aliases", "id",
)  # fmt: skip
HEADS = {
    "name": "agency",
    "type": "type",
    "recommendations": "recommendations addressed to it",
    "responses": "responses",
    "mentions": "mentions",
    "part_of": "part of",
}


@click.command("agencies")
@graph_options
@click.option("--addressed", is_flag=True, help="Only those to whom a recommendation is addressed.")
@format_option
def command(build: Path | None, endpoint: str | None, addressed: bool, form: str) -> None:
    """List the agencies under one name each: most recommendations addressed to it first, then most mentions."""
    from kg.query.records import Reader
    from kg.query.records_parts import by_parts
    from kg.query.table import table

    reader = Reader(open_asked(build, endpoint))
    asked = Counter(
        name for one in by_parts(reader.records("recommendation")) for name in one["addressed_to"]
    )
    answered = Counter(name for one in reader.records("response") for name in one["agencies"])
    rows = [
        row | {"recommendations": asked[row["name"]], "responses": answered[row["name"]]}
        for row in reader.records("agency")
        if asked[row["name"]] or not addressed
    ]
    rows.sort(key=lambda row: (-row["recommendations"], -(row["mentions"] or 0), row["name"]))
    if form == "table":
        rows = [row | {"type": str(row["type"] or "").replace("_", " ")} for row in rows]
    emit(
        table(COLUMNS, rows), form, heads=HEADS, shares={"name": 3, "part_of": 2}, empty="No agencies found."
    )
