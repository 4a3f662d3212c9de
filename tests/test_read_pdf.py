"""PDF pages as they are really set: columns, boxes, torn tables, hyphens, notes, sideways pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kg.model.fold import fold_pieces
from kg.model.text import Block, BlockKind, Document
from kg.read import read_source
from kg.read.pdf_drawn import Rule
from kg.read.pdf_grid import find_grids
from kg.read.pdf_lines import make_line
from kg.read.pdf_order import read_regions
from kg.read.pdf_words import Sheet, Style, Word

PROSE = (
    "Practitioners met the family at home and wrote down what they saw but the record was not shared with the "
    "school until the following week when the child had already moved to live with an aunt in another area and "
    "the new school knew nothing of the concerns that had been raised by the health visitor in the spring."
).split()


def read(
    tmp_path: Path, draw: Callable[[Canvas], None], *, size: tuple[float, float] = (595, 842)
) -> Document:
    """The document that `draw` draws."""
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=size)
    draw(canvas)
    canvas.save()
    return read_source(path)


def told(document: Document, *kinds: BlockKind) -> list[str]:
    """The words of the blocks of `kinds`; of all but furniture where none is named."""
    wanted = kinds or tuple(kind for kind in BlockKind if kind is not BlockKind.FURNITURE)
    return [said(document, block) for block in document.blocks if block.kind in wanted]


def said(document: Document, block: Block) -> str:
    """The words of a block, cells parted by bars."""
    if block.cells:
        return " | ".join(fold_pieces(document.text, cell.pieces).text for cell in block.cells)
    return fold_pieces(document.text, block.pieces).text


def column(
    canvas: Canvas, x: float, y: float, lines: list[str], *, font: str = "Helvetica", size: float = 11
) -> float:
    """Draw lines below each other; gives where the next would stand."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 1.3 * size
    return y


def wrapped(words: list[str], width: int = 450) -> list[str]:
    """Words as lines that fill `width` points."""
    return list(simpleSplit(" ".join(words), "Helvetica", 11, width))


def test_columns_are_read_one_after_the_other_though_drawn_row_by_row(tmp_path: Path) -> None:
    left = wrapped([f"left{n}" for n in range(60)] + ["end."], 200)
    right = wrapped([f"right{n}" for n in range(60)], 220)
    right += [""] * (len(left) - len(right))
    left += [""] * (len(right) - len(left))

    def draw(canvas: Canvas) -> None:
        column(canvas, 72, 780, ["A title that stands over both of the columns of this page"], size=18)
        y = 740.0
        for one, other in zip(left, right, strict=True):
            column(canvas, 72, y, [one])
            column(canvas, 320, y, [other])
            y -= 14

    document = read(tmp_path, draw)
    assert told(document) == [
        "A title that stands over both of the columns of this page", " ".join(left).strip(), " ".join(right).strip()
    ]  # fmt: skip


def test_labels_and_their_values_are_not_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = 760.0
        for label, value in (
            ("Subject:", "Report on the review"),
            ("Date:", "3 May 2022"),
            ("Author:", "A. Writer"),
        ):
            column(canvas, 72, y, [label], font="Helvetica-Bold")
            column(canvas, 200, y, [value])
            y -= 24

    assert told(read(tmp_path, draw)) == [
        "Subject: Report on the review",
        "Date: 3 May 2022",
        "Author: A. Writer",
    ]


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    lines = ["The partnership asked for informa-", "tion from every multi-", "agency meeting held before pre-",
             "and post-birth visits ended.", "", "A multi-agency plan needs information."]  # fmt: skip

    document = read(tmp_path, lambda canvas: column(canvas, 72, 760, lines) and None)
    assert told(document)[0] == (
        "The partnership asked for information from every multi-agency meeting held before pre- and post-birth visits "
        "ended."
    )
    assert "informa-\ntion" in document.text, "the words stay as printed"


def test_a_paragraph_goes_on_over_the_end_of_the_page_and_its_furniture(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for page, lines in enumerate((wrapped(PROSE[:30]), wrapped(PROSE[30:]), ["Another matter."]), 1):
            column(canvas, 72, 800, ["Northvale Council"], size=8)
            column(canvas, 72, 120 if page == 1 else 740, lines)
            column(canvas, 290, 30, [f"- {page} -"], size=8)
            canvas.showPage()

    document = read(tmp_path, draw)
    assert told(document, BlockKind.PARAGRAPH) == [" ".join(PROSE), "Another matter."]
    assert told(document, BlockKind.FURNITURE) == [
        text for page in (1, 2, 3) for text in ("Northvale Council", f"- {page} -")
    ]
    assert [page.label for page in document.pages] == ["1", "2", "3"]


def test_running_heads_that_change_and_roman_numbers(tmp_path: Path) -> None:
    romans = ["i", "ii", "iii", "iv", "v", "vi"]

    def draw(canvas: Canvas) -> None:
        for page, label in enumerate(romans):
            column(canvas, 72, 810, ["First report" if page < 3 else "Second report"], size=9)
            column(canvas, 72, 700, wrapped([f"{word}{page}" for word in PROSE]))
            column(canvas, 300, 40, [label], size=9)
            canvas.showPage()

    document = read(tmp_path, draw)
    assert [page.label for page in document.pages] == romans
    assert told(document, BlockKind.FURNITURE).count("Second report") == 3
    assert len(told(document, BlockKind.PARAGRAPH)) == 6


def grid(canvas: Canvas, y: float, rows: list[list[str]], widths: list[float], *, height: float = 24) -> None:
    """Draw a ruled table; `None`-like "" cells with a leading ^ lose the line above them (merged upwards)."""
    canvas.setStrokeColor(colors.black)
    x = 72.0
    edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
    for index, row in enumerate(rows):
        top = y - index * height
        for at, text in enumerate(row):
            canvas.line(edges[at], top, edges[at], top - height)
            if text != "^":
                canvas.line(edges[at], top, edges[at + 1], top)
                column(canvas, edges[at] + 4, top - 10, text.split("/"), size=8)
        canvas.line(edges[-1], top, edges[-1], top - height)
    canvas.line(edges[0], y - len(rows) * height, edges[-1], y - len(rows) * height)


HEAD = ["No", "What should be done", "Lead agency"]


def test_torn_table_with_repeated_head_merged_cell_and_a_row_cut_in_two(tmp_path: Path) -> None:
    widths = [60.0, 260.0, 120.0]

    def draw(canvas: Canvas) -> None:
        column(canvas, 72, 800, ["Plan of actions"], font="Helvetica-Bold", size=14)
        rows = [HEAD, ["1", "Review the guidance on assessment.", "Northvale Council"],
                ["^", "Share it with every school.", "Education"],
                ["2", "Train the officers who first attend/and test what they", "Eastshire/Constabulary"]]  # fmt: skip
        grid(canvas, 200, rows, widths)
        canvas.showPage()
        grid(
            canvas,
            780,
            [HEAD, ["", "have learned.", ""], ["3", "Report to the board.", "All agencies"]],
            widths,
        )
        canvas.showPage()

    document = read(tmp_path, draw)
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [said(document, row) for row in rows] == [
        "No | What should be done | Lead agency",
        "1 | Review the guidance on assessment. | Northvale Council",
        "1 | Share it with every school. | Education",
        "2 | Train the officers who first attend and test what they have learned. | Eastshire Constabulary",
        "No | What should be done | Lead agency",
        "3 | Report to the board. | All agencies",
    ]
    assert [row.head for row in rows] == [True, False, False, False, True, False]
    assert {row.table for row in rows} == {0}
    assert rows[2].cells[0].carried and not rows[1].cells[0].carried
    assert all(piece not in rows[2].pieces for piece in rows[2].cells[0].pieces), (
        "a carried cell has no words here"
    )


def test_table_ruled_between_rows_only(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = 700.0
        for ref, text, lead in (("Ref", "Recommendation", "Owner"), ("1", "Share the plan with schools.", "Council"),
                                ("2", "Tell the father.", "Health visiting service")):  # fmt: skip
            canvas.line(72, y + 14, 520, y + 14)
            column(canvas, 72, y, [ref])
            column(canvas, 120, y, [text])
            column(canvas, 400, y, [lead])
            y -= 24
        canvas.line(72, y + 14, 520, y + 14)

    document = read(tmp_path, draw)
    assert told(document) == [
        "Ref | Recommendation | Owner", "1 | Share the plan with schools. | Council",
        "2 | Tell the father. | Health visiting service",
    ]  # fmt: skip


def test_a_ruled_list_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 600, 460, 120)
        for at, text in enumerate(
            ("Speak to the child alone.", "Write down what is said.", "Tell the school.")
        ):
            column(canvas, 72, 690 - 24 * at, [f"{at + 1}."])
            column(canvas, 100, 690 - 24 * at, [text])

    document = read(tmp_path, draw)
    assert [(block.marker, block.boxed, block.kind) for block in document.blocks] == [
        (f"{number}.", True, BlockKind.LIST_ITEM) for number in (1, 2, 3)
    ]


def test_box_beside_the_text_is_read_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, 72, 760, wrapped(PROSE, 250))
        canvas.rect(350, 640, 180, 110)
        column(
            canvas,
            360,
            730,
            ["Recommendation 4", "The board should ask", "each agency to report", "every year."],
        )

    document = read(tmp_path, draw)
    assert told(document)[0] == " ".join(PROSE)
    boxed = [said(document, block) for block in document.blocks if block.boxed]
    assert boxed == ["Recommendation 4", "The board should ask each agency to report every year."]


def test_footnotes_and_raised_numbers(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.textOut("The guidance")
        text.setFont("Helvetica", 6)
        text.setRise(4)
        text.textOut("12")
        text.setFont("Helvetica", 11)
        text.setRise(0)
        text.textOut(" was published late, after the meeting of the board in May.")
        canvas.drawText(text)
        column(canvas, 72, 90, ["12 Guidance on assessment, 2019.", "13 As above, page 4."], size=8)

    document = read(tmp_path, draw)
    assert told(document, BlockKind.PARAGRAPH) == [
        "The guidance was published late, after the meeting of the board in May."
    ]
    notes = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [(note.marker, said(document, note)) for note in notes] == [
        ("12", "Guidance on assessment, 2019."), ("13", "As above, page 4.")
    ]  # fmt: skip


def test_contents_are_told_from_headings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = column(canvas, 72, 780, ["Contents"], font="Helvetica-Bold", size=16)
        y = column(
            canvas,
            72,
            y,
            ["1 Introduction ........................... 2", "2 Recommendations ............ 9"],
        )
        canvas.showPage()
        column(canvas, 72, 780, ["Introduction"], font="Helvetica-Bold", size=16)
        column(canvas, 72, 740, wrapped(PROSE))
        canvas.showPage()

    document = read(tmp_path, draw)
    assert len(told(document, BlockKind.CONTENTS)) == 2
    assert told(document, BlockKind.HEADING) == ["Contents", "Introduction"]


@pytest.mark.parametrize("angle", [90, 270])
def test_page_set_sideways_is_turned(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*((595, 0) if angle == 90 else (0, 842)))
        canvas.rotate(angle if angle == 90 else -90)
        grid(
            canvas,
            500,
            [HEAD, ["1", "Review the guidance.", "Council"], ["2", "Share it.", "Police"]],
            [60, 260, 120],
        )

    document = read(tmp_path, draw)
    assert told(document) == [
        " | ".join(HEAD),
        "1 | Review the guidance. | Council",
        "2 | Share it. | Police",
    ]


def test_headings_by_type_and_bullets_by_symbol_font(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = column(
            canvas, 72, 780, ["What needs to improve, and", "how soon"], font="Helvetica-Bold", size=16
        )
        y = column(canvas, 72, y - 8, wrapped(PROSE))
        y = column(canvas, 72, y - 8, ["Next steps"], font="Helvetica-Bold")
        for item in ("Meet the family.", "Write the plan."):
            canvas.setFont("ZapfDingbats", 9)
            canvas.drawString(80, y, "n")
            y = column(canvas, 100, y, [item])

    document = read(tmp_path, draw)
    kinds = [(block.kind, block.level, said(document, block)) for block in document.blocks]
    assert kinds == [
        (BlockKind.HEADING, 1, "What needs to improve, and how soon"),
        (BlockKind.PARAGRAPH, 0, " ".join(PROSE)),
        (BlockKind.HEADING, 2, "Next steps"),
        (BlockKind.LIST_ITEM, 0, "Meet the family."),
        (BlockKind.LIST_ITEM, 0, "Write the plan."),
    ]


def test_a_recognised_scan_is_read_though_each_word_has_a_size_of_its_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 760)
        text.setTextRenderMode(3)
        for number, line in enumerate(wrapped(PROSE)):
            for at, word in enumerate(line.split()):
                text.setFont("Helvetica", 10 + (number * 7 + at * 3) % 5 * 0.5)
                text.textOut(word + " ")
            text.setTextOrigin(72, 760 - 14 * (number + 1))
        canvas.drawText(text)

    document = read(tmp_path, draw)
    assert [(block.kind, said(document, block)) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, " ".join(PROSE))
    ]


def test_note_with_a_star(tmp_path: Path) -> None:
    lines = ["Samira* was seven when she came to live with her aunt in the town.", "", "", "* A pseudonym."]
    document = read(tmp_path, lambda canvas: column(canvas, 72, 700, lines) and None)
    assert [(block.kind, block.marker) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, ""), (BlockKind.FOOTNOTE, "*")
    ]  # fmt: skip


# --- Properties -----------------------------------------------------------------------------------------------------

STYLE = Style(10.0, False, False, "Body", 0)
boxes = st.tuples(
    st.integers(0, 50),
    st.integers(0, 60),
    st.integers(4, 60),
    st.text("abcdefgh.-12", min_size=1, max_size=9),
)


def word(box: tuple[int, int, int, str]) -> Word:
    """A word at a place of a coarse raster."""
    column, row, width, text = box
    return Word(text, 10.0 * column, 10.0 * column + width, 12.0 * row - 7.5, 12.0 * row, STYLE)


@given(st.lists(boxes.map(word), max_size=80))
@settings(max_examples=150, deadline=None)
def test_reading_order_loses_and_doubles_no_word(words: list[Word]) -> None:
    regions = read_regions(words)
    found = sorted(id(word) for region in regions for line in region.lines for word in line.words)
    assert found == sorted(id(word) for word in words)


lines = st.tuples(st.integers(0, 50), st.integers(0, 60), st.integers(1, 30), st.booleans())


@given(st.lists(boxes.map(word), max_size=60), st.lists(lines, max_size=30))
@settings(max_examples=150, deadline=None)
def test_grids_lose_and_double_no_word(words: list[Word], drawn: list[tuple[int, int, int, bool]]) -> None:
    rules = tuple(
        Rule(10.0 * x, 12.0 * y, 10.0 * (x + length), 12.0 * y)
        if level
        else Rule(10.0 * x, 12.0 * y, 10.0 * x, 12.0 * (y + length))
        for x, y, length, level in drawn
    )
    grids, free = find_grids(Sheet(600, 800, tuple(words), rules, 0))
    held = [id(word) for grid in grids for cell in grid.cells for word in cell.words]
    assert sorted([*held, *(id(word) for word in free)]) == sorted(id(word) for word in words)


@given(st.lists(boxes.map(word), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_line_keeps_its_words(words: list[Word]) -> None:
    line = make_line(sorted(words, key=lambda word: word.x0))
    assert line.text.split() == [part for word in line.words for part in word.text.split()]
    for start, end in line.keep:
        assert 0 <= start < end <= len(line.text)
