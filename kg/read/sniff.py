"""Sniff: what a file holds, by its first bytes, and whether its name says the same."""

from __future__ import annotations

import re
from pathlib import PurePath

from kg.errors import SourceError
from kg.read.limits import Limits, check_archive

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
MARKDOWN = "text/markdown"
CSV = "text/csv"
TEXT = "text/plain"

TYPES = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".csv": CSV,
    ".tsv": CSV,
    ".txt": TEXT,
    ".text": TEXT,
}
"""Suffixes that can be read."""

ADVICE = {
    ".doc": "open it in Word and save it as .docx or PDF",
    ".dot": "open it in Word and save it as .docx or PDF",
    ".rtf": "open it in Word and save it as .docx or PDF",
    ".odt": "save it as .docx or PDF",
    ".pages": "export it as .docx or PDF",
    ".ppt": "save it as PDF",
    ".pptx": "save it as PDF",
    ".odp": "save it as PDF",
    ".xls": "open it in Excel and save it as .xlsx",
    ".xlsb": "open it in Excel and save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".msg": "print the message to PDF",
    ".eml": "print the message to PDF",
    ".mht": "open it in a browser and save it as HTML or PDF",
    ".mhtml": "open it in a browser and save it as HTML or PDF",
    ".tif": "run text recognition (OCR) on it and save it as PDF",
    ".tiff": "run text recognition (OCR) on it and save it as PDF",
}
"""Suffixes of documents that cannot be read, and what to do about them."""

_NAMES = {
    PDF: "a PDF",
    DOCX: "a Word document",
    XLSX: "an Excel workbook",
    HTML: "a web page",
    TEXT: "plain text",
}
_SUFFIX = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", HTML: ".html", TEXT: ".txt"}
_TEXTUAL = {HTML, MARKDOWN, CSV, TEXT}
_HTML = re.compile(rb"(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def media_type(name: str, data: bytes, *, limits: Limits) -> str:
    """The media type by which to read `data`: what it holds, provided the suffix of its file `name` agrees.

    Raises SourceError for a file that is not what its name says, is damaged, locked, or of no known kind.
    """
    suffix = PurePath(name).suffix.lower()
    named = TYPES.get(suffix)
    held = _held(name, data, limits)
    if suffix in ADVICE:
        raise SourceError(f"{name} is a kind of document that cannot be read here; {ADVICE[suffix]}.")
    if named is None:
        return held
    if named == held or (named in _TEXTUAL and held in _TEXTUAL):
        return named
    raise SourceError(
        f"{name} is not what its name says: it holds {_NAMES[held]}, not {_NAMES.get(named, 'text')}; "
        f"rename it to end in {_SUFFIX[held]}, or fetch it again."
    )


def _held(name: str, data: bytes, limits: Limits) -> str:
    head = data[:65_536]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        parts = check_archive(name, data, limits)
        if "word/document.xml" in parts:
            return DOCX
        if "xl/workbook.xml" in parts:
            return XLSX
        raise SourceError(f"{name} is an archive without a document in it; unpack it and name what it holds.")
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(f"{name} is locked with a password; save it without one and try again.")
        raise SourceError(
            f"{name} is an Office file of the format before 2007; save it as .docx, .xlsx or PDF."
        )
    if not head.startswith(_BOMS) and b"\x00" in head:
        raise SourceError(
            f"{name} does not hold text (binary data); fetch it again from where it was published."
        )
    if _HTML.match(head):
        return HTML
    return TEXT
