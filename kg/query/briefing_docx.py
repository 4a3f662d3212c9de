"""A briefing as a Word document, with real headings, lists and table heads so that it can be navigated."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from kg.query.briefing import Paper, Part
from kg.query.briefing_parts import Sheet

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = datetime(2000, 1, 1)


def as_docx(paper: Paper) -> bytes:
    """`paper` as DOCX bytes; the same paper gives the same text, and no name or date of the machine goes in."""
    import docx

    document = docx.Document()
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.core_properties.created = document.core_properties.modified = _EPOCH
    document.add_heading(_clean(paper.title), level=0)
    document.add_paragraph(_clean(paper.lead))
    for part in paper.parts:
        _add(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Any, part: Part) -> None:
    document.add_heading(_clean(part.heading), level=part.level - 1)
    for sentence in part.sentences:
        document.add_paragraph(_clean(sentence))
    if part.sheet:
        _table(document, part.sheet)
    for point in part.points:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{_clean(point.lead)}: ").bold = True
        paragraph.add_run(_clean(point.text))
        paragraph.add_run(f" ({_clean(point.source)})").italic = True


def _table(document: Any, sheet: Sheet) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = document.add_table(rows=1, cols=len(sheet.head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, sheet.head, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_clean(words)).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in sheet.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(words)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
