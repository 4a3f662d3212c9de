"""What a query of a user gives: rows of terms, a truth value, or triples; and how much of it is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.query.graph import typed
from kg.query.table import Cell, Table

Term = tuple[str, str, str]  # kind (uri, bnode, literal, lang), value, datatype or language
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, in seconds by the clock on the wall, and how many rows it may give."""

    seconds: float = 10.0
    rows: int = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows of terms, or a truth value, or triples as N-Triples lines; `cut` at the row limit."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[str, ...] | None = None
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not self.rows and self.boolean is None and not self.triples

    @classmethod
    def of(cls, message: Message) -> Answer:
        """The answer that `message` was made from."""
        triples = message["triples"]
        return cls(
            variables=tuple(message["variables"]),
            rows=message["rows"],
            boolean=message["boolean"],
            triples=None if triples is None else tuple(triples),
            cut=message["cut"],
        )

    def message(self) -> Message:
        """It as plain values, to be sent from one process to another."""
        return {
            "variables": self.variables,
            "rows": self.rows,
            "boolean": self.boolean,
            "triples": self.triples,
            "cut": self.cut,
        }

    def table(self) -> Table:
        """The rows as plain values; a truth value or triples as a table of their own."""
        if self.boolean is not None:
            return Table(("answer",), ((self.boolean,),))
        if self.triples is not None:
            return Table(("triple",), tuple((line.rstrip(" .\n"),) for line in self.triples), cut=self.cut)
        rows = tuple(tuple(_cell(term) for term in row) for row in self.rows)
        return Table(self.variables, rows, cut=self.cut)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer written out in `form`, a name of `kg.query.sparql_formats.MEDIA_TYPES`."""

    form: str
    body: bytes
    cut: bool


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    return typed(term[1], term[2]) if term[0] == "literal" else term[1]
