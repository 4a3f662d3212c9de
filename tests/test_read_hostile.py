"""Files that ask for far more than they hold are refused before they get it; what is left out of others is told."""

from __future__ import annotations

import os
import re
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model.text import BlockKind, Document
from kg.read import Limits, find_sources, read_bytes, read_source
from kg.read.characters import replaced
from kg.read.pdf_forms import check_forms
from tests import hostile_files as hostile

WORDS = hostile.WORDS


def told(document: Document) -> dict[str, str]:
    """The issues of a document by code, each a sentence that names it."""
    for issue in document.issues:
        assert document.source.name in issue.message and issue.message.endswith(".")
    return {issue.code: issue.message for issue in document.issues}


def page(body: str) -> Document:
    return read_bytes("page.html", f"<!doctype html><meta charset=utf-8><body>{body}".encode())


@pytest.mark.parametrize("name", hostile.FILES)
def test_refused_before_it_expands(name: str) -> None:
    began = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(SourceError) as caught:
            read_bytes(name, hostile.FILES[name])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    sentence = str(caught.value)
    assert name in sentence and sentence.endswith(".") and "\n" not in sentence
    assert time.monotonic() - began < 20 and most < 300_000_000


def test_a_form_that_runs_itself_once_is_harmless() -> None:
    assert WORDS in read_bytes("once.pdf", hostile.pdf("/X Do")).text
    check_forms("many.pdf", hostile.pdf(*["BT ET"] * 50, content="/X Do " * 1000), Limits())
    with pytest.raises(SourceError, match="more than 3 times"):
        check_forms("few.pdf", hostile.pdf("/X1 Do /X1 Do", "/X2 Do", "BT ET"), Limits(forms=3))


def test_marks_of_a_part_are_counted_before_it_is_parsed() -> None:
    data = hostile.word("<w:p/>" * 5_000)
    assert WORDS in read_bytes("empty.docx", data).text
    with pytest.raises(SourceError, match=r"empty\.docx holds more than 2,000 marks in word/document\.xml"):
        read_bytes("empty.docx", data, limits=Limits(tags=2_000))


def test_merged_cells_far_below_the_table_are_cut(tmp_path: Path) -> None:
    rows = [["Recommendation", "Status"], ["The council should act.", "Done"]]
    read = read_bytes("merge.xlsx", hostile.workbook(rows, merged="A3:T1048576"))
    assert "The council should act." in read.text
    assert "read up to its end" in told(read)["xlsx-merged-beyond"]
    plain = read_bytes("merge.xlsx", hostile.workbook(rows))
    assert read.text == plain.text and not plain.issues


def test_a_workbook_is_read_whatever_its_properties_hold() -> None:
    data = hostile.workbook([["Recommendation", "Status"], ["Act.", "Done"]])
    data = hostile.rezipped(
        data, {"docProps/app.xml": b"<Properties><Company>A&#x1F;B</Company></Properties>"}
    )
    assert "Act." in read_bytes("book.xlsx", data).text


def test_formulas_without_a_value_are_told() -> None:
    rows = [["Recommendation", "Status"], ["Act.", '=IF(1=1,"Done","Open")'], ["Ask.", "=B2"]]
    message = told(read_bytes("book.xlsx", hostile.workbook(rows)))["xlsx-formula-without-value"]
    assert "2 formulas" in message and "cell B2" in message


def test_pieces_of_other_files_in_a_word_document_are_told() -> None:
    piece = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>'
    read = read_bytes("chunk.docx", hostile.word(piece))
    assert WORDS in read.text and "1 pieces" in told(read)["docx-pieces-left-out"]


def test_a_symbol_without_a_character_costs_itself_alone() -> None:
    read = read_bytes(
        "symbol.docx", hostile.word("<w:p><w:r><w:t>Ask</w:t><w:sym w:char='D83D'/></w:r></w:p>")
    )
    assert WORDS in read.text and "Ask\ufffd" in read.text
    assert "1 characters" in told(read)["characters-replaced"]


@pytest.mark.parametrize("depth", [256, 1_000, 5_000, 100_000])
def test_what_nests_too_deep_is_read_as_plain_words_and_told(depth: int) -> None:
    deep = "<div>" * depth + "<p>Words down here.</p><p>And more.</p>" + "</div>" * depth
    read = page(f"<p>{WORDS}</p>{deep}<p>After words.</p>")
    for words in (WORDS, "Words down here.", "And more.", "After words."):
        assert words in read.text
    assert "nested more than 200 deep" in told(read)["html-left-out"]


def test_what_no_parser_reads_is_refused() -> None:
    with pytest.raises(SourceError, match=r"page\.html nests its parts too deep"):
        page("<ul><li>" * 50_000 + "Words")


def test_every_main_is_read() -> None:
    read = page(
        "<main><h1>One</h1><p>First words.</p></main><nav>Menu</nav><main><p>Second words.</p></main>"
    )
    assert "First words." in read.text and "Second words." in read.text and "Menu" not in read.text


def test_words_outside_the_main_part_are_counted() -> None:
    read = page(f"<main><p>{WORDS}</p></main><div><p>{'other words ' * 60}</p></div>")
    assert "120 words outside its main part" in told(read)["html-left-out"]
    assert not page(f"<main><p>{WORDS}</p></main><div><p>Give feedback</p></div>").issues


@pytest.mark.parametrize(
    "panel",
    [
        "<details><summary>Finding 1</summary><p>Nobody asked the child.</p></details>",
        '<div class="accordion-content" hidden><p>Nobody asked the child.</p></div>',
        '<button aria-controls="a">Open</button><div id="a" style="display: none"><p>Nobody asked the child.</p></div>',
        '<a data-toggle="collapse" href="#b">Open</a><div id="b" aria-hidden="true"><p>Nobody asked the child.</p></div>',
        '<div hidden="until-found"><p>Nobody asked the child.</p></div>',
        '<div role="tabpanel" hidden><p>Nobody asked the child.</p></div>',
    ],
)
def test_collapsed_panels_are_read(panel: str) -> None:
    assert "Nobody asked the child." in page(f"<h1>Review</h1><p>{WORDS}</p>{panel}").text


def test_hidden_words_and_forms_are_counted_not_read() -> None:
    hidden = (
        f"<div hidden><p>{'secret ' * 30}</p></div><form><label>{'Your name ' * 10}</label><input></form>"
    )
    read = page(f"<p>{WORDS}</p>{hidden}")
    assert "secret" not in read.text and "Your name" not in read.text
    assert "50 words in hidden parts and forms" in told(read)["html-left-out"]
    assert not page(f"<p>{WORDS}</p><div class='modal' hidden>Close this</div>").issues


def test_a_page_inside_a_form_is_read() -> None:
    read = page(f"<form id=aspnetForm><input type=hidden><h1>Review</h1><p>{WORDS}</p></form>")
    assert WORDS in read.text and read.blocks[0].kind is BlockKind.HEADING


def test_odd_numbers_of_a_page_are_passed_over() -> None:
    read = page(
        "<ol start='²'><li value='9999999999'>Act.</li></ol><table><tr><td colspan='²'>a<td>b</table>"
    )
    assert "Act." in read.text


def test_characters_that_no_text_may_hold() -> None:
    assert replaced("a\ud835b\x07c\x02\nd\ufffee\tf\x0cg") == "a\ufffdb c\xad\nd\ufffde\tf\x0cg"
    read = read_bytes("note.txt", f"{WORDS}\x07 And soon.\n".encode())
    assert "\x07" not in read.text and "1 characters" in told(read)["characters-replaced"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    from kg.pipeline import build

    name = os.fsencode(tmp_path) + b"/Caf\xe9 review\n1.txt"
    Path(os.fsdecode(name)).write_text(f"Serious Case Review: Child Ash\n\n{WORDS}\n", encoding="utf-8")
    report = build([tmp_path], tmp_path / "b")
    assert [source.name for source in report.build.sources()] == ["Café review 1.txt"]
    assert any("Café review 1.txt" in one.message for one in report.issues if one.code == "file-renamed")


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    assert [path.name for path in find_sources([tmp_path])] == ["gone.pdf", "good.txt", "loop.pdf"]
    for name, why in (("gone.pdf", "leads nowhere"), ("loop.pdf", "links")):
        with pytest.raises(SourceError, match=re.escape(name)) as caught:
            read_source(tmp_path / name)
        assert why in str(caught.value)


def test_long_words_take_no_longer_than_short_ones() -> None:
    began = time.monotonic()
    read_bytes("long.pdf", hostile.pdf(content="BT /F 12 Tf 72 680 Td " + "(ab) Tj " * 20_000 + "ET"))
    assert time.monotonic() - began < 6
