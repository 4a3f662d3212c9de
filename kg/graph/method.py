"""The method of a build: one digest of the code, rules and lists that decide what is found in a source."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.resources import ontology_folder, rules_folder

_ROOMS = ("model", "segment", "extract", "rules")


@cache
def method_digest() -> str:
    """Changes whenever an extraction made from the same text might differ."""
    code = Path(__file__).parent.parent
    files = [path for room in _ROOMS for path in (code / room).rglob("*.py")]
    files += [code / "redact.py", code / "seed.py"]
    files += [*rules_folder().rglob("*.toml"), *(ontology_folder() / "agencies").glob("*.csv")]
    digest = sha256()
    for path in sorted(files, key=lambda path: (path.parent.name, path.name)):
        digest.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
