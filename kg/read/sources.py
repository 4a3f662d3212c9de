"""Find sources: the documents below the files and folders that a person named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model.text import Issue, Severity
from kg.read.characters import one_line
from kg.read.manifest import NAME
from kg.read.sniff import ADVICE, TYPES


def find_sources(paths: Iterable[Path]) -> list[Path]:
    """The documents at `paths`, in the order given, those of a folder sorted by path, each once.

    A folder gives the files whose suffix is that of a document, also of one that will be refused with advice;
    hidden files, lock files of Office and the manifest are passed over. A link that leads nowhere and a folder that may
    not be entered are given too, and refused when they are read. A file named by itself is taken as it is. Raises SourceError for a path that is missing, a loop of links, or a folder without documents.
    """
    found: dict[str, Path] = {}
    for path in paths:
        below = list(_walk(path)) if path.is_dir() else [_named(path)]
        if not below:
            raise SourceError(
                f"There is no document in {path}; put PDF, Word, web page, text, CSV or Excel files there."
            )
        for file in below:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def name_of(path: Path) -> str:
    """The name of a file as words: Windows letters where it is not UTF-8, and no characters that a text may not hold."""
    try:
        return one_line(os.fsencode(path.name).decode("utf-8"))
    except UnicodeDecodeError:
        return one_line(os.fsencode(path.name).decode("cp1252", "replace"))


def renamed(path: Path) -> tuple[Issue, ...]:
    """An issue where `name_of` is not the name that the file has."""
    name = name_of(path)
    if name == path.name:
        return ()
    message = f"The name of {name} holds letters that are not UTF-8 or not to be printed; it is written so here. Rename it."
    return (Issue("file-renamed", message, name, Severity.NOTE),)


def _named(path: Path) -> Path:
    try:
        path.stat()
    except FileNotFoundError as error:
        raise SourceError(f"There is no file or folder {path}; check the name.") from error
    except OSError as error:  # ELOOP: a link that leads back to itself
        raise SourceError(
            f"{path} cannot be opened: {error.strerror}; check where its links lead."
        ) from error
    return path


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder`, sorted; a folder reached twice through links is entered once."""
    seen: set[tuple[int, int]] = set()
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, followlinks=True, onerror=closed.append):
        here = Path(parent).stat()
        if (here.st_dev, here.st_ino) in seen:
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            known = path.suffix.lower() in TYPES or path.suffix.lower() in ADVICE
            if (
                known
                and name != NAME
                and not name.startswith((".", "~$"))
                and (path.is_file() or path.is_symlink())
            ):
                yield path
    yield from (Path(error.filename) for error in closed)
