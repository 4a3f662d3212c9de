"""The commands that list, ask and export: what they print, how they filter, and how they fail."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import kg
from kg.errors import KgError
from tests.query_example import EXAMPLE


def run(*words: str, **more) -> Result:
    """The command on the example graph."""
    return CliRunner().invoke(
        kg, [words[0], "--build", str(EXAMPLE), *words[1:]], env={"COLUMNS": "100"}, **more
    )


def printed(*words: str) -> str:
    """What it prints when it works."""
    result = run(*words)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["reviews"], ["recommendations"], ["recommendations", "--review", "ash"], ["themes"], ["themes", "--recurring"],
        ["agencies"], ["ask", "recurring-themes"], ["query", "documents"],
    ],
)  # fmt: skip
def test_tables_fit_the_screen(words: list[str]) -> None:
    out = printed(*words)
    assert out.count("\n") > 3
    assert max(map(len, out.splitlines())) <= 100


def test_recommendations_of_a_review_in_order() -> None:
    rows = json.loads(printed("recommendations", "--review", "ASH", "--format", "json"))
    assert [f"{row['number']}{row['part'] or ''}" for row in rows] == ["1a", "2", "10"]
    assert printed("recommendations", "--review", "ash").startswith(
        "Serious Case Review: Child Ash: 3 recommendations"
    )


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--review", "tbi"], ["wren/1", "wren/2", "wren/3"]),
        (["--theme", "domestic violence"], ["ash/2", "wren/1"]),
        (["--theme", "practice"], ["ash/1a", "ash/2", "wren/1", "wren/2"]),
        (["--agency", "police"], ["ash/1a", "wren/1", "wren/2"]),
        (["--agency", "Northvale Council"], ["ash/10"]),
        (["--state", "completed"], ["ash/1a"]),
        (["--state", "open"], ["ash/10"]),
        (["--state", "action_planned", "--review", "ash", "--theme", "training"], ["ash/2"]),
        (["--basis", "inspection"], []),
    ],
)
def test_recommendations_are_filtered(options: list[str], ids: list[str]) -> None:
    rows = csv.DictReader(io.StringIO(printed("recommendations", "--format", "csv", *options)))
    assert [row["id"].split("recommendation/")[1] for row in rows] == ids


def test_recurring_themes_with_a_quote_from_each_review() -> None:
    rows = json.loads(printed("themes", "--recurring", "--format", "json"))
    assert {row["theme"] for row in rows} == {"Domestic abuse", "Information sharing", "Training"}
    assert {(row["theme"], row["review"]): row["words"] for row in rows}[
        ("Domestic abuse", "Thematic Review of Baby Injury")
    ] == "domestic violence"
    assert all(row["reviews"] == 2 and row["of"] == 2 and row["place"] for row in rows)
    assert "2 of 2" in printed("themes", "--recurring")


def test_reviews_and_agencies() -> None:
    rows = json.loads(printed("reviews", "--format", "json"))
    assert [(row["name"], row["recommendations"], row["answered"]) for row in rows] == [
        ("Serious Case Review: Child Ash", 3, 3), ("Thematic Review of Baby Injury", 3, 0), ("Child Oak review", None, None),
    ]  # fmt: skip
    rows = json.loads(printed("agencies", "--addressed", "--format", "json"))
    assert [(row["name"], row["recommendations"]) for row in rows] == [
        ("Eastshire Police", 3), ("Northvale Safeguarding Partnership", 2), ("Children's Social Care", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_export(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"out.{form}"
    result = run("export", "--kind", "all", "--format", form, "--output", str(file))
    assert result.exit_code == 0 and "7 recommendation" in result.stderr
    assert file.stat().st_size > 1000


def test_export_to_standard_output_is_lines_of_json() -> None:
    out = printed("export", "--kind", "recommendation", "--format", "jsonl")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["recommendation"] * 7


def test_ask_by_name_and_in_plain_words() -> None:
    by_name = printed("ask", "recurring-themes", "--since", "2019", "--min-reviews=1", "--format", "json")
    assert {row["theme_name"] for row in json.loads(by_name)} >= {"Housing", "Training"}
    plain = printed("ask", "what keeps recurring about training?")
    assert "Understood as: Which themes come back" in plain and "theme: Training" in plain


def test_questions() -> None:
    assert "recurring-themes" in printed_plain("questions")
    shown = printed_plain("questions", "about-review")
    assert "--review REVIEW" in shown and "(needed)" in shown
    assert printed_plain("questions", "about-review", "--sparql").startswith("# title:")


def printed_plain(*words: str) -> str:
    """What a command that needs no graph prints."""
    result = CliRunner().invoke(kg, list(words), env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return result.stdout


def test_query_from_a_file_a_name_and_standard_input(tmp_path: Path) -> None:
    text = "SELECT ?name { ?r a crg:Review ; crg:name ?name } ORDER BY ?name"
    (tmp_path / "mine.rq").write_text(text)
    from_file = json.loads(printed("query", str(tmp_path / "mine.rq"), "--format", "json"))
    assert from_file["results"]["bindings"][0]["name"]["value"] == "Child Oak review"
    piped = run("query", "-", "--format", "csv", input=text)
    assert piped.stdout.splitlines()[1] == "Child Oak review"
    assert run("query", "-", "--rows", "1", input=text).stderr.startswith("Only the first 1 rows")
    assert printed("query", "provenance", "--format", "tsv").startswith("?file\t?title")


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["recommendations", "--review", "zebra"], "No review here goes by 'zebra'", 1),
        (["recommendations", "--theme", "trianing"], "Nearest: Training", 1),
        (["query", "no-such-question"], "no question called 'no-such-question'", 2),
        (["query", "absent.rq"], "There is no file absent.rq", 2),
        (["ask", "recurring-themes", "--min-reviews"], "--min-reviews has no value", 2),
        (["ask", "recurring-themes", "stray"], "'stray' stands alone", 2),
        (["ask", "about-review"], "needs --review", 2),
        (["ask", "is the moon made of cheese"], "was not understood", 1),
    ],
)
def test_failures_are_one_sentence_and_a_code(words: list[str], says: str, code: int) -> None:
    result = run(*words)
    assert isinstance(result.exception, KgError)
    assert says in str(result.exception) and result.exception.exit_code == code


def test_a_malformed_query_and_a_binary_one(tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT ?s WHERE { ?s a crg:Recomendation ")
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe\x00")
    said = str(run("query", str(tmp_path / "bad.rq")).exception)
    assert "line 1" in said and "nearest is crg:Recommendation" in said
    assert "is not UTF-8" in str(run("query", str(tmp_path / "binary.rq")).exception)


def test_a_real_process_answers_and_fails_as_said(tmp_path: Path) -> None:
    code = "import sys; from kg.cli.main import main; sys.argv[0] = 'kg'; main()"
    start = [sys.executable, "-c", code]
    done = subprocess.run(
        [*start, "reviews", "--build", str(EXAMPLE)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0 and "Oak" in done.stdout
    done = subprocess.run(
        [*start, "reviews", "--build", str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and done.stderr.startswith("kg: ") and "Traceback" not in done.stderr


def test_importing_a_command_brings_no_heavy_library() -> None:
    code = "import sys, kg.cli.main, kg.cli.ask, kg.cli.query, kg.cli.recommendations; print([m for m in ('rdflib', 'spacy', 'pandas', 'pyoxigraph', 'rich', 'networkx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_long_file_names_stand_once_below_the_table() -> None:
    from kg.cli._output import with_short_places
    from kg.query.table import Table

    long = "the-annual-report-of-a-partnership.pdf"
    short, key = with_short_places(
        Table(("text", "place"), (("a", f"{long}, page 3"), ("b", "b.txt, line 4"), ("c", None)))
    )
    assert short.column("place") == ("B, page 3", "A, line 4", None)
    assert key == ["", "A = b.txt", f"B = {long}"]
    assert with_short_places(Table(("place",), (("b.txt, line 4",),)))[1] == []
