"""`kg explain`: a record in its place, its rule, and what competed with it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.explain import command
from kg.errors import DataError
from kg.evaluate.explain import explain, find_record
from kg.rules import Rules
from tests.example import write_example

TEXT = "\n".join(f"line {number}" for number in range(1, 21))
ROWS = {
    "recommendation": [
        {
            "id": "x/recommendation/1",
            "kind": "recommendation",
            "review_name": "R",
            "text": "share what is known",
        },
        {"id": "x/recommendation/2", "kind": "recommendation", "review_name": "R", "text": "audit the work"},
        {"id": "x/recommendation/3", "kind": "recommendation", "review_name": "S", "text": "audit the work"},
    ],
    "response": [
        {
            "id": "x/response/1",
            "kind": "response",
            "review_name": "R",
            "recommendation": "x/recommendation/2",
            "text": "the work was audited",
            "source": "a.txt",
            "start": TEXT.index("line 10"),
            "end": TEXT.index("line 11"),
            "rule": "scrutiny/resolved-inline",
        },
        {"id": "x/response/2", "kind": "response", "source": "a.txt", "start": TEXT.index("10"), "end": 80},
    ],
}


def test_the_quote_stands_in_its_lines_and_the_rivals_are_of_the_same_review() -> None:
    explained = explain(ROWS["response"][0], ROWS, TEXT, rules=Rules())
    assert [number for number, _, quoted in explained.lines if quoted] == [10]
    assert explained.lines[0][:2] == (6, "line 6")
    assert explained.lines[-1][:2] == (14, "line 14")
    assert [rival.record["id"][-1] for rival in explained.rivals] == ["2", "1"]
    assert [rival.chosen for rival in explained.rivals] == [True, False]
    assert [other["id"] for other in explained.overlapping] == ["x/response/2"]
    assert explained.examples  # of the rule


def test_an_id_may_be_given_by_its_end_but_not_by_half() -> None:
    assert find_record(ROWS, "response/1")["id"] == "x/response/1"
    with pytest.raises(DataError, match="give more"):
        find_record(ROWS, "1")
    with pytest.raises(DataError, match="no record"):
        find_record(ROWS, "response/9")


def test_the_command_prints_text_and_json(tmp_path: Path) -> None:
    write_example(tmp_path)
    from kg.query.graph import open_graph
    from kg.query.records import records

    id = records(open_graph(tmp_path), "recommendation")[0]["id"]
    ran = CliRunner().invoke(command, [id, "--build", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    assert "Rule: " in ran.output
    assert "Confidence: " in ran.output
    assert "\n>" in ran.output
    ran = CliRunner().invoke(command, [id, "--build", str(tmp_path), "--format", "json"])
    assert json.loads(ran.output)["record"]["id"] == id


def test_a_recommendation_printed_twice_shows_each_place_and_its_words_there(tmp_path: Path) -> None:
    write_example(tmp_path)
    ran = CliRunner().invoke(command, ["recommendation/northmere-rowan/1a", "--build", str(tmp_path)])
    told = ran.output.partition("Printed in 2 places:\n")[2].splitlines()[:3]
    assert told == [
        "  rowan.txt, line 9 (review report)",
        "  wren.txt, line 8 (partnership response)",
        "    in other words: Recommendation 1a",
    ]
