"""How questions are put to the engine: read whole and sorted here, they give what they give as they are written."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.query.answer import Limits
from kg.query.execute import answered
from kg.query.order import Order
from kg.query.plan import read_whole
from kg.query.questions import bound, planned, questions, run, tidy
from tests.query_example import EXAMPLE, example

GIVEN = {
    "review": ("ash", "wren"), "theme": ("practice", "domestic abuse"), "agency": ("police", "northvale council"),
    "since": ("2019",), "until": ("2020",), "id": ("recommendation/ash/1a",), "min_reviews": ("1",), "open": ("yes",),
    "status": ("full_text",), "stance": ("completed",), "min_score": ("0.5",),
}  # fmt: skip


@pytest.fixture(scope="module")
def graph():
    return example()


def asked() -> list[tuple[str, dict[str, str]]]:
    """Each question with what it needs, alone and with each of its other parameters."""
    cases = []
    for name, one in questions().items():
        needed = [[(p.name, value) for value in GIVEN[p.name]] for p in one.parameters if p.required]
        others = [
            (p.name, value) for p in one.parameters if not p.required for value in GIVEN.get(p.name, ())
        ]
        for chosen in itertools.product(*needed):
            cases += [(name, dict(chosen)), *((name, {**dict(chosen), key: value}) for key, value in others)]
    return cases


@pytest.mark.parametrize(("name", "values"), asked(), ids=str)
def test_a_question_gives_what_it_gives_as_it_is_written(graph, name: str, values) -> None:
    one = questions()[name]
    written = tidy(graph.select(one.sparql, bound(graph, one, values)))
    assert sorted(map(str, run(graph, one, values).rows)) == sorted(map(str, written.rows))
    request = {"query": planned(graph, one, values), "guard": False, "forms": None, "rows": 10_000}
    order = Order.of(planned(graph, one, values))
    assert order is not None, "every question is sorted here"
    found = tidy(answered(graph.engine.store, request).table())
    assert found.columns == written.columns
    keys = [column for column, _, _ in order.keys if column in written.columns]
    shown = [[row[written.columns.index(key)] for key in keys] for row in written.rows]
    assert [[row[found.columns.index(key)] for key in keys] for row in found.rows] == shown


def test_what_is_asked_of_everything_is_read_whole_but_for_what_a_filter_tries() -> None:
    query = 'SELECT ?a { ?a crg:b ?c ; crg:basis "review" . FILTER NOT EXISTS { ?d crg:stem ?a } MINUS { ?a crg:e ?f } ?c a crg:G }'
    assert read_whole(query) == (
        'SELECT ?a { { SELECT * { ?a crg:b ?c } } { SELECT * { ?a crg:basis "review" } }'
        " FILTER NOT EXISTS { ?d crg:stem ?a } MINUS { ?a crg:e ?f } { SELECT * { ?c a crg:G } } }"
    )


def test_a_question_about_one_thing_looks_it_up(graph) -> None:
    assert "SELECT * {" not in planned(graph, questions()["about-review"], {"review": "ash"})
    assert "SELECT * {" in planned(graph, questions()["recurring-themes"], {})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { ?a ?b ?c }",
        "SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3",
        "SELECT ?a { ?a ?b ?c } ORDER BY STRLEN(STR(?a))",
        "SELECT * { ?a ?b ?c } ORDER BY ?a",
        "SELECT ?a { { SELECT ?a { ?a ?b ?c } ORDER BY ?a } }",
        "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
    ],
)
def test_other_orders_are_left_to_the_engine(query: str) -> None:
    assert Order.of(query) is None


WORDS = st.one_of(st.none(), st.text("aAzé 10", max_size=4))
NUMBERS = st.one_of(st.none(), st.integers(-12, 12))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, NUMBERS, st.integers(0, 10**6)), max_size=12, unique_by=lambda row: row[2]),
    st.sampled_from(["?a ?b ?c", "DESC(?b) ?a ?c", "?b DESC(?a) DESC(?c)", "xsd:integer(?a) ?c"]),
)
def test_rows_are_sorted_as_the_engine_sorts_them(rows, keys: str) -> None:
    written = [("UNDEF" if a is None else f'"{a}"', "UNDEF" if b is None else b, c) for a, b, c in rows]
    values = " ".join(f"({a} {b} {c})" for a, b, c in written)
    query = f"SELECT ?a ?c WHERE {{ VALUES (?a ?b ?c) {{ {values} }} }} ORDER BY {keys}"
    request = {"query": query, "forms": None, "rows": 100}
    store = Store()
    by_engine = answered(store, {**request, "guard": True})
    assert answered(store, {**request, "guard": False}) == by_engine


def test_the_first_rows_are_those_of_the_whole_order(graph) -> None:
    one = questions()["reviews"]
    every = run(graph, one, {}, limits=Limits(seconds=20))
    first = run(graph, one, {}, limits=Limits(seconds=20, rows=1))
    assert first.cut and not every.cut and first.rows == every.rows[:1]


def test_the_example_says_what_follows_from_it() -> None:
    from pyoxigraph import NamedNode, RdfFormat, parse

    from kg.graph.counted import counted
    from kg.query.prefixes import PREFIXES

    quads = set(parse(path=str(EXAMPLE), format=RdfFormat.TRIG))
    resolved = NamedNode(PREFIXES["id"] + "graph/resolved")
    follows = counted(quads, graph=resolved)
    assert set(follows) <= quads
    made = {quad.predicate for quad in follows}
    kept = {q for q in quads if q.predicate in made and q.predicate.value.startswith(PREFIXES["crg"])}
    assert kept <= set(follows)
