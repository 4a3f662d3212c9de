"""Ways to break a graph: for every constraint of the shapes, a change to the example that breaks just that."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph import quads
from kg.graph.nquads import canonical, memory_store
from kg.resources import ontology_folder
from kg.seed import Body, Seed
from tests.example import CITY, COUNCIL, example_knowledge

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
NOWHERE = NamedNode("https://example.org/nothing")
EXTRA = NamedNode("https://example.org/graph")


def body(id: str, name: str, *, successors: tuple[str, ...] = (), end: str | None = None) -> Body:
    """An invented public body."""
    return Body(
        id=id, name=name, short_names=(), type="local_authority", nation="England", areas=(), part_of=(),
        predecessors=(), successors=successors, start=None, end=end, codes=(), source="invented", certainty="read",
    )  # fmt: skip


@cache
def example_graph() -> bytes:
    """The example world with one body that another followed, as canonical N-Quads."""
    known = example_knowledge()
    seeds = {COUNCIL: "northmere", CITY: "eastholm"}
    agencies = tuple(replace(one, seed=seeds.get(one.id)) for one in known.agencies)
    seed = Seed(
        bodies=(
            body("northmere", "Northmere Council", successors=("greatmere",), end="2023-04-01"),
            body("greatmere", "Greatmere Council"),
            body("eastholm", "Eastholm City Council"),
        ),
        roles=(),
        regular=(),
        heads=(),
    )
    return canonical(quads(replace(known, agencies=agencies), seed=seed))


@dataclass(frozen=True, slots=True)
class Break:
    """One constraint of one shape, and what to take out of and put into the graph to break it."""

    shape: str
    path: str
    constraint: str
    remove: tuple[tuple[str, str], ...] = ()  # every (subject, predicate, ?)
    add: tuple[Quad, ...] = ()
    focus: str = ""

    @property
    def id(self) -> str:
        return f"{self.shape}-{self.path}-{self.constraint}"

    def store(self) -> Store:
        """The example, broken."""
        store = memory_store(example_graph())
        for subject, predicate in self.remove:
            for quad in list(store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)):
                store.remove(quad)
        for quad in self.add:
            store.add(quad)
        return store


def breaks() -> Iterator[Break]:
    """One for every constraint in ontology/shapes.ttl."""
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
    for shape in sorted(shapes.subjects(rdflib.RDF.type, SH.NodeShape)):
        target = shapes.value(shape, SH.targetClass)
        name = str(shape).rpartition("#")[2]
        for part in shapes.objects(shape, SH.property):
            path = shapes.value(part, SH.path)
            inverse = shapes.value(path, SH.inversePath)
            for predicate, value in shapes.predicate_objects(part):
                constraint = predicate.removeprefix(str(SH))
                if constraint not in ("path", "message", "severity"):
                    focus = _focus(str(target), str(path), constraint)
                    yield _break(name, focus, str(inverse or path), constraint, value, inverse is not None)


def _focus(target: str, path: str, constraint: str) -> str:
    """An instance of the class, one that has the property where the constraint is on its value."""
    store = memory_store(example_graph())
    having = f"; <{path}> ?v" if constraint.startswith("less") else ""
    rows = list(
        store.query(
            f"SELECT ?s WHERE {{ ?s a <{target}> {having} }} ORDER BY ?s LIMIT 1",
            use_default_graph_as_union=True,
        )
    )
    assert rows, f"the example has no {target}"
    return str(rows[0][0].value)


def _break(
    shape: str, focus: str, path: str, constraint: str, value: rdflib.term.Node, inverse: bool
) -> Break:
    local = path.rpartition("#")[2].rpartition("/")[2]
    wrong: dict[str, tuple[NamedNode | Literal, ...]] = {
        "minCount": (),
        "maxCount": (Literal("one"), Literal("two")),
        "class": (NOWHERE,),
        "datatype": (Literal("x", language="en"),),
        "minLength": (Literal(""),),
        "in": (Literal("nonsense"),),
        "or": (Literal("nonsense"),),
        "pattern": (Literal("not a digest"),),
        "nodeKind": (Literal("words") if str(value).endswith("IRI") else NOWHERE,),
        "minInclusive": (
            _integer(-1) if "integer" in str(getattr(value, "datatype", "")) else _decimal("-0.5"),
        ),
        "maxInclusive": (_decimal("1.5"),),
        "lessThan": (_integer(10**9),),
        "lessThanOrEquals": (_integer(10**9),),
    }
    if constraint == "maxCount" and int(str(value)) == 2:
        wrong["maxCount"] = (NOWHERE, EXTRA, NamedNode("https://example.org/third"))
    if inverse:
        store = memory_store(example_graph())
        owners = [
            q.subject.value for q in store.quads_for_pattern(None, NamedNode(path), NamedNode(focus), None)
        ]
        two = (Quad(NOWHERE, NamedNode(path), NamedNode(focus), EXTRA),)
        gone = tuple((owner, path) for owner in owners)
        taken = gone if constraint in ("minCount", "class") else ()
        return Break(
            shape, f"inverse-{local}", constraint, taken, two if constraint != "minCount" else (), focus
        )
    node = NamedNode(focus)
    add = tuple(Quad(node, NamedNode(path), one, EXTRA) for one in wrong[constraint])
    return Break(shape, local, constraint, ((focus, path),), add, focus)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def _decimal(value: str) -> Literal:
    return Literal(value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))


def scrambled(seed: int) -> Store:
    """The example with some dozens of statements taken out, turned to another subject or object, or given twice."""
    chance = random.Random(seed)
    store = memory_store(example_graph())
    quads_ = sorted(store, key=str)
    by: dict[str, list[Quad]] = {}
    for quad in quads_:
        by.setdefault(quad.predicate.value, []).append(quad)
    told = [name for name in by if name.rpartition("#")[2] in _COUNTED]
    for _ in range(24):
        name = chance.choice(told)
        one, other = chance.choice(by[name]), chance.choice(by[name])
        turn = chance.randrange(4)
        if turn in (0, 3):
            store.remove(one)
        if turn == 1:
            store.add(Quad(one.subject, one.predicate, other.object, EXTRA))
        if turn in (2, 3):
            store.add(Quad(other.subject, one.predicate, one.object, EXTRA))
    return store


#: properties on which the checks that compare two sets of statements rest
_COUNTED = frozenset(
    "carriesTheme theme review weight stance addressedTo answeredBy of agency asksAbout asksOf stem number part type evidence subject".split()
)
