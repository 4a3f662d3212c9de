"""One number everywhere: pictures, pages, lists and questions count themes and what is open alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.kinds import Standing
from kg.query.graph import Graph, open_graph
from kg.query.questions import question, run
from kg.query.records import all_records
from kg.query.records_parts import by_parts, is_answered
from kg.query.recurrence import recurrences
from kg.query.recurrence_uses import uses
from kg.view.flow import flow
from kg.view.matrix import grids
from kg.view.network_graph import network_graph
from kg.view.site.arrange import Site
from kg.view.site.home import home, open_items
from kg.view.words import OPEN, STANDS, state, stood
from tests.query_example import example


@pytest.fixture(scope="module", params=["example", "corpus"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """The invented graph, and that of the five packs."""
    if request.param == "example":
        return example()
    build: Path = request.getfixturevalue("corpus_build")
    return open_graph(build)


def asked(graph: Graph) -> tuple[dict[str, int], set[int]]:
    """What the question about recurring themes answers: in how many reviews each theme stands, and of how many."""
    rows = run(graph, question("recurring-themes"), {"min_reviews": 1}).dicts()
    return {str(row["theme_name"]): int(row["reviews"]) for row in rows}, {int(row["of"]) for row in rows}


def test_themes_are_counted_as_the_question_counts_them(graph: Graph) -> None:
    counts, denominators = asked(graph)
    (of,) = denominators
    records = all_records(graph)
    assert len(counts) > 2
    matrix, _ = grids(records)
    assert {name: remark for name, remark, _ in matrix.rows} == {
        name: f"{count} of {of}" for name, count in counts.items()
    }
    assert {name: sum(map(bool, cells)) for name, _, cells in matrix.rows} == counts
    themes = [node for node in network_graph(records, recurring_only=False).nodes if node.kind == "theme"]
    assert {node.label: node.weight for node in themes} == counts
    assert {dict(node.facts)["In"].partition(" reviews")[0] for node in themes} == {
        f"{count} of {of}" for count in counts.values()
    }
    site = Site.of(records)
    assert site.known == of
    assert {label: count for label in site.themes if (count := len(site.with_theme(label)))} == counts
    assert {one.label: len(one.reviews) for one in recurrences(uses(graph), records)} == counts
    shown = {row["link"][0]: row["count"] for row in home(site, ()).words["recurring"]}
    assert shown.items() <= counts.items()


def test_a_theme_that_is_denied_or_passed_by_is_on_no_page_as_one_of_the_review(graph: Graph) -> None:
    records = all_records(graph)
    site = Site.of(records)
    carried = {(str(review["id"]), theme) for review in records["review"] for theme in review["carries"]}
    told = {(str(one["id"]), label) for label in site.themes for one in site.with_theme(label)}
    assert told <= carried


def test_what_is_open_is_one_number_everywhere(graph: Graph) -> None:
    records = all_records(graph)
    site = Site.of(records)
    made = [one for one in by_parts(records["recommendation"]) if one["review"] in site.net.reviews]
    by = {standing: sum(one["standing"] == standing for one in made) for standing in Standing}
    assert [len(group) for group in open_items(site)] == [by[standing] for standing in OPEN]
    assert sum(map(is_answered, made)) == len(made) - by[Standing.NO_ANSWER]
    told = re.findall(r"(\d+) ([^;:]+)(?:;|$)", stood(made).partition(": ")[2])
    assert {says: int(count) for count, says in told} == {STANDS[one]: by[one] for one in by if by[one]}
    stands = {path[4]: 0 for path, _ in flow(records).paths}
    for path, count in flow(records).paths:
        stands[path[4]] += count
    assert stands == {state({"standing": one}): by[one] for one in by if by[one]}
    nodes = [node for node in network_graph(records).nodes if node.kind == "review"]
    for node in nodes:
        own = [one for one in made if one["review"] == node.id]
        assert not own or dict(node.facts)["Recommendations"] == stood(own)
