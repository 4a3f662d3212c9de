"""Lines: the printed lines of a plain text, with the blank lines and page starts between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model.text import Span

_SPLIT = re.compile(r"[\n\f]")
_RULED = re.compile(r"[^\S\n\f]{20,}$|[\s_\-–—]{10,}$")
_BORDER = " \t\u00a0" + "".join(map(chr, range(0x2500, 0x2580)))  # a box drawn around the words
_INDENTED = 8
_INDENTED_SHARE = 0.15  # above it, leading blanks are layout and say nothing of pages


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: where they stand, the blank lines before it, whether it opens a page.

    `ruled`: a line of blanks or strokes stands before it, as before footnotes.
    """

    start: int
    text: str
    gap: int
    top: bool = False
    ruled: bool = False
    indent: int = 0
    broken: bool = False  # its last hyphen only broke a word

    @property
    def end(self) -> int:
        """Where its words end, a hyphen that broke a word left out."""
        return self.start + len(self.text) - self.broken

    @property
    def span(self) -> Span:
        """Its words."""
        return Span(self.start, self.end)


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold words.

    A page starts after a form feed; where the extractor turned form feeds into blanks, with a line that is
    indented although no blank line parts it from the line before. The lines of a box drawn with characters
    ("│ Recommendation 1: ... │") lose their borders; an edge of the box counts as a blank line.
    """
    feeds = "\f" in text
    lines: list[Line] = []
    gap, ruled, top, start = 0, False, True, 0
    for raw in _SPLIT.split(text):
        words = raw.strip().strip(_BORDER)
        if words and not (len(words) > 9 and _RULED.match(words)):
            indent = raw.index(words)
            opens = top or (not feeds and gap == 0 and _opens_page(words, indent))
            lines.append(Line(start + indent, words, gap, opens, ruled, indent))
            gap, ruled, top = 0, False, False
        else:
            gap += 1
            ruled = ruled or (len(raw) > 9 and _RULED.match(raw) is not None)
        start += len(raw)
        if start < len(text) and text[start] == "\f":
            top = True
        start += 1
    return lines if feeds or not _laid_out(lines) else [replace(line, top=False) for line in lines]


def _opens_page(words: str, indent: int) -> bool:
    """Whether a line that follows another without a blank line is indented as the first of a page: by one blank,
    or two where it begins as a sentence does. More is layout; a letter alone is a shred of vertical text."""
    if len(words) < 4 and not words.isdigit():
        return False
    return indent == 1 or (indent == 2 and words[0].isupper())


def _laid_out(lines: list[Line]) -> bool:
    indented = sum(1 for line in lines if line.indent and line.gap == 0)
    return indented > max(_INDENTED_SHARE * len(lines), _INDENTED)
