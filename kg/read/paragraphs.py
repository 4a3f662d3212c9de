"""Paragraphs: wrapped lines joined to whole paragraphs, whatever page furniture cuts them in two."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kg.read.furniture import contents_lines, footnote_lines, furniture_lines
from kg.read.lines import Line
from kg.read.marks import Mark, read_mark
from kg.read.measure import Measure, measure

_CLOSING = "”’\"')]"
_LONG = 45


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

    @property
    def words(self) -> str:
        """The lines joined by blanks, without the mark."""
        text = " ".join(line.text for line in self.lines)
        return text[self.mark.end :] if self.mark else text


def gather(lines: list[Line]) -> list[Paragraph]:
    """The paragraphs of `lines` in reading order."""
    roles = _roles(lines)
    sizes = measure(lines, [role is Role.BODY for role in roles])
    found: list[Paragraph] = []
    current: Paragraph | None = None  # the body paragraph that may still go on
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
        if current is None or not _goes_on(current, line, mark, sizes, index, turned):
            current = Paragraph(Role.BODY, mark=mark, gap=line.gap)
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
    last = paragraph.lines[-1]
    width = sizes.width[index] if line.gap == 0 else max(sizes.width[index], sizes.page_width[index])
    full = len(last.text) + 1 + len(line.text.split(None, 1)[0]) > width * 0.93
    ended = ends_sentence(last.text)
    lower = line.text[0].islower()
    if paragraph.mark and len(last.text) == len(paragraph.mark.text):
        return mark is None  # a bullet alone on its line
    if mark is not None:
        return not mark.is_bullet and full and not ended and line.gap == 0 and mark.text[-1:] not in ")"
    if turned:
        return not ended and (lower or (full and len(last.text) > _LONG and not line.text.isupper()))
    if line.gap == 0:
        return full or (lower and not last.text.endswith(".")) or (not ended and len(last.text) > width * 0.8)
    if sizes.double[index]:
        return line.gap < 3 and (full or (lower and not ended))
    if ended or len(last.text) <= _LONG:
        return False
    return (line.gap == 1 and full and not line.text.isupper()) or (lower and line.gap <= 2)


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a stop, a colon or a semicolon, quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in (".", "!", "?", ":", ";")
