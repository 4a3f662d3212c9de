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

    def shown(quad: Quad) -> Quad:
        if quad.subject not in touched or not isinstance(quad.object, Literal) or quad.predicate == source:
            return quad
        value = quad.object.value
        if (now := withheld.shown(fields.get(quad.predicate, ""), value)) == value:
            return quad
        literal = Literal(now, language=quad.object.language) if quad.object.language else Literal(now)
        return Quad(quad.subject, quad.predicate, literal, quad.graph_name)

    fresh = Store()
    fresh.bulk_extend(shown(quad) for quad in store)
    return fresh
