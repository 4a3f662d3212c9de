"""Recommendations are counted by their lowest parts, and what was answered to a stem was answered to its parts."""

from __future__ import annotations

from kg.query.records_parts import answers_to, by_parts

STEM = {
    "id": "5",
    "stem": None,
    "text": "Assurance should be given by:",
    "themes": ["Drugs"],
    "addressed_to": ["Board"],
}
PARTS = [
    {
        "id": "5a",
        "stem": "5",
        "text": "Providing training.",
        "themes": ["Training", "Drugs"],
        "addressed_to": [],
    },
    {"id": "5b", "stem": "5", "text": "Reviewing the framework.", "themes": [], "addressed_to": ["Police"]},
]
ALONE = {"id": "6", "stem": None, "text": "Records are kept.", "themes": [], "addressed_to": []}


def test_a_stem_leads_its_parts_and_is_not_counted() -> None:
    counted = by_parts([STEM, *PARTS, ALONE])
    assert [one["id"] for one in counted] == ["5a", "5b", "6"]
    assert counted[0]["text"] == "Assurance should be given by: Providing training."
    assert counted[1]["themes"] == ["Drugs"]
    assert counted[1]["addressed_to"] == ["Board", "Police"]
    assert counted[2] == ALONE


def test_a_part_whose_stem_is_not_there_stands_alone() -> None:
    assert by_parts(PARTS[:1]) == PARTS[:1]


def test_answers_to_the_whole_are_answers_to_each_part() -> None:
    responses = [
        {"recommendation": "5", "text": "To the whole."},
        {"recommendation": "5a", "also_answers": ["5b"], "text": "To both."},
    ]
    found = answers_to(by_parts([STEM, *PARTS, ALONE]), responses)
    assert {id: [one["text"] for one in given] for id, given in found.items()} == {
        "5a": ["To both.", "To the whole."],
        "5b": ["To both.", "To the whole."],
        "6": [],
    }
