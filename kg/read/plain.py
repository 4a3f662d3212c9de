"""Read plain text as a PDF extractor leaves it: broken lines, pages run together, furniture in mid-sentence."""

from __future__ import annotations

from dataclasses import replace

from kg.model.text import Document, Page, Source, Span
from kg.read.furniture import page_label
from kg.read.hyphens import broken_words
from kg.read.lines import Line, split_lines
from kg.read.paragraphs import gather
from kg.read.shapes import to_blocks


def read_plain(source: Source, text: str) -> Document:
    """The document in `text`: wrapped lines joined to paragraphs, headings, lists, footnotes and furniture told."""
    lines = split_lines(text)
    for index in broken_words(lines):
        lines[index] = replace(lines[index], broken=True)
    paragraphs = gather(lines, text)
    return Document(
        source=source,
        text=text,
        blocks=tuple(to_blocks(paragraphs)),
        pages=_pages(lines, len(text)),
        lined=True,
    )


def _pages(lines: list[Line], length: int) -> tuple[Page, ...]:
    tops = [index for index, line in enumerate(lines) if line.top]
    if len(tops) < 2:
        return ()
    starts = [0, *(lines[index].start for index in tops[1:])]
    inside = [lines[a:b] for a, b in zip(tops, [*tops[1:], len(lines)], strict=True)]
    return tuple(
        Page(number, Span(start, end), page_label(page))
        for number, (start, end, page) in enumerate(
            zip(starts, [*starts[1:], length], inside, strict=True), 1
        )
    )
