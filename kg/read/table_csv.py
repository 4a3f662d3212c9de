"""Read CSV: a tracker or an export of one, as one table."""

from __future__ import annotations

import csv
import io
from itertools import islice

from kg.errors import SourceError
from kg.model.text import Document, Issue, Source
from kg.read.assembly import Assembly
from kg.read.limits import Limits
from kg.read.table import add_sheet


def read_csv(source: Source, text: str, *, limits: Limits) -> Document:
    """The table in `text`, quoted cells over several lines included; the separator is told from the text.

    Raises SourceError where a quotation mark is never closed or the table is too large.
    """
    try:
        csv.field_size_limit(10_000_000)
        rows = [
            tuple(row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        ]
    except csv.Error as error:
        raise SourceError(
            f"{source.name} is not a well-formed CSV table ({error}); open it in a spreadsheet and save it again."
        ) from error
    if sum(len(row) for row in rows) > limits.cells:
        raise SourceError(f"{source.name} has more than {limits.cells:,} cells; split it into parts.")
    assembly = Assembly(source.name)
    add_sheet(assembly, rows, merged={}, rule="csv")
    return assembly.document(source, issues=_issues(source, rows))


def _separator(text: str) -> str:
    """The separator of the first lines: the one of , ; tab | that gives most rows the same width."""
    best, score = ",", (0, 0)
    for separator in ",;\t|":
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 50))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(((widths.count(width), width) for width in widths), default=(0, 0))
        if common > score:
            best, score = separator, common
    return best


def _issues(source: Source, rows: list[tuple[str, ...]]) -> tuple[Issue, ...]:
    filled = [len(row) for row in rows if any(cell.strip() for cell in row)]
    usual = max(filled, key=filled.count, default=0)
    longer = sum(width > usual for width in filled)
    if not longer:
        return ()
    message = f"{source.name}: {longer} rows have more cells than the others ({usual}); check for commas without quotes."
    return (Issue(code="csv-ragged", message=message, source=source.name),)
