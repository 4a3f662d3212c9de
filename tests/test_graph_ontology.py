"""The ontology: consistent, every term documented, defined, used, and on the reference page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import owlrl
import pytest
import rdflib
from pyoxigraph import NamedNode

from kg.graph import quads
from kg.graph.build import Build
from kg.graph.judge import rdflib_graph
from kg.graph.nquads import canonical, memory_store
from kg.graph.reference import reference
from kg.graph.scheme import subclasses_of
from kg.graph.terms import CRG, TYPE
from kg.resources import ontology_folder
from tests.example import example_knowledge
from tests.graph_breaks import example_graph

ROOT = Path(__file__).parent.parent
ONTOLOGY = rdflib.Graph().parse(ontology_folder() / "case-review.ttl")
OURS = sorted({str(s) for s in ONTOLOGY.subjects(rdflib.RDF.type) if str(s).startswith(CRG)})
SKOS, DCTERMS = rdflib.SKOS, rdflib.DCTERMS


def test_there_are_terms() -> None:
    assert len(OURS) > 100


@pytest.mark.parametrize("iri", OURS, ids=lambda iri: iri.removeprefix(CRG))
def test_a_term_says_what_it_is(iri: str) -> None:
    one = rdflib.URIRef(iri)
    for name in (rdflib.RDFS.label, SKOS.definition, SKOS.example, DCTERMS.source, rdflib.RDFS.isDefinedBy):
        assert len(list(ONTOLOGY.objects(one, name))) == 1, f"{iri}: {name}"


def test_the_ontology_has_a_version() -> None:
    about = rdflib.URIRef("https://w3id.org/case-review-graph/ontology")
    assert str(ONTOLOGY.value(about, rdflib.OWL.versionIRI)).startswith(str(about))


def inconsistencies(graph: rdflib.Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds contradictory in `graph`."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(message) for message in graph.objects(None, error)]


def test_ontology_and_example_are_consistent() -> None:
    graph = rdflib_graph(memory_store(example_graph()))
    graph.parse(ontology_folder() / "case-review.ttl")
    assert inconsistencies(graph) == []


def test_the_reasoner_would_notice() -> None:
    graph = rdflib.Graph().parse(ontology_folder() / "case-review.ttl")
    crg, one = rdflib.Namespace(CRG), rdflib.URIRef("https://example.org/x")
    graph.add((one, rdflib.RDF.type, crg.Review))
    graph.add((one, rdflib.RDF.type, crg.Agency))
    assert inconsistencies(graph)


def used_in(text: str) -> set[str]:
    return set(re.findall(r"\bcrg:([A-Za-z]\w*)", text))


def test_no_term_is_used_undefined() -> None:
    known = {iri.removeprefix(CRG) for iri in OURS}
    files = [*(ROOT / "ontology").rglob("*.rq"), ontology_folder() / "shapes.ttl"]
    files += [*(ROOT / "kg" / "graph").glob("*.py"), *(ROOT / "kg" / "query").rglob("*.rq")]
    assert len(files) > 20
    for path in files:
        assert used_in(path.read_text(encoding="utf-8")) - {"name", "y"} <= known, path
    for quad in memory_store(example_graph()):
        for node in (quad.predicate, quad.object):
            if isinstance(node, NamedNode) and node.value.startswith(CRG) and node.value != CRG:
                assert node.value.removeprefix(CRG) in known


def test_no_term_goes_unused(corpus_build: Path) -> None:
    """Every property is in a real build, or in the example; every class has an instance, or its kind of review."""
    one = example_knowledge().reviews[0]
    slugs = [
        re.sub(r"(?<!^)(?=[A-Z])", "_", iri.removeprefix(CRG)).lower()
        for iri in subclasses_of(CRG + "Review")
    ]
    reviews = tuple(replace(one, id=f"review/{slug}", type=slug, subjects=()) for slug in slugs)
    types = canonical(quads(replace(example_knowledge(), reviews=(*example_knowledge().reviews, *reviews))))
    used = set()
    for store in (Build.open(corpus_build).store(), memory_store(example_graph()), memory_store(types)):
        for quad in store:
            used.add(quad.predicate.value)
            if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
                used.add(quad.object.value)
    assert sorted(set(OURS) - used) == []


def test_the_reference_page_is_of_today() -> None:
    page = (ROOT / "docs" / "ontology-reference.md").read_text(encoding="utf-8")
    assert page == reference(), "run: kg ontology --output docs/ontology-reference.md"
