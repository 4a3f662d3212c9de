"""The graph to ask: a build's store opened read-only, a file in memory, or a SPARQL server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import BuildError, QueryError
from kg.query.prefixes import PREFIXES
from kg.query.table import Cell, Table
from kg.query.values import Value, bind

if TYPE_CHECKING:
    from pyoxigraph import Store

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_FRACTION = {_XSD + name for name in ("decimal", "double", "float")}


class Engine(Protocol):
    """Whatever answers a SELECT: rows of terms as (kind, value, datatype)."""

    name: str

    def select(self, query: str) -> Table:
        """The answer to `query`; QueryError where it cannot be given."""
        ...


class Graph:
    """A graph of reviews that can be asked with SPARQL; queries of the project's own run here unguarded.

    What a user writes goes through `kg.query.sparql`, which refuses, limits and can be killed.
    """

    def __init__(self, engine: Engine, *, store: Path | None = None, build: Path | None = None) -> None:
        self.engine = engine
        self.store = store  # the store's folder or the file, for a worker that opens it too
        self.build = build

    @property
    def name(self) -> str:
        """Where the graph is: a folder, a file or an address."""
        return self.engine.name

    def select(self, query: str, values: Mapping[str, Sequence[Value]] | None = None) -> Table:
        """The answer to a SELECT whose VALUES blocks hold `values`; QueryError where there is none."""
        return self.engine.select(bind(query, values) if values else query)


class LocalEngine:
    """A pyoxigraph store; the default graph of a query is the union of all named graphs.

    A store that turns out to be broken while it is read is exchanged for what `spare` gives.
    """

    def __init__(self, store: Store, *, name: str, spare: Callable[[], Store] | None = None) -> None:
        self.store = store
        self.name = name
        self._spare = spare

    def select(self, query: str) -> Table:
        """The answer to a SELECT; QueryError on malformed SPARQL, BuildError where the graph cannot be read."""
        try:
            return self._table(query)
        except (OSError, RuntimeError) as error:
            if self._spare is None:
                raise BuildError(f"{self.name} cannot be read: {error}; run `kg check` on it.") from error
        self.store, self._spare = self._spare(), None
        return self._table(query)

    def _table(self, query: str) -> Table:
        from pyoxigraph import QuerySolutions

        try:
            found = self.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(f"The query cannot be read: {error}.") from error
        if not isinstance(found, QuerySolutions):
            raise QueryError("Only a SELECT gives a table.")
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(_cell(term) for term in row) for row in found))


def _cell(term: object) -> Cell:
    value = getattr(term, "value", None)
    datatype = getattr(term, "datatype", None)
    if value is None:
        return None if term is None else str(term)
    return typed(str(value), datatype.value if datatype is not None else None)


def typed(value: str, datatype: str | None) -> Cell:
    """The lexical `value` as a number or truth value where its datatype says so, else as it is."""
    if datatype is None or not datatype.startswith(_XSD):
        return value
    try:
        if datatype in _WHOLE:
            return int(value)
        if datatype in _FRACTION:
            return float(value)
    except ValueError:
        return value
    return value == "true" if datatype == _XSD + "boolean" else value


def open_graph(build: Path | str | None = None, *, endpoint: str | None = None) -> Graph:
    """The graph of a build directory (default: the last build hereabouts), of an RDF file, or of a server.

    Raises BuildError where there is no build.
    """
    if endpoint is not None:
        from kg.query.graph_endpoint import EndpointEngine

        return Graph(EndpointEngine(endpoint))
    if build is not None and Path(build).is_file():
        return open_file(Path(build))
    from kg.graph.build import Build, find_build

    opened = Build.open(Path(build) if build is not None else find_build(Path.cwd()))
    folder = opened.store_path if opened.store_path.is_dir() else opened.graph_path
    return Graph(
        LocalEngine(opened.store(), name=str(opened.directory), spare=opened.graph_store),
        store=folder,
        build=opened.directory,
    )


def open_file(path: Path) -> Graph:
    """The graph of an N-Quads, TriG or Turtle file, held in memory; BuildError where it cannot be read."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    form = RdfFormat.from_extension(path.suffix.lstrip("."))
    if form is None or path.suffix == ".txt":
        raise BuildError(f"{path.name} is no RDF file: its name should end in .nq, .trig or .ttl.")
    try:
        store.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError) as error:
        raise BuildError(f"{path} cannot be read as RDF: {error}.") from error
    return Graph(LocalEngine(store, name=str(path)), store=path)
