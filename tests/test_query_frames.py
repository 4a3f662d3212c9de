"""The graph in Python: data frames, hints, what it says where something cannot be done, and without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import kg
from kg.errors import DataError, KgError, QueryError
from kg.query.frames import Frames
from tests.query_example import EXAMPLE

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def graph() -> Frames:
    return kg.open(EXAMPLE)


def test_a_question_by_name_and_in_plain_words(graph: Frames) -> None:
    answer = graph.ask("recurring-themes", min_reviews=2)
    assert isinstance(answer, pd.DataFrame) and set(answer.theme_name) >= {"Training", "Domestic abuse"}
    assert (answer.reviews >= 2).all() and answer.attrs["cut"] is False
    plain = graph.ask("what keeps recurring about training?")
    assert plain.attrs["understood"]["question"] == "recurring-themes" and plain.attrs["not_used"] == []


def test_sparql_is_a_frame_whose_limits_are_said(graph: Frames) -> None:
    answer = graph.sparql("SELECT ?n { ?r a crg:Review ; crg:name ?n }", rows=2)
    assert list(answer.columns) == ["n"] and len(answer) == 2 and answer.attrs["cut"] is True
    assert graph.sparql("ASK { ?r a crg:Review }").answer.tolist() == [True]


def test_records_keep_lists_and_whole_numbers_and_their_columns(graph: Frames) -> None:
    every = graph.recommendations()
    assert len(every) == 7 and isinstance(every.themes.iloc[0], list)
    assert not any(
        str(kind).startswith("float") for name, kind in every.dtypes.items() if name != "confidence"
    )
    none = graph.recommendations(review="ash", theme="housing")
    assert len(none) == 0 and list(none.columns) == list(every.columns)
    for records in (graph.reviews(), graph.responses(), graph.agencies(), graph.themes(), graph.questions()):
        assert len(records) > 0
    assert len(graph.recommendations(agency="police")) == 3


def test_search_is_a_frame_with_counts(graph: Frames) -> None:
    found = graph.search("information", kind="recommendation")
    assert len(found) == found.attrs["total"] > 0 and set(found.kind) == {"recommendation"}
    assert found.attrs["facets"]["kind"] == {"recommendation": len(found)}


def test_what_was_probably_meant_is_said(graph: Frames) -> None:
    with pytest.raises(QueryError, match=r"the nearest is SELECT"):
        graph.sparql("SELCT ?n { ?r crg:name ?n }")
    with pytest.warns(UserWarning, match=r"the nearest is crg:Review"):
        answer = graph.sparql("SELECT ?n { ?r a crg:Reviw ; crg:name ?n }")
    assert answer.empty and answer.attrs["hints"]
    with pytest.warns(UserWarning, match=r'there is "Training"@en'):
        graph.sparql('SELECT ?t { ?t skos:prefLabel "training" }')


@pytest.mark.parametrize(
    ("do", "says"),
    [
        (lambda g: g.ask("recuring-themes"), "Nearest: recurring-themes"),
        (lambda g: g.ask("recurring-themes", least=2), "takes no"),
        (lambda g: g.ask("what is the weather like?"), "was not understood"),
        (lambda g: g.sparql(""), "The query is empty."),
        (lambda g: g.sparql("DROP ALL"), "would change the graph"),
        (lambda g: g.records("reviewz"), "the kinds are review"),
        (lambda g: g.recommendations(review="nobody"), "No review here goes by 'nobody'"),
        (lambda g: g.recommendations(state="answered"), "is completed, .* or no_answer, not 'answered'"),
        (lambda g: g.search('"open'), "double quote is open"),
        (lambda g: kg.open("nowhere"), "There is no build in nowhere"),
        (lambda g: kg.open("a", endpoint="http://127.0.0.1:9/"), "not both"),
        (lambda g: kg.open(endpoint="http://127.0.0.1:9/").reviews(), "cannot be reached"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(graph: Frames, do, says: str) -> None:
    with pytest.raises(KgError, match=says):
        do(graph)
    assert issubclass(DataError, KgError)


def test_it_shows_what_it_holds(graph: Frames) -> None:
    assert repr(graph).startswith("<kg graph of ") and "7 recommendations" in repr(graph)
    html = graph._repr_html_()
    assert "<caption>" in html and "<td>recommendations</td>" in html and "scope='col'" in html


def test_without_pandas_it_opens_and_says_what_to_install() -> None:
    code = f"""
import sys
sys.modules["pandas"] = None
import kg, kg.query.records
from kg.errors import KgError
g = kg.open({str(EXAMPLE)!r})
print(g)
print(len(kg.query.records.records(g.graph, "review")), len(g.graph.select("SELECT ?r {{ ?r a crg:Review }}")))
try:
    g.recommendations()
except KgError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    shown, counts, said = done.stdout.splitlines()
    assert shown.startswith("<kg graph of") and counts == "3 3"
    assert said == "Data frames need pandas: pip install 'case-review-graph[notebooks]'."
