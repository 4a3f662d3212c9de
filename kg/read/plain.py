"""Read plain text as a PDF extractor leaves it: broken lines, pages run together, furniture in mid-sentence."""

from __future__ import annotations

from kg.model.text import Document, Page, Source, Span
from kg.read.lines import Line, split_lines
from kg.read.paragraphs import gather
from kg.read.shapes import to_blocks


def read_plain(source: Source, text: str) -> Document:
    """The document in `text`: wrapped lines joined to paragraphs, headings, lists, footnotes and furniture told."""
    lines = split_lines(text)
    paragraphs = gather(lines)
    return Document(
        source=source,
        text=text,
        blocks=tuple(to_blocks(paragraphs)),
        pages=_pages(lines, len(text)),
        lined=True,
    )


def _pages(lines: list[Line], length: int) -> tuple[Page, ...]:
    starts = [line.start for line in lines if line.top]
    if len(starts) < 2:
        return ()
    starts[0] = 0
    ends = [*starts[1:], length]
    return tuple(Page(number, Span(a, b)) for number, (a, b) in enumerate(zip(starts, ends, strict=True), 1))
