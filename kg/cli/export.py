"""`kg export`: write the records as JSON Lines, CSV or an Excel workbook."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._output import graph_options, open_asked

KINDS = (
    "review", "recommendation", "response", "finding", "learning_point", "good_practice",
    "scrutiny_item", "action", "agency", "theme", "document",
)  # fmt: skip


@click.command("export")
@graph_options
@click.option(
    "--kind", type=click.Choice((*KINDS, "all")), default="all", show_default=True, help="Which records."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "csv", "xlsx")),
    default="jsonl",
    show_default=True,
    help="How to write.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: standard output).",
)
def command(build: Path | None, endpoint: str | None, kind: str, form: str, output: Path | None) -> None:
    """Write the records of a build: reviews, recommendations, responses and the rest, each with its quote and place.

    docs/records.md says what each field means. `--kind all --format xlsx` gives a sheet for each kind.
    """
    from kg.atomic import write_file
    from kg.query.records import Reader
    from kg.query.records_files import as_csv, as_jsonl, as_xlsx

    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A workbook cannot be shown on the screen: name a file with --output.")
    reader = Reader(open_asked(build, endpoint))
    sheets = {name: reader.records(name) for name in (KINDS if kind == "all" else (kind,))}
    rows = [record for records in sheets.values() for record in records]
    content = as_xlsx(sheets) if form == "xlsx" else as_csv(rows) if form == "csv" else as_jsonl(rows)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    write_file(output, content)
    counts = ", ".join(f"{len(records)} {name.replace('_', ' ')}" for name, records in sheets.items())
    click.echo(f"Wrote {output}: {counts}.", err=True)
