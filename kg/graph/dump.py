"""Dump: the whole graph in a format that other programs read."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from kg.graph.network import gexf, graphml
from kg.graph.nquads import canonical
from kg.graph.terms import PREFIXES


def dump(store: Store, format: str) -> bytes:
    """The graph in `store` as `format` (a key of FORMATS), sorted: the same graph gives the same bytes.

    Turtle holds the union of the named graphs, since it knows none; TriG, N-Quads and JSON-LD keep them.
    """
    return FORMATS[format](store)


def _sorted(store: Store) -> list[Quad]:
    return sorted(
        store,
        key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)),
    )


def _turtle(store: Store) -> bytes:
    triples = {quad.triple for quad in store}
    ordered = sorted(triples, key=lambda one: (str(one.subject), str(one.predicate), str(one.object)))
    return _serialize(ordered, RdfFormat.TURTLE)


def _serialize(statements: list[Quad] | list[Triple], format: RdfFormat) -> bytes:
    data = serialize(statements, format=format, prefixes=PREFIXES)
    assert data is not None
    return data


FORMATS: dict[str, Callable[[Store], bytes]] = {
    "turtle": _turtle,
    "trig": lambda store: _serialize(_sorted(store), RdfFormat.TRIG),
    "nquads": canonical,
    "jsonld": lambda store: _serialize(_sorted(store), RdfFormat.JSON_LD),
    "graphml": graphml,
    "gexf": gexf,
}
SUFFIXES = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "graphml": ".graphml",
    "gexf": ".gexf",
}
