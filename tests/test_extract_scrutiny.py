"""Decisions of councillors in papers of invented councils: minutes, covering reports, trackers."""

from pathlib import Path

import pytest

from kg.extract.scrutiny.monitoring import meeting_date
from kg.extract.scrutiny.records import find_scrutiny
from kg.model.found import FoundScrutiny
from kg.model.kinds import DecisionKind, ScrutinyKind
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment

MINUTES = """\
# NORTHSHIRE COUNTY COUNCIL

## PEOPLE OVERVIEW AND SCRUTINY COMMITTEE

MINUTES of the meeting held at County Hall on Tuesday, 12 March 2024

PRESENT: Councillors Ahmed (Chair), Bright and Cole

**45. DECLARATIONS OF INTEREST**

None were declared.

**46. SAFEGUARDING CHILDREN PARTNERSHIP ANNUAL REPORT**

The Committee considered a report by the Director of Children's Services.

RESOLVED: (a) That the annual report be noted; (b) that a report on neglect be brought to the June meeting; \
and (c) that the Chair write to the Secretary of State.

**47. PRACTICE REVIEW - MILLIE**

In discussion Members noted that the matter was resolved in 2023.

It was resolved that:

1. The findings of the review be noted.
2. Officers provide an update on the action plan in six months, to cover:
   a. training; and
   b. supervision.

**48. WORK PROGRAMME**

The Committee noted the work programme.
"""

REPORT = """\
DECISION-MAKER:	HEALTH SCRUTINY PANEL
SUBJECT:	SAFEGUARDING ADULT REVIEW - ADULT K
DATE OF DECISION:	9 MAY 2023
REPORT OF:	INDEPENDENT CHAIR

BRIEF SUMMARY
The Board's review makes four recommendations.
RECOMMENDATIONS:
	(i) That the Panel notes the review.
	(ii) That the Panel asks for an update in November 2023.
REASONS FOR REPORT RECOMMENDATIONS
1.	To scrutinise the response.
DETAIL
2.	It is recommended that partners read the review.
"""

TRACKER = """\
Scrutiny Monitoring – 9 May 2023

| Date of meeting | Agenda item | Recommendation | Response | Status |
|---|---|---|---|---|
| 16/01/23 | Corporate parenting | 1) That the Director provides data on placement moves | Data circulated on | Complete |
| | | | 2 February 2023. | |
| | | 2) That a visit to a children's home be arranged | Visit planned for May | In progress |
| 2 March 2023 | Neglect | That the strategy be shared | | |
"""


def found_in(text: str, folder: Path, name: str = "paper.md") -> tuple[FoundScrutiny, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    rules = Rules()
    document = read_source(path)
    found = find_scrutiny(segment(document, rules=rules), rules=rules)
    for one in found:
        span = one.evidence.span
        assert one.evidence.quote == document.text[span.start : span.end]
    return found


def test_minutes_give_each_resolution_with_item_number_and_date(tmp_path) -> None:
    found = [one for one in found_in(MINUTES, tmp_path) if one.kind is ScrutinyKind.RESOLUTION]
    assert [one.number for one in found] == ["46(a)", "46(b)", "46(c)", "47(1)", "47(2)", "48"]
    assert {one.meeting_date for one in found} == {"2024-03-12"}
    assert found[1].text == "that a report on neglect be brought to the June meeting; and"
    assert found[3].title == "PRACTICE REVIEW - MILLIE"
    assert found[5].text == "The Committee noted the work programme."


def test_what_a_resolution_does_is_told(tmp_path) -> None:
    opened = MINUTES.replace(
        "None were declared.", "RESOLVED that the minutes of 6 February be signed as a correct record."
    )
    found = [one for one in found_in(opened, tmp_path) if one.kind is ScrutinyKind.RESOLUTION]
    assert [one.decision for one in found] == [
        DecisionKind.PROCEDURAL, DecisionKind.NOTING, DecisionKind.RESOLVED, DecisionKind.RESOLVED,
        DecisionKind.NOTING, DecisionKind.RESOLVED, DecisionKind.NOTED,
    ]  # fmt: skip


def test_points_under_a_resolution_are_no_resolutions(tmp_path) -> None:
    assert not [
        one for one in found_in(MINUTES, tmp_path) if one.text.startswith(("training", "supervision"))
    ]


def test_a_report_asks_for_decisions_only_under_its_heading(tmp_path) -> None:
    found = found_in(REPORT, tmp_path)
    assert [(one.kind, one.number) for one in found] == [
        (ScrutinyKind.REPORT_RECOMMENDATION, "(i)"),
        (ScrutinyKind.REPORT_RECOMMENDATION, "(ii)"),
    ]
    assert found[0].title == "SAFEGUARDING ADULT REVIEW - ADULT K"
    assert found[0].meeting_date == "2023-05-09"


def test_a_tracker_carries_date_and_title_and_joins_torn_rows(tmp_path) -> None:
    found = found_in(TRACKER, tmp_path)
    assert [one.meeting_date for one in found] == ["2023-01-16", "2023-01-16", "2023-03-02"]
    assert found[0].action_taken == "Data circulated on 2 February 2023."
    assert found[1].number == "2"
    assert found[1].title == "Corporate parenting"
    assert [one.status for one in found] == ["Complete", "In progress", None]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("01/10/20", "2020-10-01"),
        ("2 6/01/23", "2023-01-26"),
        ("16 January 2024", "2024-01-16"),
        ("31/13/20", None),
        ("next meeting", None),
    ],
)
def test_dates_of_meetings_put_the_day_first(printed: str, read: str | None) -> None:
    assert meeting_date(printed) == read


def test_keys_are_unique_and_do_not_change(tmp_path) -> None:
    first, second = found_in(MINUTES, tmp_path), found_in(MINUTES, tmp_path)
    assert len({one.key for one in first}) == len(first)
    assert first == second
