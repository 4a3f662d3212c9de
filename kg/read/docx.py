"""Read DOCX: paragraphs, lists, tables, boxes and notes in the order of the document (through python-docx)."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, XmlPart
from lxml import etree

from kg.errors import SourceError
from kg.model.text import Document, Issue, Source
from kg.read.docx_body import Body
from kg.read.docx_numbers import W, read_numbering
from kg.read.docx_paragraphs import Reader
from kg.read.docx_styles import read_styles


def read_docx(source: Source, data: bytes) -> Document:
    """The document in the Word file `data`; headers and footers as furniture at its head. Word does not store
    pages, so there are none. Raises SourceError where the file is cut off or damaged."""
    try:
        part = docx.Document(io.BytesIO(data)).part
        styles = read_styles(_root(part, RT.STYLES))
        numbering = read_numbering(_root(part, RT.NUMBERING), styles.numbers())
        body = Body(Reader(styles, numbering), _notes(part))
        for margin in _margins(part):
            body.furniture(margin)
        body.read(part.element.body)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
    ) as error:
        raise SourceError(
            f"{source.name} is cut off or damaged and cannot be opened; fetch it again."
        ) from error
    return body.close(source, issues=_left_out(source, part))


def _root(part: Part, kind: str) -> etree._Element | None:
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return _parse(relation.target_part.blob)
    return None


def _parse(blob: bytes) -> etree._Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _left_out(source: Source, part: XmlPart) -> tuple[Issue, ...]:
    """What Word would show and is not read: pieces of other files that it only takes in when it opens the document."""
    pieces = len(part.element.findall(f".//{W}altChunk"))
    if not pieces:
        return ()
    message = (
        f"{source.name}: {pieces} pieces of other files in it were left out; open it in Word and save it again, "
        "which makes them part of it."
    )
    return (Issue(code="docx-pieces-left-out", message=message, source=source.name),)


def _notes(part: Part) -> dict[str, etree._Element]:
    """Footnotes and endnotes by kind and id."""
    found = {}
    for kind, name in ((RT.FOOTNOTES, "footnote"), (RT.ENDNOTES, "endnote")):
        root = _root(part, kind)
        for note in root if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                found[f"{name}:{note.get(f'{W}id')}"] = note
    return found


def _margins(part: Part) -> list[etree._Element]:
    """Headers and footers, in the order of their names."""
    kinds = (RT.HEADER, RT.FOOTER)
    parts = [r.target_part for r in part.rels.values() if r.reltype in kinds and not r.is_external]
    return [_parse(part.blob) for part in sorted(parts, key=lambda part: str(part.partname))]
