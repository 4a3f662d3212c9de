"""Scoring: figures worked out by hand on gold small enough to count."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.evaluate import command
from kg.errors import DataError
from kg.evaluate import evaluate, load_gold
from kg.evaluate.figures import Unit, f1_figure, f1_of, share_figure
from kg.evaluate.match import likeness
from kg.evaluate.report import Ids, read_last, write_last
from kg.evaluate.table import print_report
from kg.evaluate.themes import agreement_of

TEXT = "Recommendation 1\nThe Board should audit its work.\n\nThe Board has done so.\nIt will report in May.\n\nEnd\n"
GOLD = {
    "doc": "a.txt",
    "documents": [{"id": "d1", "kind": "minutes", "title": "Minutes", "start_line": 3, "end_line": 9}],
    "reviews": [{"id": "r1", "name": "Serious Case Review: Rowan", "aliases": ["SCR Rowan"]}],
    "recommendations": [
        {
            "id": "rowan/1",
            "kind": "review_recommendation",
            "number": "1",
            "part": None,
            "text": "The Board should audit its work.",
            "line_start": 2,
            "line_end": 2,
            "addressed_to": ["Northmere Board"],
            "themes": ["audit"],
        },
        {
            "id": "rowan/2a",
            "kind": "review_recommendation",
            "number": "2",
            "part": "a",
            "text": "Schools should share what they know.",
            "line_start": 20,
            "line_end": 21,
            "addressed_to": [],
            "themes": ["sharing"],
        },
    ],
    "responses": [
        {"kind": "narrative_response", "recommendation_id": "rowan/1", "run": 1, "line_start": 4, "line_end": 5}
    ],
    "scrutiny_items": [
        {"kind": "resolution", "date": "2020-10-01", "number": "15(i)", "action": "That the plan be shown to the Panel.",
         "line_start": 30, "line_end": 31, "monitored_at": "m1", "status": None},
        {"kind": "monitoring_row", "id": "m1", "date": "2020-10-01", "number": "1",
         "action": "That the plan is shown to the Panel.", "line_start": 50, "line_end": 51, "status": "Completed"},
    ],
    "improvement_actions": [
        {"id": "p/1", "action": "Train all staff", "owner": ["Head of Service", "HR"], "timescale": "July 21",
         "line_start": 70, "line_end": 70},
    ],
    "agencies": [
        {"canonical": "Northmere Board", "aliases": ["Northmere Board", "the NB", "Board of Northmere"],
         "ambiguous_aliases": [], "level": "board"},
        {"canonical": "Police", "aliases": ["Police", "the force"], "ambiguous_aliases": ["the force"], "level": "agency"},
    ],
}  # fmt: skip


def place(line: int, end: int | None = None, **more: object) -> dict[str, object]:
    return {"source": "a.txt", "line_start": line, "line_end": end or line, **more}


def records() -> dict[str, list[dict[str, object]]]:
    return {
        "document": [place(4, id="d", document_kind="minutes")],
        "review": [place(1, id="r", name="SCR Rowan", aliases=[])],
        "recommendation": [
            place(2, id="1", number="1", part=None, text="The Board should audit its work.", addressed_to=["the NB"],
                  themes=["Audit of work"]),
            place(19, id="stem", number="2", part=None, text="Agencies are asked as follows:", themes=[]),
            place(20, 21, id="2a", number="2", part="a", text="Schools should share what they know", themes=[]),
            place(90, id="no", number=None, part=None, text="Nothing of the kind was ever said.", themes=[]),
        ],
        "response": [{"source": "a.txt", "recommendation": "1", "start": TEXT.index("The Board has"),
                      "end": TEXT.index("It will")}],
        "scrutiny_item": [
            place(30, id="s1", number="15(i)", meeting_date="2020-10-01", text="That the plan be shown to the Panel."),
            place(50, id="s2", number="1", meeting_date="2020-10-01", text="That the plan is shown to the Panel.",
                  status="completed", same_as="s1"),
        ],
        "action": [place(70, id="a1", text="Train all staff", owner="Head of Service; HR", due="July 2021")],
        "agency": [{"id": "x", "name": "Northmere Board", "aliases": ["the NB"]},
                   {"id": "y", "name": "Board of Northmere", "aliases": ["Police"]}],
        "theme": [{"id": "https://example.org/theme/audit-of-work", "label": "Audit of work"}],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    labels = {"labels": {"audit": "audit-of-work", "sharing": "information-sharing"}}
    (tmp_path / "theme-labels.json").write_text(json.dumps(labels), encoding="utf-8")
    return tmp_path


def test_figures_are_those_counted_by_hand(folder: Path) -> None:
    report = evaluate(records(), load_gold(folder), texts={"a.txt": TEXT})
    value = {figure.name: figure for figure in report.figures}
    assert value["documents"].value == 1.0
    assert value["reviews"].value == 1.0
    own = value["recommendations of reviews"]
    assert (own.precision, own.recall) == (
        pytest.approx(2 / 3),
        1.0,
    )  # the stem does not count, the stray does
    assert value["recommendations: exact text"].value == 0.5  # the full stop is missing
    assert value["recommendations: addressees"].value == 1.0  # by the alias
    share = value["responses: characters under the right recommendation"]
    told, read = "TheBoardhasdoneso.ItwillreportinMay.", "TheBoardhasdoneso."
    assert share.value == pytest.approx(len(read) / len(told))
    assert value["scrutiny items: date, number and status right"].value == 1.0
    assert value["monitoring rows linked to resolutions"].value == 1.0
    assert value["improvement actions: owner"].value == 1.0
    assert value["improvement actions: due"].value == 0.0
    pairs = value["agencies, pairs of names"]
    assert (pairs.precision, pairs.recall) == (0.5, pytest.approx(1 / 3))
    assert value["themes (micro)"].recall == 0.5


def test_an_annotated_list_without_entries_makes_every_record_false(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps({"doc": "a.txt", "recommendations": []}), encoding="utf-8")
    report = evaluate(records(), load_gold(folder))
    assert report.figure("recommendations").precision == 0.0
    assert report.figure("scrutiny items").value is None  # not annotated


def test_gains_and_losses_are_told_by_id(folder: Path) -> None:
    gold = load_gold(folder)
    assert read_last(folder) is None
    before = evaluate(records(), gold)
    write_last(folder, before)
    fewer = records()
    fewer["action"] = []
    fewer["recommendation"] = fewer["recommendation"][:3]
    kept = read_last(folder)
    assert kept is not None
    changes = {change.name: change for change in evaluate(fewer, gold).changes(kept)}
    assert changes["improvement actions"].lost == ("action/p/1",)
    assert changes["recommendations"].no_longer_false == ("a.txt:90",)
    assert "lost 1: action/p/1" in print_report(evaluate(fewer, gold), kept)
    assert not before.changes(before.ids)


def test_a_damaged_last_run_is_told_in_a_sentence(folder: Path) -> None:
    (folder / "last-run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="--update"):
        read_last(folder)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gold files"):
        load_gold(tmp_path)


def test_intervals_hold_the_figure_and_do_not_change() -> None:
    units = [Unit(right=1)] * 8 + [Unit(false=1)] * 1 + [Unit(missed=1)] * 2
    figure = f1_figure("x", units)
    assert figure == f1_figure("x", units)
    assert figure.low is not None
    assert figure.value is not None
    assert figure.high is not None
    assert figure.low < figure.value < figure.high
    assert figure.value == pytest.approx(16 / 19)
    assert f1_of([]) == (1.0, 1.0, 1.0)
    assert share_figure("y", []).value is None


def test_kappa_takes_chance_off() -> None:
    a, none = frozenset({"a"}), frozenset()
    assert agreement_of([(a, a)] * 3 + [(none, none)] * 3) == 1.0
    assert agreement_of([(a, a), (a, none), (a, a), (none, a), (none, none), (none, none)]) == pytest.approx(
        1 / 3
    )
    assert agreement_of([(a, a)] * 2) is None  # a theme used twice says too little


def test_likeness_counts_words_not_marks() -> None:
    assert likeness("The ‘Front Door’", "the 'front door'.") == 1.0
    assert likeness("one two", "two three") == 0.5
    assert likeness("", "") == 0.0


def test_the_command_scores_a_build(folder: Path) -> None:
    from tests.example import write_example

    build = folder / "build"
    write_example(build)
    ran = CliRunner().invoke(command, ["--build", str(build), "--gold", str(folder), "--format", "json"])
    assert ran.exit_code == 0, ran.output
    report = json.loads(ran.stdout)
    assert {figure["name"] for figure in report["figures"]} >= {"recommendations", "scrutiny items"}
    assert report["ids"]["improvement actions"]["missed"] == ["action/p/1"]
    ran = CliRunner().invoke(command, ["--build", str(build), "--gold", str(folder), "--update"])
    assert ran.exit_code == 0, ran.output
    assert (folder / "last-run.json").is_file()


def test_ids_of_a_run_start_empty() -> None:
    assert Ids() == Ids((), (), ())


def test_a_copy_in_another_source_counts_for_the_annotated_printing(folder: Path) -> None:
    kept = records()
    kept["document"] = [
        place(4, id="d", document_kind="minutes", title="Minutes", same_as="e"),
        {
            "id": "e",
            "source": "b.txt",
            "title": "Minutes",
            "document_kind": "minutes",
            "line_start": 1,
            "line_end": 1,
        },
    ]
    kept["scrutiny_item"][0] |= {"source": "b.txt", "document": "Minutes", "line_start": 2, "line_end": 2}
    figure = evaluate(kept, load_gold(folder)).figure("scrutiny items")
    assert (figure.precision, figure.recall) == (1.0, 1.0)
    kept["scrutiny_item"][0] |= {"document": "Another paper"}
    assert evaluate(kept, load_gold(folder)).figure("scrutiny items").recall == 0.5
