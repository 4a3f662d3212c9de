"""Word documents as people write them: numbers that Word makes, merged cells, boxes, notes, tracked changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from kg.model.fold import fold_pieces
from kg.model.text import Block, Document
from kg.read import read_source
from kg.read.docx_numbers import Level, Numbering, printed

WORD = nsdecls("w")


def read(tmp_path: Path, write: Callable[[Any], object]) -> Document:
    """The document that `write` writes."""
    document = docx.Document()
    write(document)
    path = tmp_path / "written.docx"
    document.save(str(path))
    return read_source(path)


def said(document: Document, block: Block) -> str:
    """The words of a block, cells parted by bars."""
    if block.cells:
        return " | ".join(fold_pieces(document.text, cell.pieces).text for cell in block.cells)
    return fold_pieces(document.text, block.pieces).text


def told(document: Document) -> list[tuple[str, str, str]]:
    """Kind, marker and words of every block."""
    return [(block.kind.value, block.marker, said(document, block)) for block in document.blocks]


def add(document: Any, xml: str) -> Any:
    """Add an element to the body, before its last section."""
    element = parse_xml(xml)
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


LEVELS = {
    0: Level("decimal", "%1."),
    1: Level("decimal", "%1.%2"),
    2: Level("lowerLetter", "(%3)"),
    3: Level("lowerRoman", "%4."),
}


def test_lists_count_restart_and_nest() -> None:
    numbering = Numbering(lists={"7": "a", "8": "a", "9": "a"}, kinds={"a": LEVELS}, restarts={"9": {0: 5}})
    marks = [numbering.mark(number, depth) for number, depth in
             (("7", 0), ("7", 1), ("7", 1), ("7", 2), ("7", 2), ("7", 1), ("7", 2), ("8", 0), ("7", 1), ("9", 0), ("9", 3))]  # fmt: skip
    assert marks == ["1.", "1.1", "1.2", "(a)", "(b)", "1.3", "(a)", "2.", "2.1", "5.", "i."]
    assert numbering.mark("99", 0) == ""


@pytest.mark.parametrize(
    ("count", "format", "mark"),
    [(3, "lowerLetter", "c"), (28, "lowerLetter", "bb"), (4, "upperRoman", "IV"), (49, "lowerRoman", "xlix"),
     (7, "decimalZero", "07"), (2, "ordinal", "2nd"), (11, "ordinal", "11th"), (21, "cardinalText", "Twenty-one"),
     (12, "decimal", "12")],
)  # fmt: skip
def test_number_formats(count: int, format: str, mark: str) -> None:
    assert printed(count, format) == mark


def test_headings_by_style_by_outline_and_by_look(tmp_path: Path) -> None:
    def write(document: Any) -> None:
        document.add_heading("Review of a case", 0)
        document.add_heading("2. What was learned", 1)
        document.add_paragraph().add_run("Key finding").bold = True
        document.add_paragraph("RECOMMENDATIONS FOR ALL AGENCIES")
        document.add_paragraph().add_run("The council should act on this at once.").bold = True
        document.add_paragraph("Plain words that fill the body of the report.")

    document = read(tmp_path, write)
    assert [(b.kind.value, b.level, b.marker, said(document, b)) for b in document.blocks] == [
        ("heading", 1, "", "Review of a case"), ("heading", 1, "2", "What was learned"),
        ("heading", 2, "", "Key finding"), ("heading", 2, "", "RECOMMENDATIONS FOR ALL AGENCIES"),
        ("paragraph", 0, "", "The council should act on this at once."),
        ("paragraph", 0, "", "Plain words that fill the body of the report."),
    ]  # fmt: skip
    assert document.blocks[4].emphasis and not document.blocks[5].emphasis


def test_typed_marks_and_items_on_lines_of_one_paragraph(tmp_path: Path) -> None:
    def write(document: Any) -> None:
        document.add_paragraph("(a)\tthe council should share the plan;")
        document.add_paragraph("3.4 The school knew of it.")
        document.add_paragraph("Agencies should:\n• meet the family\n• write it down")

    assert told(read(tmp_path, write)) == [
        ("list_item", "(a)", "the council should share the plan;"), ("paragraph", "3.4", "The school knew of it."),
        ("paragraph", "", "Agencies should:"), ("list_item", "•", "meet the family"), ("list_item", "•", "write it down"),
    ]  # fmt: skip


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    def write(document: Any) -> None:
        add(document, f"<w:p {WORD}><w:r><w:t xml:space='preserve'>The board </w:t></w:r>"
            "<w:del><w:r><w:delText>may </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t xml:space='preserve'>should </w:t></w:r></w:ins><w:r><w:t>act.</w:t></w:r></w:p>")  # fmt: skip

    assert told(read(tmp_path, write)) == [("paragraph", "", "The board should act.")]


def test_contents_content_controls_and_page_heads(tmp_path: Path) -> None:
    def write(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "Northvale Council"
        document.styles.add_style("toc 1", 1)
        add(document, f"<w:sdt {WORD}><w:sdtContent><w:p><w:pPr><w:pStyle w:val='{document.styles['toc 1'].style_id}'/></w:pPr>"
            "<w:r><w:t>Introduction 3</w:t></w:r></w:p></w:sdtContent></w:sdt>")  # fmt: skip
        document.add_paragraph("Words.")

    assert told(read(tmp_path, write)) == [
        ("furniture", "", "Northvale Council"), ("contents", "", "Introduction 3"), ("paragraph", "", "Words.")
    ]  # fmt: skip


def test_text_box_is_read_once_and_marked(tmp_path: Path) -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>Recommendation 1. Share it.</w:t></w:r></w:p></w:txbxContent>"

    def write(document: Any) -> None:
        add(document, f"<w:p {WORD} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
            "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
            "xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:t>The response follows.</w:t></w:r><w:r>"
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")  # fmt: skip

    document = read(tmp_path, write)
    assert [(said(document, block), block.boxed) for block in document.blocks] == [
        ("The response follows.", False), ("Recommendation 1. Share it.", True)
    ]  # fmt: skip


def test_merged_cells_lists_in_cells_and_frames(tmp_path: Path) -> None:
    def write(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "Framed words."
        table = document.add_table(3, 3)
        for cell, text in zip(table.rows[0].cells, ("Theme", "Action", "Lead"), strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Fathers"
        table.cell(1, 1).text = "Ask who lives in the home.\nWrite it down."
        table.cell(2, 1).merge(table.cell(2, 2)).text = "Tell the school and the health visitor about it."

    document = read(tmp_path, write)
    assert [(said(document, block), block.head, block.boxed) for block in document.blocks] == [
        ("Framed words.", False, True), ("Theme | Action | Lead", True, False),
        ("Fathers | Ask who lives in the home. Write it down. | ", False, False),
        ("Fathers | Tell the school and the health visitor about it.", False, False),
    ]  # fmt: skip
    last = document.blocks[-1]
    assert [(cell.column, cell.carried) for cell in last.cells] == [(0, True), (1, False)]


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    notes = (f"<w:footnotes {WORD}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'><w:p>"
             "<w:r><w:t>See the guidance of 2019.</w:t></w:r></w:p></w:footnote></w:footnotes>")  # fmt: skip

    def write(document: Any) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        paragraph = document.add_paragraph("The guidance was late.")
        reference = parse_xml(f"<w:r {WORD}><w:footnoteReference/></w:r>")
        reference[0].set(qn("w:id"), "2")
        paragraph._p.append(reference)
        document.add_paragraph("Another paragraph.")

    assert told(read(tmp_path, write)) == [
        ("paragraph", "", "The guidance was late."), ("footnote", "", "See the guidance of 2019."),
        ("paragraph", "", "Another paragraph."),
    ]  # fmt: skip
