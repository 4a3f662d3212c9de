"""Questions of a manager in plain words give, on the corpus, what was counted by hand from its pages."""

from __future__ import annotations

import tomllib

import pytest

from kg.query.ask import understand
from kg.query.graph import Graph, open_graph
from kg.query.questions import run
from kg.query.sparql import Limits
from tests.query_example import FOLDER

QUESTIONS = tomllib.loads((FOLDER / "corpus-answers.toml").read_text("utf-8"))["question"]


@pytest.fixture(scope="module")
def graph(corpus_build) -> Graph:
    return open_graph(corpus_build)


def test_there_are_ten() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["ask"])
def test_the_answer_is_what_was_counted(graph: Graph, asked) -> None:
    meant = understand(graph, asked["ask"])
    assert meant.question is not None, asked["ask"]
    answer = run(graph, meant.question, meant.values, limits=Limits())
    assert list(answer.column(asked["column"])) == asked["answer"], asked["how"]
