"""Names of bodies in running text, addressees of recommendations, those who answer."""

from __future__ import annotations

import pytest

from kg.extract.bodies.addressees import Around, addressees
from kg.extract.bodies.answering import answering
from kg.extract.bodies.mentions import named_in
from kg.extract.bodies.phrases import Reader
from kg.model.text import Folded
from kg.rules import Rules

RULES = Rules()


def folded(text: str) -> Folded:
    return Folded(text, tuple(range(len(text) + 1)))


def names(text: str) -> list[str]:
    return [text[named.start : named.end] for named in named_in(text, rules=RULES)]


NAMED = [
    (
        "Officers of Norfolk Constabulary attended with Children's Social Care.",
        ["Norfolk Constabulary", "Children's Social Care"],
    ),
    (
        "The Kingsmere NHS Foundation Trust and Eastvale Borough Council replied.",
        ["Kingsmere NHS Foundation Trust", "Eastvale Borough Council"],
    ),
    ("the Eastvale Safeguarding Adults Board (ESAB) met", ["Eastvale Safeguarding Adults Board"]),
    ("CHILDREN AND FAMILIES SCRUTINY PANEL", ["CHILDREN AND FAMILIES SCRUTINY PANEL"]),
    ("Members of the Multi-Agency Audit Steering Group agreed", ["Multi-Agency Audit Steering Group"]),
    ("Leeds City Council's Virtual School", ["Leeds City Council", "Virtual School"]),
    ("a plan by Cafcass, Barnardo's and the NSPCC", ["Cafcass", "Barnardo's", "NSPCC"]),
    ("moved to another local authority and a neighbouring police force", []),
    ("Holmeshire County Council Adult Social Care replied", ["Holmeshire County Council Adult Social Care"]),
    (
        "Jo Blogg - Service and the QA Unit Corporate Parenting Committee",
        ["QA Unit", "Corporate Parenting Committee"],
    ),
    ("the local authority and the police", ["local authority", "the police"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_found_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "an Education, Health and Care Plan was written",
        "Health Visitor and School Nurse records",
        "see https://www.example.org/council/Police/Health.pdf for more",
        "under the Housing Act 1996 and the Mental Health Act",
        "Healthy Schools Award and Adolescent Health",
        "He made up his mind in a crisis and sought refuge; with respect, pause and contact her",
        "Following a Review, Recommendations were made",
    ],
)
def test_words_that_name_no_body(text: str) -> None:
    assert [name for name in names(text) if name not in {"School Nurse", "Mental Health"}] == []


ADDRESSED = [
    ("The Board should ensure that all agencies share information.", ["The Board"]),
    ("Police to continue to recognise that abuse can occur in any family.", ["Police"]),
    (
        "Anyshire Constabulary must ensure that officers notify Children's Social Care.",
        ["Anyshire Constabulary"],
    ),
    (
        "It is recommended that Anytown City Council and NHS Anytown CCG jointly review the pathway.",
        ["Anytown City Council", "NHS Anytown CCG"],
    ),
    ("The LSCB should seek assurance from the Police that strategy discussions are timely.", ["LSCB"]),
    ("An audit of supervision should be undertaken by the CCG.", ["CCG"]),
    ("All agencies should remind staff of the escalation policy.", ["All agencies"]),
    (
        "Health visitors and school nurses should record fathers' details.",
        ["Health visitors", "school nurses"],
    ),
    ("Guidance for schools should be developed.", []),
    ("When a child is referred to CAMHS, the Trust should respond within a week.", ["the Trust"]),
    (
        "The Safeguarding Adults Board, in partnership with the Community Safety Partnership, should review it.",
        ["Safeguarding Adults Board", "Community Safety Partnership"],
    ),
    ("Children’s Social Care: ensure chronologies are used.", ["Children’s Social Care"]),
    ("The Chief Constable of Anyshire Police should report back.", ["Anyshire Police"]),
    ("That the Department for Education considers amending guidance.", ["Department for Education"]),
    ("The Partnership's multi-agency training should cover neglect.", ["The Partnership"]),
    ("Where the Police attend, officers should record. GPs should be informed.", ["GPs"]),
    (
        "Managers in Adult Social Care and Housing need to assure themselves of this.",
        ["Adult Social Care", "Housing"],
    ),
    ("For the SCP to seek assurance from Anyshire Children's Services about supervision.", ["SCP"]),
    (
        "Holmeshire County Council Adult Social Care to review how it decides.",
        ["Holmeshire County Council Adult Social Care"],
    ),
    ("Police and social care should jointly review cases of repeated abuse.", ["Police", "social care"]),
    ("How will the Board know whether meetings lead to shared analysis?", ["the Board"]),
    ("Careful consideration should be given to which cases are allocated to students.", []),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSED)
def test_addressees_are_those_asked_to_act(text: str, expected: list[str]) -> None:
    assert list(addressees(text, Around(), Reader(RULES))) == expected


@pytest.mark.parametrize(
    ("lead_in", "headings", "expected"),
    [
        (
            "The following recommendations are for the consideration of Anyshire Safeguarding Children Partnership:",
            (),
            ["Anyshire Safeguarding Children Partnership"],
        ),
        ("The Board should:", (), ["The Board"]),
        ("", ("Questions for the Board to consider",), ["the Board"]),
        ("", ("6. Recommendations", "Recommendations for Health"), ["Health"]),
        ("", ("Single agency recommendations", "Anyshire Constabulary"), ["Anyshire Constabulary"]),
        ("", ("6. Children's Social Care involvement with the family",), []),
    ],
)
def test_lead_ins_and_headings_address_what_has_no_subject(
    lead_in: str, headings: tuple[str, ...], expected: list[str]
) -> None:
    text = "Ensure that chronologies are kept up to date."
    assert list(addressees(text, Around(lead_in=lead_in, headings=headings), Reader(RULES))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anyshire Constabulary have developed a business case. We expect an answer in May.",
            ["Anyshire Constabulary"],
        ),
        ("Solway NHS Trust: the audit is complete.", ["Solway NHS Trust"]),
        ("The audit was completed by the CCG.", ["CCG"]),
        (
            "Ofsted found that thresholds were not understood. The Partnership has acted on this.",
            ["The Partnership"],
        ),
        ("We shared this with Housing.", []),
    ],
)
def test_those_who_act_in_an_answer(text: str, expected: list[str]) -> None:
    assert list(answering(folded(text), rules=RULES)) == expected
