"""What every count is made of, stated once, so that each question counts by the one rule and finds it at once.

A review carries themes and is counted under a year; recommendations are counted by their lowest parts, and a part asks
for what its lead-in asks, of whom that asks it. All of it is projected from other statements and goes with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import TYPE, count, term
from kg.model.kinds import COUNTING, SPOKEN_OF

_Term = NamedNode | Literal
_Said = Mapping[_Term | None, Sequence[_Term]]  # subject -> values of one property
_READ = (
    "crg:theme", "crg:review", "crg:weight", "crg:stance", "crg:stem", "crg:addressedTo", "crg:publishedDate",
    "crg:bestEvidence", "crg:inDocument", "crg:source", "crg:fileName", "dcterms:date", "crg:respondsTo", "crg:alsoAnswers",
)  # fmt: skip


def counted(quads: Iterable[Quad], *, graph: NamedNode) -> list[Quad]:
    """The statements that follow from `quads`, in the named graph `graph`, sorted."""
    said: dict[str, defaultdict[_Term | None, list[_Term]]] = {name: defaultdict(list) for name in _READ}
    kinds: dict[NamedNode, list[NamedNode]] = {
        term(f"crg:{name}"): [] for name in ("Review", "Recommendation", "Response")
    }
    names = {term(name): name for name in _READ}
    for quad in quads:
        name = names.get(quad.predicate)
        if name is not None:
            said[name][quad.subject].append(quad.object)  # type: ignore[index,arg-type]  # no blank nodes
        elif quad.predicate == TYPE and quad.object in kinds:
            kinds[quad.object].append(quad.subject)  # type: ignore[index,arg-type]
    found = {
        *_carried(said),
        *_years(kinds[term("crg:Review")], said),
        *_parts(kinds[term("crg:Recommendation")], _answers(kinds[term("crg:Response")], said), said),
    }
    return [Quad(s, p, o, graph) for s, p, o in sorted(found, key=str)]


_Fact = tuple[NamedNode, NamedNode, _Term]


def _carried(said: Mapping[str, _Said]) -> Iterator[_Fact]:
    """`crg:carriesTheme`: themes that a weighty use gives a review and that are neither denied nor quoted."""
    for use, weights in said["crg:weight"].items():
        weight, stance = weights[0].value, _first(said["crg:stance"], use)
        review, theme = _first(said["crg:review"], use), _first(said["crg:theme"], use)
        if not isinstance(review, NamedNode) or theme is None or stance is None:
            continue
        if weight in COUNTING and stance.value not in SPOKEN_OF:
            yield review, term("crg:carriesTheme"), theme


def _years(reviews: Sequence[NamedNode], said: Mapping[str, _Said]) -> Iterator[_Fact]:
    """`crg:year`: of publication; else of the document that speaks of the review; else of the file that holds it."""
    files = {values[0]: source for source, values in said["crg:fileName"].items()}
    for review in reviews:
        passage = _first(said["crg:bestEvidence"], review)
        document = _first(said["crg:inDocument"], passage)
        file = _first(said["crg:source"], passage)
        source = files.get(file) if file is not None else None
        days = (
            _first(said["crg:publishedDate"], review),
            *(_first(said["dcterms:date"], one) for one in (document, source)),
        )
        day = next((one for one in days if one is not None), None)
        if day is not None and day.value[:4].isdigit():
            yield review, term("crg:year"), count(int(day.value[:4]))


def _parts(
    recommendations: Sequence[NamedNode],
    answers: Mapping[_Term, Sequence[NamedNode]],
    said: Mapping[str, _Said],
) -> Iterator[_Fact]:
    """`crg:LowestPart`, and on each what it and its lead-in ask about, of whom, and the answers to either."""
    stems = said["crg:stem"]
    above = {stem for values in stems.values() for stem in values}
    for one in recommendations:
        if one in above:
            continue
        yield one, TYPE, term("crg:LowestPart")
        for whole in (one, *stems.get(one, ())):
            for name, meant in (("crg:theme", "crg:asksAbout"), ("crg:addressedTo", "crg:asksOf")):
                for value in said[name].get(whole, ()):
                    yield one, term(meant), value
            for answer in answers.get(whole, ()):
                yield one, term("crg:hasAnswer"), answer


def _answers(
    responses: Sequence[NamedNode], said: Mapping[str, _Said]
) -> Mapping[_Term, Sequence[NamedNode]]:
    """The responses to each recommendation."""
    found: defaultdict[_Term, list[NamedNode]] = defaultdict(list)
    for response in responses:
        for name in ("crg:respondsTo", "crg:alsoAnswers"):
            for answered in said[name].get(response, ()):
                found[answered].append(response)
    return found


def _first(values: _Said, subject: _Term | None) -> _Term | None:
    found = values.get(subject)
    return found[0] if found else None
