"""Tables and spreadsheets of invented boards: heads in other words, two rows of heads, bands, unknown heads, keys."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kg.extract import extract
from kg.extract.bodies.cells import bodies_in_cell
from kg.extract.grid.heads import role_of
from kg.extract.grid.keys import printed_keys, state_by_key
from kg.model.found import Extraction
from kg.model.text import Folded, Outline
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment

RULES = Rules()
HEADS = [(head, rule.give("role")) for rule in RULES.group("columns") for head in rule.examples]


def outline_of(path: Path) -> Outline:
    return segment(read_source(path), rules=RULES)


def read(text: str, folder: Path, name: str = "paper.md") -> Extraction:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return extract(outline_of(path), rules=RULES)


def asked(found: Extraction) -> list[tuple[str | None, str | None, str, tuple[str, ...]]]:
    return [(one.number, one.part, one.text, one.addressed_to) for one in found.recommendations]


def answers(found: Extraction) -> list[tuple[str | None, str, str]]:
    numbers = {one.key: one.number for one in found.recommendations}
    return [(numbers.get(one.recommendation or ""), one.text, one.stance.value) for one in found.responses]


@pytest.mark.parametrize(("head", "role"), HEADS, ids=[head for head, _ in HEADS])
def test_each_head_is_read_as_its_rule_says(head: str, role: str) -> None:
    assert role_of(head, rules=RULES) == role


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Recommendati on", "recommendation"),
        ("Timesc ale", "due"),
        ("Camau gweithredu / Actions", "action"),
        ("Recommendation (summary)", "recommendation"),
        ("(b) Lead officer:", "owner"),
        ("Vehicle", ""),
    ],
)
def test_heads_are_read_broken_bilingual_and_numbered(head: str, role: str) -> None:
    assert role_of(head, rules=RULES) == role


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Nethershire County Council and NHS Nether and Fold Integrated Care Board",
         ("Nethershire County Council", "NHS Nether and Fold Integrated Care Board")),
        ("Haven Court, Chief Executive", ("Haven Court",)),
        ("Chief Constable, Callow Police", ("Callow Police",)),
        ("Health and Social Care Partnership", ("Health and Social Care Partnership",)),
        ("Kent and Medway NHS Trust", ("Kent and Medway NHS Trust",)),
        ("CSP/SAB", ("CSP", "SAB")),
        ("All partners", ("All partners",)),
        ("12/03/2031", ()),
        ("N/A", ()),
    ],
)  # fmt: skip
def test_bodies_of_a_cell_are_told_apart(cell: str, bodies: tuple[str, ...]) -> None:
    words = Folded(cell, tuple(range(len(cell) + 1)))
    assert bodies_in_cell([words], "", rules=RULES) == bodies


def test_bodies_stand_on_lines_of_a_cell_of_a_sheet(tmp_path: Path) -> None:
    found = read(
        'No,Recommendation,Agency\n1,"Share a list of adults who go missing.","Brindle Council\nCallow Police"\n'
        '2,"Name one person to lead.","NHS Nether and\nFold Integrated Care Board"\n',
        tmp_path,
        "tracker.csv",
    )
    assert [one.addressed_to for one in found.recommendations] == [
        ("Brindle Council", "Callow Police"),
        ("NHS Nether and Fold Integrated Care Board",),
    ]


def workbook(path: Path) -> None:
    """A tracker with groups of columns over its heads, a band for each review and cells merged over two actions."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tracker"
    lines = [
        ("The review said", None, None, "What we are doing", None, None, "How it is going", None),
        ("Ref", "Recommendation", "For whom", "Action", "Owner", "By when", "RAG", "Update"),
        ("SAR Iris (published 3 May 2031)", *[None] * 7),
        ("I1", "The Board should ring each carer.", "The Board", "Draw up a rota", "Board Manager", "June 2031", "B",
         "Rota in use."),
        (None, None, None, "Tell carers of it", "Carers Lead", "July 2031", "G", "Letter drafted."),
        ("DHR Verity (published 9 June 2031)", *[None] * 7),
        ("V1", "Callow Police should keep a list of women interpreters.", "Callow Police", "Ask the county for names",
         "Insp Hale", "May 2032", "W", None),
    ]  # fmt: skip
    for line in lines:
        sheet.append(line)
    for area in ("A1:C1", "D1:F1", "G1:H1", "A3:H3", "A6:H6", "A4:A5", "B4:B5", "C4:C5"):
        sheet.merge_cells(area)
    key = book.create_sheet("Key")
    for line in (
        ("Letter", "Meaning"),
        ("B", "Done, and we have seen it"),
        ("G", "On course"),
        ("W", "Not yet due to begin"),
    ):
        key.append(line)
    book.save(path)


def test_a_workbook_with_groups_of_columns_bands_and_merged_cells(tmp_path: Path) -> None:
    workbook(tmp_path / "tracker.xlsx")
    found = extract(outline_of(tmp_path / "tracker.xlsx"), rules=RULES)
    assert asked(found) == [
        ("I1", None, "The Board should ring each carer.", ("The Board",)),
        ("V1", None, "Callow Police should keep a list of women interpreters.", ("Callow Police",)),
    ]
    numbers = {one.key: one.number for one in found.recommendations}
    assert [(one.text, one.owner, one.due, one.status, one.progress.value, numbers[one.recommendation or ""])
            for one in found.actions] == [
        ("Draw up a rota", "Board Manager", "June 2031", "B", "completed", "I1"),
        ("Tell carers of it", "Carers Lead", "July 2031", "G", "in_progress", "I1"),
        ("Ask the county for names", "Insp Hale", "May 2032", "W", "not_started", "V1"),
    ]  # fmt: skip
    assert not found.responses, "an update beside one of several actions answers no recommendation"


def test_columns_of_unknown_heads_are_guessed_and_the_reader_is_told(tmp_path: Path) -> None:
    found = read(
        "Nr,Wording,Remit,What the organisation told us,Judgement\n"
        '1,"The Trust should phone patients who miss two appointments.",Fold Valley Health Trust,'
        "A call list has been kept since April.,Complete\n"
        '2,"The Council should check the locks of every flat.",Tenterwick Council,"Checks were done in 40 of 60.",Late\n',
        tmp_path,
        "list.csv",
    )
    assert [(number, to) for number, _, _, to in asked(found)] == [
        ("1", ("Fold Valley Health Trust",)),
        ("2", ("Tenterwick Council",)),
    ]
    assert [number for number, _, _ in answers(found)] == ["1", "2"]
    assert {one.evidence.confidence for one in found.recommendations} == {0.6}
    (issue,) = [one for one in found.issues if one.code == "table-guessed"]
    assert "'Wording' as recommendation" in issue.message


def test_a_table_that_is_not_understood_is_told(tmp_path: Path) -> None:
    found = read(
        "# Housing strategy\n\n| Challenge | Ideas |\n|---|---|\n"
        "| Damp homes | Landlords should be asked to mend every damp home before the winter. |\n"
        "| Long waits | The Council should publish how long each family has waited for a home. |\n"
        "| Few staff | Managers should hire four more officers for the county. |\n",
        tmp_path,
    )
    assert not found.recommendations and not found.actions
    (issue,) = [one for one in found.issues if one.code == "table-not-understood"]
    assert "Challenge | Ideas" in issue.message and issue.line == 3


def test_a_sheet_about_other_things_is_passed_over(tmp_path: Path) -> None:
    found = read(
        "Vehicle,Mileage,Driver,Remark\nAB1,12000,J Smith,Tyres should be changed before the winter.\nAB2,900,K Jones,None\n"
        "AB3,50,M Brown,None\n",
        tmp_path,
        "vans.csv",
    )
    assert not found.recommendations and not found.actions
    assert not [one for one in found.issues if one.code.startswith("table-")]


def test_verdicts_letters_and_parts_beside_the_recommendation(tmp_path: Path) -> None:
    found = read(
        "# Brindle Safeguarding Adults Board: response to the review of Mr Dell\n\n"
        "Key: B = complete, G = behind plan, R = will not be met\n\n"
        "| No | What the review said | Our answer | Do we accept it? | RAG |\n|---|---|---|---|---|\n"
        "| 1(a) | The Board should train staff in the use of advocates. | Training runs each month. | Yes | B |\n"
        "| 1(b) | The Board should publish how long people wait. | A yearly figure is enough. | Partly | G |\n"
        "| 2 | The Board should buy a new database. | There is no money for it. | No | R |\n",
        tmp_path,
    )
    assert [(one.number, one.part) for one in found.recommendations] == [("1", "a"), ("1", "b"), ("2", None)]
    assert [stance for _, _, stance in answers(found)] == ["completed", "partly_accepted", "not_accepted"]


def test_a_column_for_each_agency_answers_for_it(tmp_path: Path) -> None:
    found = read(
        "# Review of Nora: what partners answered\n\n| Recommendation | Brindle Council | Callow Police |\n|---|---|---|\n"
        "| 1. Share a list of adults who go missing. | Agreed, from June | Not accepted: no list is held |\n"
        "| 2. Name one person to lead the work. | Done | Will name by July |\n",
        tmp_path,
    )
    assert [(one.number, one.text, one.agencies[:1]) for one in found.responses] == [
        ("1", "Agreed, from June", ("Brindle Council",)),
        ("1", "Not accepted: no list is held", ("Callow Police",)),
        ("2", "Done", ("Brindle Council",)),
        ("2", "Will name by July", ("Callow Police",)),
    ]


SUMMARY = """\
# Brindle Council: response to the review of Mr Dell

## Recommendation 1

The Council should visit each home before a child is placed there.

## Recommendation 2

The Council should hold reviews where young people live.

## Response

| No. | Recommendation (summary) | Decision | Cabinet's comments | Action, lead officer and date |
|---|---|---|---|---|
| 1 | Visit first | Accepted | Visits began in May. | Keep a log of visits. P Lyle. April 2031. |
| 2 | Place of reviews | Rejected | There are too few rooms. | None proposed |
"""


def test_a_table_that_only_titles_recommendations_answers_those_printed_above(tmp_path: Path) -> None:
    found = read(SUMMARY, tmp_path)
    assert [number for number, *_ in asked(found)] == ["1", "2"]
    assert answers(found) == [
        ("1", "Visits began in May.", "accepted"),
        ("2", "There are too few rooms.", "not_accepted"),
    ]
    assert [(one.text, one.owner, one.due) for one in found.actions] == [
        ("Keep a log of visits.", "P Lyle", "April 2031")
    ]


def test_what_councillors_follow_up_is_no_plan(tmp_path: Path) -> None:
    found = read(
        "# Resolution tracker\n\n| Meeting and minute | Subject | Resolution | What has been done | Where are we |\n"
        "|---|---|---|---|---|\n"
        "| 21 May 2031, 6(2) | Youth justice | That Members visit the service. | Five went in June. | Propose to close |\n"
        "| 8 October 2031, 9 | Housing | That the Chair write to landlords. | Letter sent. | Open |\n",
        tmp_path,
    )
    assert [(one.meeting_date, one.title, one.status) for one in found.scrutiny] == [
        ("2031-05-21", "Youth justice", "Propose to close"),
        ("2031-10-08", "Housing", "Open"),
    ]
    assert not found.actions and not found.recommendations


@pytest.mark.parametrize(
    ("line", "states"),
    [
        (
            "Key: B = complete; G = on track; R = overdue",
            {"b": "completed", "g": "in_progress", "r": "in_progress"},
        ),
        ("BRAG: (B) Completed (G) On target (A) Some delay", {"b": "completed", "g": "in_progress"}),
        ("RAG: Red: not started, Amber: under way, Green: action complete", {"red": "not_started"}),
        ("The child wore a red coat - green shoes - and a key.", {}),
    ],
)
def test_a_line_that_explains_letters_is_a_key(line: str, states: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(f"# Action plan\n\n{line}\n", encoding="utf-8")
    keys = printed_keys(outline_of(path), rules=RULES)
    assert bool(keys) == bool(states)
    assert {one: state_by_key(one, keys, rules=RULES).value for one in states} == states


def test_a_chronology_is_no_plan(tmp_path: Path) -> None:
    found = read(
        "# Review of Ada\n\n| When | What | Who knew |\n|---|---|---|\n| June 2031 | Ada moves to Brindle | Housing |\n"
        "| July 2031 | First call to the police | Police |\n",
        tmp_path,
    )
    assert not found.actions
