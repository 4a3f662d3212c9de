"""Other names that a paper itself gives a body: former, short, lower-case and own names, roles, 'the Service'."""

from __future__ import annotations

import pytest

from tests.papers import agency_of, extracted, known

PAPER = "Walsall Metropolitan Borough Council\n\n{}\n"


def names_with(text: str, name: str) -> set[str]:
    """All names of the body that `name` means in a paper that says `text`."""
    knowledge = known(
        extracted("a.txt", PAPER.format(text), publisher="Walsall Metropolitan Borough Council")
    )
    body = agency_of(knowledge, name)
    return {body.name, *body.aliases}


TOGETHER = {
    "formerly known as": (
        "Formerly known as the Home Visiting Team, the Family Outreach team works at weekends.",
        ("Home Visiting Team", "Family Outreach team"),
    ),
    "formerly, in brackets": (
        "The Family Outreach Team (formerly the Home Visiting Team) works at weekends.",
        ("Home Visiting Team", "Family Outreach Team"),
    ),
    "now known as": (
        "The Home Visiting Team, now known as the Family Outreach Team, works at weekends.",
        ("Home Visiting Team", "Family Outreach Team"),
    ),
    "initials with and": (
        "The Families and Young People team met. Staff of F&YP agreed.",
        ("Families and Young People team", "F&YP"),
    ),
    "a role that one body plays": (
        "We worked with our improvement partner (Dudley Children's Services). The improvement partner wrote a report.",
        ("Dudley Children's Services", "improvement partner"),
    ),
    "a short form of a trust": (
        "Larkhill NHS Trust replied. Larkhill Health has trained its nurses, and so has Larkhill public health.",
        ("Larkhill NHS Trust", "Larkhill Health", "Larkhill public health"),
    ),
    "without capitals": (
        "The Learning Reference Group met. The chairs of the learning reference group agreed.",
        ("Learning Reference Group", "learning reference group"),
    ),
    "another word for staff": (
        "The Staff Reference Group met. We asked our practitioners reference group.",
        ("Staff Reference Group", "practitioners reference group"),
    ),
    "an acronym inside the name": (
        "Report to the Learning and Incident (LIG) subgroup of the Partnership. The LIG met.",
        ("Learning and Incident (LIG) subgroup", "LIG"),
    ),
    "set up twice in the same words": (
        "Establish a Practice Forum to hear what all our staff think of the plan each month\n\n"
        "Establish a Frontline Panel to hear what all our staff think of the plan each month",
        ("Practice Forum", "Frontline Panel"),
    ),
    "a name of its own": (
        "Brighter Days was set up in May. The Brighter Days Parent Forum and the Parent Forum are one. "
        "The next Brighter Days Group is in June. The Parent Forum agreed.",
        ("Brighter Days", "Parent Forum", "Brighter Days Parent Forum"),
    ),
    "two lines of a title": (
        "Walsall Multi Agency\n\nSafeguarding Hub\n\nThe MASH met.",
        ("Walsall Multi Agency Safeguarding Hub", "MASH"),
    ),
    "the service": (
        "The Walsall Youth Justice Service was inspected. Since then the service has trained all staff.",
        ("Walsall Youth Justice Service", "the service"),
    ),
    "the Trust": (
        "Walsall Healthcare NHS Trust was asked for a report. The Trust should share it.",
        ("Walsall Healthcare NHS Trust", "The Trust"),
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_names_that_a_paper_says_are_one(case: str) -> None:
    text, names = TOGETHER[case]
    assert set(names) <= names_with(text, names[0])


APART = {
    "a board and the partnership after it": (
        "Walsall Safeguarding Children Board, now known as Walsall Safeguarding Children Partnership, met.",
        "Walsall Safeguarding Children Board",
        "Walsall Safeguarding Children Partnership",
    ),
    "two trusts of one town": (
        "Larkhill Acute NHS Trust and Larkhill Community NHS Trust replied. Larkhill Health replied.",
        "Larkhill Acute NHS Trust",
        "Larkhill Health",
    ),
    "set up for different ends": (
        "Establish a Practice Forum to hear what all our staff think of the plan each month\n\n"
        "Establish a Parent Forum to hear what all our parents think of the plan each month",
        "Practice Forum",
        "Parent Forum",
    ),
    "a role that two bodies play": (
        "Our improvement partner (Dudley Children's Services) left. Our improvement partner (Sandwell Children's "
        "Services) came. The improvement partner wrote.",
        "Dudley Children's Services",
        "Sandwell Children's Services",
    ),
}


@pytest.mark.parametrize("case", APART)
def test_names_that_stay_apart(case: str) -> None:
    text, one, other = APART[case]
    assert other not in names_with(text, one)


def test_the_service_is_what_the_paper_is_about() -> None:
    text = (
        "The Walsall Youth Justice Service works with children. The Walsall Youth Justice Service is small. "
        "The Ambulance Service was told. The service should train its staff."
    )
    knowledge = known(
        extracted("a.txt", PAPER.format(text), publisher="Walsall Metropolitan Borough Council")
    )
    assert "The service" in agency_of(knowledge, "Walsall Youth Justice Service").aliases


@pytest.mark.parametrize(
    "text",
    [
        "A DAC beam was seen by the HCA on duty in CAB.",  # letters of bodies that nothing here names
        "The app Mind of My Own helps.",
        "We met via Microsoft Teams under Right Service Right Time.",
        "The service user should ask; the trust between them is free.",
    ],
)
def test_what_only_looks_like_a_body_is_none(text: str) -> None:
    knowledge = known(
        extracted("a.txt", PAPER.format(text), publisher="Walsall Metropolitan Borough Council")
    )
    assert {agency.id for agency in knowledge.agencies} <= {"agency/walsall-metropolitan-borough-council"}


def test_letters_are_a_body_where_its_name_stands() -> None:
    text = "The Domestic Abuse Commissioner wrote. The DAC asked for a reply."
    assert "DAC" in names_with(text, "Domestic Abuse Commissioner")


def test_a_team_is_no_part_of_a_council_that_its_name_does_not_give() -> None:
    text = "The Church of England National Safeguarding Team and the Walsall Data Team met."
    knowledge = known(
        extracted("a.txt", PAPER.format(text), publisher="Walsall Metropolitan Borough Council")
    )
    parts = {agency.name: agency.part_of for agency in knowledge.agencies}
    assert parts["Walsall Data Team"] == "agency/walsall-metropolitan-borough-council"
    assert all(whole is None for name, whole in parts.items() if "Church" in name or "National" in name)
