"""Traces: whether words of a source that was withdrawn are still in a file of the build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model.text import Document
from kg.resources import ontology_folder

_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\[nrtf\"\\]")  # of JSON and N-Quads
_BETWEEN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]+")  # what stands between two values of a table in a file
_RUN = 8  # words in a row that only the source has: names of bodies and titles of reviews are shorter


def traces(directory: Path, gone: Document, *, kept: Iterable[Document]) -> tuple[Path, ...]:
    """The files below `directory` that hold eight words in a row of `gone` that no document of `kept` has.

    What is compressed (the disk store) is not seen: it is made from the graph file, which is.
    """
    own = set(_runs(gone.text))
    for document in kept:
        own.difference_update(_runs(document.text))
    for path in ontology_folder().rglob("*.*"):  # every build holds its words too
        if path.suffix in (".ttl", ".csv"):
            own.difference_update(_runs(path.read_text(encoding="utf-8")))
    found = []
    for path in sorted(one for one in directory.rglob("*") if one.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        if any(run in own for run in _runs(_ESCAPED.sub(" ", text))):
            found.append(path)
    return tuple(found)


def _runs(text: str) -> Iterator[int]:
    """A number for every run of words."""
    for piece in _BETWEEN.split(text):
        words = [hash(word) for word in _WORD.findall(piece.casefold())]
        for at in range(len(words) - _RUN + 1):
            yield hash(tuple(words[at : at + _RUN]))
