"""To whom recommendations speak: their own words, what stands around them, what the paper says of its bodies."""

import pytest

from kg.extract.bodies.addressees import Around, addressees
from kg.extract.bodies.headings import bodies_of_heading
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.terms import read_terms
from kg.rules import Rules

RULES = Rules()
PAPER = (
    "The Dale Council and the Vale Council share a service. Dale Council paid for it.",
    "She lived at Larchmount from May. Staff at Larchmount rang twice. In May Vale Council wrote to Larchmount.",
    "Quarry Lane Befriending (QLB) visited weekly. The Ministry of Harbours (“the Ministry”) was told.",
)
TERMS = read_terms(PAPER, rules=RULES)
READER = Reader(RULES, proper=TERMS.proper, prints=TERMS.prints, other=TERMS.letters)

IN_WORDS = [
    ("Larchmount should ring parents each week.", ["Larchmount"]),
    ("Adult social care and Hexley Police should meet monthly.", ["Adult social care", "Hexley Police"]),
    ("The leaders of Hexley Borough Council should write to each family.", ["Hexley Borough Council"]),
    ("It is recommended that the Board reviews its escalation policy.", ["the Board"]),
    ("The council is asked to name a lead for hoarding.", ["The council"]),
    ("We urge ministers to publish the guidance.", ["ministers"]),
    (
        "The Harbour Government and the island councils shall agree a plan.",
        ["Harbour Government", "island councils"],
    ),
    ("Dale and Vale Councils to bring in one form.", ["Dale Council", "Vale Council"]),
    (
        "The Ministry and the Office of the Chief Surveyor should test it.",
        ["Ministry of Harbours", "Office of the Chief Surveyor"],
    ),
    ("QLB should write down each visit.", ["Quarry Lane Befriending"]),
    (
        "In future the Minister and/or the Health Board shall reply within a month.",
        ["the Minister", "the Health Board"],
    ),
    ("When the night shelter team takes a person in, it should tell the GP.", ["night shelter team"]),
    ("The city authority, whose officer has read this report, is asked to visit.", ["city authority"]),
    ("The form should be withdrawn and replaced, by the partnership, with one page.", ["the partnership"]),
    ("The Chair of the LSCB should write to the Home Office.", ["LSCB"]),
    ("Every pharmacy which serves the island should keep a list.", ["pharmacy"]),
    ("I recommend that the Harbour Commission should publish its minutes.", ["Harbour Commission"]),
    ("We ask the company which runs Larchmount to tell the council.", ["company which runs Larchmount"]),
    ("(Hexley Police). Speak to neighbours at each call.", ["Hexley Police"]),
]
NOBODY = [
    "Families who ring the front door should be told what came of it.",
    "All Initial Assessments are to contain a chronology.",
    "Review the form by which pharmacies report, and ensure that it is short.",
    "Police notices should be kept in one place.",
    "The timeliness of visits.",
]


@pytest.mark.parametrize(("text", "expected"), IN_WORDS)
def test_the_words_before_the_directive_say_who_is_asked(text: str, expected: list[str]) -> None:
    assert list(addressees(text, Around(terms=TERMS), READER)) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_things_and_people_who_are_helped_are_not_asked(text: str) -> None:
    assert addressees(text, Around(terms=TERMS), READER) == ()


def test_a_post_gives_way_to_the_body_above_it() -> None:
    text = "The Head of Nursing should check the charts."
    assert addressees(text, Around(), READER) == ("Head of Nursing",)
    assert addressees(text, Around(headings=("C. Hexley Valley NHS Trust",)), READER) == (
        "Hexley Valley NHS Trust",
    )
    both = "The Governor and the Head of Larchmount should agree a rota."
    assert addressees(both, Around(), READER) == ("Governor", "Head of Larchmount")
    assert addressees("Housing officers to ring.", Around(column=("Hexley Homes",)), READER) == (
        "Hexley Homes",
    )


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (Around(lead_in="The Board should ensure that:", headings=("Police",)), ("The Board",)),
        (
            Around(lead_in="The Task Group recommends that:", headings=("9.1 To the Cabinet",)),
            ("the Cabinet",),
        ),
        (Around(headings=("Recommendations for Hexley Police", "Recommendation 4")), ("Hexley Police",)),
        (Around(column=("Hexley Council", "30 June 2031")), ("Hexley Council",)),
        (
            Around(sent_to=("Hexley Local Area Partnership",), own=("the Board",)),
            ("Hexley Local Area Partnership",),
        ),
        (Around(own=("Hexley Safeguarding Adults Board",)), ("Hexley Safeguarding Adults Board",)),
        (Around(), ()),
    ],
)
def test_what_stands_around_says_who_is_asked(around: Around, expected: tuple[str, ...]) -> None:
    assert addressees("keep one list of open cases.", around, READER) == expected


def test_statements_of_an_inspection_name_what_is_amiss_in_a_body_or_go_to_all() -> None:
    around = Around(statements=True, sent_to=("local partnership",))
    assert addressees("Hexley Police does not always tell schools.", around, READER) == ("Hexley Police",)
    assert addressees("The recording of visits by the police.", around, READER) == ("local partnership",)


def test_they_are_those_asked_before() -> None:
    around = Around(before=("Hexley Council",))
    assert addressees("They should also publish the result.", around, READER) == ("Hexley Council",)
    assert addressees("how they record who was seen; and", around, READER) == ("Hexley Council",)


def test_a_question_is_put_to_the_board_of_its_heading() -> None:
    around = Around(headings=("QUESTIONS FOR THE BOARD",))
    assert addressees("In what way could the panel be opened to housing?", around, READER) == ("the Board",)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("What does the local authority need to improve?", ["local authority"]),
        ("HEXLEY POLICE", ["Hexley Police"]),
        ("MULTI-AGENCY (owned by the Community Safety Partnership)", ["Community Safety Partnership"]),
        ("4.2 Hexley Council Children and Families", ["Hexley Council Children and Families"]),
        ("Larch Housing Ltd", ["Larch Housing Ltd"]),
        ("What the partnership should do next", ["the partnership"]),
        ("Recommendations of the Task and Finish Group", []),
        ("Ofsted: inspection of children's services, letter published 3 May 2031", []),
        ("Police involvement with the family", []),
        ("The role of the police", []),
    ],
)
def test_headings_say_for_whom_or_nothing(heading: str, expected: list[str]) -> None:
    assert [one.name for one in bodies_of_heading(heading, READER)] == expected


def test_terms_are_those_of_the_paper_itself() -> None:
    assert TERMS.full("The Ministry") == "Ministry of Harbours"
    assert TERMS.full("QLB") == "Quarry Lane Befriending"
    assert TERMS.proper("Larchmount") and not TERMS.proper("Staff")
