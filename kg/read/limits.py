"""Limits: how large a source may be before it is refused unread."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError

MEGABYTE = 1_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused. `file`: bytes on disk. In a DOCX or XLSX, `unpacked`: bytes; `ratio`: how many times larger a
    part may be than its packed form (a zip bomb exceeds 1,000); `parts`; `tags` of one part (1,000 pages of Word hold
    some 800,000); `cells`. In a PDF, `pages`; on one page `things` drawn (real pages have up to 1,400) and `letters`
    (up to 6,000); `forms` that one drawing runs, those that they run among them."""

    file: int = 500 * MEGABYTE
    unpacked: int = 1_000 * MEGABYTE
    ratio: int = 300
    parts: int = 20_000
    tags: int = 3_000_000
    pages: int = 20_000
    things: int = 200_000
    letters: int = 100_000
    forms: int = 20_000
    cells: int = 5_000_000


class CrowdedPage(ValueError):
    """A page with far more on it than anybody could see; the message is a verb phrase that says how much."""


def check_file(path: Path, limits: Limits) -> None:
    """Raise SourceError, before a byte is read, unless `path` is a file of a bearable size with something in it."""
    try:
        stat = path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise SourceError(
                f"{path.name} is a link that leads nowhere; put the file in its place."
            ) from error
        raise SourceError(f"There is no file {path}; check the name.") from error
    except OSError as error:  # a loop of symbolic links, a folder that may not be entered
        raise SourceError(f"{path} cannot be opened: {error.strerror}.") from error
    if path.is_dir():
        raise SourceError(f"{path} is a folder that may not be entered; give yourself the right to read it.")
    if not path.is_file():
        raise SourceError(f"{path} is not a file; name a document or a folder of documents.")
    if stat.st_size == 0:
        raise SourceError(f"{path.name} is empty (0 bytes); fetch it again from where it was published.")
    if stat.st_size > limits.file:
        size, most = stat.st_size // MEGABYTE, limits.file // MEGABYTE
        raise SourceError(
            f"{path.name} holds {size:,} MB and at most {most:,} MB are read; split it into parts."
        )


def check_archive(name: str, data: bytes, limits: Limits) -> tuple[str, ...]:
    """The names of the parts of the zip file `data`; raises SourceError where it is damaged, locked or a zip bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name} is cut off or damaged and cannot be unpacked; fetch it again.") from error
    total = sum(part.file_size for part in parts)
    swollen = [
        part
        for part in parts
        if part.file_size > MEGABYTE and part.file_size > limits.ratio * max(part.compress_size, 1)
    ]
    if total > limits.unpacked or swollen:
        raise SourceError(
            f"{name} would unpack to {total // MEGABYTE:,} MB, far more than a document needs (a zip bomb?); "
            "it was not opened."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError(f"{name} is locked with a password; save it without one and try again.")
    if len(parts) > limits.parts:
        raise SourceError(
            f"{name} has {len(parts):,} parts, far more than a document needs; it was not opened."
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _check_part(name, archive, part, limits)
    return tuple(sorted(part.filename for part in parts))


def _check_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Raise SourceError where a part of an Office file declares entities, which none may (ECMA-376, part 2), or
    holds more elements than a document needs; it is looked through piece by piece."""
    most = 3 * limits.cells if part.filename.startswith("xl/") else limits.tags
    tags, end = 0, b""
    try:
        with archive.open(part) as file:
            while piece := file.read(MEGABYTE):
                tags += piece.count(b"<")
                if tags > most:
                    raise SourceError(
                        f"{name} holds more than {most:,} marks in {part.filename}, far more than a document needs; "
                        "save it again, without what is empty."
                    )
                if any(doctype in end + piece for doctype in _DOCTYPES):
                    raise SourceError(
                        f"{name} declares entities in {part.filename}, as no office program does; open it in the "
                        "program that made it and save it again."
                    )
                end = piece[-32:]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise SourceError(f"{name} is cut off or damaged and cannot be unpacked; fetch it again.") from error
