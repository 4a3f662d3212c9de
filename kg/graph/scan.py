"""Scan: look for identifiers in everything that a build or a page made from it holds."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from kg.graph.checks import Breach
from kg.graph.integrity import FILE
from kg.redact import identifiers
from kg.rules import Rules

_DIGESTS = {"sha256", "method", "generation", "fingerprints", "text_sha256"}
_PACKED = {".docx", ".xlsx", ".zip"}
_PICTURES = {".png", ".jpg", ".gif", ".woff", ".woff2"}
_QUIET = ("street-address", "contact-above")  # kinds that a program's own words may look like
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def scan(paths: Iterable[Path], *, rules: Rules, planted: Iterable[str] = ()) -> tuple[Breach, ...]:
    """Identifiers in the files at `paths` (folders are walked), and any of the words in `planted`.

    A build's disk store is passed over: it is made from graph.nq, which is read; and so is its list of digests.
    """
    wanted = tuple(word for word in planted if word.strip())
    found = set()
    for path in _files(paths):
        for text in _texts(path):
            for one in identifiers(text, rules=rules):
                words = text[one.span.start : one.span.end]
                if one.rule not in _QUIET or path.name == "graph.nq":
                    found.add(Breach("identifier", f"There is a {one.kind}", str(path), _veil(words)))
            found |= {
                Breach("planted", "There are words that must not be there", str(path), _veil(word))
                for word in wanted
                if word.casefold() in text.casefold()
            }
    return tuple(sorted(found, key=lambda one: (one.check, one.subject, one.says, one.detail)))


def _veil(words: str) -> str:
    """`words` told without telling them: the first characters and how many follow."""
    return f"{words[:2]}… ({len(words)} characters)"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in below if _is_scanned(one, path))


def _is_scanned(file: Path, below: Path) -> bool:
    return file.is_file() and file.name != FILE and "store" not in file.relative_to(below).parts[:-1]


def _texts(path: Path) -> Iterator[str]:
    """The words of a file, as a person could get at them."""
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        return
    if suffix in (".nq", ".ttl", ".trig", ".nt"):
        yield from _literals(path)
    elif suffix in (".json", ".jsonl", ".jsonld"):
        for line in (
            path.read_text(encoding="utf-8").splitlines() if suffix == ".jsonl" else [path.read_bytes()]
        ):
            yield from _strings(json.loads(line))
    elif suffix in _PACKED:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                yield _plain(packed.read(name).decode("utf-8", "replace"))
    elif path.read_bytes()[:15] == b"SQLite format 3":
        yield from _rows(path)
    else:
        text = path.read_text(encoding="utf-8", errors="replace")
        yield _plain(text) if suffix in (".html", ".htm", ".xml", ".svg", ".graphml", ".gexf") else text


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("\t", markup))


def _literals(path: Path) -> Iterator[str]:
    format = RdfFormat.from_extension(path.suffix[1:])
    for quad in parse(path=str(path), format=format):
        digest = any(quad.predicate.value.endswith(f"#{name}") for name in _DIGESTS)
        if isinstance(quad.object, Literal) and not digest:
            yield quad.object.value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _DIGESTS:
                yield from _strings(item)


def _rows(path: Path) -> Iterator[str]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield from (cell for cell in row if isinstance(cell, str) and len(cell) != 64)
    finally:
        connection.close()
