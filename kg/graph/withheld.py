"""The graph as it may be given to everybody: actions, and what quotes the same places, without the names of officers."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.terms import term
from kg.withhold import TOLD, Withheld

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def without_officers(store: Store, withheld: Withheld) -> Store:
    """A copy of `store` in memory, with posts in place of names."""
    action, source, start, end = (term(f"crg:{name}") for name in ("Action", "source", "start", "end"))
    quote = term("crg:quote")
    fields = {term(f"crg:{name}"): name for name in ("owner", *TOLD)}
    places: defaultdict[object, dict[object, str]] = defaultdict(dict)
    for predicate in (source, start, end):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.object, Literal):
                places[quad.subject][predicate] = quad.object.value
    actions = {quad.subject for quad in store.quads_for_pattern(None, _TYPE, action, None)}
    touched = actions | {
        subject
        for subject, place in places.items()
        if len(place) == 3 and withheld.touches(place[source], int(place[start]), int(place[end]))
    }

    named = {
        quad.subject
        for name in ("Review", "Agency", "Document")
        for quad in store.quads_for_pattern(None, _TYPE, term(f"crg:{name}"), None)
    }
    for name in ("evidence", "bestEvidence", "occurrence"):
        touched |= {
            quad.subject
            for quad in store.quads_for_pattern(None, term(f"crg:{name}"), None, None)
            if quad.object in touched and quad.subject not in named
        }

    documents = {
        quad.subject
        for name in ("Document", "Source", "Review")
        for quad in store.quads_for_pattern(None, _TYPE, term(f"crg:{name}"), None)
    }
    titles = {
        term(name) for name in ("dcterms:title", "rdfs:label", "crg:title", "crg:name", "skos:altLabel")
    }
    quoted = {
        quad.object
        for name in ("evidence", "bestEvidence")
        for quad in store.quads_for_pattern(None, term(f"crg:{name}"), None, None)
        if quad.subject in documents
    }

    def titled(quad: Quad) -> bool:
        """Whether the statement gives the title of a document or review, or quotes it."""
        return quad.predicate in titles or (quad.subject in quoted and quad.predicate == quote)

    def shown(quad: Quad) -> Quad:
        if isinstance(quad.object, Literal) and titled(quad):
            return _with(quad, withheld.clear(quad.object.value))
        if quad.subject not in touched or not isinstance(quad.object, Literal) or quad.predicate == source:
            return quad
        return _with(quad, withheld.shown(fields.get(quad.predicate, ""), quad.object.value))

    fresh = Store()
    fresh.bulk_extend(shown(quad) for quad in store)
    return fresh


def _with(quad: Quad, words: str) -> Quad:
    """The statement with `words` as its value."""
    before = quad.object
    assert isinstance(before, Literal)
    if words == before.value:
        return quad
    literal = Literal(words, language=before.language) if before.language else Literal(words)
    return Quad(quad.subject, quad.predicate, literal, quad.graph_name)
