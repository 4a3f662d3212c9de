"""A build directory as readers see it: the generation in force, its graph, its sources, its run record."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from pyoxigraph import RdfFormat, Store

from kg.errors import BuildError
from kg.graph.integrity import is_store_sound, trusted
from kg.model.found import Extraction
from kg.model.text import Document, Source

CURRENT = "current"
GENERATIONS = "generations"
_NAMED = 12  # sources that a message lists


@dataclass(frozen=True, slots=True)
class Build:
    """One generation of a build directory. It never changes; a newer one is opened anew."""

    directory: Path
    generation: Path
    _keys: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # read once

    @classmethod
    def open(cls, path: str | Path) -> Build:
        """The generation in force in the build directory at `path`; raises BuildError where there is none."""
        directory = Path(path)
        name = _current(directory)
        generation = directory / GENERATIONS / name
        if not (generation / "run.json").is_file():  # a writer replaced it between our two looks
            generation = directory / GENERATIONS / _current(directory)
        if not (generation / "run.json").is_file():
            raise BuildError(f"The build in {directory} is damaged; run `kg build` again to make it anew.")
        return cls(directory, generation)

    @property
    def graph_path(self) -> Path:
        """The truth: canonical N-Quads."""
        return self.generation / "graph.nq"

    @property
    def store_path(self) -> Path:
        """The disk store made from it."""
        return self.generation / "store"

    @property
    def search_path(self) -> Path:
        """The full-text index."""
        return self.generation / "search"

    @property
    def run(self) -> dict[str, object]:
        """Versions, digests, settings and date of the run that made the build."""
        try:
            record: dict[str, object] = json.loads((self.generation / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BuildError(
                f"The build in {self.directory} is damaged (run.json); run `kg build` again."
            ) from error
        return record

    @property
    def base(self) -> str:
        """What the entities' IRIs begin with."""
        return str(self.run["base"])

    def store(self) -> Store:
        """The graph to ask, opened read-only; read into memory where the cache is missing or does not open.

        What is broken inside it shows when it is read, as RuntimeError: see `graph_store`."""
        if not is_store_sound(self.generation):
            return self.graph_store()
        try:
            return Store.read_only(str(self.store_path))
        except (OSError, ValueError, RuntimeError):  # what pyoxigraph raises of a missing or broken store
            return self.graph_store()

    def graph_store(self) -> Store:
        """The graph in memory, read from its file: slower to open, and sure. BuildError where that is damaged."""
        store = Store()
        store.bulk_load(self._read("graph.nq"), format=RdfFormat.N_QUADS, lenient=True)
        return store

    def keys(self) -> tuple[str, ...]:
        """The folders of the sources, sorted."""
        folder = self.generation / "sources"
        return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()

    def sources(self) -> tuple[Source, ...]:
        """The sources in the build, sorted by file name."""
        found = [
            msgspec.convert(row, Source) for row in msgspec.json.decode(self._read("sources.json"), type=list)
        ]
        return tuple(sorted(found, key=lambda source: source.name))

    def document(self, name: str) -> Document:
        """The text of the source called `name` (file name or key); raises BuildError where there is none."""
        return msgspec.json.decode(self._file(name, "document.json"), type=Document)

    def extraction(self, name: str) -> Extraction:
        """What was found in the source called `name`; raises BuildError where there is none."""
        return msgspec.json.decode(self._file(name, "extraction.json"), type=Extraction)

    def key(self, name: str) -> str:
        """The key of the source called `name` (file name, or the key itself); raises BuildError."""
        from kg.graph.ledger import source_key

        if not self._keys:
            for source in self.sources():
                key = source_key(source)
                self._keys[key] = self._keys[source.name] = key
        if name in self._keys:
            return self._keys[name]
        names = [source.name for source in self.sources()]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        raise BuildError(
            f"There is no source {name} in this build; it has {', '.join(names[:_NAMED])}{more}."
        )

    def _file(self, name: str, file: str) -> bytes:
        return self._read(f"sources/{self.key(name)}/{file}")

    def _read(self, path: str) -> bytes:
        """The bytes of a file as it was written; raises BuildError where it is missing or damaged."""
        try:
            return trusted(self.generation, path, (self.generation / path).read_bytes())
        except FileNotFoundError as error:
            raise BuildError(
                f"The build in {self.directory} lacks {path}; run `kg build` again to make it anew."
            ) from error


def find_build(start: str | Path = ".") -> Path:
    """The build directory to use from the folder `start`: itself, `build` in it, or the newest one below it.

    Raises BuildError where there is none.
    """
    folder = Path(start)
    if is_build(folder):
        return folder
    if is_build(folder / "build"):
        return folder / "build"
    below = [path for path in folder.iterdir() if is_build(path)] if folder.is_dir() else []
    if not below:
        raise BuildError(
            f"There is no build in {folder.resolve()}; run `kg build FOLDER --output build` first, "
            "or name one with --build."
        )
    return max(below, key=lambda path: ((path / CURRENT).stat().st_mtime_ns, path.name))


def is_build(path: Path) -> bool:
    """Whether `path` is a build directory."""
    return (path / CURRENT).is_file() and (path / GENERATIONS).is_dir()


def _current(directory: Path) -> str:
    try:
        name = (directory / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BuildError(
            f"There is no build in {directory}; run `kg build FOLDER --output {directory}` first."
        ) from error
    except UnicodeDecodeError:
        name = ""
    if not name or Path(name).name != name:
        raise BuildError(f"{directory / CURRENT} is damaged; run `kg build` again to make the build anew.")
    return name
