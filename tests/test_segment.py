"""Segmentation: documents in a pack, their sections and passages, whatever format they came in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.model.text import Block, BlockKind, Document, DocumentKind, Outline, Source, Span
from kg.read.text import read_text
from kg.rules import Rules
from kg.segment import segment
from kg.segment.dates import date_in
from kg.segment.kinds import kind_of_title

RULES = Rules()


def outline(text: str, *, title: str | None = None) -> Outline:
    source = Source("invented.txt", "0" * 64, "text/plain", title=title)
    return segment(read_text(source, text), rules=RULES)


def found(result: Outline) -> list[tuple[int, str, str]]:
    line = result.document.line
    return [(line(one.span.start), one.kind.value, one.title) for one in result.embedded]


def report(subject: str, appendices: tuple[str, ...], *, head: bool = True) -> str:
    """A covering report as a council's system prints it; without `head` its first page is lost."""
    top = f" DECISION-MAKER:  CHILDREN'S SCRUTINY PANEL \n\nSUBJECT: {subject} \n\nDATE OF DECISION: 4 MAY 2021 \n"
    listed = "\n\n".join(f"{n}. {name} " for n, name in enumerate(appendices, 1)) or "1. None "
    return (
        (top if head else " E-mail: someone@northvale.gov.uk \n")
        + "\nSTATEMENT OF CONFIDENTIALITY \n\nNone \n\nBRIEF SUMMARY \n\n"
        + "To brief the Panel on what was done since the last meeting of the Panel. \n\nRECOMMENDATIONS: \n\n"
        + "(i) That the Panel note the report. \n\nREASONS FOR REPORT RECOMMENDATIONS \n\n"
        + "1. In line with statutory guidance the Partnership asked for a review of what happened. \n\n"
        + f"Appendices \n\n{listed}\n\nOther Background Documents \n\nTitle of Background Paper(s) \n\n1. None \n"
    )


AGENDA = (
    "AGENDA \n\n1   APOLOGIES \n\n To note any apologies for absence from members of the Panel at this meeting. \n\n"
    "2   CHILD ROWAN (Pages 1 - 8) \n\n Report of the Independent Chair of the Partnership about the case of Rowan. \n\n"
    "3   IMPROVEMENT PLAN (Pages 9 - 12) \n\n Report of the Director about progress against the plan of last year. \n\n"
    "4   MONITORING SCRUTINY RECOMMENDATIONS (Pages 13 - 14) \n\n Report of the Director about what was asked. \n"
)
MINUTES = (
    " NORTHVALE COUNCIL \nCHILDREN'S SCRUTINY PANEL \n\nMINUTES OF THE MEETING HELD ON 2 MARCH 2021 \n\nPresent: \n\n"
    "Councillors A (Chair) and B \n\nRESOLVED that the report be noted. \n"
)
LEARNING = (
    " Child Rowan Learning Report \n\n1. Introduction \n\nThis review looks at what was done for Rowan before he died.\n\n"
    "2. Recommendations \n\nRecommendation 1 \n\nAll agencies should listen to children when they speak to them. \n"
)
RESPONSE = (
    " Northvale Safeguarding Children Partnership Response – Rowan \n\nThis document says what the partners have done"
    " since. \n"
)
PLAN = " Introduction \n\nWe know that there is much to do, and our plan says how it will be done by all of us here. \n"
PERFORMANCE = (
    " Performance Report \n\nMay 2021 \n\nThe number of contacts rose over the whole of the year. \n"
)
PACK = (
    AGENDA
    + MINUTES
    + report("CHILD ROWAN", ("NSCP Rowan Learning Report", "NSCP Partnership Response"))
    + LEARNING
    + RESPONSE
    + report("", ("Improvement Plan – April 2021", "Performance Report – May 2021"), head=False)
    + PLAN
    + PERFORMANCE
    + report("MONITORING SCRUTINY RECOMMENDATIONS", ("Monitoring Scrutiny Recommendations – 4 May 2021",))
    + " Children's Scrutiny Panel \nScrutiny Monitoring – 4 May 2021 \n\nDate Title Action proposed \n"
)


def test_pack_is_taken_apart() -> None:
    result = outline(PACK)
    assert [(kind, title) for _, kind, title in found(result)] == [
        ("agenda", "AGENDA"),
        ("minutes", "MINUTES OF THE MEETING HELD ON 2 MARCH 2021"),
        ("covering_report", "CHILD ROWAN"),
        ("review_report", "Child Rowan Learning Report"),
        ("partnership_response", "Northvale Safeguarding Children Partnership Response – Rowan"),
        ("covering_report", "IMPROVEMENT PLAN"),  # beheaded: named by the agenda
        ("improvement_plan", "Improvement Plan – April 2021"),  # begins with "Introduction"
        ("performance_report", "Performance Report"),
        ("covering_report", "MONITORING SCRUTINY RECOMMENDATIONS"),
        ("monitoring_table", "Scrutiny Monitoring – 4 May 2021"),
    ]
    dates = [one.date for one in result.embedded]
    assert dates[1:3] == ["2021-03-02", "2021-05-04"]
    assert dates[6:8] == ["2021-04", "2021-05"]


def test_documents_cover_the_source_without_gaps() -> None:
    result = outline(PACK)
    spans = [one.span for one in result.embedded]
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert spans[-1].end == len(result.document.text)
    assert len({one.key for one in result.embedded}) == len(spans)


def test_lost_head_is_an_issue() -> None:
    assert [issue.code for issue in outline(PACK).issues] == ["document-without-head"]


def test_outline_is_the_same_each_time() -> None:
    assert outline(PACK) == outline(PACK)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LEARNING, "review_report"),
        (RESPONSE, "partnership_response"),
        ("Safeguarding Adults Review\n\nMr Brown\n\nOverview Report\n\nAuthor: A. Person\n", "review_report"),
        ("# 7 Minute Briefing\n\n## Child Q\n\n- **Background** words\n", "briefing"),
        ("12 May 2022\n\nDear Director\n\nInspection of Northvale children’s services\n\nWords follow.\n", "inspection_report"),
        ("Multi-agency Action Plan\n\nAction\tLead\tDate\nTrain staff\tPolice\tMay 2020\n", "improvement_plan"),
        ("Northvale Safeguarding Adults Board\n\nAnnual Report 2019/20\n\nForeword\n", "annual_report"),
        (
            "Northvale\n\nThe Lead Reviewer met the family.\n\nThe terms of reference were agreed.\n\nLessons learned are these.\n",
            "review_report",
        ),
        ("Something else entirely\n\nWords that tell nothing of the kind of it.\n", "other"),
    ],
)  # fmt: skip
def test_lone_document_is_one_of_its_kind(text: str, kind: str) -> None:
    assert [one.kind.value for one in outline(text).embedded] == [kind]


def test_lone_document_may_be_named_by_its_manifest() -> None:
    result = outline(
        "Introduction\n\nSome words of it.\n", title="Response to the Serious Case Review: Child B"
    )
    assert result.embedded[0].kind is DocumentKind.PARTNERSHIP_RESPONSE


def test_front_sheet_belongs_to_its_agenda_and_slip_sheet_to_nothing() -> None:
    front = "Children's Scrutiny Panel\n\nThursday, 6 May 2021\n\nMembers\n\nCouncillor A\n\nContacts\n\nOfficer B\n\n"
    slip = " Report of the Director about progress against the plan of last year, attached. \n"
    result = outline(front + AGENDA + slip + MINUTES)
    assert [kind for _, kind, _ in found(result)] == ["agenda", "other", "minutes"]
    assert found(result)[0][0] == 1


def test_sections_have_paths_and_one_rank_for_a_series() -> None:
    text = (
        "# Serious Case Review\n\n## 6 Recommendations\n\n### Recommendation 1\n\nDo this.\n\n"
        "#### Recommendation 2\n\nDo that.\n\n**Recommendation 3**\n\nDo more.\n\n## 7 Conclusion\n\nIt is so.\n"
    )
    sections = outline(text).sections
    assert [(s.number, s.title, s.level) for s in sections] == [
        ("", "Serious Case Review", 1),
        ("6", "Recommendations", 2),
        ("", "Recommendation 1", 3),
        ("", "Recommendation 2", 3),
        ("", "Recommendation 3", 3),
        ("7", "Conclusion", 2),
    ]
    assert sections[4].path == ("Serious Case Review", "Recommendations")
    assert sections[1].span.end == sections[5].span.start


def test_passages_know_their_place_and_furniture_is_left_out() -> None:
    result = outline(PACK)
    passage = next(p for p in result.passages if p.text.startswith("All agencies should listen"))
    assert result.embedded[passage.embedded].kind is DocumentKind.REVIEW_REPORT
    assert passage.section is not None
    assert result.sections[passage.section].title == "Recommendation 1"
    assert passage.page is not None
    assert [p.index for p in result.passages] == list(range(len(result.passages)))
    kinds = {p.block.kind for p in result.passages}
    assert not kinds & {BlockKind.FURNITURE, BlockKind.CONTENTS}


def test_row_is_folded_cell_by_cell() -> None:
    text = "Action\tOwner\tDue\nTrain all\tPolice\tMay\n"
    row = outline(text).passages[-1]
    assert row.text == "Train all | Police | May"
    assert [cell.text for cell in row.cells] == ["Train all", "Police", "May"]
    at = row.text.index("Police")
    assert row.words.span(at, at + 6).slice(text) == "Police"


def test_blocks_alone_are_enough() -> None:
    """A document of any other reader: no lines, no pages, no text but that of its blocks."""
    text = "Joint targeted area inspection of Northvale|Areas for improvement|Referrals by the police."
    ends = [i for i, c in enumerate(text) if c == "|"]
    pieces = [Span(a, b) for a, b in zip([0, *(e + 1 for e in ends)], [*ends, len(text)], strict=True)]
    kinds = (BlockKind.HEADING, BlockKind.HEADING, BlockKind.LIST_ITEM)
    blocks = tuple(Block(kind, (piece,), 1) for kind, piece in zip(kinds, pieces, strict=True))
    result = segment(Document(Source("x.pdf", "0", "application/pdf"), text, blocks), rules=RULES)
    assert [one.kind for one in result.embedded] == [DocumentKind.INSPECTION_REPORT]


def test_source_without_a_block_has_no_document() -> None:
    result = segment(Document(Source("x.txt", "0", "text/plain"), "", ()), rules=RULES)
    assert (result.embedded, result.passages) == ((), ())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("held on 27 AUGUST 2020", "2020-08-27"), ("3rd of May, 2021", "2021-05-03"), ("01/10/2020", "2020-10-01"),
        ("Oct-20 dataset", "2020-10"), ("November 2021", "2021-11"), ("Annual Report 2020/21", "2020"),
        ("Section 47", None), ("31/13/2020", "2020"),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_printed(text: str, date: str | None) -> None:
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Thematic Serious Case Review – 6 Step Briefing", "briefing"),
        ("Response to the Domestic Homicide Review of Anita", "partnership_response"),
        ("Action Plan in response to the review", "improvement_plan"),
        ("Looked After Review", None),
    ],
)
def test_title_tells_the_kind(title: str, kind: str | None) -> None:
    told = kind_of_title(title, rules=RULES)
    assert (told[0].value if told else None) == kind


OTHER_COUNCIL = """\
# Overview and Scrutiny Committee

**Report to:** Overview and Scrutiny Committee

**Date of meeting:** 12 June 2023

**Report of:** Corporate Director, Adults and Health

**Title:** Safeguarding Adults Review - 'Peter'

## 1. Recommendations

(a) That the Committee notes the report.

## Background papers

None

## Appendices

- Appendix 1: SAR Peter overview report
- Appendix 2: HSAB response to SAR Peter

---

# Safeguarding Adults Review

## Peter

Peter was 60.

---

# Holme Safeguarding Adults Board

## Response to the Safeguarding Adults Review 'Peter'

| Recommendation | Response | Lead |
|---|---|---|
| 1. Housing should visit. | Agreed and done. | Housing |
"""


def test_report_of_another_council_with_acronyms_in_its_list_of_appendices() -> None:
    result = outline(OTHER_COUNCIL)
    assert [(kind, title) for _, kind, title in found(result)] == [
        ("covering_report", "Safeguarding Adults Review - 'Peter'"),
        ("review_report", "Safeguarding Adults Review – Peter"),
        (
            "partnership_response",
            "Holme Safeguarding Adults Board – Response to the Safeguarding Adults Review 'Peter'",
        ),
    ]
    assert result.embedded[0].date == "2023-06-12"
    assert [one.publisher for one in result.embedded] == [None, None, "Holme Safeguarding Adults Board"]


def test_title_page_inside_a_source_opens_a_document_and_a_chapter_does_not() -> None:
    review = (
        "Local Child Safeguarding Practice Review\n\nChild Z\n\n1. Introduction\n\n1.1 This is about a boy.\n"
    )
    chapter = "\fAppendix B Action Plan\n\nThe plan is here.\n\fGlossary\n\nWords are explained here.\n"
    answer = "\fNorthvale Safeguarding Children Partnership\n\nResponse to the Child Z review\n\nThe Partnership agrees.\n"
    kinds = [kind for _, kind, _ in found(outline(review + chapter + answer))]
    assert kinds == ["review_report", "partnership_response"]
