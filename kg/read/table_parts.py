"""The parts of a workbook, looked at before openpyxl opens it, which makes an object for every merged cell.

Merged ranges are cut to the cells that are filled, properties that are no XML are dropped: neither touches a word.
Formulas that hold no value are told, as nothing shows where they stand.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from kg.model.text import Issue, Severity, Source

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_MERGED = re.compile(rb'(<mergeCell\b[^>]*?\bref=")([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})(")')
_UNCOUNTED = re.compile(rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_WORDS = re.compile(rb'\bt="str"')  # such a formula gave an empty text
_NAME = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_CUT = 10_000  # merged cells of a sheet that are left as they are: trackers merge some hundred


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workbook that is safe to open, and what was found in it that its cells do not show."""

    data: bytes
    issues: tuple[Issue, ...]


def prepare(source: Source, data: bytes) -> Prepared:
    """The workbook `data`, made safe to open. Raises what zipfile raises of damaged parts."""
    changed: dict[str, bytes | None] = {}
    uncounted: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("docProps/") and not _is_xml(archive.read(name)):
                changed[name] = None
            elif _SHEET.fullmatch(name):
                sheet = archive.read(name)
                uncounted += _formulas_without_value(sheet)
                cut = _cut_ranges(sheet)
                if cut is not sheet:
                    changed[name] = cut
        data = _packed(archive, changed) if changed else data
    cut_sheets = sum(part is not None for part in changed.values())
    return Prepared(data, (*_uncounted(source, uncounted), *_cut_issue(source, cut_sheets)))


def _is_xml(part: bytes) -> bool:
    try:
        etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _formulas_without_value(sheet: bytes) -> list[str]:
    found = [match[1] for match in _UNCOUNTED.finditer(sheet) if not _WORDS.search(match[1])]
    return [name[1].decode() if (name := _NAME.search(head)) else "?" for head in found]


def _cut_ranges(sheet: bytes) -> bytes:
    """`sheet` with its merged ranges cut to the filled cells, where they are many; the same object elsewhere."""
    areas = [range_boundaries(match[2].decode()) for match in _MERGED.finditer(sheet)]
    if sum((right - left + 1) * (low - top + 1) for left, top, right, low in areas) <= _CUT:
        return sheet
    places = [(int(row), column) for column, row in _PLACE.findall(sheet)]
    low = max((row for row, _ in places), default=1)
    right = max(
        (range_boundaries(f"{column.decode()}1")[0] for column in {name for _, name in places}), default=1
    )

    def cut(match: re.Match[bytes]) -> bytes:
        left, top, far, deep = range_boundaries(match[2].decode())
        end = f"{get_column_letter(max(left, min(far, right)))}{max(top, min(deep, low))}"
        return match[1] + f"{get_column_letter(left)}{top}:{end}".encode() + match[3]

    return _MERGED.sub(cut, sheet)


def _packed(archive: zipfile.ZipFile, changed: dict[str, bytes | None]) -> bytes:
    """The archive with some parts exchanged, or left out where they are None."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in dict.fromkeys(archive.namelist()):
            part = changed[name] if name in changed else archive.read(name)
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def _uncounted(source: Source, cells: list[str]) -> tuple[Issue, ...]:
    if not cells:
        return ()
    message = (
        f"{source.name}: {len(cells)} formulas hold no value (the first in cell {cells[0]}) and were read as empty; open "
        "it in Excel and save it again, which works them out."
    )
    return (Issue(code="xlsx-formula-without-value", message=message, source=source.name),)


def _cut_issue(source: Source, sheets: int) -> tuple[Issue, ...]:
    if not sheets:
        return ()
    message = f"{source.name}: merged cells reach far beyond what is filled and were read up to its end; nothing is lost."
    return (Issue("xlsx-merged-beyond", message, source.name, Severity.NOTE),)
