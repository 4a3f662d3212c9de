"""Canonical N-Quads: each statement once, escaped in one way, lines in code point order.

With no blank nodes in the data this is the canonical form of RDF Dataset Canonicalization (RDFC-1.0, W3C 2024).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize


def canonical(quads: Iterable[Quad]) -> bytes:
    """`quads` as canonical N-Quads: the same statements give the same bytes, whatever their order."""
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def fill_store(path: Path, graph: bytes) -> Store:
    """A new disk store at `path` that holds `graph`; it is a cache and can always be made again."""
    store = Store(str(path))
    store.bulk_load(graph, format=RdfFormat.N_QUADS, lenient=True)
    store.flush()
    return store
