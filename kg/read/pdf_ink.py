"""Ink: the stored text of a PDF, and where each of its lines stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model.text import Page, Span
from kg.read.pdf_gather import Paragraph
from kg.read.pdf_lines import Line
from kg.read.pdf_pages import Item, PrintedPage

Place = tuple[int, int]
"""Page and index of an item on it, both from 0."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)-$")
_ADDRESS = re.compile(r"(?:/|@|www\.)\S*$")
_TAIL = 400  # letters at the end of a line that are looked at: longer words are none
_HYPHEN = re.compile(r"\w-$")
_FIRST = re.compile(r"[^\W\d_]+")
_SUSPENDED = {"and", "or", "to", "but", "nor"}


@dataclass(slots=True)
class Ink:
    """The text with the start of each line, by place and by cell; pages as intervals."""

    text: str = ""
    pages: list[Page] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=dict)
    cells: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)

    def pieces(self, parts: Sequence[tuple[Line, int]], *, skip: int = 0) -> tuple[Span, ...]:
        """The intervals of `parts` (lines and where they start), without the first `skip` characters, raised
        numbers, and hyphens that only the end of a line made."""
        spans: list[Span] = []
        for index, (line, start) in enumerate(parts):
            following = parts[index + 1][0].text if index + 1 < len(parts) else ""
            cut = len(line.text) - (self.is_broken(line.text, following))
            for low, high in line.keep:
                low, high = max(low, skip if index == 0 else 0), min(high, cut)
                while low < high and line.text[low].isspace():
                    low += 1
                if low < high:
                    _add(spans, Span(start + low, start + high), self.text)
        return tuple(spans)

    def is_broken(self, text: str, following: str) -> bool:
        """Whether the hyphen at the end of `text` was put there to break a word: "informa-" "tion"."""
        last, first = _LAST.search(text[-_TAIL:]), _FIRST.match(following)
        if last is None or first is None or not first.group().islower() or first.group() in _SUSPENDED:
            return False
        if _ADDRESS.search(text[-_TAIL:]):
            return False
        left, right = last.group(1).lower(), first.group().lower()
        if self.words[f"{left}-{right}"]:
            return False
        return bool(self.words[left + right]) or not (self.words[left] and self.words[right])


def _add(spans: list[Span], span: Span, text: str) -> None:
    if spans and text[spans[-1].end : span.start].strip() == "" and span.start - spans[-1].end <= 1:
        spans[-1] = Span(spans[-1].start, span.end)
    else:
        spans.append(span)


def set_ink(pages: Sequence[PrintedPage], labels: Sequence[str | None]) -> Ink:
    """The text of all pages in reading order: a line a line, cells parted by tabs, pages by form feeds."""
    ink = Ink()
    for page in pages:
        for item in page.items:
            _count(ink.words, item)
    parts: list[str] = []
    position = 0
    for number, page in enumerate(pages):
        begin = position
        for index, item in enumerate(page.items):
            following = page.items[index + 1] if index + 1 < len(page.items) else None
            for text in _item(ink, (number, index), item, following, position):
                parts.append(text)
                position += len(text)
        parts.append("\f\n")
        position += 2
        ink.pages.append(Page(number + 1, Span(begin, position), labels[number]))
    ink.text = "".join(parts)
    return ink


def _item(ink: Ink, place: Place, item: Item, following: Item | None, position: int) -> Iterator[str]:
    if item.line is not None:
        ink.lines[place] = position
        after = following.line.text if following is not None and following.line is not None else ""
        yield item.line.text + _parting(ink, item.line.text, after)
    elif item.table is not None:
        for index, cell in enumerate(item.table.cells):
            starts = ink.cells.setdefault((*place, index), [])
            for at, line in enumerate(cell.lines):
                starts.append(position)
                last = at + 1 == len(cell.lines)
                text = line.text + ("" if last else _parting(ink, line.text, cell.lines[at + 1].text))
                position += len(text)
                yield text
            final = index + 1 == len(item.table.cells) or item.table.cells[index + 1].row != cell.row
            position += 1
            yield "\n" if final else "\t"


def _parting(ink: Ink, text: str, following: str) -> str:
    """What parts two lines: a newline; nothing after a hyphen that stays ("multi-" "agency", "Jun-" "22"); a
    blank after the one of "pre- and post-birth"."""
    if not _HYPHEN.search(text) or not following[:1].isalnum() or ink.is_broken(text, following):
        return "\n"
    first = _FIRST.match(following)
    return " " if first is not None and first.group() in _SUSPENDED else ""


def _count(words: Counter[str], item: Item) -> None:
    """Count the words of an item, but not those that the end of a line may have broken."""
    lines = [item.line] if item.line is not None else []
    if item.table is not None:
        lines = [line for cell in item.table.cells for line in cell.lines]
    for line in lines:
        found = _WORD.findall(line.text.lower())
        words.update(found[:-1] if line.text.endswith("-") else found)


def paragraph_parts(ink: Ink, paragraph: Paragraph) -> list[tuple[Line, int]]:
    """The lines of a paragraph with their starts."""
    return [
        (item.line, ink.lines[place])
        for item, place in zip(paragraph.items, paragraph.at, strict=True)
        if item.line is not None
    ]
