"""Every constraint of the shapes is broken once; our own reading of the shapes and pySHACL find the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import RuleError
from kg.graph.checks import load_checks, run_checks
from kg.graph.judge import judge
from kg.graph.nquads import memory_store
from kg.graph.shapes import questions, run_shapes
from tests.graph_breaks import EXTRA, Break, breaks, example_graph

BREAKS = sorted(breaks(), key=lambda one: one.id)
CRG = "https://w3id.org/case-review-graph/ontology#"
ID = "https://w3id.org/case-review-graph/id/"


def key(breach):
    return (breach.check, breach.says, breach.subject, breach.fatal)


def test_the_example_is_sound() -> None:
    store = memory_store(example_graph())
    assert run_shapes(store) == judge(store) == ()
    assert run_checks(store) == ()


def test_there_are_breaks_for_every_shape() -> None:
    assert len(BREAKS) > 200
    assert len({one.shape for one in BREAKS}) >= 19


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.id)
def test_a_broken_constraint_is_found(one: Break) -> None:
    found = run_shapes(one.store())
    assert any(breach.check == one.shape and breach.subject == one.focus for breach in found), one.id


@pytest.mark.parametrize("one", BREAKS[::12], ids=lambda one: one.id)
def test_pyshacl_finds_the_same(one: Break) -> None:
    store = one.store()
    assert {key(breach) for breach in run_shapes(store)} == {key(breach) for breach in judge(store)}


@pytest.mark.slow
@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.id)
def test_pyshacl_always_finds_the_same(one: Break) -> None:
    store = one.store()
    assert {key(breach) for breach in run_shapes(store)} == {key(breach) for breach in judge(store)}


def test_an_unknown_constraint_is_refused(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/#> .\n"
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:maxLength 3 ] ."
    )
    with pytest.raises(RuleError, match="maxLength"):
        questions(shapes)


def add(subject: str, predicate: str, value: NamedNode | Literal | str) -> Quad:
    object_ = NamedNode(ID + value) if isinstance(value, str) else value
    return Quad(NamedNode(ID + subject), NamedNode(CRG + predicate), object_, EXTRA)


ROWAN_1A, ROWAN_2 = "recommendation/northmere-rowan/1a", "recommendation/northmere-rowan/2"
BAD = {
    "link-across-reviews": [add("response/northmere-rowan/2/1", "respondsTo", "recommendation/northmere-wren/2")],
    "part-across-reviews": [add("recommendation/northmere-wren/1", "stem", "recommendation/northmere-rowan/1")],
    "repeat-in-one-review": [add(ROWAN_1A, "repeats", ROWAN_2)],
    "quote-does-not-fit": [add("p", "start", Literal(0)), add("p", "end", Literal(9)), add("p", "quote", Literal("no"))],
    "theme-without-words": [add(ROWAN_2, "theme", "theme/domestic-abuse")],
    "agency-without-words": [add(ROWAN_2, "addressedTo", "agency/northmere-police")],
    "answered-but-not-said": [add("response/northmere-rowan/2/1", "respondsTo", "recommendation/northmere-rowan/1b")],
    "person-as-node": [],
    "subject-of-two-reviews": [add("review/northmere-wren", "subject", "review/northmere-rowan/subject/rowan")],
    "dangling": [add(ROWAN_2, "review", "review/nowhere")],
    "carries-without-use": [add("review/northmere-rowan", "carriesTheme", "theme/nowhere")],
    "counted-otherwise": [add(ROWAN_2, "asksAbout", "theme/nowhere")],
    "same-number-twice": [add("recommendation/northmere-rowan/3", "number", Literal("2"))],
    "text-not-in-quote": [add("recommendation/northmere-wren/2", "text", Literal("Words of its own invention."))],
}  # fmt: skip


def test_every_check_is_broken_here() -> None:
    assert {check.name for check in load_checks()} == set(BAD)


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_check_finds_what_it_forbids(name: str) -> None:
    store = memory_store(example_graph())
    for quad in BAD[name]:
        store.add(quad)
    if name == "person-as-node":
        kind = NamedNode("http://xmlns.com/foaf/0.1/Person")
        store.add(
            Quad(
                NamedNode(ID + "x"), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind, EXTRA
            )
        )
    if name == "quote-does-not-fit":
        kind = NamedNode(CRG + "Passage")
        store.add(
            Quad(
                NamedNode(ID + "p"), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind, EXTRA
            )
        )
    assert [breach for breach in run_checks(store) if breach.check == name]
