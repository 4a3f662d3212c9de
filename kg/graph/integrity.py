"""Integrity: a generation knows the digest of every file in it, so that damage is noticed and told.

Opening a build does not look at them. `kg check` does, for every file; a text or an extraction is compared whenever it is
read, so that no damage is carried from one build into the next. A store is compared when it is opened to be asked, unless
it is very large: its engine counts what it cannot read in a FILTER as not matching, and sorts errors without end, both
without a word. The store of the corpus, 12 MB, takes 0.02 seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path

from kg.errors import BuildError
from kg.graph.checks import Breach

FILE = "files.json"
_LOOKED_AT = (
    512 << 20
)  # bytes of a store that are compared when it is opened: three million statements, 0.8 seconds
_UNTOLD = ("store/LOCK", "store/LOG")  # written to by whoever opens the store

_REPAIRS = {
    "store": "questions are answered from graph.nq meanwhile, which takes longer; run `kg build` again",
    "search": "searching does not work; run `kg build` again",
    "graph.nq": "do not use this build; run `kg build` again",
    "run.json": "its settings are lost; run `kg build` again with them",
    "sources.json": "run `kg build` again",
    "document.json": "its text is not to be trusted; run `kg add` with the file it came from",
    "extraction.json": "what was found in it is not to be trusted; run `kg add` with the file it came from",
}


def write_digests(generation: Path) -> None:
    """Write down the digests of all files in a generation, as the last of them."""
    found = {name: _digest(generation / name) for name in _names(generation)}
    text = json.dumps({"sha256": found}, indent=1, sort_keys=True) + "\n"
    (generation / FILE).write_bytes(text.encode())


def known_digests(generation: Path) -> Mapping[str, str] | None:
    """The digests by path, or None in a build of before there were any; BuildError where they are damaged."""
    try:
        stat = (generation / FILE).stat()
    except FileNotFoundError:
        return None
    return _read(generation / FILE, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, str]:
    try:
        found = json.loads(path.read_bytes())["sha256"]
        return {str(name): str(digest) for name, digest in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{path} is damaged; run `kg build` again.") from error


def trusted(generation: Path, name: str, data: bytes) -> bytes:
    """`data`, read from the file `name`; raises BuildError where it is not what was written there."""
    known = known_digests(generation)
    if known is not None and known.get(name) != sha256(data).hexdigest():
        raise BuildError(f"{generation / name} is damaged: {_repair(name)}.")
    return data


def is_store_sound(generation: Path) -> bool:
    """Whether the disk store is as it was written, as far as that can be told at once: a large one counts as sound."""
    try:
        known = known_digests(generation) or {}
        names = [name for name in known if name.startswith("store/")]
        if sum((generation / name).stat().st_size for name in names) > _LOOKED_AT:
            return True
        return all(_digest(generation / name) == known[name] for name in names)
    except (BuildError, OSError):  # a file is missing
        return False


def damage(generation: Path) -> tuple[Breach, ...]:
    """Every file that is not as it was written, is missing, or was put there by somebody else; with what to do."""
    try:
        known = known_digests(generation)
    except BuildError as error:
        return (Breach("damaged", "A file is damaged", str(generation / FILE), str(error)),)
    if known is None:
        says = "The build is of before digests were kept: damage cannot be told; run `kg build` again"
        return (Breach("undigested", says, str(generation), fatal=False),)
    there = set(_names(generation))
    found = [
        Breach("damaged", "A file is damaged", str(generation / name), _repair(name))
        for name in sorted(known.keys() & there)
        if _digest(generation / name) != known[name]
    ]
    found += [
        Breach("missing", "A file is missing", str(generation / name), _repair(name))
        for name in sorted(known.keys() - there)
    ]
    found += [
        Breach("foreign", "A file is not of this build: delete it", str(generation / name))
        for name in sorted(there - known.keys())
    ]
    return tuple(found)


def _names(generation: Path) -> list[str]:
    paths = (path.relative_to(generation).as_posix() for path in generation.rglob("*") if path.is_file())
    return sorted(name for name in paths if name != FILE and not name.startswith(_UNTOLD))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _repair(name: str) -> str:
    first, _, _ = name.partition("/")
    return _REPAIRS.get(first) or _REPAIRS.get(Path(name).name) or "run `kg build` again"
