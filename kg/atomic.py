"""Atomic: what is written is there whole or not at all; a full disk or a kill leaves the last good file.

New bytes go into a file of their own in the same folder, are forced to the disk, and take the place of the old ones
by one rename. A folder that is replaced steps aside first and comes back where its successor cannot take its place.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from kg.errors import KgError

_NEW, _ASIDE = ".kg-new", ".kg-aside"
_STALE = 3600.0  # seconds after which what a killed process left behind is cleared away


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whose folder is made if need be. Raises KgError, in one sentence, where it cannot be."""
    target = Path(os.path.realpath(path))  # a link stays a link
    try:
        if target.exists() and not target.is_file():  # a device or a pipe
            with target.open("wb") as file:
                file.write(data)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(target)
        fresh = _beside(target, _NEW)
        try:
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                fresh.chmod(stat.S_IMODE(target.stat().st_mode))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
        sync_folder(target.parent)
    except OSError as error:
        raise unwritten(path, error) from error


@contextmanager
def writing_folder(folder: Path) -> Iterator[Path]:
    """A new folder to be filled, which takes the place of `folder` when all went well.

    Raises KgError where it cannot be written; what was there before is then as it was.
    """
    folder = Path(os.path.realpath(folder))
    fresh, aside = _beside(folder, _NEW), folder.parent / f".{folder.name}{_ASIDE}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        _restore(folder, aside)
        fresh.mkdir()
        yield fresh
        sync_tree(fresh)
        if folder.exists():
            folder.rename(aside)
        try:
            fresh.rename(folder)
        finally:
            _restore(folder, aside)
        sync_folder(folder.parent)
    except OSError as error:
        raise unwritten(folder, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def unwritten(path: Path, error: OSError) -> KgError:
    """The sentence for what could not be written."""
    why = error.strerror or str(error)
    return KgError(
        f"{path} could not be written: {why}; what was there before is as it was. Make room, or name another place."
    )


def sync_tree(folder: Path) -> None:
    """Force all files and folders below `folder`, and itself, to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with Path(parent, name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(Path(parent))


def sync_folder(path: Path) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(path: Path, ending: str) -> Path:
    return path.parent / f".{path.name[:80]}-{uuid4().hex[:8]}{ending}"


def _restore(folder: Path, aside: Path) -> None:
    """Bring the folder back that stepped aside, where nothing took its place; else it goes."""
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _clear(path: Path) -> None:
    """Remove what a writer of `path` left behind that was killed long ago."""
    for left in path.parent.glob(f".{_literal(path.name[:80])}-????????{_NEW}"):
        if time.time() - left.stat().st_mtime > _STALE:
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    """`name` as a pattern of `glob` that means itself."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
