"""Search finds plurals and phrases, keeps operators apart from words, counts facets and says what it cannot read."""

from __future__ import annotations

import sqlite3

import pytest

from kg.errors import QueryError, QueryStopped
from kg.query.search import Hit, Index, open_file
from kg.query.search_index import fill, write_index
from kg.query.search_words import expression_of
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
        ("Children's", '("Children" OR "child")'),
        ("the father’s and fathers' views", '"the" AND "father" AND "and" AND "fathers" AND "views"'),
        ('"young children"', '("young children" OR "young child")'),
        ("“information sharing”", '"information sharing"'),
        ('staff -"lack of training"', '"staff" NOT "lack of training"'),
        ("staff AND NOT training", '"staff" NOT "training"'),
        ("a (b) (c OR d)", '"a" AND ( "b" ) AND ( "c" OR "d" )'),
        ("multi-agency", '"multi agency"'),
        ("AND staff OR", '"staff"'),
    ],
)
def test_queries_become_safe_expressions(query: str, expression: str) -> None:
    assert expression_of(query) == expression


@pytest.mark.parametrize(
    "query",
    [
        '"open',
        "(open",
        "open)",
        "NOT this",
        "*",
        "AND",
        "-",
        '""',
        "()",
        "a ()",
        "a OR OR b",
        "a OR NOT b",
        "(NOT a)",
        "(a OR)",
        "“open",
        "a " * 200,
        "(" * 50 + "a",
        ") a (",
    ],
)
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


def test_what_cannot_be_read_is_said_in_words_of_ours(index: Index) -> None:
    for query in ("a OR NOT b", "(NOT a)", "a OR OR b", "()"):
        with pytest.raises(QueryError) as error:
            index.search(query)
        assert "fts5" not in str(error.value) and str(error.value).endswith(".")


def test_counts_are_those_of_every_place_found(index: Index) -> None:
    found = index.search("partnership OR training", limit=3)
    all_of_it = index.search("partnership OR training", limit=10_000)
    assert found.facets == all_of_it.facets and found.total == all_of_it.total == len(all_of_it.hits)
    for facet in ("kind", "year", "review"):
        counted: dict[str, int] = {}
        for hit in all_of_it.hits:
            if (value := getattr(hit, facet)) is not None:
                counted[value] = counted.get(value, 0) + 1
        assert dict(found.facets[facet]) == counted
        assert [count for _, count in found.facets[facet]] == sorted(counted.values(), reverse=True)
    assert found.facets["theme"] and found.facets["agency"]


def test_a_search_takes_no_longer_than_it_may(tmp_path) -> None:
    write_index(tmp_path / "search", records=records(400))
    index = open_file(tmp_path / "search" / "index.sqlite")
    with pytest.raises(QueryStopped, match="was stopped"):
        index.search("the OR a OR of OR to OR partnership OR training", seconds=0.0)
    assert index.search("partnership", seconds=30).total > 100
    index.close()


def test_an_excerpt_is_cut_between_words_around_the_first_that_is_lit() -> None:
    quote = "word " * 200 + "needle " + "word " * 200
    at = quote.index("needle")
    hit = Hit("passage", "x", "", quote, ((at, at + 6),), 1.0, None, None, None, None, None)
    pieces = hit.excerpt(100)
    assert [text for text, lit in pieces if lit] == ["needle"]
    assert pieces[0] == ("… ", False) and pieces[1][0].startswith("word") and pieces[-1][0].endswith(" …")
    assert sum(len(text) for text, _ in pieces) < 150


def test_withdrawn_words_are_found_no_more_and_stand_in_no_byte_of_the_index(tmp_path) -> None:
    from kg.graph.build import Build
    from kg.pipeline import add, build, withdraw
    from kg.query.search import open_built

    for child, word in (("rowan", "quixotry"), ("hazel", "zephyrous")):
        text = f"SERIOUS CASE REVIEW: CHILD {child.upper()}\n\n1. Recommendations\n\nRecommendation 1: Northmere Police should keep {word} visits in mind.\n"
        (tmp_path / f"{child}.txt").write_text(text, encoding="utf-8")
    directory = tmp_path / "build"
    build([tmp_path / "rowan.txt"], directory)

    def total(word: str) -> int:
        index = open_built(directory)
        try:
            return index.search(word).total
        finally:
            index.close()

    assert total("quixotry") > 0 and total("zephyrous") == 0
    add([tmp_path / "hazel.txt"], directory)
    assert total("quixotry") > 0 and total("zephyrous") > 0
    withdraw("hazel.txt", directory)
    assert total("quixotry") > 0 and total("zephyrous") == 0
    stem = b"zephyr"
    files = [path for path in directory.rglob("*") if path.is_file()]
    assert Build.open(directory).search_path / "index.sqlite" in files
    assert not [path for path in files if stem in path.read_bytes().lower()]
