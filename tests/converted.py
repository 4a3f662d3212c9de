"""A document that was read, written again as web page, Word document or PDF, as another author would set it."""

from __future__ import annotations

import html
from itertools import groupby
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from kg.model.fold import fold_pieces
from kg.model.text import Block, BlockKind, Document, Span

_STYLE = (
    "body{font-family:'DejaVu Sans',Arial,sans-serif;font-size:11pt}h1{font-size:20pt}h2{font-size:17pt}h3{font-size:15pt}"
    "h4{font-size:13.5pt}h5{font-size:12.5pt}table,td,th{border:1px solid #444;border-collapse:collapse;padding:4px;"
    "vertical-align:top}@page{margin:20mm}"
)


def words(document: Document, pieces: tuple[Span, ...]) -> str:
    """The folded words at `pieces`."""
    return fold_pieces(document.text, pieces).text


def printed(document: Document, block: Block) -> str:
    """A block with its mark."""
    return f"{block.marker} {words(document, block.pieces)}".strip()


def cells(document: Document, row: Block) -> list[list[str]]:
    """The parts of each cell of a row by column; none where it is empty or carried down."""
    found: list[list[str]] = [[] for _ in range(max(cell.column for cell in row.cells) + 1)]
    for cell in row.cells:
        if not cell.carried:
            found[cell.column] = [words(document, (piece,)) for piece in cell.pieces]
    return found


def _things(document: Document) -> list[tuple[int | None, list[Block]]]:
    """Blocks without furniture, the rows of a table together."""
    body = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    return [(table, list(blocks)) for table, blocks in groupby(body, key=lambda block: block.table)]


def to_html(document: Document, path: Path) -> None:
    """Write `document` as a web page."""
    parts = []
    for table, blocks in _things(document):
        if table is not None:
            parts.append("<table>")
            for row in blocks:
                tag = "th" if row.head else "td"
                texts = ["<br>".join(map(html.escape, cell)) for cell in cells(document, row)]
                parts.append("<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>")
            parts.append("</table>")
            continue
        for block in blocks:
            text = html.escape(printed(document, block))
            if block.kind is BlockKind.HEADING:
                parts.append(f"<h{block.level}>{text}</h{block.level}>")
            elif block.kind is BlockKind.LIST_ITEM:
                indent = 18 * (block.level + 1)
                parts.append(f'<p style="margin-left:{indent}pt;text-indent:-14pt">{text}</p>')
            else:
                parts.append(f"<p><b>{text}</b></p>" if block.emphasis else f"<p>{text}</p>")
    page = f"<!doctype html><html><head><meta charset=utf-8><style>{_STYLE}</style></head><body>"
    path.write_text(page + "\n".join(parts) + "</body></html>", encoding="utf-8")


def to_docx(document: Document, path: Path) -> None:
    """Write `document` as a Word document."""
    target = docx.Document()
    for table, blocks in _things(document):
        if table is not None:
            grid = target.add_table(0, max(len(cells(document, row)) for row in blocks))
            for row in blocks:
                for cell, parts in zip(grid.add_row().cells, cells(document, row), strict=False):
                    cell.text = "\n".join(parts)
            continue
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                target.add_heading(printed(document, block), block.level)
            else:
                target.add_paragraph().add_run(printed(document, block)).bold = block.emphasis or None
    target.save(str(path))


def text_to_pdf(text: str, path: Path) -> None:
    """Write `text` as a PDF, every line where it stands: form feeds end pages, blanks are kept."""
    page = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    for sheet in text.rstrip("\f\n").split("\f"):
        lines = sheet.expandtabs().split("\n")
        wide = max((len(line) for line in lines), default=1)
        size = min(9.5, 500 / (0.6 * max(wide, 1)))
        leading = min(1.25 * size, 780 / max(len(lines), 1))
        page.setFont("Courier", size)
        for number, line in enumerate(lines):
            if line.strip():
                lead = len(line) - len(line.lstrip())
                page.drawString(48 + 0.6 * size * lead, 800 - leading * number, line.strip())
        page.showPage()
    page.save()
