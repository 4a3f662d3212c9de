"""Paragraphs: wrapped lines joined to whole paragraphs, whatever page furniture cuts them in two."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from kg.read.boxes import box_lines
from kg.read.furniture import contents_lines, footnote_lines, furniture_lines
from kg.read.labels import is_capital, is_label
from kg.read.lines import Line
from kg.read.marks import Mark, read_mark
from kg.read.measure import Measure, measure

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


class Role(Enum):
    """What a paragraph is before its neighbours are looked at."""

    BODY = "body"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    CONTENTS = "contents"


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `mark` opens the first of them; `gap` blank lines stand before it."""

    role: Role
    lines: list[Line] = field(default_factory=list)
    mark: Mark | None = None
    gap: int = 0
    boxed: bool = False
    width: int = 0  # of the page it stands on

    @property
    def words(self) -> str:
        """The lines joined by blanks, without the mark."""
        text = " ".join(line.text for line in self.lines)
        return text[self.mark.end :] if self.mark else text


def gather(lines: list[Line]) -> list[Paragraph]:
    """The paragraphs of `lines` in reading order."""
    roles = _roles(lines)
    sizes = measure(lines, [role is Role.BODY for role in roles])
    boxed = box_lines(lines, sizes.double)
    found: list[Paragraph] = []
    current: Paragraph | None = None  # the body paragraph that may still go on
    box: Paragraph | None = None  # the same within a text box
    other: Paragraph | None = None
    turned = False  # a page ended since the last line of `current`
    for index, line in enumerate(lines):
        role = roles[index]
        turned = turned or line.top
        if role is not Role.BODY:
            fresh = other is None or other.role is not role or role is not Role.FOOTNOTE or line.gap > 0
            if fresh or read_mark(line.text) or line.text[0].isdigit():
                other = Paragraph(role, gap=line.gap)
                found.append(other)
            assert other is not None
            other.lines.append(line)
            continue
        other = None
        mark = read_mark(line.text)
        if index in boxed:
            if box is None or line.top or not _goes_on(box, line, mark, sizes, index, False):
                box = Paragraph(Role.BODY, mark=mark, gap=line.gap, width=sizes.page_width[index], boxed=True)
                found.append(box)
            box.lines.append(line)
            continue
        box = None
        if current is None or not _goes_on(current, line, mark, sizes, index, turned):
            current = Paragraph(Role.BODY, mark=mark, gap=line.gap, width=sizes.page_width[index])
            found.append(current)
        current.lines.append(line)
        turned = False
    return found


def _roles(lines: list[Line]) -> list[Role]:
    roles = [Role.BODY] * len(lines)
    for role, indices in (
        (Role.FURNITURE, furniture_lines(lines)),
        (Role.CONTENTS, contents_lines(lines)),
        (Role.FOOTNOTE, footnote_lines(lines)),
    ):
        for index in indices:
            if roles[index] is Role.BODY:
                roles[index] = role
    return roles


def _goes_on(
    paragraph: Paragraph, line: Line, mark: Mark | None, sizes: Measure, index: int, turned: bool
) -> bool:
    """Whether `line` goes on with `paragraph` rather than opening another."""
    last = paragraph.lines[-1].text
    width = sizes.width[index] if line.gap == 0 else sizes.page_width[index]
    ended = ends_sentence(last) or _is_address(last)
    share = 0.97 if ended else 0.85 if paragraph.mark else 0.95 if sizes.narrow[index] else 0.88
    full = len(last) + 1 + len(line.text.split(None, 1)[0]) > width * share
    lower = line.text[0].islower()
    if paragraph.mark and len(last) == len(paragraph.mark.text):
        return mark is None  # a bullet alone on its line
    if mark is not None:
        cites = last.rsplit(None, 1)[-1].lower() in _CITING
        return cites and not mark.is_bullet and line.gap == 0
    if line.gap and line.text.isdecimal():
        return False
    if is_label(last) or is_label(line.text) or _FIELD.match(line.text):
        return False
    if last.count("(") > last.count(")") and line.gap < 2 and len(last) > _SHORT:
        return True
    if is_capital(line.text) or is_capital(last):
        if not (is_capital(line.text) and is_capital(last)):
            return False
        if line.gap == 0:
            return len(last) > width * 0.55
        return line.gap == 1 and not _FIELD.match(last) and last.rsplit(None, 1)[-1].lower() in _CONNECTING
    if turned:
        return not ended and (lower or (full and len(paragraph.lines) > 1 and len(last) > _LONG))
    if line.gap == 0:
        if not ended and last.rsplit(None, 1)[-1] in _CONNECTING:
            return True
        if sizes.narrow[index]:
            apart = paragraph.gap > 1 and len(paragraph.lines) < 4
            return (
                lower
                or last[-1] in ",-/&:"
                or (line.text != last and (full or apart) and not _DATELIKE.match(line.text))
            )
        return full or (lower and last[-1] != ".") or (not ended and len(last) > width * 0.8)
    if ended and line.gap and (_changes_spacing(paragraph) or _closes_quotation(paragraph)):
        return False
    if line.gap < 2 and not ended and last.rsplit(None, 1)[-1] in _CONNECTING:
        return True
    if sizes.double[index]:
        return line.gap < 3 and (full or (lower and not ended))
    if (
        paragraph.mark
        and line.gap == 1
        and not ended
        and full
        and len(last) > _LONG
        and not _DATELIKE.match(line.text)
    ):
        return True
    if ended or len(last) <= _LONG:
        return False
    return (line.gap == 1 and full and sizes.loose[index] and len(line.text) > width * 0.6) or (
        lower and line.gap <= 2
    )


def _changes_spacing(paragraph: Paragraph) -> bool:
    """Whether the lines of a paragraph follow each other without the blank line that now comes."""
    return len(paragraph.lines) > 1 and paragraph.lines[-1].gap == 0


def _closes_quotation(paragraph: Paragraph) -> bool:
    """Whether a paragraph that opens with a quotation mark ends with one."""
    return paragraph.lines[0].text[0] in "‘“" and paragraph.lines[-1].text.rstrip(".")[-1:] in "’”"


def _is_address(text: str) -> bool:
    """Whether a line ends with a web or mail address, which ends a paragraph as a stop does."""
    word = text.rsplit(None, 1)[-1]
    return "://" in word or word.startswith("www.") or "@" in word


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a stop, a colon or a semicolon, quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in (".", "!", "?", ":", ";")
