"""The ontology and the theme scheme as statements of the graph `graph/ontology`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kg.errors import RuleError
from kg.graph.terms import CRG, entity, term
from kg.resources import ontology_folder


def ontology_quads(*, base: str, folder: Path | None = None) -> list[Quad]:
    """Every named statement of `ontology/*.ttl`, without the shapes.

    Axioms that need blank nodes (restrictions, lists) stay in the file: the graph holds none, so that
    its bytes do not depend on how a parser numbers them. Raises RuleError where a file is not valid Turtle.
    """
    graph = entity(base, "graph/ontology")
    return [Quad(s, p, o, graph) for s, p, o in _triples(folder or ontology_folder())]


@cache
def _triples(folder: Path) -> tuple[tuple[NamedNode, NamedNode, NamedNode], ...]:
    found = []
    for path in sorted(folder.glob("*.ttl")):
        if path.name == "shapes.ttl":
            continue
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
                    found.append((quad.subject, quad.predicate, quad.object))
        except SyntaxError as error:
            raise RuleError(f"{path.name} in {path.parent} is not valid Turtle: {error}.") from error
    return tuple(found)


@cache
def subclasses_of(iri: str) -> frozenset[str]:
    """The classes that the ontology puts below the class `iri`, however deep."""
    direct = {
        s.value
        for s, p, o in _triples(ontology_folder())
        if p == term("rdfs:subClassOf") and o == NamedNode(iri)
    }
    return frozenset(direct.union(*(subclasses_of(one) for one in direct)))


def subclasses(name: str) -> frozenset[str]:
    """The local names of the classes below `crg:name`."""
    return frozenset(iri.removeprefix(CRG) for iri in subclasses_of(CRG + name))


@cache
def called(name: str) -> str:
    """The class `crg:name` as the subject of a sentence: "A use of a theme"."""
    labels = {s.value: o.value for s, p, o in _triples(ontology_folder()) if p == term("rdfs:label")}
    label = labels.get(CRG + name, " ".join(re.findall("[A-Z][a-z]+", name)).lower() or name)
    return f"{'An' if label[0] in 'aeio' else 'A'} {label}"
