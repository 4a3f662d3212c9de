"""Records kept beside the graph of a build: one file a kind, so that a list need not ask the graph for every field.

They are what `kg.query.records` reads from the graph, no more: written when the build is made, passed over where the code that
reads records has changed since, and held against the graph by `kg check`. They are read from the generation that the graph was
opened in, so that a build replaced meanwhile never mixes two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

FOLDER = "records"
Record = dict[str, Any]


class _Kept(msgspec.Struct):
    """What a file holds: the mark of the code that read the records, and these."""

    form: str
    records: list[Record]


def keep(folder: Path, records: Mapping[str, Sequence[Record]]) -> None:
    """Write `records` by kind into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in records.items():
        (folder / f"{kind}.json").write_bytes(msgspec.json.encode(_Kept(_form(), list(rows))))


def kept(folder: Path, kind: str) -> list[Record] | None:
    """The records of `kind` in `folder`; None where there are none, or none that this code has made."""
    try:
        found = msgspec.json.decode((folder / f"{kind}.json").read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return found.records if found.form == _form() else None


@cache
def _form() -> str:
    """A mark of the code that reads records: another where a field is added or read in another way."""
    here = Path(__file__).parent
    code = [
        (here / name).read_bytes() for name in ("records.py", "records_fields.py", "facts.py", "graph.py")
    ]
    return sha256(b"\0".join(code)).hexdigest()[:16]
