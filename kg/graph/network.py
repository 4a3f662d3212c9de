"""The graph as a network for drawing and network programs: things as nodes, links between them as edges."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.graph.terms import CRG, PREFIXES

if TYPE_CHECKING:
    import networkx

_KINDS = (
    "Review Recommendation Response Finding LearningPoint GoodPractice Resolution MonitoringRow ReportRecommendation "
    "Action Agency Document"
).split()
_LINKS = "review stem addressedTo answeredBy agency respondsTo tracks theme repeats successorOf sameDocument".split()
_WORDS = "text number part stance status responseState reviewType agencyType documentKind".split()


def network(store: Store) -> networkx.MultiDiGraph[str]:
    """Reviews, records, agencies, documents and the themes that are used, with the links between them.

    Nodes carry `label`, `kind` and what is printed of them; edges carry `kind`. In order of their addresses.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    kinds = " ".join(f"crg:{kind}" for kind in _KINDS)
    for node, kind, label in _rows(
        store, f"?s a ?kind ; rdfs:label ?label . VALUES ?kind {{ {kinds} }}", "?s ?kind ?label"
    ):
        graph.add_node(node, label=label, kind=kind.removeprefix(CRG))
    themes = "?s a skos:Concept ; skos:prefLabel ?label FILTER EXISTS { ?use a crg:ThemeUse ; crg:theme ?s }"
    for node, label in _rows(store, themes, "?s ?label"):
        graph.add_node(node, label=label, kind="Theme")
    words = " ".join(f"crg:{name}" for name in _WORDS)
    for node, name, value in _rows(store, f"VALUES ?p {{ {words} }} ?s ?p ?o", "?s ?p ?o"):
        if node in graph:
            graph.nodes[node][name.removeprefix(CRG)] = value
    links = " ".join(f"crg:{name}" for name in _LINKS) + " org:subOrganizationOf"
    for node, name, other in _rows(store, f"VALUES ?p {{ {links} }} ?s ?p ?o", "?s ?p ?o"):
        if node in graph and other in graph:
            kind = name.rpartition("#")[2]
            graph.add_edge(node, other, key=kind, kind=kind)
    return graph


def graphml(store: Store) -> bytes:
    """The network as GraphML."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml_xml(network(store), out)
    return out.getvalue()


def gexf(store: Store) -> bytes:
    """The network as GEXF 1.2, for Gephi."""
    import networkx

    text = "\n".join(networkx.generate_gexf(network(store)))
    dateless = re.sub(r"<meta\b.*?</meta>\s*", "", text, flags=re.DOTALL)  # it would tell the day
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{dateless}\n'.encode()


def _rows(store: Store, pattern: str, columns: str) -> list[tuple[str, ...]]:
    query = f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    values = [tuple(value.value for value in row if isinstance(value, (NamedNode, Literal))) for row in rows]
    return sorted(row for row in values if row)
