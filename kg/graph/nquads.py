"""Canonical N-Quads: each statement once, escaped in one way, lines in code point order.

With no blank nodes in the data this is the canonical form of RDF Dataset Canonicalization (RDFC-1.0, W3C 2024).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize


def canonical(quads: Iterable[Quad]) -> bytes:
    """`quads` as canonical N-Quads: the same statements give the same bytes, whatever their order."""
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    lines = data.splitlines(keepends=True)
    lines.sort()  # statements of one thing come together, so that sorting in place beats a set of them all
    return b"".join([line for line, _ in groupby(lines)])


def memory_store(graph: bytes) -> Store:
    """A store in memory that holds `graph`."""
    store = Store()
    store.bulk_load(graph, format=RdfFormat.N_QUADS, lenient=True)
    return store


def fill_store(path: Path, graph: bytes) -> None:
    """Make a disk store at `path` that holds `graph`: a cache that can always be made again."""
    store = Store(str(path))
    store.bulk_load(graph, format=RdfFormat.N_QUADS, lenient=True)
    store.flush()
