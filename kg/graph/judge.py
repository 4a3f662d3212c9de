"""The independent judge: pySHACL on the shapes, for `kg check` and for the tests that hold our own reading to it."""

from __future__ import annotations

import warnings
from pathlib import Path

import rdflib
from pyoxigraph import Literal, NamedNode, Store
from rdflib.term import Literal as RdfLiteral
from rdflib.term import Node, URIRef

from kg.graph.checks import Breach
from kg.graph.scheme import called
from kg.resources import ontology_folder

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def rdflib_graph(store: Store) -> rdflib.Graph:
    """The union of the graphs in `store` for rdflib."""
    graph = rdflib.Graph()
    for quad in store:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def judge(store: Store, *, shapes: Path | None = None) -> tuple[Breach, ...]:
    """What pySHACL finds in `store` against the shapes at `shapes` (default: the project's)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyshacl

        rules = rdflib.Graph().parse(shapes or ontology_folder() / "shapes.ttl", format="turtle")
        _conforms, results, _text = pyshacl.validate(
            rdflib_graph(store), shacl_graph=rules, inplace=True, allow_warnings=False
        )
    assert isinstance(results, rdflib.Graph)
    owners: dict[Node | None, Node] = {part: shape for shape, part in rules.subject_objects(_SH.property)}
    found = []
    for result in results.subjects(rdflib.RDF.type, _SH.ValidationResult):
        part = results.value(result, _SH.sourceShape)
        shape = str(owners.get(part, URIRef("#shape"))).rpartition("#")[2]
        message = rules.value(part, _SH.message)
        detail = results.value(result, _SH.value)
        fatal = results.value(result, _SH.resultSeverity) != _SH.Warning
        focus = str(results.value(result, _SH.focusNode))
        found.append(
            Breach(shape, f"{called(shape)} {message}", focus, "" if detail is None else str(detail), fatal)
        )
    return tuple(sorted(set(found), key=lambda one: (one.check, one.subject, one.says, one.detail)))


def _term(term: object) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    assert isinstance(term, Literal), "the graph holds no blank nodes"
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    plain = term.datatype.value == str(
        rdflib.XSD.string
    )  # rdflib tells "x" from "x"^^xsd:string; RDF 1.1 does not
    return RdfLiteral(term.value, datatype=None if plain else URIRef(term.datatype.value))
