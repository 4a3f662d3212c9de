"""Shapes as questions: every constraint of `ontology/shapes.ttl` becomes a SPARQL query that must return nothing.

SHACL Core, section 4 (W3C 2017), for the constraints that the shapes use; one that is not known is refused, never
passed over. pySHACL judges the same file in `kg check` (kg/graph/judge.py); a test holds the two to one verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store

from kg.errors import RuleError
from kg.graph.checks import Breach
from kg.graph.scheme import called, subclasses_of
from kg.graph.terms import PREFIXES, TYPE, term
from kg.resources import ontology_folder

Node = NamedNode | BlankNode | Literal
_SH = PREFIXES["sh"]
_TOLD = {"path", "message", "severity", "name", "description"}


@dataclass(frozen=True, slots=True)
class Question:
    """One constraint as a query for the nodes that break it."""

    shape: str
    says: str
    query: str
    fatal: bool


def run_shapes(store: Store, *, path: Path | None = None) -> tuple[Breach, ...]:
    """Every breach of the shapes at `path` (default: the project's) in `store`, over the union of its graphs."""
    found = []
    for question in questions(path or ontology_folder() / "shapes.ttl"):
        rows = store.query(question.query, use_default_graph_as_union=True)
        if not isinstance(rows, QuerySolutions):
            raise RuleError(f"The shape {question.shape} does not make a SELECT.")
        for row in rows:
            values = [getattr(value, "value", "") for value in row]
            found.append(
                Breach(question.shape, question.says, values[0], " ".join(values[1:]), fatal=question.fatal)
            )
    return tuple(sorted(set(found), key=lambda one: (one.check, one.subject, one.says, one.detail)))


@cache
def questions(path: Path) -> tuple[Question, ...]:
    """The constraints of the shapes file at `path` as queries, shape by shape."""
    store = Store()
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise RuleError(f"{path.name} in {path.parent} is not valid Turtle: {error}.") from error
    shapes = [quad.subject for quad in store.quads_for_pattern(None, TYPE, term("sh:NodeShape"), None)]
    named = sorted((shape for shape in shapes if isinstance(shape, NamedNode)), key=lambda one: one.value)
    return tuple(question for shape in named for question in _Reader(store).shape(shape))


class _Reader:
    """Reads one shapes graph."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def shape(self, shape: NamedNode) -> Iterator[Question]:
        target = self.one(shape, "targetClass")
        if not isinstance(target, NamedNode):
            raise RuleError(f"The shape {shape.value} has no sh:targetClass.")
        name = shape.value.rpartition("#")[2]
        focus = _instance("?f", target)
        for part in self.all(shape, "property"):
            yield from self.property(name, focus, part)

    def property(self, shape: str, focus: str, part: Node) -> Iterator[Question]:
        message, severity = self.one(part, "message"), self.one(part, "severity")
        says = f"{called(shape)} {getattr(message, 'value', 'breaks its shape')}"
        fatal = severity != term("sh:Warning")
        path = self.path(self.one(part, "path"))
        for query in self.queries(focus, path, part):
            yield Question(shape, says, query, fatal)

    def queries(self, focus: str, path: str, part: Node) -> Iterator[str]:
        """Too few values, too many, and each value for itself."""
        least, most = self.number(part, "minCount"), self.number(part, "maxCount")
        if least == 1:
            yield f"SELECT DISTINCT ?f WHERE {{ {focus} FILTER NOT EXISTS {{ ?f {path} ?v }} }}"
        elif least is not None:
            yield (
                f"SELECT ?f WHERE {{ {focus} OPTIONAL {{ ?f {path} ?v }} }} "
                f"GROUP BY ?f HAVING (COUNT(DISTINCT ?v) < {least})"
            )
        if most == 0:
            yield f"SELECT DISTINCT ?f ?v WHERE {{ {focus} ?f {path} ?v }}"
        elif most == 1:
            yield (
                f"SELECT DISTINCT ?f WHERE {{ {focus} ?f {path} ?v . ?f {path} ?w FILTER(!sameTerm(?v, ?w)) }}"
            )
        elif most is not None:
            yield (
                f"SELECT ?f WHERE {{ {focus} ?f {path} ?v }} GROUP BY ?f HAVING (COUNT(DISTINCT ?v) > {most})"
            )
        if (kind := self.one(part, "class")) is not None:
            # taken away as a set: asked of each value for itself, one that many share is read through as often
            yield f"SELECT DISTINCT ?f ?v WHERE {{ {focus} ?f {path} ?v MINUS {{ {_instance('?v', kind)} }} }}"
        wanted = self.conditions(part, besides=("class",))
        if wanted:
            yield f"SELECT DISTINCT ?f ?v WHERE {{ {focus} ?f {path} ?v FILTER(!COALESCE({' && '.join(wanted)}, false)) }}"

    def conditions(self, node: Node, *, besides: tuple[str, ...] = ()) -> list[str]:
        """What SHACL asks of each value `?v`, as SPARQL conditions; those `besides` are asked elsewhere."""
        found = []
        for quad in self.store.quads_for_pattern(_subject(node), None, None, None):
            name = quad.predicate.value.removeprefix(_SH)
            if name in (*_TOLD, "minCount", "maxCount", *besides):
                continue
            if name not in _CONDITIONS:
                raise RuleError(f"shapes.ttl uses sh:{name}, which kg cannot check; use another constraint.")
            value = quad.object
            assert not hasattr(value, "predicate")
            found.append(_CONDITIONS[name](self, value))
        return sorted(found)

    def path(self, node: Node | None) -> str:
        if isinstance(node, NamedNode):
            return f"<{node.value}>"
        inverse = self.one(node, "inversePath") if node is not None else None
        if not isinstance(inverse, NamedNode):
            raise RuleError("shapes.ttl has a path that is neither a property nor the inverse of one.")
        return f"^<{inverse.value}>"

    def all(self, node: Node, name: str) -> list[Node]:
        quads = self.store.quads_for_pattern(_subject(node), term(f"sh:{name}"), None, None)
        return [quad.object for quad in quads if not hasattr(quad.object, "predicate")]

    def one(self, node: Node, name: str) -> Node | None:
        return next(iter(self.all(node, name)), None)

    def number(self, node: Node, name: str) -> int | None:
        value = self.one(node, name)
        return int(value.value) if isinstance(value, Literal) else None

    def members(self, node: Node) -> Iterator[Node]:
        """The members of an RDF list."""
        while node != term("rdf:nil"):
            for name in ("rdf:first", "rdf:rest"):
                quads = list(self.store.quads_for_pattern(_subject(node), term(name), None, None))
                value = quads[0].object
                assert not hasattr(value, "predicate")
                if name == "rdf:first":
                    yield value
                else:
                    node = value

    def either(self, node: Node) -> str:
        options = (" && ".join(self.conditions(member)) for member in self.members(node))
        return "(" + " || ".join(f"COALESCE({option}, false)" for option in options) + ")"

    def among(self, node: Node) -> str:
        return f"?v IN ({', '.join(str(member) for member in self.members(node))})"


def _subject(node: Node) -> NamedNode | BlankNode:
    assert not isinstance(node, Literal)
    return node


def _instance(variable: str, name: Node) -> str:
    """That `variable` is of the class `name` or of one that the ontology puts below it."""
    assert isinstance(name, NamedNode)
    classes = sorted({name.value, *subclasses_of(name.value)})
    if len(classes) == 1:
        return f"{variable} <{TYPE.value}> <{classes[0]}> ."
    listed = " ".join(f"<{one}>" for one in classes)
    kind = f"{variable}_class"  # not one for focus and value: a test inside EXISTS would share it
    return f"VALUES {kind} {{ {listed} }} {variable} <{TYPE.value}> {kind} ."


def _kind(node: Node) -> str:
    tests = {"IRI": "isIRI(?v)", "Literal": "isLiteral(?v)"}
    name = getattr(node, "value", "").removeprefix(_SH)
    if name not in tests:
        raise RuleError(f"shapes.ttl asks for nodes of kind sh:{name}, which kg cannot check.")
    return tests[name]


_CONDITIONS: dict[str, Callable[[_Reader, Node], str]] = {
    "class": lambda _, v: f"EXISTS {{ {_instance('?v', v)} }}",
    "datatype": lambda _, v: f"DATATYPE(?v) = {v}",
    "nodeKind": lambda _, v: _kind(v),
    "minLength": lambda _, v: f"STRLEN(STR(?v)) >= {getattr(v, 'value', 0)}",
    "pattern": lambda _, v: f"REGEX(STR(?v), {v})",
    "minInclusive": lambda _, v: f"?v >= {v}",
    "maxInclusive": lambda _, v: f"?v <= {v}",
    "lessThan": lambda _, v: f"NOT EXISTS {{ ?f {v} ?o FILTER(!COALESCE(?v < ?o, false)) }}",
    "lessThanOrEquals": lambda _, v: f"NOT EXISTS {{ ?f {v} ?o FILTER(!COALESCE(?v <= ?o, false)) }}",
    "in": lambda reader, v: reader.among(v),
    "or": lambda reader, v: reader.either(v),
}
