"""Read XLSX: the worksheets of a tracker, each as a table below its name (through openpyxl)."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import SourceError
from kg.model.text import BlockKind, Document, Issue, Severity, Source
from kg.read.assembly import Assembly
from kg.read.limits import Limits
from kg.read.table import Place, add_sheet
from kg.read.table_parts import prepare

_UNNAMED = re.compile(r"(?i)^(?:sheet|tabelle|blad)\s*\d*$")


def read_xlsx(source: Source, data: bytes, *, limits: Limits) -> Document:
    """The visible worksheets in `data`, cells as they show (dates as ISO, formulas as their last value).

    Raises SourceError where the workbook is damaged or too large; hidden sheets are left out with an issue.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not touch the words
            prepared = prepare(source, data)
            book = openpyxl.load_workbook(io.BytesIO(prepared.data), data_only=True)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
    ) as error:
        raise SourceError(
            f"{source.name} is cut off or damaged and cannot be opened; fetch it again."
        ) from error
    assembly = Assembly(source.name)
    hidden = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        if sheet.max_row * sheet.max_column > limits.cells:
            raise SourceError(
                f"{source.name}: sheet '{sheet.title}' has more than {limits.cells:,} cells; clear the unused ones."
            )
        _sheet(assembly, sheet)
    return assembly.document(source, issues=prepared.issues + _issues(source, hidden))


def _sheet(assembly: Assembly, sheet: Worksheet) -> None:
    rows: list[list[str]] = []
    bold: set[Place] = set()
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            text = _shown(cell.value)
            if text and cell.font is not None and cell.font.bold:
                bold.add((cell.row - 1, cell.column - 1))
            cells.append(text)
        rows.append(cells)
    if not any(cell for cells in rows for cell in cells):
        return
    if not _UNNAMED.match(sheet.title):
        assembly.block(BlockKind.HEADING, sheet.title, level=1, emphasis=True, rule="sheet-name")
    add_sheet(assembly, rows, merged=_merged(sheet), rule="xlsx", bold=frozenset(bold))


def _merged(sheet: Worksheet) -> dict[Place, Place]:
    covered = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                if (row, column) != (area.min_row - 1, area.min_col - 1):
                    covered[row, column] = (area.min_row - 1, area.min_col - 1)
    return covered


def _shown(value: object) -> str:
    """A value as words: dates ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _issues(source: Source, hidden: list[str]) -> tuple[Issue, ...]:
    if not hidden:
        return ()
    message = f"{source.name}: hidden sheets were left out ({', '.join(hidden)}); unhide them if they matter."
    return (Issue(code="xlsx-hidden-sheet", message=message, source=source.name, severity=Severity.NOTE),)
