"""Facts of the graph by subject: property to values, fetched one class at a time with plain SELECTs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.query.graph import Graph
from kg.query.prefixes import PREFIXES
from kg.query.table import Cell

RDFS_LABEL = PREFIXES["rdfs"] + "label"


class Facts(Mapping[str, "Thing"]):
    """Things by IRI, in the order of their IRIs."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = dict(sorted(things.items()))

    def __getitem__(self, iri: str) -> Thing:
        return self._things[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def find(self, iri: Cell) -> Thing:
        """The thing of that IRI, or one that has no properties."""
        return self._things.get(str(iri), NOTHING)


class Thing:
    """One subject: its IRI and the values of its properties, sorted."""

    def __init__(self, iri: str, values: Mapping[str, list[Cell]]) -> None:
        self.iri = iri
        self._values = values

    def all(self, name: str) -> list[Cell]:
        """Every value of the property `prefix:local`."""
        return self._values.get(_long(name), [])

    def one(self, name: str) -> Cell:
        """The first value of the property, or None."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str | None:
        """The first value as text, or None."""
        value = self.one(name)
        return None if value is None else str(value)


NOTHING = Thing("", {})


def facts(graph: Graph, pattern: str) -> Facts:
    """All that is said of the `?s` of `pattern`, a graph pattern of ours."""
    found: defaultdict[str, defaultdict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ {pattern} }} }} ?s ?p ?o }}"
    for subject, name, value in graph.select(query).rows:
        found[str(subject)][str(name)].append(value)
    for properties in found.values():
        for values in properties.values():
            values.sort(key=lambda value: (str(type(value)), value))
    return Facts({iri: Thing(iri, properties) for iri, properties in found.items()})


def _long(name: str) -> str:
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local
