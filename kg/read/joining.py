"""Joining: whether a printed line goes on with the paragraph before it or opens another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.labels import is_capital, is_label, opens_with_label
from kg.read.lines import Line
from kg.read.marks import Mark
from kg.read.measure import Measure

_CLOSING = "”’\"')]"
_FIELD = re.compile(r"[A-Z][A-Z /()-]{3,40}:(?:\s|$)")
_DATELIKE = re.compile(
    r"(?i)\W*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s\-–]*\d{2,4}|\d[\d/.%]*)\W*$"
)
_CONNECTING = frozenset(
    "a an the of to and or for in with by on at from that which their its is are was were be within into under".split()
)
_CITING = frozenset("section paragraph page recommendation article chapter finding part schedule".split())
_LONG, _SHORT = 45, 25


@dataclass(frozen=True, slots=True)
class Seam:
    """Where `line` meets the lines of a paragraph, opened by `mark` with `gap` blank lines before it.

    `turned`: a page ended in between. `full`: the last line had no room for the next word. `ended`: it ends a sentence.
    """

    lines: Sequence[Line]
    mark: Mark | None
    gap: int
    line: Line
    width: int
    full: bool
    ended: bool
    turned: bool = False

    @property
    def last(self) -> str:
        """The last line of the paragraph."""
        return self.lines[-1].text

    @property
    def hangs(self) -> bool:
        """Whether the last word cannot end anything: "within the"."""
        word = self.last.rsplit(None, 1)[-1]
        known = word in _CONNECTING or (len(word) > 1 and word.isupper() and word.lower() in _CONNECTING)
        return known and not self.ended

    @property
    def lower(self) -> bool:
        """Whether the line begins in lower case."""
        return self.line.text[0].islower()


def goes_on(
    lines: Sequence[Line],
    mark: Mark | None,
    gap: int,
    line: Line,
    opening: Mark | None,
    sizes: Measure,
    index: int,
    turned: bool,
) -> bool:
    """Whether `line` (number `index`, opened by the mark `opening`) goes on with the paragraph of `lines`."""
    last = lines[-1].text
    width = sizes.width[index] if line.gap == 0 else sizes.page_width[index]
    ended = ends_sentence(last) or _is_address(last)
    share = 0.97 if ended else 0.85 if mark else 0.95 if sizes.narrow[index] else 0.88
    full = len(last) + 1 + len(line.text.split(None, 1)[0]) > width * share
    seam = Seam(lines, mark, gap, line, width, full, ended, turned)
    told = _by_form(seam, opening)
    if told is not None:
        return told
    if turned:
        running = len(lines) > 1 and len(last) > _LONG
        return not ended and (seam.lower or (full and running))
    if line.gap and _is_heading(seam):
        return False
    if line.gap == 0:
        return _in_column(seam) if sizes.narrow[index] else _on_next_line(seam)
    if sizes.double[index]:
        return not _breaks(seam) and (seam.hangs or (line.gap < 3 and (full or (seam.lower and not ended))))
    return not _breaks(seam) and _over_blank(seam, loose=sizes.loose[index])


def _by_form(seam: Seam, opening: Mark | None) -> bool | None:
    """What the forms of the two lines decide: marks, labels, open brackets, capitals; None where they do not."""
    last, line = seam.last, seam.line
    if seam.mark and len(last) == len(seam.mark.text):
        return opening is None  # a bullet alone on its line
    if opening is not None:
        cites = last.rsplit(None, 1)[-1].lower() in _CITING
        return cites and not opening.is_bullet and line.gap == 0
    if (
        (line.gap and line.text.isdecimal())
        or is_label(last)
        or is_label(line.text)
        or _FIELD.match(line.text)
    ):
        return False
    if line.text[0].isupper() and opens_with_label(line.text) and not seam.hangs:
        return False
    if last.count("(") > last.count(")") and line.gap < 2 and len(last) > _SHORT:
        return True
    capitals = is_capital(last), is_capital(line.text)
    if not any(capitals):
        return None
    if not all(capitals):
        return False
    if line.gap == 0:
        return len(last) > seam.width * 0.55
    return line.gap == 1 and not _FIELD.match(last) and seam.hangs


def _on_next_line(seam: Seam) -> bool:
    """Over the end of a line in a column as wide as the page."""
    if seam.hangs or seam.full or (seam.lower and seam.last[-1] != "."):
        return True
    return not seam.ended and len(seam.last) > seam.width * 0.8


def _in_column(seam: Seam) -> bool:
    """Over the end of a line in a narrow column, where each line may be a cell of its own."""
    if seam.hangs or seam.lower or seam.last[-1] in ",-/&:":
        return True
    if seam.line.text == seam.last or _DATELIKE.match(seam.line.text):
        return False
    return seam.full or (seam.gap > 1 and len(seam.lines) < 4)


def _over_blank(seam: Seam, *, loose: bool) -> bool:
    """Over a blank line on a page that is not double-spaced."""
    last, line = seam.last, seam.line
    if line.gap == 1 and seam.hangs:
        return True
    if seam.ended or len(last) <= _LONG:
        return False
    if seam.mark and line.gap == 1 and seam.full and not _DATELIKE.match(line.text):
        return True
    stray = line.gap == 1 and seam.full and loose and len(line.text) > seam.width * 0.6
    return stray or (seam.lower and line.gap <= 2)


def _is_heading(seam: Seam) -> bool:
    """Whether a short line without a stop follows a sentence, where the last line of a paragraph would end in one."""
    text = seam.line.text
    return seam.ended and not seam.lower and len(text) < seam.width * 0.5 and not ends_sentence(text)


def _breaks(seam: Seam) -> bool:
    """Whether the spacing of lines changes after a sentence, or a quotation is closed."""
    if not seam.ended:
        return False
    closed = seam.lines[0].text[0] in "‘“" and seam.last.rstrip(".")[-1:] in "’”"
    return closed or (len(seam.lines) > 1 and seam.lines[-1].gap == 0)


def _is_address(text: str) -> bool:
    """Whether a line ends with a web or mail address, which ends a paragraph as a stop does."""
    word = text.rsplit(None, 1)[-1]
    return "://" in word or word.startswith("www.") or "@" in word


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a stop, a colon or a semicolon, quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in (".", "!", "?", ":", ";")
