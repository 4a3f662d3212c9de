"""Every question of the library is documented, gives the rows worked out by hand, and binds what people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError, QueryError
from kg.query.answer import Limits
from kg.query.guard import check
from kg.query.hints import unknown_terms
from kg.query.questions import LIBRARY, bound, question, questions, read_question, run
from kg.query.values import Iri, bind, block_names, term
from tests.query_example import EXAMPLE, derived, example, expected

NAMES = sorted(questions())
FIRST_ROWS_ONLY = {"class-counts", "term-counts"}


@pytest.fixture(scope="module")
def graph():
    return example()


def test_the_library_has_what_was_promised() -> None:
    assert len(NAMES) >= 30
    assert set(expected()) == set(NAMES), "every question has expected rows"


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_the_expected_rows(graph, name: str) -> None:
    values, rows = expected()[name]
    answer = run(graph, question(name), values)
    lines = [" | ".join("" if cell is None else str(cell) for cell in row).rstrip() for row in answer.rows]
    assert (lines[: len(rows)] if name in FIRST_ROWS_ONLY else lines) == rows
    assert rows, "a question that finds nothing on the example proves nothing"


@pytest.mark.parametrize("name", NAMES)
def test_question_is_documented_and_reads_only(graph, name: str) -> None:
    asked = question(name)
    values, _ = expected()[name]
    assert run(graph, asked, values).columns == tuple(column for column, _ in asked.columns)
    assert asked.question.endswith("?") and asked.words
    assert not unknown_terms(asked.sparql)
    check(asked.sparql)


@pytest.mark.parametrize("name", NAMES)
def test_question_needs_nothing_else_than_its_file(graph, name: str) -> None:
    graph.select((LIBRARY / f"{name}.rq").read_text("utf-8"))  # as it lies there it is a whole query


def test_rows_come_in_an_order_of_their_own(graph) -> None:
    for name in NAMES:
        assert "ORDER BY" in question(name).sparql, name


def test_limits_go_through_a_child_and_change_nothing(graph) -> None:
    asked = question("recurring-themes")
    assert run(graph, asked, {}, limits=Limits()) == run(graph, asked, {})


def test_a_text_value_stays_a_value(graph) -> None:
    hostile = '" } } DROP ALL # {'
    assert run(graph, question("overdue-actions"), {"owner": hostile}).rows == ()
    bound_query = bind(question("overdue-actions").sparql, {"owner": [hostile]})
    assert r'"\" } } DROP ALL # {"' in bound_query


def test_an_iri_that_is_none_is_refused() -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        term(Iri("http://a> } DROP ALL"))
    with pytest.raises(QueryError, match="no parameter 'x'"):
        bind("SELECT * { ?s ?p ?o }", {"x": [1]})
    assert block_names("VALUES ?a { UNDEF } VALUES ?b { 2 } VALUES ?a { UNDEF }") == ("a", "b")


def test_a_theme_stands_for_all_below_it(graph) -> None:
    (terms,) = bound(graph, question("about-theme"), {"theme": "practice"}).values()
    assert sorted(one.value.rsplit("/", 1)[-1] for one in terms) == [
        "information-sharing",
        "practice",
        "training",
    ]


@pytest.mark.parametrize(
    ("name", "values", "error", "says"),
    [
        ("about-review", {}, QueryError, "needs --review"),
        ("recurring-themes", {"min_reviews": "two"}, QueryError, "is a number"),
        ("recurring-themes", {"since": "spring"}, QueryError, "a date such as 2019"),
        ("recurring-themes", {"since": "2019-13"}, QueryError, "a date such as 2019"),
        ("recurring-themes", {"since": "20190"}, QueryError, "a date such as 2019"),
        ("about-review", {"review": 'ash"} ; DROP ALL {'}, DataError, "No review here goes by"),
        ("about-review", {"review": "https://a.example/x> } DROP ALL"}, QueryError, "not an IRI"),
        ("about-theme", {"theme": "neglect\n} DROP ALL"}, DataError, "No theme here goes by"),
        ("evidence-for", {"id": "{?s ?p ?o}"}, QueryError, "not an IRI"),
        ("recurring-themes", {"nonsense": "1"}, QueryError, "takes no --nonsense"),
        ("about-review", {"review": "zebra"}, DataError, "No review here goes by 'zebra'"),
        ("about-theme", {"theme": "informtion sharing"}, DataError, "Nearest: Information sharing"),
        ("evidence-for", {"id": "nothing/at/all"}, DataError, "Nothing here goes by"),
    ],
)
def test_a_value_that_cannot_be_read_is_told(graph, name, values, error, says) -> None:
    with pytest.raises(error, match=says):
        run(graph, question(name), values)


def test_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(QueryError, match="Nearest: recurring-themes"):
        question("recuring-themes")
    assert question("Recurring Themes").name == "recurring-themes"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * { ?s ?p ?o }", "has no line '# title"),
        (
            "# title: a\n# question: b\n# column c: d\n# draw: e\nVALUES ?x { UNDEF }",
            "has no line '# param x",
        ),
        (
            "# title: a\n# question: b\n# column c: d\n# draw: e\n# param x text: y",
            "needs a type and a VALUES block",
        ),
        ("# title: a\n# question: b\n# column c\n# draw: e", "cannot be read"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        read_question("mine", text)


def test_the_manual_has_every_question() -> None:
    manual = (Path(__file__).parent.parent / "docs" / "questions.md").read_text("utf-8")
    for one in questions().values():
        takes = ", ".join(f"`{p.option}`{'*' * p.required}" for p in one.parameters)
        assert f"| `{one.name}` | {one.question} | {takes} |" in manual


def test_the_example_of_the_manual_works(graph) -> None:
    manual = (Path(__file__).parent.parent / "docs" / "questions.md").read_text("utf-8")
    block = manual.split("    # title: Themes by place")[1].split("\n\n")[0]
    mine = read_question("mine", "# title: Themes by place" + block.replace("\n    ", "\n"))
    assert run(graph, mine, {"place": "southmere"}).rows == (("Housing", 1),)


def test_a_part_has_the_themes_and_addressees_of_its_stem(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace(
        'crg:text "The Partnership should be assured that:" ;',
        'crg:text "The Partnership should be assured that:" ; crg:theme theme:neglect ; crg:addressedTo a:council ;',
    )
    graph = derived(text, tmp_path / "more.nq")
    parts = {"review": "ash", "theme": "neglect", "agency": "northvale council"}
    answer = run(graph, question("review-recommendations"), parts)
    assert answer.column("number") == ("1a", "10")  # 10 is addressed to a part of the council
    counted = run(graph, question("reviews-by-theme"), {}).dicts()
    assert {row["theme_name"]: row["recommendations"] for row in counted}["Neglect"] == 2
