"""The data set about itself: what it holds, in which graphs, read from what, by which run (VoID, DCAT, PROV-O)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.graph.ledger import source_key
from kg.graph.method import method_digest
from kg.graph.terms import CRG, TYPE, count, entity, term
from kg.model.entity import Knowledge

_SOFTWARE = "https://w3id.org/case-review-graph/software/"


def dataset_quads(quads: Iterable[Quad], knowledge: Knowledge, *, base: str) -> list[Quad]:
    """Statements about the data set in `graph/dataset`; every named graph leads to the run that made it.

    The run is known by its method and sources, not by its day: the same run twice is the same node.
    """
    graph, whole, run = entity(base, "graph/dataset"), entity(base, "dataset"), entity(base, "run")
    software = NamedNode(_SOFTWARE + __version__)
    sources = [entity(base, f"source/{source_key(source)}") for source in knowledge.sources]
    sizes = Counter(quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode))
    facts: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (whole, "rdf:type", term("void:Dataset")),
        (whole, "rdf:type", term("dcat:Dataset")),
        (
            whole,
            "dcterms:title",
            Literal("Safeguarding reviews, their recommendations and what was answered"),
        ),
        (whole, "void:uriSpace", Literal(base)),
        (whole, "void:vocabulary", NamedNode(CRG)),
        (whole, "void:triples", count(sum(sizes.values()))),
        (whole, "prov:wasGeneratedBy", run),
        (run, "rdf:type", term("crg:Run")),
        (run, "crg:method", Literal(method_digest())),
        (run, "prov:wasAssociatedWith", software),
        (software, "rdf:type", term("prov:SoftwareAgent")),
        (software, "rdfs:label", Literal(f"case-review-graph {__version__}")),
    ]
    for source in sources:
        facts += [(run, "prov:used", source), (whole, "dcterms:source", source)]
    facts += [(name, "void:triples", count(size)) for name, size in sizes.items()]
    for name in (*sizes, graph):
        facts += [
            (name, "rdf:type", term("void:Dataset")),
            (name, "prov:wasGeneratedBy", run),
            (whole, "void:subset", name),
        ]
    return [Quad(s, TYPE if p == "rdf:type" else term(p), o, graph) for s, p, o in facts]
