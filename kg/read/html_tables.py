"""Tables of a web page, and the words of an element as they show."""

from __future__ import annotations

import re

from lxml import html

from kg.errors import SourceError
from kg.read.assembly import WIDEST, CellText

_BREAKS = {"br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section"}
_SILENT = {"script", "style", "template", "svg", "noscript"}
_MOST_CELLS = 500_000  # of one table, those that others cover among them
_NOTE = re.compile(r"\[?\d{1,3}\]?")
_SPACE = re.compile(r"[^\S\n]+")


def words_of(element: html.HtmlElement) -> str:
    """The words of an element: white space folded, a newline for each break, raised note numbers left out."""
    parts: list[str] = []
    _collect(element, parts, keep_space=element.tag == "pre")
    lines = [_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n")]
    joined = "\n".join(line for line in lines if line)
    before = " " if parts and parts[0][:1].isspace() else ""
    after = " " if parts and parts[-1][-1:].isspace() else ""
    return f"{before}{joined}{after}" if joined else before or after


def html_rows(table: html.HtmlElement, *, name: str) -> tuple[list[list[CellText]], int | None]:
    """The rows of a table, cells that span rows carried down; how many rows are heads (None: it does not say).

    Raises SourceError, with the `name` of the page, where its cells span far more than a table shows.
    """
    rows: list[list[CellText]] = []
    covered: dict[int, tuple[int, int]] = {}  # column -> rows still covered, width of the cell above
    heads = count = 0
    for row in _own_rows(table):
        cells: list[CellText] = []
        column = 0
        for cell in [child for child in row if child.tag in ("td", "th")]:
            column = _carry(cells, covered, column)
            wide, deep = _span(cell, "colspan"), _span(cell, "rowspan")
            parts = tuple(part for part in words_of(cell).split("\n") if part.strip())
            cells.append(CellText(column, parts, bold=cell.tag == "th" or _is_strong(cell)))
            if deep > 1:
                covered[column] = (deep, wide)
            column += wide
        _carry(cells, covered, column)
        count += len(cells)
        if count > _MOST_CELLS or column > WIDEST:
            raise SourceError(f"{name} has a table whose cells span far more rows or columns than it fills.")
        covered = {at: (left - 1, wide) for at, (left, wide) in covered.items() if left > 1}
        marked = next(row.iterancestors("thead"), None) is not None or all(child.tag != "td" for child in row)
        if marked and heads == len(rows):
            heads += 1
        rows.append(cells)
    return rows, heads if 0 < heads < len(rows) else None


def _carry(cells: list[CellText], covered: dict[int, tuple[int, int]], column: int) -> int:
    """Add the cells that a cell above covers from `column` on; give the next free column."""
    own = {cell.column for cell in cells}
    while column in covered and column not in own:
        cells.append(CellText(column, (), carried=True))
        column += covered[column][1]
    return column


def _own_rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value[:9]), 1), 1_000) if value.isascii() and value.isdigit() else 1


def _is_strong(cell: html.HtmlElement) -> bool:
    strong = "".join("".join(element.itertext()) for element in cell.xpath(".//b | .//strong")).split()
    return bool(strong) and strong == "".join(cell.itertext()).split()


def _collect(element: html.HtmlElement, parts: list[str], *, keep_space: bool) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.tag == "sup" and _NOTE.fullmatch("".join(element.itertext()).strip()):
        return
    breaks = element.tag in _BREAKS
    if breaks:
        parts.append("\n")
    parts.append(_flat(element.text, keep_space))
    for child in element:
        _collect(child, parts, keep_space=keep_space or child.tag == "pre")
        parts.append(_flat(child.tail, keep_space))
    if breaks and element.tag != "br":
        parts.append("\n")


def _flat(text: str | None, keep_space: bool) -> str:
    if not text:
        return ""
    return text if keep_space else text.replace("\n", " ").replace("\r", " ")
