"""Limits: how large a source may be before it is refused unread."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused. `file`: bytes on disk; `unpacked`: bytes inside a DOCX or XLSX; `ratio`: how many
    times larger a part of it may be than its packed form (a zip bomb exceeds 1,000); `pages`, `cells`."""

    file: int = 500 * MEGABYTE
    unpacked: int = 1_000 * MEGABYTE
    ratio: int = 300
    pages: int = 20_000
    cells: int = 5_000_000


def check_file(path: Path, limits: Limits) -> None:
    """Raise SourceError, before a byte is read, unless `path` is a file of a bearable size with something in it."""
    try:
        stat = path.stat()
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {path}; check the name.") from error
    except OSError as error:  # a loop of symbolic links, a folder that may not be entered
        raise SourceError(f"{path} cannot be opened: {error.strerror}.") from error
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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
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
    return tuple(sorted(part.filename for part in parts))
