"""Reading text: paragraphs are whole, furniture is out, offsets lead back to the words as printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.fold import fold_pieces
from kg.model.keys import fold
from kg.model.text import Block, BlockKind, Document, Source, Span
from kg.read.text import is_marked_up, read_text

SOURCE = Source("invented.txt", "0" * 64, "text/plain")


def read(text: str) -> Document:
    return read_text(SOURCE, text)


def words(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        fold_pieces(document.text, block.pieces).text
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


def of(document: Document, start: str) -> Block:
    for block in document.blocks:
        if fold_pieces(document.text, block.pieces).text.startswith(start):
            return block
    raise AssertionError(f"no block starts with {start!r}: {words(document)}")


REVIEW = """\
 Child Rowan Learning Report

6. Recommendations

The following recommendations are for the consideration of the Northvale Safeguarding Children
Partnership and of each of its member agencies, which are asked to report back within six months.

Recommendation 1

(a) All agencies are to be reminded of the impact of domestic abuse on the health and emotional
wellbeing of children, and support offered to professionals to adopt a trauma informed
Page 14 of 20
 approach in their daily work with families who live with violence and fear of violence every day.

(b) The Partnership should seek assurance that this is done.

• first thing
• second thing, which runs on over the end of
its line
"""


def test_paragraph_is_whole_though_a_page_cuts_it() -> None:
    document = read(REVIEW)
    block = of(document, "All agencies are to be")
    assert block.kind is BlockKind.LIST_ITEM
    assert block.marker == "(a)"
    text = fold_pieces(document.text, block.pieces).text
    assert "trauma informed approach in their daily work" in text
    assert "Page 14" not in text
    assert words(document, BlockKind.FURNITURE) == ["Page 14 of 20"]


def test_headings_lists_and_their_marks() -> None:
    document = read(REVIEW)
    assert of(document, "Recommendations").kind is BlockKind.HEADING
    assert of(document, "Recommendation 1").kind is BlockKind.HEADING
    assert of(document, "The Partnership should").marker == "(b)"
    assert of(document, "second thing").marker == "•"
    assert words(document, BlockKind.LIST_ITEM)[-1] == "second thing, which runs on over the end of its line"


def test_pages_start_at_an_indented_line_without_a_blank_line_before() -> None:
    document = read(REVIEW)
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[0].label == "14"
    assert document.text[document.pages[1].span.start :].startswith("approach")


def test_form_feeds_part_pages_and_running_heads_are_dropped() -> None:
    pages = [f"Safeguarding Adults Review: Mr Brown\n\nText of page {n} is here.\n\n{n}" for n in range(1, 6)]
    document = read("\f".join(pages))
    assert len(document.pages) == 5
    dropped = words(document, BlockKind.FURNITURE)
    assert dropped.count("Safeguarding Adults Review: Mr Brown") == 4  # the first printing is the title
    assert [n for n in dropped if n.isdigit()] == ["1", "2", "3", "4", "5"]


DOUBLE = """\
 The safeguarding hub was subject to a review by two consultants, and there was an audit of

practice and of the decisions that were made in it over the whole of the year before, which

found that most children are seen in time. The service completed improvement activity against what was found and a review in the next

summer provided assurance. The inspectors said that the hub gains from many partners who

sit together, and that this promotes quick sharing of information that informs subsequent

Recommendation 1a.

When referrals come to the hub all information is gathered from agencies to make an informed
decision as to the risk of harm to a child.
 recommendations and decisions. Thresholds are not always well understood by partners, and

this is made worse by decisions of managers that differ from one day to the next, so that a

small number of children wait too long for the help that they need.

Recommendation 1b.

The Partnership is to commission an audit of the hub.
"""


def test_box_after_the_body_of_its_page_does_not_cut_the_sentence() -> None:
    document = read(DOUBLE)
    body = [w for w in words(document, BlockKind.PARAGRAPH) if "informs subsequent recommendations" in w]
    assert len(body) == 1
    assert of(document, "When referrals").boxed
    assert of(document, "Recommendation 1a.").boxed
    assert not of(document, "The safeguarding hub").boxed


def test_footnote_at_the_end_of_a_page_is_told_from_the_body() -> None:
    text = (
        "2.2 There is growing evidence that children who live in families where there is domestic abuse\n"
        "can suffer serious long-term effects, and that these last until they are adults and have self-\n"
        "                                                \n"
        "1 Working Together to Safeguard Children, updated in 2018.\n"
        " confidence to build again with the help of others over many years of patient work at home.\n"
    )
    document = read(text)
    assert "self-confidence to build" in fold_pieces(text, of(document, "There is growing").pieces).text
    assert words(document, BlockKind.FOOTNOTE) == [
        "1 Working Together to Safeguard Children, updated in 2018."
    ]


def test_contents_list_is_no_text() -> None:
    text = "CONTENTS\n1. Introduction ............ 3\n2. What happened ........... 5\n3. Recommendations ......... 41\n"
    assert len(words(read(text), BlockKind.CONTENTS)) == 3


def test_bullet_above_a_paragraph_is_a_heading_and_in_a_list_is_none() -> None:
    long = "2.5 The engagement of parents with professionals is key to the assessment of risk to the children here."
    document = read(f"2.4 It was so.\n\n\uf0b7 Disguised compliance\n\n{long}\n\n\uf0b7 one\n\uf0b7 two\n")
    assert of(document, "Disguised compliance").kind is BlockKind.HEADING
    assert of(document, "two").kind is BlockKind.LIST_ITEM


@pytest.mark.parametrize(
    "first", ["1. Chief Executive, Lowmoor Trust", "(1) Chief Executive of Lowmoor NHS Trust and"]
)
def test_items_of_a_list_stay_apart(first: str) -> None:
    second = first.replace("1", "2")
    assert len(words(read(f"To:\n\n{first}\n{second}\n"), BlockKind.LIST_ITEM)) == 2


MARKED = """\
# Serious Case Review

## **6. Recommendations**

**Recommendation 1**

**(a) All agencies to ensure that the life history of fathers is documented and shared**

with all professionals involved in work with parents<sup>5</sup>.

- 1) That the Panel note the report of the 6<sup>th</sup> Form.

---

<sup>5</sup> Known as DASH.

Action/next steps

A meeting has taken place with colleagues of the police, and a plan was made for all four authorities.
"""


def test_markdown_words_come_without_markup() -> None:
    document = read(MARKED)
    head = of(document, "Recommendations")
    assert (head.kind, head.level, head.marker) == (BlockKind.HEADING, 2, "6")
    part = of(document, "All agencies")
    assert part.marker == "(a)"
    assert fold_pieces(document.text, part.pieces).text.endswith(
        "shared with all professionals involved in work with parents."
    )
    assert of(document, "That the Panel").marker == "1)"
    assert "6th Form" in fold_pieces(document.text, of(document, "That the Panel").pieces).text
    assert words(document, BlockKind.FOOTNOTE) == ["Known as DASH."]
    assert of(document, "Action/next steps").kind is BlockKind.HEADING


TABLE = """\
Date\tTitle\tAction proposed\tStatus
16/06/22\tPeer reviews\t1) That a copy is provided.\tCompleted
16/06/22\tPerformance\t1) That data is circulated, which were still\tCompleted
\t\t2) That early help is considered, which was\tOpen

This page is intentionally left blank

Date\tTitle\tAction proposed\tStatus
\t\tnot verified in the spring.\t
"""


@pytest.mark.parametrize("between", ["This page is intentionally left blank\n\n", ""])
def test_table_rows_carry_cells_down_and_join_over_pages(between: str) -> None:
    document = read(TABLE.replace("This page is intentionally left blank\n\n", between))
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.head for row in rows] == [True, False, False, False, True]
    assert len({row.table for row in rows}) == 1
    carried = rows[3]
    assert [cell.carried for cell in carried.cells] == [True, True, False, False]
    assert fold_pieces(document.text, carried.cells[1].pieces).text == "Performance"


def test_form_in_cells_is_read_as_headings_and_paragraphs() -> None:
    text = (
        "BRIEF SUMMARY\t\nTo brief the Panel.\t\nRECOMMENDATIONS:\t\n\t(i) That the Panel note it.\n"
        "(ii)\tThat it be noted.\nDETAIL\t\n3.\t<p>Two elements:</p> <ul> • Group work. • Case holding of families\n\n"
        "\tand of schools in the city.\n"
    )
    document = read(text)
    assert of(document, "BRIEF SUMMARY").kind is BlockKind.HEADING
    assert of(document, "That the Panel note it.").marker == "(i)"
    assert of(document, "That it be noted.").marker == "(ii)"
    assert of(document, "Two elements:").marker == "3."
    assert of(document, "Group work.").kind is BlockKind.LIST_ITEM


def test_table_written_in_html_is_read() -> None:
    text = (
        "<p>x</p>\n\n<table><tr><th>Action</th><th>Owner</th></tr>"
        "<tr><td rowspan=2>Train staff</td><td>Police</td></tr><tr><td>Housing</td></tr></table>\n"
    )
    rows = [block for block in read(text).blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.head for row in rows] == [True, False, False]
    assert rows[2].cells[0].carried
    assert fold_pieces(text, rows[2].pieces).text == "Housing"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Plain words.\n\nMore words.\n", False),
        ("# Head\n\n**bold** words\n", True),
        ("Action\tOwner\nTrain all\tPolice\n", True),
    ],
)
def test_markup_is_recognised(text: str, marked: bool) -> None:
    assert is_marked_up(text) is marked


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "", " ", "\f", "Recommendation 1", "(a) do this", "Page 3", "# Head", "**bold** text", "a\tb\tc",
                "| a | b | c |", "<table><tr><td>x</td></tr>", "1.1 Words", "• item", "<sup>1</sup> note", "CAPITALS HERE",
                "x-", "\u00ad", "--- ---", "<b>", "*", "\uf0b7",
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_any_text_is_read_and_every_piece_holds_its_words(lines: list[str]) -> None:
    text = "\n".join(line.replace("\r", " ") for line in lines)
    document = read(text)
    assert document.text == text
    for block in document.blocks:
        for piece in block.pieces:
            assert 0 <= piece.start <= piece.end <= len(text)
        folded = fold_pieces(text, block.pieces)
        assert len(folded.offsets) == len(folded.text) + 1
        assert all(c == " " or text[o] == c for c, o in zip(folded.text, folded.offsets, strict=False))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab -\n\t’é", max_size=60))
def test_folding_leads_back(text: str) -> None:
    folded = fold_pieces(text, [Span(0, len(text))])
    assert folded.text.replace(" ", "") == fold(text).replace(" ", "")
    for at, character in enumerate(folded.text):
        if character != " ":
            assert folded.span(at, at + 1).slice(text) == character


def test_hyphen_that_broke_a_word_is_left_out_and_one_that_belongs_is_kept() -> None:
    text = (
        "The work of safeguarding children was reviewed by the whole of the partnership and its safe-\n"
        "guarding leads, who looked at the multi-agency plan of the council and at the work of multi-\n"
        "agency teams over the whole of the year.\n"
    )
    folded = fold_pieces(text, read(text).blocks[0].pieces).text
    assert "its safeguarding leads" in folded
    assert "of multi-agency teams" in folded


def test_wrapped_markdown_is_joined_and_hard_breaks_part() -> None:
    text = (
        "## Findings\n\nThe panel heard that the practitioners knew of it. They did not tell the others\n"
        "of it, though it mattered. This was **a missed\nopportunity** of the kind that is found again and again in reviews.\n\n"
        "- The Board should ask for an audit of the cases that were closed without a visit\n"
        "  to the home\n- Second\n\nCouncillor A  \nCouncillor B\n"
    )
    assert words(read(text)) == [
        "Findings",
        "The panel heard that the practitioners knew of it. They did not tell the others of it, though it mattered. "
        "This was a missed opportunity of the kind that is found again and again in reviews.",
        "The Board should ask for an audit of the cases that were closed without a visit to the home",
        "Second",
        "Councillor A",
        "Councillor B",
    ]


LAID_OUT = """\
Multi-agency action plan

Recommendation              Action                        Lead              By when

1. Raise concerns about     Publish guidance              Partnership       March 2021
   every child              and train all staff

2. Audit the cases          Audit twenty cases            Northvale         June 2021
                            and report                    Council

The plan will be looked at again by the Partnership in the autumn of the year that follows this one.
"""


def test_table_laid_out_with_blanks_is_read_by_columns() -> None:
    document = read(LAID_OUT)
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.head for row in rows] == [True, False, False]
    cells = [[fold_pieces(document.text, cell.pieces).text for cell in row.cells] for row in rows]
    assert cells[1] == [
        "1. Raise concerns about every child",
        "Publish guidance and train all staff",
        "Partnership",
        "March 2021",
    ]
    assert cells[2] == [
        "2. Audit the cases",
        "Audit twenty cases and report",
        "Northvale Council",
        "June 2021",
    ]
    assert words(document, BlockKind.PARAGRAPH)[-1].startswith("The plan will be")


def test_security_markings_and_feet_of_pages_are_furniture() -> None:
    pages = [
        f"OFFICIAL\n\n{n} Part {n} of the review\n\n{n}.1 Words of it.\n\nChild Rowan review {n}\n"
        for n in range(1, 5)
    ]
    document = read("\f".join(pages))
    kept = words(document, BlockKind.HEADING, BlockKind.PARAGRAPH)
    assert not [w for w in kept if w.startswith(("OFFICIAL", "Child Rowan review"))]
    assert kept.count("Words of it.") == 4
