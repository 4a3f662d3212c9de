"""Parameters of a query: bound as terms in its VALUES blocks, never pasted as text.

A query names a parameter by a block of its own, `VALUES ?since { UNDEF }`, where UNDEF (or a default)
stands until a value is given; so each file of the library is a whole SPARQL query as it lies there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import QueryError

_BLOCK = re.compile(r"VALUES\s+\?(?P<name>\w+)\s*\{[^{}]*\}")


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A value that names a thing of the graph."""

    value: str


Value = str | int | float | bool | Iri


def bind(query: str, values: Mapping[str, Sequence[Value]]) -> str:
    """`query` with each named VALUES block holding the given values; QueryError where a block is missing."""
    missing = sorted(set(values) - set(block_names(query)))
    if missing:
        raise QueryError(
            f"The query has no parameter {missing[0]!r}: it would need a VALUES ?{missing[0]} block."
        )

    def fill(match: re.Match[str]) -> str:
        given = values.get(match["name"])
        if not given:
            return match[0]
        return f"VALUES ?{match['name']} {{ {' '.join(term(value) for value in given)} }}"

    return _BLOCK.sub(fill, query)


def block_names(query: str) -> tuple[str, ...]:
    """The names of the VALUES blocks of one variable in `query`, in order, each once."""
    return tuple(dict.fromkeys(match["name"] for match in _BLOCK.finditer(query)))


def term(value: Value) -> str:
    """`value` as SPARQL writes it, escaped by the RDF library; QueryError on what is no IRI."""
    from pyoxigraph import Literal, NamedNode

    if isinstance(value, Iri):
        try:
            return str(NamedNode(value.value))
        except ValueError as error:
            raise QueryError(f"{value.value!r} is not an IRI: {error}.") from error
    if isinstance(value, bool | int | float):
        return str(Literal(value))
    return str(Literal(value))
