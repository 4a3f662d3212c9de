"""Records come back from the graph as docs/records.md says, with every quote in its place, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from kg.cli.check import command as check
from kg.errors import BuildError, QueryError
from kg.query.graph import open_file, open_graph
from kg.query.records import KINDS, all_records, natural, records
from kg.query.records_files import as_csv, as_jsonl, as_xlsx
from tests.query_example import example

PLACE = (
    "id kind source document document_kind page line_start line_end start end quote rule confidence".split()
)
FIELDS = {
    "review": "name aliases type status lead_reviewer commissioned_by commissioned_date published_date period_start "
    "period_end subjects themes sources",
    "recommendation": "review review_name basis number part text addressed_to themes occurrences repeats response_state",
    "response": "recommendation review_name number part text agencies stance dates",
    "finding": "review review_name number text themes stance",
    "learning_point": "review review_name number text themes stance",
    "good_practice": "review review_name number text themes stance",
    "scrutiny_item": "item_kind meeting_date title number text action_taken status decision same_as updates occurrences",
    "action": "text plan priority owner due measure partners status responds_to",
    "agency": "name aliases type part_of successor_of mentions",
    "theme": "label definition broader reviews mentions",
    "document": "title date publisher same_as",
}


@pytest.fixture(scope="module")
def found():
    return all_records(example())


def test_every_record_has_its_fields(found) -> None:
    assert tuple(found) == KINDS == tuple(FIELDS)
    for kind, rows in found.items():
        for row in rows:
            assert set(PLACE) | set(FIELDS[kind].split()) <= set(row), kind
            assert row["kind"] == kind
            if row["start"] is not None:
                assert row["end"] - row["start"] == len(row["quote"]), row["id"]


def test_recommendations_in_reading_order(found) -> None:
    numbers = [(row["review_name"][:7], row["number"], row["part"]) for row in found["recommendation"]]
    assert numbers == [
        ("Serious", "1", None), ("Serious", "1", "a"), ("Serious", "2", None), ("Serious", "10", None),
        ("Themati", "1", None), ("Themati", "2", None), ("Themati", "3", None),
    ]  # fmt: skip


def test_one_recommendation_whole(found) -> None:
    row = next(row for row in found["recommendation"] if row["id"].endswith("ash/1a"))
    assert row["addressed_to"] == ["Eastshire Police", "Northvale Safeguarding Partnership"]
    assert row["themes"] == ["Information sharing"]
    assert row["stem"].endswith("recommendation/ash/1")
    assert row["response_state"] == "responded"
    assert [place["line_start"] for place in row["occurrences"]] == [41, 70]
    assert [place["document_kind"] for place in row["occurrences"]] == [
        "review_report",
        "partnership_response",
    ]
    assert [(one["id"].rsplit("/", 2)[1:], one["score"]) for one in row["repeats"]] == [(["wren", "2"], 0.82)]


def test_other_kinds(found) -> None:
    response = next(row for row in found["response"] if row["id"].endswith("ash/1a"))
    assert (response["stance"], response["dates"], response["number"], response["part"]) == (
        "completed",
        ["2019-03"],
        "1",
        "a",
    )
    assert found["learning_point"][0]["stance"] == "lacking"
    assert found["good_practice"][0]["stance"] == "good"
    review = next(row for row in found["review"] if row["id"].endswith("ash"))
    assert review["subjects"] == [{"pseudonym": "Ash", "age": "4 years", "outcome": "injured"}]
    assert review["aliases"] == ["Ash", "the Ash review"] and review["sources"] == ["north.txt"]
    items = {row["id"].rsplit("/", 1)[-1]: row for row in found["scrutiny_item"]}
    assert {row["item_kind"] for row in items.values()} == {"resolution", "monitoring_row"}
    assert items["row1"]["same_as"].endswith("scrutiny/res1") and items["row2"]["same_as"] is None
    assert items["note1"]["decision"] == "noted"
    agency = {row["name"]: row for row in found["agency"]}
    assert agency["Children's Social Care"]["part_of"] == "Northvale Council"
    assert agency["Northvale Safeguarding Partnership"]["successor_of"] == ["Northvale Safeguarding Board"]
    themes = {row["label"]: (row["reviews"], row["mentions"]) for row in found["theme"]}
    assert themes["Information sharing"] == (2, 5)
    assert themes["Housing"] == (1, 2), "what is denied does not count for a review"


def test_a_kind_that_is_none() -> None:
    with pytest.raises(QueryError, match="the kinds are review, recommendation"):
        records(example(), "reviews")


def test_jsonl_gives_the_records_back(found) -> None:
    rows = [row for kind in KINDS for row in found[kind]]
    assert [json.loads(line) for line in as_jsonl(rows).decode().splitlines()] == rows


def test_csv_joins_lists_and_disarms_formulas(found) -> None:
    rows = [
        found["recommendation"][1],
        found["recommendation"][1] | {"text": '=HYPERLINK("http://x")', "number": "-1"},
    ]
    plain, armed = csv.DictReader(io.StringIO(as_csv(rows).decode()))
    assert plain["addressed_to"] == "Eastshire Police; Northvale Safeguarding Partnership"
    assert plain["page"] == ""
    assert armed["text"].startswith("'=")


def test_workbook_is_the_same_every_time_and_runs_no_formula(found) -> None:
    from openpyxl import load_workbook

    sheets = {
        "recommendation": [found["recommendation"][0] | {"text": "=1+1", "quote": "a\x07b" + "x" * 40_000}]
    }
    first = as_xlsx(sheets)
    assert first == as_xlsx(sheets)
    book = load_workbook(io.BytesIO(first))
    head, row = list(book["recommendation"].iter_rows())
    cells = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert cells["text"].data_type == "s" and cells["text"].value == "=1+1"
    assert len(cells["quote"].value) <= 32_767 and "\x07" not in cells["quote"].value
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert not re.search(rb"20[12]\d-", file.read("docProps/core.xml")), "no clock in the workbook"


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["10", "2", "1b", "1a", "3(ii)", "3(i)"], key=natural) == [
        "1a",
        "1b",
        "2",
        "3(i)",
        "3(ii)",
        "10",
    ]


@pytest.mark.parametrize(("name", "says"), [("a.txt", "no RDF file"), ("a.nq", "cannot be read as RDF")])
def test_a_file_that_is_no_graph(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_text("this is <not> RDF")
    with pytest.raises(BuildError, match=says):
        open_file(tmp_path / name)


def test_records_kept_beside_the_graph_are_those_that_it_says(corpus_build: Path, tmp_path: Path) -> None:
    graph = open_graph(corpus_build)
    kept = all_records(graph)
    assert sum(map(len, kept.values())) > 500
    assert kept == all_records(graph, anew=True)
    copied = tmp_path / "build"
    copytree(corpus_build, copied)
    file = next(copied.glob("generations/*/records/review.json"))
    file.write_bytes(file.read_bytes().replace(b'"kind":"review"', b'"kind":"other"'))
    told = CliRunner().invoke(check, ["--quick", "--build", str(copied)])
    assert told.exit_code == 1 and "records/review.json" in told.output.replace("\n", "")
    file.write_bytes(b"[")
    assert records(open_graph(copied), "review") == kept["review"]
