"""`kg reviews`: list the reviews, with how many recommendations each made (by their lowest parts) and how many were answered."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import emit, format_option, graph_options, open_asked
from kg.model.kinds import ReviewStatus

if TYPE_CHECKING:
    from kg.query.records import Record

COLUMNS = (
    "name", "type", "status", "published_date", "recommendations", "answered", "carries", "themes",
    "aliases", "lead_reviewer", "basis", "sources", "id",
)  # fmt: skip
HEADS = {
    "name": "review",
    "type": "type",
    "status": "report",
    "published_date": "published",
    "recommendations": "recommendations",
    "answered": "answered",
    "carries": "themes",
}


@click.command("reviews")
@graph_options
@click.option("--basis", default="review", show_default=True, help="review, inspection, inquiry ... or all.")
@format_option
def command(build: Path | None, endpoint: str | None, basis: str, form: str) -> None:
    """List the reviews: those printed in full, and those only spoken of.

    Of one that is only spoken of and of which no recommendation was found, how many it made is not known: the cell is empty.
    """
    from kg.query.records import Reader
    from kg.query.records_parts import by_parts, is_answered
    from kg.query.table import table

    reader = Reader(open_asked(build, endpoint))
    made: defaultdict[str, list[Record]] = defaultdict(list)
    for one in by_parts(reader.records("recommendation")):
        made[str(one["review"])].append(one)
    rows = []
    for review in reader.records("review"):
        own = made[review["id"]]
        known = bool(own) or review["status"] == ReviewStatus.FULL_TEXT
        if basis in ("all", review["basis"]):
            rows.append(
                review
                | {
                    "recommendations": len(own) if known else None,
                    "answered": sum(map(is_answered, own)) if known else None,
                }
            )
    rows.sort(key=lambda row: (row["status"] != "full_text", -(row["recommendations"] or 0), row["name"]))
    if form == "table":
        rows = [
            row
            | {"type": _words(row["type"]), "status": _words(row["status"]), "carries": _few(row["carries"])}
            for row in rows
        ]
    emit(table(COLUMNS, rows), form, heads=HEADS, empty="No reviews found.", shares={"name": 3, "carries": 3})


def _words(name: object) -> str:
    return str(name or "").replace("_", " ")


def _few(names: list[str], most: int = 5) -> list[str]:
    """The first names, and how many more there are: `kg ask themes-of-review` lists them all."""
    return names if len(names) <= most else [*names[:most], f"and {len(names) - most} more"]
