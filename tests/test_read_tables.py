"""Web pages and trackers: tables with heads, cells that span or go on, cells of several lines."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.fold import fold_pieces
from kg.model.text import BlockKind, Document, Source
from kg.read import read_source
from kg.read.assembly import Assembly, CellText
from kg.read.heads import count_heads
from kg.read.marks import read_mark


def rows(document: Document) -> list[list[str]]:
    """The words of each cell of each row; those carried down marked with ^."""
    return [
        ["^" * cell.carried + fold_pieces(document.text, cell.pieces).text for cell in block.cells]
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def told(document: Document) -> list[tuple[str, int, str, str]]:
    """Kind, level, marker and words of the blocks that are no table rows."""
    return [
        (block.kind.value, block.level, block.marker, fold_pieces(document.text, block.pieces).text)
        for block in document.blocks
        if block.kind is not BlockKind.TABLE_ROW
    ]


def page(tmp_path: Path, body: str, *, encoding: str = "utf-8", head: str = "") -> Document:
    """A web page with `body`."""
    path = tmp_path / "page.html"
    path.write_bytes(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_source(path)


def test_page_without_its_navigation(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<header><a href='/'>Council</a></header><nav>Menu</nav><div class=x><h1>Review</h1><p>First <b>words</b>, "
        "then more.<br>A new line.</p><p hidden>secret</p><style>p{}</style><p><strong>What we learned</strong></p>"
        "loose words <p>and more</p></div><footer>Contact</footer><script>x</script>",
    )
    assert told(document) == [
        ("heading", 1, "", "Review"), ("paragraph", 0, "", "First words, then more. A new line."),
        ("heading", 2, "", "What we learned"), ("paragraph", 0, "", "loose words"), ("paragraph", 0, "", "and more"),
    ]  # fmt: skip


def test_main_is_taken_where_there_is_one(tmp_path: Path) -> None:
    assert told(page(tmp_path, "<div>Cookies</div><main><p>Words.</p></main><div>Ask us</div>")) == [
        ("paragraph", 0, "", "Words.")
    ]


def test_lists_of_a_page(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<ol start=3><li>Third<ul><li><p>below</p></li></ul></li><li value=7>Seventh</li></ol>"
        "<ol type=a><li>first</li></ol><ul><li>(b) typed</li></ul><dl><dt>Term</dt><dd>What it means.</dd></dl>",
    )
    assert told(document) == [
        ("list_item", 0, "3.", "Third"), ("list_item", 1, "•", "below"), ("list_item", 0, "7.", "Seventh"),
        ("list_item", 0, "a.", "first"), ("list_item", 0, "(b)", "typed"), ("heading", 1, "", "Term"),
        ("paragraph", 0, "", "What it means."),
    ]  # fmt: skip


def test_contents_and_notes_of_a_page(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<h2>Contents</h2><ul><li><a href='#a'>1. Introduction</a></li></ul><h2 id=a>Introduction</h2>"
        "<p>Words<sup><a href='#n1'>[1]</a></sup>.</p><section role='doc-endnotes'><ol><li id=n1>A source.</li></ol></section>",
    )
    kinds = [(kind, text) for kind, _, _, text in told(document)]
    assert kinds == [("heading", "Contents"), ("contents", "Introduction"), ("heading", "Introduction"),
                     ("paragraph", "Words."), ("footnote", "A source.")]  # fmt: skip


def test_table_of_a_page(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><thead><tr><th>No<th>Action<th>Lead</thead><tr><td rowspan=2>1<td>Share <i>it</i><td>Council"
        "<tr><td colspan=2><ul><li>ask<li>write</ul></table>",
    )
    assert rows(document) == [["No", "Action", "Lead"], ["1", "Share it", "Council"], ["^1", "ask write"]]
    assert [block.head for block in document.blocks] == [True, False, False]
    assert len(document.blocks[2].cells[1].pieces) == 2, "items of a cell can be told apart"


@pytest.mark.parametrize(("encoding", "head"), [("utf-8", ""), ("cp1252", "<meta charset=iso-8859-1>"),
                                                ("utf-16", ""), ("cp1252", "")])  # fmt: skip
def test_letters_of_a_page(tmp_path: Path, encoding: str, head: str) -> None:
    assert (
        told(page(tmp_path, "<p>The council’s £5</p>", encoding=encoding, head=head))[0][3]
        == "The council’s £5"
    )


def sheet(tmp_path: Path, text: str, name: str = "tracker.csv") -> Document:
    """A tracker with `text`."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tracker_with_title_quotes_and_continued_cells(tmp_path: Path, separator: str) -> None:
    lines = [["Tracker of recommendations", "", ""], ["", "", ""], ["No", "Recommendation", "Status"],
             ["1", '"The council should\nact, and soon; really | now"', "Green"], ["", "It should also report.", "Amber"],
             ["2", "Third", ""]]  # fmt: skip
    document = sheet(tmp_path, "\n".join(separator.join(line) for line in lines))
    assert told(document) == [("heading", 1, "", "Tracker of recommendations")]
    assert rows(document) == [
        ["No", "Recommendation", "Status"],
        ["1", "The council should act, and soon; really | now", "Green"],
        ["^1", "It should also report.", "Amber"],
        ["2", "Third", ""],
    ]
    assert [block.head for block in document.blocks] == [False, True, False, False, False]


def test_rows_with_too_many_cells_are_an_issue(tmp_path: Path) -> None:
    document = sheet(tmp_path, "No,Action,Lead\n1,Share,Council\n2,Ask, write, tell,Police\n")
    assert [issue.code for issue in document.issues] == ["csv-ragged"]


def test_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Case Rowan"
    for row in (["Ref", "Recommendation", "Due", "Done"], [1, "Share the plan with every school.", datetime.date(2023, 5, 1), True],
                [None, "Report on it.", "Summer 2023", 0.5], [2.0, "Ask the family what they think of it.", None, None]):  # fmt: skip
        first.append(row)
    first.merge_cells("A2:A3")
    book.create_sheet("Sheet2").append(["Only", "words"])
    path = tmp_path / "tracker.xlsx"
    book.save(path)
    document = read_source(path)
    assert told(document) == [("heading", 1, "", "Case Rowan")]
    assert rows(document) == [
        ["Ref", "Recommendation", "Due", "Done"],
        ["1", "Share the plan with every school.", "2023-05-01", "Yes"],
        ["^1", "Report on it.", "Summer 2023", "0.5"],
        ["2", "Ask the family what they think of it.", "", ""],
        ["Only", "words"],
    ]
    assert [block.table for block in document.blocks] == [None, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("table", "bold", "heads"),
    [
        ([["No", "Action"], ["1", "Do this thing at last."]], [False, False], 1),
        ([["Plan", ""], ["No", "Action"], ["1", "Do this thing at last."]], [False] * 3, 2),
        ([["1", "Do this thing."], ["2", "Do that thing."]], [False, False], 0),
        ([["Red", "Amber"], ["Green", "Blue"]], [False, False], 0),
        ([["Red", "Amber"], ["Green", "Blue"]], [True, False], 1),
        ([["Red", "Amber"], ["Green", "Blue"]], [True, True], 0),
        ([["Only", "row"]], [True], 0),
    ],
)
def test_heads_of_tables(table: list[list[str]], bold: list[bool], heads: int) -> None:
    assert count_heads(table, bold) == heads


@pytest.mark.parametrize(
    ("text", "mark"),
    [("(a) share", "(a)"), ("2.15 The", "2.15"), ("3. Ask", "3."), ("iv) tell", "iv)"), ("• meet", "•"), ("- meet", "-"),
     ("\uf0b7\tmeet", "\uf0b7"), ("1.5 million children", None), ("2019 was late", None), ("The a) case", None),
     ("-5 degrees", None), ("(a)", None)],
)  # fmt: skip
def test_marks(text: str, mark: str | None) -> None:
    found = read_mark(text)
    assert (found.text if found else None) == mark


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs",)), max_size=30
)


@given(st.lists(st.tuples(st.sampled_from(list(BlockKind)), words, words), max_size=12),
       st.lists(st.lists(st.lists(words, max_size=3), min_size=1, max_size=4), max_size=5))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_slicing_by_an_interval_gives_the_words(
    texts: list[tuple[BlockKind, str, str]], table: list[list[list[str]]]
) -> None:
    assembly = Assembly("any")
    said = []
    for kind, text, marker in texts:
        if kind is not BlockKind.TABLE_ROW:
            assembly.block(kind, text, marker=marker.strip())
            said += [text.strip()] if text.strip() else []
    assembly.table(
        [[CellText(at, tuple(parts)) for at, parts in enumerate(row)] for row in table], rule="test"
    )
    if not said and not any(part.strip() for row in table for cell in row for part in cell):
        return
    document = assembly.document(Source("x", "", "text/plain"))
    plain = [block for block in document.blocks if block.kind is not BlockKind.TABLE_ROW]
    assert [block.pieces[0].slice(document.text) for block in plain] == said
    for block in document.blocks:
        for piece in block.pieces:
            assert piece.slice(document.text).strip() == piece.slice(document.text) != ""
