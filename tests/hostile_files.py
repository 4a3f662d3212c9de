"""Small files that ask for far more than they hold; made here, so that none has to be kept."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx
import openpyxl

WORDS = "Recommendation 1: The council should act on this at once."


def pdf(*forms: str, content: str = "/X Do") -> bytes:
    """A page with one line of text that then runs `content`; `forms` are what the forms X0, X1 ... run (X is X0)."""
    names = "".join(f"/X{number} {6 + number} 0 R" for number in range(len(forms)))
    kept = (
        f"/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R{names}>>>>"
        if forms
        else "/Resources<</Font<</F 4 0 R>>>>"
    )
    page = f"BT /F 12 Tf 72 700 Td ({WORDS}) Tj ET\n{content if forms or content != '/X Do' else ''}"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R{kept}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        _stream("", page),
        *(_stream(f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]{kept}", form) for form in forms),
    ]
    return assemble(parts)


def assemble(parts: list[bytes]) -> bytes:
    """The PDF of the objects `parts`, the first of which is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return (
        data
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(parts) + 1,
            len(data),
        )
    )


def _stream(head: str, content: str) -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n{content}\nendstream".encode()


def rezipped(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """An Office file with some of its parts exchanged or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return target.getvalue()


def word(body: str = "", **parts: bytes) -> bytes:
    """A Word document: one paragraph of words, then `body`, elements of WordprocessingML."""
    document = docx.Document()
    document.add_paragraph(WORDS)
    target = BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        text = archive.read("word/document.xml").decode()
    text = text.replace("<w:sectPr", f"{body}<w:sectPr", 1)
    return rezipped(target.getvalue(), {"word/document.xml": text.encode()})


def workbook(rows: list[list[str]], merged: str = "") -> bytes:
    """A workbook with one sheet; `merged` is a range of cells such as "A1:B2"."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    if not merged:
        return target.getvalue()
    with zipfile.ZipFile(target) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'
    return rezipped(
        target.getvalue(),
        {"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", cells).encode()},
    )


def spans(cells: int = 1000, wide: int = 1000, deep: int = 1000) -> bytes:
    """A web page with a table of `cells` cells, each over `wide` columns and `deep` rows."""
    cell = f"<td colspan={wide} rowspan={deep}>x</td>"
    rows = "<tr><td>y</td></tr>" * deep
    return f"<!doctype html><body><p>{WORDS}</p><table><tr>{cell * cells}</tr>{rows}</table>".encode()


def entities() -> bytes:
    """A Word document that asks for ten to the ninth words by entities of entities."""
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(BytesIO(word())) as archive:
        body = archive.read("word/document.xml").decode().split("?>", 1)[1]
    evil = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "boom">{layers}]>{body.replace("at once", "&a9;")}'
    return rezipped(word(), {"word/document.xml": evil.encode()})


#: none of these can be read, each for a reason of its own
FILES: dict[str, bytes] = {
    "recursion.pdf": pdf("/X Do /X Do"),
    "doubling.pdf": pdf(*(f"/X{number} Do /X{number} Do" for number in range(1, 30)), "/F Do"),
    "crowded.pdf": pdf(content="BT /F 12 Tf 72 700 Td " + "(ab) Tj " * 60_000 + "ET"),
    "spans.html": spans(),
    "wide.html": spans(deep=1),
    "entities.docx": entities(),
}
