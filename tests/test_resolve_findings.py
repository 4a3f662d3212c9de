"""A point that a briefing repeats, cut or in other words, is one with its report's; like points are not."""

from __future__ import annotations

import pytest

from kg.model.entity import Finding
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundFinding, FoundReview
from kg.model.kinds import FindingKind, ReviewStatus
from kg.model.text import DocumentKind, EmbeddedDocument, Source, Span
from kg.resolve import resolve

GOOD = FindingKind.GOOD_PRACTICE
VISIT = (
    "The decision of the Newtown health visitor to drive to the grandmother's house in another county "
    "and read the notes on Child Rowan's mother was good practice."
)
DISSENT = "The dissent of the school nurse and of two teachers with the decision to close the case was good practice."
COLD = "The health visitor wrote that the home was cold and dirty and did not tell the social worker."


def paper(
    report: list[str],
    other: list[str],
    *,
    kind: DocumentKind = DocumentKind.BRIEFING,
    agencies: tuple[str, str] = ("", ""),
) -> tuple[Finding, ...]:
    """The points of a source that binds a report and another document of one review, with what agency each names."""
    bound = (
        EmbeddedDocument("report", DocumentKind.REVIEW_REPORT, "Child Rowan: overview report", Span(0, 5000)),
        EmbeddedDocument("other", kind, "Child Rowan: the other paper", Span(5000, 9000)),
    )
    source = Source("pack.txt", "ab" * 32, "text/plain", publisher="Newtown Council")

    def at(text: str, embedded: str, start: int) -> Evidence:
        return Evidence("pack.txt", embedded, Span(start, start + len(text)), text, "test/rule", 0.9)

    found = [
        FoundFinding(
            f"{key}{n}",
            at(text, key, first + 400 * n),
            GOOD,
            text,
            review="r",
            agencies=tuple(filter(None, [name])),
        )
        for key, first, texts, name in (
            ("report", 0, report, agencies[0]),
            ("other", 5000, other, agencies[1]),
        )
        for n, text in enumerate(texts)
    ]
    title = at("Child Rowan", "report", 4900)
    extraction = Extraction(
        source,
        "x",
        embedded=bound,
        titles=(title, at("Child Rowan", "other", 8900)),
        fingerprints=("a", "b"),
        reviews=(
            FoundReview("r", title, "Child Rowan review", "serious_case_review", ReviewStatus.FULL_TEXT),
        ),
        findings=tuple(found),
    )
    return resolve((extraction,)).findings


@pytest.mark.parametrize(
    "repeated",
    [
        VISIT,
        "The health visitor who drove to a house in another county to read the notes on the mother was good practice.",
        "The decision of the health visitor to drive to the grandmother's house in another county was good practice.",
    ],
    ids=["the same words", "in other words", "cut"],
)
def test_a_briefing_repeats_the_report(repeated: str) -> None:
    found = paper([VISIT, DISSENT], [repeated])
    assert {one.text for one in found} == {VISIT, DISSENT}
    visit = next(one for one in found if one.text == VISIT)
    assert [place.text for place in visit.occurrences] == [VISIT, repeated]
    assert len({place.document for place in visit.occurrences}) == 2
    assert visit.evidence.embedded == "report"


def test_a_point_of_the_briefing_alone_stays_one_of_its_own() -> None:
    alone = (
        "The headteacher who rang the grandmother every week through the summer was commended by the review."
    )
    assert len(paper([VISIT, DISSENT], [alone])) == 3


def test_two_like_points_of_one_document_stay_two() -> None:
    other = COLD.replace("health visitor", "midwife")
    assert len(paper([COLD, other], [])) == 2
    assert len(paper([COLD, other], [COLD, other])) == 2  # and each is repeated once


def test_what_is_as_like_two_points_repeats_neither() -> None:
    other = COLD.replace("health visitor", "midwife")
    between = COLD.replace("health visitor", "midwife or the health visitor")
    assert len(paper([COLD, other], [between])) == 3


def test_what_is_said_of_another_agency_is_another_point() -> None:
    other = COLD.replace("health visitor", "health mentor")
    assert len(paper([COLD], [other], agencies=("Health Visiting", "Health Mentors"))) == 2
    assert len(paper([COLD], [other], agencies=("Health Visiting", ""))) == 1


def test_opposite_words_of_two_reports_stay_two() -> None:
    opposite = COLD.replace("did not tell", "did tell")
    assert len(paper([COLD], [opposite], kind=DocumentKind.REVIEW_REPORT)) == 2
    longer = COLD.replace("cold and dirty", "cold and very dirty")
    assert len(paper([COLD], [longer], kind=DocumentKind.REVIEW_REPORT)) == 1


def test_a_few_words_are_too_few_to_tell() -> None:
    assert len(paper([DISSENT], ["The decision was good practice."])) == 2
