"""Read PDF: pages, lines and tables by their place and type, through pdfium."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.errors import SourceError
from kg.model.text import Block, BlockKind, Document, Issue, Source
from kg.read.headings import read_number
from kg.read.limits import CrowdedPage, Limits
from kg.read.pdf_forms import check_forms
from kg.read.pdf_furniture import find_furniture, text_of
from kg.read.pdf_gather import Paragraph, gather
from kg.read.pdf_ink import Ink, Place, paragraph_parts, set_ink
from kg.read.pdf_kinds import Kind, emphatic, kinds, levels
from kg.read.pdf_pages import PrintedPage, read_page
from kg.read.pdf_setting import Setting, measure, within_edges
from kg.read.pdf_tables import is_torn, table_blocks

_LEAST = 20  # letters below which a page with an image counts as scanned


def read_pdf(source: Source, data: bytes, *, limits: Limits) -> Document:
    """The document in the PDF `data`. Raises SourceError where it is damaged, locked, too long or a scan."""
    pages = _pages(source, data, limits)
    scanned = [number for number, page in enumerate(pages, 1) if page.images and _letters(page) < _LEAST]
    if not any(_letters(page) for page in pages):
        raise SourceError(
            f"{source.name} holds pictures of its pages and no text: run text recognition (OCR) on it and try again."
            if any(page.images for page in pages)
            else f"{source.name} holds no text on its {len(pages)} pages; fetch it again, or run text recognition (OCR)."
        )
    furniture = find_furniture(pages)
    body = within_edges(
        [
            [(index, item) for index, item in enumerate(page.items) if index not in dropped]
            for page, dropped in zip(pages, furniture.items, strict=True)
        ]
    )
    setting = measure([[item for _, item in items] for items in body])
    ink = set_ink(pages, furniture.labels)
    blocks = _blocks(gather(body, setting), pages, ink, setting)
    blocks += _furniture(pages, furniture.items, ink, setting)
    blocks.sort(key=lambda block: (block.pieces[0].start, block.pieces[0].end))
    return Document(
        source, ink.text, tuple(blocks), tuple(ink.pages), issues=_issues(source, scanned, len(pages))
    )


def _pages(source: Source, data: bytes, limits: Limits) -> list[PrintedPage]:
    """Every page; each is closed once it is read, so memory holds words and not pages."""
    check_forms(source.name, data, limits)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SourceError(
                f"{source.name} is locked with a password; save it without one and try again."
            ) from error
        raise SourceError(
            f"{source.name} is cut off or damaged and cannot be opened; fetch it again."
        ) from error
    try:
        if len(document) > limits.pages:
            raise SourceError(
                f"{source.name} has {len(document):,} pages and at most {limits.pages:,} are read; split it into parts."
            )
        pages = []
        for number in range(len(document)):
            try:
                page = document[number]
                pages.append(read_page(page, limits=limits))
                page.close()
            except pdfium.PdfiumError as error:
                raise SourceError(
                    f"{source.name} is damaged at page {number + 1}; fetch it again."
                ) from error
            except CrowdedPage as error:
                raise SourceError(
                    f"{source.name}, page {number + 1}, {error}; print it to a new PDF without that page."
                ) from error
        return pages
    finally:
        document.close()


def _letters(page: PrintedPage) -> int:
    return sum(character.isalnum() for item in page.items for character in text_of(item))


def _issues(source: Source, scanned: Sequence[int], count: int) -> tuple[Issue, ...]:
    if not scanned:
        return ()
    named = ", ".join(str(number) for number in scanned[:12]) + (" and more" if len(scanned) > 12 else "")
    return (
        Issue(
            code="pdf-pages-without-text",
            message=f"{source.name}: {len(scanned)} of {count} pages are pictures without text (page {named}); run text "
            "recognition (OCR) on the file if they matter.",
            source=source.name,
            page=scanned[0],
        ),
    )


def _blocks(
    flow: Sequence[Paragraph | Place], pages: Sequence[PrintedPage], ink: Ink, setting: Setting
) -> list[Block]:
    paragraphs = [part for part in flow if isinstance(part, Paragraph)]
    found = kinds(paragraphs, setting)
    blocks = [
        block
        for paragraph, kind, level in zip(paragraphs, found, levels(paragraphs, found), strict=True)
        if (block := _block(paragraph, kind, level, ink, setting)) is not None
    ]
    for ordinal, places in enumerate(_tables(flow, pages)):
        blocks.extend(table_blocks(places, pages, ink, setting, ordinal=ordinal))
    return blocks


def _tables(flow: Sequence[Paragraph | Place], pages: Sequence[PrintedPage]) -> list[list[Place]]:
    """The places of each table; parts on following pages are one where nothing but footnotes parts them."""
    tables: list[list[Place]] = []
    last: Place | None = None
    for part in flow:
        if isinstance(part, Paragraph):
            last = last if part.note else None
        elif last is not None and is_torn(last, part, pages):
            tables[-1].append(part)
            last = part
        else:
            tables.append([part])
            last = part
    return tables


def _block(paragraph: Paragraph, kind: Kind, level: int, ink: Ink, setting: Setting) -> Block | None:
    mark = paragraph.mark if kind[0] is not BlockKind.CONTENTS else None
    if kind[0] is BlockKind.HEADING:
        mark = read_number(paragraph.lines[0].text) or mark
    pieces = ink.pieces(paragraph_parts(ink, paragraph), skip=mark.end if mark else 0)
    if not pieces:
        return None
    return Block(
        kind=kind[0],
        pieces=pieces,
        level=level,
        marker=mark.text if mark else "",
        emphasis=emphatic(paragraph, setting),
        boxed=paragraph.items[0].boxed,
        rule=kind[1],
    )


def _furniture(
    pages: Sequence[PrintedPage], dropped: Sequence[frozenset[int]], ink: Ink, setting: Setting
) -> list[Block]:
    blocks = []
    for number, page in enumerate(pages):
        for index in sorted(dropped[number]):
            item = page.items[index]
            if item.line is not None:
                pieces = ink.pieces([(item.line, ink.lines[number, index])])
                blocks.append(Block(BlockKind.FURNITURE, pieces, rule="repeated"))
            elif item.table is not None:
                for block in table_blocks([(number, index)], pages, ink, setting, ordinal=0):
                    blocks.append(Block(BlockKind.FURNITURE, block.pieces, rule="repeated"))
    return blocks
