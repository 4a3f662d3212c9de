"""Write a build directory: one writer at a time, a draft beside the generation in force, one atomic swap.

Whatever moment the machine dies at, `current` names a complete generation: it is written last, by rename.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from pyoxigraph import Quad, Store

from kg.atomic import sync_folder, sync_tree, write_file
from kg.errors import BuildError
from kg.graph.build import CURRENT, GENERATIONS, Build, is_build
from kg.graph.integrity import trusted, write_digests
from kg.graph.ledger import source_key
from kg.graph.nquads import canonical, fill_store, memory_store
from kg.model.found import Extraction
from kg.model.text import Document, Source

_DRAFT = ".draft"  # at most one: the writer that holds the lock owns it


class _Text(msgspec.Struct):
    text: str


class Draft:
    """A generation being written. Nothing of it is seen before `commit`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.folder = directory / GENERATIONS / _DRAFT
        self._sources: list[Source] = []
        self._digest = sha256()

    def put_source(self, document: Document, extraction: Extraction) -> None:
        """Keep what was read from a source and found in it."""
        folder = self._source_folder(document.source)
        self._put(folder / "document.json", msgspec.json.encode(document))
        self._put(folder / "extraction.json", msgspec.json.encode(extraction))

    def keep_source(self, build: Build, source: Source) -> None:
        """Take a source over from an earlier generation as it is."""
        folder, old = self._source_folder(source), build.generation / "sources" / source_key(source)
        for name in ("document.json", "extraction.json"):
            key = f"sources/{source_key(source)}/{name}"
            self._put(folder / name, trusted(build.generation, key, (old / name).read_bytes()))

    def texts(self) -> dict[str, str]:
        """The stored text of every source in the draft, by file name."""
        folder = self.folder / "sources"
        return {
            source.name: msgspec.json.decode(
                (folder / source_key(source) / "document.json").read_bytes(), type=_Text
            ).text
            for source in self._sources
        }

    def documents(self) -> Iterator[Document]:
        """Every document in the draft, read back one at a time."""
        for source in sorted(self._sources, key=lambda one: one.name):
            path = self.folder / "sources" / source_key(source) / "document.json"
            yield msgspec.json.decode(path.read_bytes(), type=Document)

    def put_graph(self, quads: Iterable[Quad]) -> Store:
        """Write the graph and its disk store; a store in memory comes back for the checks."""
        data = canonical(quads)
        self._put(self.folder / "graph.nq", data)
        fill_store(self.folder / "store", data)
        return memory_store(data)

    def commit(self, run: dict[str, object], *, finish: Callable[[Path], None] | None = None) -> Build:
        """Put the draft in force; `finish` may add to its folder first (indexes)."""
        sources = sorted(self._sources, key=lambda source: source.name)
        self._put(self.folder / "sources.json", msgspec.json.encode(sources))
        if finish is not None:
            finish(self.folder)
        name = self._digest.hexdigest()[:16]
        record = json.dumps({**run, "generation": name}, indent=2, sort_keys=True, ensure_ascii=False)
        _write(self.folder / "run.json", record.encode() + b"\n")
        write_digests(self.folder)
        _swap(self.directory, self.folder, name)
        return Build.open(self.directory)

    def _source_folder(self, source: Source) -> Path:
        self._sources.append(source)
        folder = self.folder / "sources" / source_key(source)
        folder.mkdir(parents=True)
        return folder

    def _put(self, path: Path, data: bytes) -> None:
        self._digest.update(str(path.relative_to(self.folder)).encode() + b"\0" + sha256(data).digest())
        _write(path, data)


@contextmanager
def drafting(directory: Path) -> Iterator[Draft]:
    """A draft in `directory`, made if need be; leftovers of a writer that died are removed.

    Raises BuildError where another writer holds the directory, or it holds something that is no build.
    """
    if directory.exists() and not is_build(directory):
        if not directory.is_dir():
            raise BuildError(f"{directory} is a file; name a folder for the build.")
        if any(path.name not in (GENERATIONS, "lock") for path in directory.iterdir()):
            raise BuildError(f"{directory} holds other things; name a new or empty folder for the build.")
    try:
        (directory / GENERATIONS).mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(directory / "lock"), timeout=0)
        lock.acquire()
    except Timeout as error:
        raise BuildError(
            f"Another kg is writing to {directory} at this moment; wait until it has finished."
        ) from error
    except OSError as error:
        raise BuildError(
            f"{directory} cannot be written: {error.strerror}; choose another folder."
        ) from error
    try:
        draft = Draft(directory)
        shutil.rmtree(draft.folder, ignore_errors=True)
        draft.folder.mkdir()
        yield draft
    except OSError as error:  # a full disk, a folder taken away
        place = error.filename or directory
        raise BuildError(
            f"{place} could not be written: {error.strerror or error}; the build before it is as it was."
        ) from error
    finally:
        shutil.rmtree(directory / GENERATIONS / _DRAFT, ignore_errors=True)
        lock.release()


def _swap(directory: Path, draft: Path, name: str) -> None:
    """Rename the draft to its name, point `current` at it, remove what no reader may see any more."""
    before = _current_generation(directory)
    if before is not None and before.name == name:  # the same content again: stand beside it, then replace it
        name = f"{name}-again"
    target = directory / GENERATIONS / name
    if target.exists():
        shutil.rmtree(target)
    sync_tree(draft)
    draft.rename(target)
    sync_folder(target.parent)
    write_file(directory / CURRENT, name.encode() + b"\n")
    remove_old(directory, before)


def remove_old(directory: Path, before: Path | None) -> None:
    """Remove all generations but the one in force and, for those still reading it, the one before.

    The one before goes too where it holds a source or a name that the new one does not: a withdrawal leaves nothing.
    """
    now = _current_generation(directory)
    assert now is not None
    keep = {now}
    if before is not None and before.is_dir() and _keys(before) <= _keys(now) and not _told_less(before, now):
        keep.add(before)
    for path in (directory / GENERATIONS).iterdir():
        if path not in keep and path.name != _DRAFT:
            shutil.rmtree(path, ignore_errors=True)


def _told_less(before: Path, now: Path) -> bool:
    """Whether names of people were in the earlier generation and are left out of the new one."""
    named = [json.loads((one / "run.json").read_text(encoding="utf-8")).get("names") for one in (before, now)]
    return named[1] is False and named[0] is not False


def _keys(generation: Path) -> set[str]:
    folder = generation / "sources"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def _current_generation(directory: Path) -> Path | None:
    return Build.open(directory).generation if is_build(directory) else None


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
