"""Questions of a manager in plain words give, on the corpus, what a reader counted on its pages; or are known to differ."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kg.query.answer import Limits
from kg.query.ask import understand
from kg.query.graph import Graph, open_graph
from kg.query.questions import question, run
from tests.bench.ask import asked as typed
from tests.bench.ask import judge
from tests.query_example import FOLDER

COUNTED = tomllib.loads((FOLDER / "corpus-answers.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def graph(corpus_build) -> Graph:
    return open_graph(corpus_build)


def given(graph: Graph, asked: dict[str, Any]) -> list[object]:
    """The values of the compared column, as the program answers."""
    meant = understand(graph, asked["ask"])
    assert meant.question is not None, asked["ask"]
    answer = run(graph, meant.question, meant.values, limits=Limits())
    return list(answer.column(asked["column"]))


def test_ten_were_counted_before_the_answer_was_seen() -> None:
    assert sum(not asked.get("mended", False) for asked in COUNTED["question"]) >= 10


@pytest.mark.parametrize("asked", COUNTED["question"], ids=lambda asked: asked["ask"])
def test_the_answer_is_what_was_counted(graph: Graph, asked) -> None:
    assert given(graph, asked) == asked["answer"], asked["how"]


@pytest.mark.parametrize("asked", COUNTED["differs"], ids=lambda asked: asked["ask"])
def test_a_known_difference_is_still_one(graph: Graph, asked) -> None:
    found = given(graph, asked)
    assert found != asked["answer"], "mended: move this question up to those that answer exactly"


def test_questions_as_people_type_them(graph: Graph) -> None:
    verdicts = [judge(graph, one) for path in sorted(FOLDER.glob("plain-words*.toml")) for one in typed(path)]
    assert len(verdicts) >= 144
    assert not [verdict.why for verdict in verdicts if verdict.kind == "misread"]
    assert sum(verdict.kind == "right" for verdict in verdicts) >= 142


def test_a_theme_told_of_a_review_shows_the_paragraph_that_tells_it(graph: Graph) -> None:
    rows = [r for r in run(graph, question("recurring-evidence"), {}).dicts() if r["weight"] == "reported"]
    assert rows and all(str(row["words"]) in str(row["text"]) for row in rows)
    assert all(len(str(row["text"])) > len(str(row["words"])) for row in rows)
