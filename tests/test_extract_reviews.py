"""Reviews, their facts and stances: named in passing, printed in full, kept apart from what only sounds like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.page.mood import asks, asks_before_it_reports, sentences
from kg.extract.response.link import align
from kg.extract.response.stance import stance_of
from kg.extract.review.records import find_reviews
from kg.language.dates import dates_in
from kg.model.found import FoundReview
from kg.model.kinds import ReviewStatus
from kg.model.text import Source
from kg.read import read_source
from kg.read.text import read_text
from kg.rules import Rules
from kg.segment import segment

RULES = Rules()
REPORT = """Serious Case Review

Child Alder

Overview Report

Independent Author: Ruth Pemberton

Published on 4 June 2019

1 Introduction

1.1 The Chair of the Eastmoor Safeguarding Children Board decided in May 2018 to commission this Serious Case Review after
the death of a boy, referred to in this report as Alder.

1.2 Alder was 7 years old when he died as a result of a head injury. His mother was 31.

1.3 The period under review is from 1 March 2016 to 12 January 2018.

1.4 The Hazel SCR (2015) and the Rowan and Birch Child Safeguarding Practice Reviews were read. The Eastmoor Serious Case
Review Group met often. A Looked After Review was held in June. The school declared an interest.
"""


def reviews_in(text: str, name: str = "a.txt") -> tuple[FoundReview, ...]:
    return find_reviews(
        segment(read_text(Source(name, "0" * 64, "text/plain"), text), rules=RULES), rules=RULES
    )


def test_a_report_tells_its_facts() -> None:
    own = reviews_in(REPORT)[0]
    assert (own.status, own.type) == (ReviewStatus.FULL_TEXT, "serious_case_review")
    assert own.lead_reviewer == "Ruth Pemberton"
    assert own.commissioned_date == "2018-05"
    assert own.published_date == "2019-06-04"
    assert (own.period_start, own.period_end) == ("2016-03-01", "2018-01-12")
    subject = own.subjects[0]
    assert "Alder" in (subject.pseudonym or "")
    assert subject.age == "7"
    assert (subject.outcome or "").startswith("died")


def test_reviews_spoken_of_are_named_once_each() -> None:
    spoken = {r.name: r for r in reviews_in(REPORT) if r.status is ReviewStatus.MENTIONED}
    assert set(spoken) == {
        "Hazel SCR",
        "Rowan Child Safeguarding Practice Review",
        "Birch Child Safeguarding Practice Review",
    }
    assert spoken["Hazel SCR"].published_date == "2015"


@pytest.mark.parametrize(
    "text",
    [
        "The Looked After Review and the Review Child Protection Conference took place.",
        "The Eastmoor Serious Case Review Group met. Each Serious Case Review is published.",
        "A peer review was held. The Local Child Safeguarding Practice Review was discussed.",
        "The service declared its interest; the declaration was reviewed.",
    ],
)
def test_what_is_no_review(text: str) -> None:
    assert reviews_in(f"Minutes of the meeting held on 3 May 2020\n\n{text}\n") == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Accepted. Training will follow.", "accepted"),
        ("The Board accepts this recommendation in principle.", "partly_accepted"),
        ("We do not accept this recommendation, because the duty lies elsewhere.", "not_accepted"),
        ("The audit was completed in May 2020 and has been shared.", "completed"),
        ("There is a clear escalation policy in use.", "already_in_place"),
        ("The trust is developing guidance. Work is ongoing.", "in_progress"),
        ("Children matter to us.", "not_stated"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert stance_of(text, rules=RULES).value == stance


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 3rd November 2020", ["2020-11-03"]),
        ("in July 2018", ["2018-07"]),
        ("25 th November 2021", ["2021-11-25"]),
        ("by 12/05/2021", ["2021-05-12"]),
        ("in 2019 there were 2020 calls", []),
        ("31/13/2021", []),
    ],
)
def test_dates(text: str, iso: list[str]) -> None:
    assert [date.iso for date in dates_in(text)] == iso


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "Mr. Lee saw Dr. Khan, e.g. on Monday. He left. No. 4 was empty."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Lee saw Dr. Khan, e.g. on Monday.",
        "He left.",
        "No. 4 was empty.",
    ]


def test_mood() -> None:
    assert asks("Police to continue to share reports", rules=RULES)
    assert not asks("The service completed the audit in 2019", rules=RULES)
    assert asks_before_it_reports("Board should check that plans have been made", rules=RULES)
    assert not asks_before_it_reports("Plans have been made and should help", rules=RULES)


def test_alignment_never_goes_back_and_abstains() -> None:
    targets = [
        "train staff about fathers and men",
        "audit legal planning meetings",
        "publish guidance on bruising",
    ]
    answers = [
        "Training about fathers was held for all staff.",
        "Men are now asked about at every visit.",
        "Legal planning meetings were audited in May.",
        "Guidance on bruising has been published.",
    ]
    links = [link.target for link in align(answers, targets, gaps=[0.0] * 4)]
    assert links == [0, 0, 1, 2]
    assert align(["Nothing alike whatever."], ["publish guidance on bruising"], gaps=[0.0])[0].target is None


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        (
            "Wold House   T 0300 555 0101\nLow Street\nMarston\n\n4 May 2031\n\nAnn Lodge\nDirector of Children's Services\n\n"
            "Dear Ms Lodge\n\nMonitoring visit to Marston children's services\n\nThis letter tells what inspectors found.\n",
            "Monitoring visit to Marston children's services",
            "2031-05-04",
        ),
        (
            "REGULATION 28 REPORT TO PREVENT FUTURE DEATHS\n\nTHIS REPORT IS BEING SENT TO: Marston Council\n\n1 CORONER\n"
            "I am Una Fell, senior coroner for Marston.\n\n3 INVESTIGATION\nAn inquest into the death of Kit Arden was opened "
            "on 3 May 2031.\n\n5 CORONER'S CONCERNS\nThe MATTERS OF CONCERN are as follows:\n(1) No one asked.\n\n"
            "9 Dated 2 June 2032\n",
            "Inquest touching the death of Kit Arden",
            "2032-06-02",
        ),
        (
            "Marston Safeguarding Adults Board\nSafeguarding Adults Review\nAdult Q\nAgreed: 4 May 2031\nPublished: 9 June 2031\n\n"
            "Recommendations\n\n1. The Board should ask each partner who decides.\n",
            "Safeguarding Adults Review: Adult Q",
            "2031-06-09",
        ),
    ],
)
def test_a_paper_is_named_and_dated_by_what_is_its_own(
    tmp_path: Path, text: str, name: str, date: str
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(text, encoding="utf-8")
    found = find_reviews(segment(read_source(paper), rules=Rules()), rules=Rules())
    assert [(one.name, one.published_date) for one in found] == [(name, date)]


def test_a_page_of_many_reviews_names_each(tmp_path: Path) -> None:
    panels = "".join(
        f"<h3><button>{who}: serious case review ({year})<span aria-hidden='true'>+</span></button></h3>"
        f"<div><p>Published 3 May {year} | Lead reviewer: Ann Fell</p><p>{who} was seen by nobody for a year.</p></div>"
        for who, year in (("Baby Ash", 2031), ("Elm", 2032))
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><main><h1>Our reviews</h1>{panels}</main></body></html>", encoding="utf-8")
    found = find_reviews(segment(read_source(page), rules=Rules()), rules=Rules())
    assert [(one.name, one.published_date) for one in found] == [
        ("Baby Ash: serious case review", "2031-05-03"),
        ("Elm: serious case review", "2032-05-03"),
    ]
