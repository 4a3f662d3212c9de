"""The manifest of a folder: what each source is. None is needed; it only adds what the files do not say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kg.errors import SourceError

NAME = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[source]]` of a manifest; `sha256` of the bytes is checked when the file is read."""

    file: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    kind: str | None = None
    origin: str | None = None
    rights: str | None = None
    sha256: str | None = None


_FIELDS = {field.name for field in fields(Entry)}


def load_manifest(folder: Path) -> dict[str, Entry]:
    """The entries of `folder/manifest.toml` by file name; empty without a manifest.

    Raises SourceError where it is not valid TOML, lacks `file`, names a file twice or knows a key we do not.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{path} is not a valid manifest: {error}; correct that place or remove the file."
        ) from error
    rows = table.get("source", [])
    if not isinstance(rows, list):
        raise SourceError(f"{path}: write each source as a table headed [[source]].")
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = _entry(path, row)
        if entry.file in entries:
            raise SourceError(f"{path} describes {entry.file} twice; keep one of the two.")
        entries[entry.file] = entry
    return entries


def manifest_of(paths: Iterable[Path]) -> dict[str, Entry]:
    """The entries for the sources at `paths`, from the manifests that lie beside them."""
    found: dict[str, Entry] = {}
    known: dict[Path, dict[str, Entry]] = {}
    for path in paths:
        folder = path.parent
        if folder not in known:
            known[folder] = load_manifest(folder)
        if path.name in known[folder]:
            found.setdefault(path.name, known[folder][path.name])
    return found


def _entry(path: Path, row: object) -> Entry:
    if not isinstance(row, Mapping) or not isinstance(row.get("file"), str):
        raise SourceError(f'{path}: every [[source]] needs a line such as file = "review.pdf".')
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise SourceError(
            f"{path}: {row['file']} has a line '{unknown[0]}' that is not known; known are {sorted(_FIELDS)}."
        )
    return Entry(**{key: str(value) for key, value in row.items()})
