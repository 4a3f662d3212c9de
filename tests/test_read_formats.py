"""One review written in five formats is read as one: the same headings, lists, tables and words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import pytest

from kg.extract import extract
from kg.model.fold import fold_pieces
from kg.model.text import Block, BlockKind, Document, DocumentKind
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment
from tests import written
from tests.written import Grid, Heading, Points, Text

FORMATS = tuple(written.WRITERS)


@cache
def document(format: str) -> Document:
    """The invented review, read from `format`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"rowan.{format}"
        written.WRITERS[format](path)
        return read_source(path)


def words(document: Document, block: Block) -> str:
    """The folded words of a block."""
    return fold_pieces(document.text, block.pieces).text


def said(format: str, *kinds: BlockKind) -> list[str]:
    """The words of all blocks of `kinds`."""
    read = document(format)
    return [words(read, block) for block in read.blocks if block.kind in kinds]


@pytest.mark.parametrize("format", FORMATS)
def test_headings(format: str) -> None:
    meant = [f"{item.number} {item.text}".strip() for item in written.items() if isinstance(item, Heading)]
    read = document(format)
    heads = [block for block in read.blocks if block.kind is BlockKind.HEADING]
    assert [f"{head.marker} {words(read, head)}".strip() for head in heads] == meant


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "txt"])
def test_levels_of_headings(format: str) -> None:
    read = document(format)
    levels = [block.level for block in read.blocks if block.kind is BlockKind.HEADING]
    assert levels == [item.level for item in written.items() if isinstance(item, Heading)]


@pytest.mark.parametrize("format", FORMATS)
def test_paragraphs_are_whole_and_numbered(format: str) -> None:
    read = document(format)
    found = [(b.marker, words(read, b)) for b in read.blocks if b.kind is BlockKind.PARAGRAPH]
    assert found == [(item.number, item.text) for item in written.items() if isinstance(item, Text)]


@pytest.mark.parametrize("format", FORMATS)
def test_list_items_keep_their_marks(format: str) -> None:
    read = document(format)
    found = [(_bullet(b.marker), words(read, b)) for b in read.blocks if b.kind is BlockKind.LIST_ITEM]
    meant = [
        (written.mark(item, index), text)
        for item in written.items()
        if isinstance(item, Points)
        for index, text in enumerate(item.texts)
    ]
    assert found == meant


def _bullet(marker: str) -> str:
    return "•" if re.fullmatch(r"[-•*]", marker) else marker


@pytest.mark.parametrize("format", FORMATS)
def test_table_rows_and_cells(format: str) -> None:
    read = document(format)
    rows = [block for block in read.blocks if block.kind is BlockKind.TABLE_ROW]
    grid = next(item for item in written.items() if isinstance(item, Grid))
    heads = [row for row in rows if row.head]
    assert rows[0].head and len({row.table for row in rows}) == 1
    for head in heads:
        assert tuple(fold_pieces(read.text, cell.pieces).text for cell in head.cells) == grid.head
    body = [
        tuple(fold_pieces(read.text, cell.pieces).text for cell in row.cells) for row in rows if not row.head
    ]
    assert body == list(grid.rows)


@pytest.mark.parametrize("format", FORMATS)
def test_sections(format: str) -> None:
    outline = segment(document(format), rules=Rules())
    meant = [f"{item.number} {item.text}".strip() for item in written.items() if isinstance(item, Heading)]
    assert [f"{one.number} {one.title}".strip() for one in outline.sections] == meant
    assert len(outline.embedded) == 1 and outline.embedded[0].kind is DocumentKind.REVIEW_REPORT


@pytest.mark.parametrize("format", FORMATS)
def test_recommendations(format: str) -> None:
    outline = segment(document(format), rules=Rules())
    found = extract(outline, rules=Rules())
    assert [(one.number, one.part, one.text) for one in found.recommendations] == list(
        written.RECOMMENDATIONS
    )
    for one in found.recommendations:
        evidence = one.evidence
        assert evidence.span.slice(outline.document.text) == evidence.quote
        if format == "pdf":
            printed = pages_of(one.text)
            assert evidence.page in printed


@pytest.mark.parametrize("format", FORMATS)
def test_actions(format: str) -> None:
    found = extract(segment(document(format), rules=Rules()), rules=Rules())
    assert [(one.text, one.owner, one.due) for one in found.actions] == [
        row[1:] for row in written.ACTIONS.rows
    ]


def pages_of(text: str) -> set[int]:
    """The pages of the PDF on which the first words of `text` are printed, drawn from it by pdfium itself."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rowan.pdf"
        written.write_pdf(path)
        pdf = pdfium.PdfDocument(path)
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        pdf.close()
    return {at for at, page in enumerate(texts, start=1) if text[:40] in page}


@pytest.mark.parametrize("format", ["pdf", "txt"])
def test_furniture_is_told_from_text(format: str) -> None:
    furniture = said(format, BlockKind.FURNITURE)
    pages = len(document(format).pages)
    assert furniture.count(written.RUNNING_HEAD) >= pages - 1
    assert sum(text.startswith("Page ") for text in furniture) == pages


def test_pages_of_the_pdf_carry_their_printed_number() -> None:
    read = document("pdf")
    assert [page.label for page in read.pages] == [str(number) for number in range(1, len(read.pages) + 1)]
    assert len(read.pages) >= 10
    for block in read.blocks:
        if block.kind is BlockKind.FURNITURE and words(read, block).startswith("Page "):
            page = read.page(block.pieces[0].start)
            assert page is not None and words(read, block) == f"Page {page.number}"


def test_footnote_of_the_pdf_is_told_from_the_text_and_its_number_from_the_word() -> None:
    read = document("pdf")
    notes = [block for block in read.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [(note.marker, words(read, note)) for note in notes] == [("1", written.FOOTNOTE)]
    first = next(block for block in read.blocks if block.marker == "1.1")
    assert words(read, first)[-1] == "." and read.text[first.span.end] == "1"


@pytest.mark.parametrize("format", FORMATS)
def test_every_interval_lies_in_the_text_and_starts_and_ends_with_a_word(format: str) -> None:
    read = document(format)
    for block in read.blocks:
        for piece in [*block.pieces, *(piece for cell in block.cells for piece in cell.pieces)]:
            quote = piece.slice(read.text)
            assert quote and quote == quote.strip() and 0 <= piece.start < piece.end <= len(read.text)


@pytest.mark.parametrize("format", FORMATS)
def test_reading_twice_gives_the_same(format: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"rowan.{format}"
        written.WRITERS[format](path)
        assert read_source(path) == read_source(path)
