"""Records as JSON Lines, CSV and Excel workbooks; the same records give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from kg.query.table import cell

Record = dict[str, Any]
FORMATS = ("jsonl", "csv", "xlsx")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767  # characters that a cell of a workbook can hold
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def as_jsonl(records: Sequence[Record]) -> bytes:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def as_csv(records: Sequence[Record]) -> bytes:
    """A head and a row for each record, lists joined by '; '; of several kinds the columns are all of theirs."""
    out = io.StringIO()
    columns = _columns(records)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell(record.get(name))) for name in columns] for record in records)
    return out.getvalue().encode()


def harmless(value: object) -> object:
    """`value` unless it is text that a spreadsheet would run as a formula; that begins with an apostrophe."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def as_xlsx(sheets: Mapping[str, Sequence[Record]]) -> bytes:
    """A workbook with a sheet for each kind: heads in bold and frozen, text never taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, records in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        columns = _columns(records)
        heads = [WriteOnlyCell(sheet, value=column) for column in columns]
        for head in heads:
            head.font = Font(bold=True)
        sheet.append(heads)
        for record in records:
            cells = [WriteOnlyCell(sheet, value=_fitting(cell(record.get(column)))) for column in columns]
            for one in cells:
                if isinstance(one.value, str):
                    one.data_type = "s"
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _columns(records: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in record))


def _fitting(value: object) -> object:
    if not isinstance(value, str):
        return value
    plain = _CONTROL.sub(" ", value)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _without_clock(workbook: bytes) -> bytes:
    """The workbook with every date of its making set to one day, so that equal records give equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", content)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
