"""Search finds plurals and phrases, keeps operators apart from words, counts facets and says what it cannot read."""

from __future__ import annotations

import sqlite3

import pytest

from kg.errors import QueryError
from kg.query.search import Index, expression_of, open_file
from kg.query.search_index import fill, write_index
from tests.invented import records


@pytest.fixture(scope="module")
def index() -> Index:
    connection = sqlite3.connect(":memory:")
    fill(connection, records=records(4))
    return Index(connection)


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("children", '("children" OR "child")'),
        ("babies", '"babies"'),
        ("share information", '"share" AND "information"'),
        ('"share information" OR train*', '"share information" OR "train"*'),
        ("staff -training", '"staff" NOT "training"'),
        ("(a OR b) c", '( "a" OR "b" ) AND "c"'),
        ("Children's", '"Children s"'),
        ("AND staff OR", '"staff"'),
    ],
)
def test_queries_become_safe_expressions(query: str, expression: str) -> None:
    assert expression_of(query) == expression


@pytest.mark.parametrize("query", ['"open', "(open", "NOT this", "*", "AND", "-"])
def test_queries_that_cannot_be_read_say_so(query: str) -> None:
    with pytest.raises(QueryError):
        expression_of(query)


@pytest.mark.parametrize("query", ["a NEAR b", "title: x", "col^2", "a + b", "{x}", "a';--", "a%_", "\x00 x"])
def test_signs_of_the_engine_are_only_words(index: Index, query: str) -> None:
    assert index.search(query).total >= 0


def test_plural_and_singular_meet_and_words_are_lit(index: Index) -> None:
    found = index.search("child listening")
    assert found.total == 4
    hit = found.hits[0]
    assert [hit.quote[a:b] for a, b in hit.lit] == ["Listen", "children"]
    assert hit.line_start is not None


def test_not_and_phrases_and_filters_narrow(index: Index) -> None:
    everything = index.search("partnership").total
    assert 0 < index.search('"case 1"').total < everything
    assert index.search("partnership NOT seek").total < everything
    narrowed = index.search("partnership", agency="constabulary")
    assert 0 < narrowed.total < everything
    assert all(
        value == "recommendation"
        for value, _ in index.search("partnership", kind="recommendation").facets["kind"]
    )


def test_facets_count_every_place_not_only_those_shown(index: Index) -> None:
    found = index.search("partnership", limit=1)
    assert len(found.hits) == 1 and sum(count for _, count in found.facets["kind"]) == found.total


def test_an_index_file_is_read_only_and_replaced_whole(tmp_path) -> None:
    for _ in range(2):
        write_index(tmp_path / "search", records=records(2))
    index = open_file(tmp_path / "search" / "index.sqlite")
    assert index.search("training").total == 6
    with pytest.raises(sqlite3.OperationalError):
        index._connection.execute("delete from entry")
    index.close()
    assert [path.name for path in (tmp_path / "search").iterdir()] == ["index.sqlite"]
