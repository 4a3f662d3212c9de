"""Lines: passages as extraction walks over them, with their mark read and plain table rows opened up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.page.labels import Label, label_of, read_label
from kg.extract.page.marks import NO_MARK, Mark, MarkKind, leading_mark, mark_of, read_mark
from kg.model.text import BlockKind, Folded, Outline, Passage
from kg.rules import Rules

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE}


@dataclass(frozen=True, slots=True)
class Line:
    """Words to be read as one item: a passage, or the words of one cell; `start` is after their mark."""

    passage: Passage
    words: Folded
    start: int
    mark: Mark
    heading: bool = False
    cell: int | None = None
    continued: bool = False  # a further piece of the cell that the line before stands in

    @property
    def text(self) -> str:
        """The words after the mark."""
        return self.words.text[self.start :]

    @property
    def level(self) -> int:
        """Heading level, 0 for body text."""
        return self.passage.block.level if self.heading else 0


_MAY_HOLD_LABEL = re.compile(
    r"ECOMMENDATION|(?:esponse|utcome|easures?|ead|wner|ationale|imescale|uccess) ?: "
)
_LABEL_INSIDE = re.compile(
    r"(?<=[.;:?!] )(?:R(?:ecommendation|ECOMMENDATION) (?:\d{1,2}|[A-Z][a-z]+)[a-z]?\)?\s?[:.–—-]"
    r"|(?:[A-Z]\w+ ){0,3}[Rr]esponse ?: |(?:(?:Intended|Desired|Expected) [Oo]|O)utcomes? ?: "
    r"|(?:Success )?[Mm]easures?(?: of success)? ?: |(?:Lead|Owner|Rationale|Timescale)(?: \w+)? ?: )"
)
_OUTCOMES = ("Intended", "Desired", "Expected")
_NUMBERED = re.compile(r"\d{1,2}\.?\s+[A-Z][^.?]{2,60}$")


def numbered_head(line: Line) -> bool:
    """Whether a line that the reader took for text looks like a heading: "4. What to do next"."""
    text = line.text
    if len(text) > 60 or not text[:1].isupper() or text.endswith((".", ";", ",", "?")):
        return False
    numbered = line.mark.depth == 1 or _NUMBERED.match(line.words.text) is not None
    return numbered and len(text.split()) <= 8


def line_label(line: Line, *, rules: Rules) -> Label | None:
    """The label with which a line begins, or None."""
    if line.words is line.passage.words:
        return label_of(line.passage, rules=rules)
    return read_label(line.words, rules=rules)


def cut(words: Folded, start: int, end: int) -> Folded:
    """The folded characters `[start, end)` with their way back, blanks at either end left out."""
    text = words.text
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start == end:
        return Folded("", (words.offsets[min(start, len(words.offsets) - 1)],))
    return Folded(text[start:end], (*words.offsets[start:end], words.offsets[end - 1] + 1))


def lines_of(outline: Outline, embedded: int, passages: tuple[Passage, ...]) -> Iterator[Line]:
    """Every line of `passages` in reading order; running heads, contents and footnotes left out."""
    text = outline.document.text
    for passage in passages:
        kind = passage.block.kind
        if kind in _SKIPPED or not passage.text:
            continue
        if kind is BlockKind.TABLE_ROW:
            yield from _row_lines(passage, text)
            continue
        mark = mark_of(passage)
        heading = kind is BlockKind.HEADING
        pieces = _at_labels(passage.words, text)
        yield Line(passage, pieces[0], mark.end, mark, heading)
        for piece in pieces[1:]:
            yield Line(passage, piece, 0, NO_MARK)


def _at_labels(words: Folded, text: str) -> tuple[Folded, ...]:
    """A paragraph that the reader left whole, cut where a line of the page begins with a label; at "Intended outcome:"
    wherever it opens a sentence."""
    if words.text.count("ecommendation") < 2 and not _MAY_HOLD_LABEL.search(words.text):
        return (words,)
    cuts = [
        found.start()
        for found in _LABEL_INSIDE.finditer(words.text)
        if found.start() > 1
        and (
            found.group().startswith(_OUTCOMES)
            or "\n" in text[words.offsets[found.start() - 2] : words.offsets[found.start()]]
        )
    ]
    if not cuts:
        return (words,)
    return tuple(cut(words, a, b) for a, b in zip([0, *cuts], [*cuts, len(words.text)], strict=True))


def _row_lines(passage: Passage, text: str) -> Iterator[Line]:
    """A row read as text: a first cell that is only a number or mark numbers the words beside it."""
    cells = [(index, cell) for index, cell in enumerate(passage.cells) if cell.text]
    mark: Mark | None = None
    if len(cells) > 1 and len(cells[0][1].text) <= 6:
        read = read_mark(cells[0][1].text)
        if read.kind is not MarkKind.BULLET:
            mark, cells = read, cells[1:]
    if len(cells) > 2:
        return  # a table proper, not text set in boxes
    for index, cell in cells:
        for order, piece in enumerate(pieces_of(cell, text)):
            own = leading_mark(piece.text)
            if order == 0 and mark is not None:
                yield Line(passage, piece, 0, mark, cell=index)
                mark = None
            else:
                yield Line(passage, piece, own.end, own, cell=index, continued=order > 0)


def pieces_of(cell: Folded, text: str) -> tuple[Folded, ...]:
    """A cell's words as printed apart: cut where the stored text breaks the line before a mark or after a stop."""
    starts = [0]
    words, offsets = cell.text, cell.offsets
    for at in range(1, len(words)):
        if words[at - 1] != " " or offsets[at] - offsets[at - 1] == 0:
            continue
        between = text[offsets[at - 2] + 1 : offsets[at]] if at > 1 else ""
        if not _breaks(between):
            continue
        if words[at - 2] in ".:;?!" or leading_mark(words[at : at + 60]) is not NO_MARK:
            starts.append(at)
    return tuple(cut(cell, a, b) for a, b in zip(starts, [*starts[1:], len(words)], strict=True))


def _breaks(between: str) -> bool:
    return "\n" in between or "<" in between
