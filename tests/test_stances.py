"""Stances of answers that one person labelled: how many are read right, and that nothing open is called completed.

Floors, not measures: the rules have met all of these by now. What they reached at first sight stands in docs/accuracy.md.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.evaluate.stances import score_pairs
from kg.extract.response.stance import stance_of, state_of, state_told
from kg.rules import Rules

RULES = Rules()
ANSWERS = tomllib.loads((Path(__file__).parent / "cases" / "stances.toml").read_text(encoding="utf-8"))[
    "answer"
]


def read(answer: dict[str, str]) -> str:
    return stance_of(
        answer["text"], asked=answer["asked"], status=answer.get("status", ""), rules=RULES
    ).value


def test_there_are_answers() -> None:
    assert len(ANSWERS) >= 73


@pytest.mark.parametrize(("name", "least"), [("first", 0.95), ("unseen", 0.95), ("second", 0.8)])
def test_most_stances_are_read_right(name: str, least: float) -> None:
    rows = [(answer["text"], answer["stance"], read(answer)) for answer in ANSWERS if answer["set"] == name]
    score = score_pairs(name, rows)
    assert score.figure.value is not None
    assert score.figure.value >= least, score.ids.missed


def test_hardly_anything_open_is_called_completed() -> None:
    wrong = [one["text"] for one in ANSWERS if read(one) == "completed" and one["stance"] != "completed"]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    "text",
    [
        "Work on training remains to be completed.",
        "The audit will be completed in May.",
        "The agency has yet to complete the audit.",
        "The audit is not yet complete.",
        "The audit is nearing completion.",
        "The audit is due to complete in June.",
        "Once completed, the audit will be shared.",
        "An audit of another service was completed in 2019. A further audit will follow.",
        "The policy was updated. Two actions remain outstanding.",
    ],
)
def test_what_is_still_to_come_is_no_completion(text: str) -> None:
    asked = "An audit should be undertaken and the policy updated."
    assert stance_of(text, asked=asked, rules=RULES).value == "in_progress"


def test_an_internal_audit_does_not_answer_for_an_independent_one_unless_the_text_says_so() -> None:
    asked = "An independent audit should be undertaken of the pathway."
    text = "The Trust has completed an internal audit of the pathway."
    assert stance_of(text, asked=asked, rules=RULES).value == "in_progress"
    assert (
        stance_of(f"{text} The recommendation has been met.", asked=asked, rules=RULES).value == "completed"
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Complete", "completed"), ("Closed", "completed"), ("B", "completed"), ("100%", "completed"),
        ("Open - on track", "in_progress"), ("Overdue", "in_progress"), ("Amber", "in_progress"), ("60%", "in_progress"),
        ("Partially complete", "in_progress"), ("Not yet started", "not_started"), ("Closed - not achieved", "closed"),
        ("No longer required", "closed"), ("Superseded", "superseded"), ("Green", "not_stated"), ("", "not_stated"),
    ],
)  # fmt: skip
def test_a_status_as_printed_has_a_state(status: str, state: str) -> None:
    assert state_of(status, rules=RULES).value == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Membership has been extended to partners.", "completed"),
        ("Terms of reference have been updated. A launch is scheduled for May.", "in_progress"),
        ("The group is drafting terms of reference for the members.", "in_progress"),
        ("The new board is scheduled to meet in May.", "not_stated"),
        ("Members will be invited in May.", "not_started"),
    ],
)
def test_sentences_about_an_action_tell_its_state(text: str, state: str) -> None:
    assert state_told(text, asked="Extend the membership and terms of the board", rules=RULES).value == state


@pytest.mark.parametrize(
    ("text", "status", "stance"),
    [
        ("Accepted. The policy was rewritten in May.", "", "accepted"),
        ("Accepted in principle. The policy was rewritten in May.", "", "partly_accepted"),
        ("Accepted and done.", "", "completed"),
        ("It would cost too much.", "Not agreed", "not_accepted"),
        ("A card is given to every officer.", "Already in place", "already_in_place"),
        (
            "We cannot promise this. A list is sent each week.",
            "Amber - partly agreed",
            "partly_accepted",
        ),
        ("We cannot accept this. A list is sent each week.", "Amber", "not_accepted"),
        ("Not for us to answer. Passed to the ministry in March.", "", "not_stated"),
        ("Closed in March. Nine calls came.", "", "completed"),
        ("Still open. The leaflet is late.", "Green", "in_progress"),
        ("We agree with the purpose. We do not intend to print names.", "", "partly_accepted"),
    ],
)
def test_a_printed_verdict_decides_before_sentences_do(text: str, status: str, stance: str) -> None:
    assert (
        stance_of(text, asked="The policy should be rewritten.", status=status, rules=RULES).value == stance
    )
