"""The graph as it may be given to everybody: actions, and what quotes the same places, without the names of officers."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.terms import term
from kg.withhold import TOLD, Withheld

_PROOF = ("evidence", "bestEvidence")
_TITLED = ("Document", "Source", "Review")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


_TITLES = frozenset(
    term(name) for name in ("dcterms:title", "rdfs:label", "crg:title", "crg:name", "skos:altLabel")
)


def without_officers(store: Store, withheld: Withheld) -> Store:
    """A copy of `store` in memory, with posts in place of names."""
    fields = {term(f"crg:{name}"): name for name in ("owner", *TOLD)}
    source, quote = term("crg:source"), term("crg:quote")
    touched, quoted = _touched(store, withheld), _evidence(store, _of_class(store, *_TITLED))

    def shown(quad: Quad) -> Quad:
        if not isinstance(quad.object, Literal):
            return quad
        if quad.predicate in _TITLES or (quad.subject in quoted and quad.predicate == quote):
            return _with(quad, withheld.clear(quad.object.value))
        if quad.subject not in touched or quad.predicate == source:
            return quad
        return _with(quad, withheld.shown(fields.get(quad.predicate, ""), quad.object.value))

    fresh = Store()
    fresh.bulk_extend(shown(quad) for quad in store)
    return fresh


def _touched(store: Store, withheld: Withheld) -> set[object]:
    """Actions, and what is printed where they are."""
    places: defaultdict[object, dict[str, str]] = defaultdict(dict)
    for name in ("source", "start", "end"):
        for quad in store.quads_for_pattern(None, term(f"crg:{name}"), None, None):
            if isinstance(quad.object, Literal):
                places[quad.subject][name] = quad.object.value
    touched = _of_class(store, "Action") | {
        subject
        for subject, place in places.items()
        if len(place) == 3 and withheld.touches(place["source"], int(place["start"]), int(place["end"]))
    }
    named = _of_class(store, "Review", "Agency", "Document")
    for name in (*_PROOF, "occurrence"):
        touched |= {
            quad.subject
            for quad in store.quads_for_pattern(None, term(f"crg:{name}"), None, None)
            if quad.object in touched and quad.subject not in named
        }
    return touched


def _of_class(store: Store, *names: str) -> set[object]:
    return {
        quad.subject
        for name in names
        for quad in store.quads_for_pattern(None, _TYPE, term(f"crg:{name}"), None)
    }


def _evidence(store: Store, things: set[object]) -> set[object]:
    """The passages on which `things` rest: of a document or a review its title."""
    return {
        quad.object
        for name in _PROOF
        for quad in store.quads_for_pattern(None, term(f"crg:{name}"), None, None)
        if quad.subject in things
    }


def _with(quad: Quad, words: str) -> Quad:
    """The statement with `words` as its value."""
    before = quad.object
    assert isinstance(before, Literal)
    if words == before.value:
        return quad
    literal = Literal(words, language=before.language) if before.language else Literal(words)
    return Quad(quad.subject, quad.predicate, literal, quad.graph_name)
