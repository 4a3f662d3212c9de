"""Read: bytes of any supported format to one `Document`: a fixed text with pages and blocks in it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg.errors import SourceError
from kg.model.text import Document, Issue, Source
from kg.read import sniff
from kg.read.characters import with_clean_text
from kg.read.decode import decode
from kg.read.limits import Limits, check_file
from kg.read.manifest import Entry, load_manifest, manifest_of
from kg.read.sources import find_sources, name_of, renamed

__all__ = [
    "Entry",
    "Limits",
    "find_sources",
    "load_manifest",
    "manifest_of",
    "name_of",
    "open_source",
    "read_bytes",
    "read_source",
    "renamed",
]

_DEFAULT = Limits()


def read_source(path: Path, *, entry: Entry | None = None, limits: Limits = _DEFAULT) -> Document:
    """The document at `path`, read in this process: `open_source`, then `read_bytes`, and what they raise."""
    return read_bytes(name_of(path), open_source(path, limits=limits), entry=entry, limits=limits)


def open_source(path: Path, *, limits: Limits = _DEFAULT) -> bytes:
    """The bytes at `path`; raises SourceError where it is missing, empty, too large or cannot be opened."""
    check_file(path, limits)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror}.") from error


def read_bytes(name: str, data: bytes, *, entry: Entry | None = None, limits: Limits = _DEFAULT) -> Document:
    """The document in `data`, the bytes of a file called `name`; `entry` is what a manifest says of it.

    Raises SourceError, in one sentence, for what cannot be read: damaged, locked, scanned without text, too much,
    or not what its name says. What was read with a loss is an issue of the document.
    """
    kind = sniff.media_type(name, data, limits=limits)
    source = _source(name, kind, data, entry)
    document = with_clean_text(_read(kind, data, source, limits))
    issues = _checked(source, entry)
    return replace(document, issues=issues + document.issues) if issues else document


def _read(kind: str, data: bytes, source: Source, limits: Limits) -> Document:
    """Hand the bytes to the reader of their kind; each is imported only when it is needed."""
    if kind == sniff.PDF:
        from kg.read.pdf import read_pdf

        return read_pdf(source, data, limits=limits)
    if kind == sniff.DOCX:
        from kg.read.docx import read_docx

        return read_docx(source, data)
    if kind == sniff.XLSX:
        from kg.read.table_xlsx import read_xlsx

        return read_xlsx(source, data, limits=limits)
    if kind == sniff.HTML:
        from kg.read.html import read_html

        return read_html(source, data)
    text, issues = decode(source.name, data)
    if kind == sniff.CSV:
        from kg.read.table_csv import read_csv

        document = read_csv(source, text, limits=limits)
    else:
        from kg.read.text import read_text

        document = read_text(source, text)
    return replace(document, issues=issues + document.issues) if issues else document


def _source(name: str, kind: str, data: bytes, entry: Entry | None) -> Source:
    told = entry or Entry(file=name)
    return Source(
        name=name,
        sha256=sha256(data).hexdigest(),
        media_type=kind,
        title=told.title,
        publisher=told.publisher,
        date=told.date,
        kind=told.kind,
        origin=told.origin,
        rights=told.rights,
    )


def _checked(source: Source, entry: Entry | None) -> tuple[Issue, ...]:
    if entry is None or entry.sha256 is None or entry.sha256.lower() == source.sha256:
        return ()
    return (
        Issue(
            code="changed-since-manifest",
            message=f"{source.name} is not the file that the manifest describes (its sha256 differs): check it "
            "and correct the manifest.",
            source=source.name,
        ),
    )
