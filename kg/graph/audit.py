"""Audit a build as it lies on disk: what its graph says against its own stored texts, and its cache against it."""

from __future__ import annotations

from pyoxigraph import Literal, QuerySolutions, Store

from kg.graph.build import GENERATIONS, Build
from kg.graph.checks import Breach
from kg.graph.terms import PREFIXES

_PASSAGES = """SELECT ?passage ?source ?start ?end ?quote WHERE {
  ?passage a crg:Passage ; crg:source ?source ; crg:start ?start ; crg:end ?end ; crg:quote ?quote }"""


def audit(build: Build) -> tuple[Breach, ...]:
    """Quotes that do not stand in the stored text, a cache that is not the graph, remains of dead writers."""
    return (*_quotes(build, build.store()), *_files(build), *_remains(build))


def _quotes(build: Build, store: Store) -> list[Breach]:
    texts = {source.name: build.document(source.name).text for source in build.sources()}
    rows = store.query(_PASSAGES, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found = []
    for row in rows:
        passage, source, start, end, quote = (getattr(value, "value", "") for value in row)
        if texts.get(source, "")[int(start) : int(end)] != quote:
            found.append(Breach("quote", "A quote that does not stand in its source", passage, quote[:60]))
    return found


def _files(build: Build) -> list[Breach]:
    lines = build.graph_path.read_bytes().splitlines()
    found = []
    if lines != sorted(set(lines)):
        found.append(Breach("canonical", "The graph file is not in canonical order", str(build.graph_path)))
    if len(build.store()) != len(set(lines)):
        found.append(
            Breach("cache", "The store is not the graph: run `kg build` again", str(build.store_path))
        )
    return found


def _remains(build: Build) -> list[Breach]:
    known = {source.name for source in build.sources()}
    store = build.store()
    rows = store.query(
        "SELECT DISTINCT ?s WHERE { ?p crg:source ?s }", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert isinstance(rows, QuerySolutions)
    named = {row[0].value for row in rows if isinstance(row[0], Literal)}
    found = [
        Breach("withdrawn", "A source that is not in the build is still quoted", name)
        for name in sorted(named - known)
    ]
    for other in sorted((build.directory / GENERATIONS).iterdir()):
        keys = (
            {path.name for path in (other / "sources").iterdir()} if (other / "sources").is_dir() else set()
        )
        if other != build.generation and not keys <= set(build.keys()):
            found.append(
                Breach(
                    "remains",
                    "An older generation holds withdrawn sources: run `kg build` or `kg add` to clear it",
                    str(other),
                )
            )
    return found
