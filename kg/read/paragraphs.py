"""Paragraphs: wrapped lines joined to whole paragraphs, whatever page furniture cuts them in two."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kg.read.boxes import box_lines
from kg.read.columns import Laid, laid_rows
from kg.read.furniture import contents_lines, footnote_lines, furniture_lines
from kg.read.joining import goes_on
from kg.read.lines import Line
from kg.read.marks import Mark, read_mark
from kg.read.measure import measure


class Role(Enum):
    """What a paragraph is before its neighbours are looked at."""

    BODY = "body"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    CONTENTS = "contents"
    ROW = "row"


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `mark` opens the first of them; `gap` blank lines stand before it."""

    role: Role
    lines: list[Line] = field(default_factory=list)
    mark: Mark | None = None
    gap: int = 0
    boxed: bool = False
    width: int = 0  # of the page it stands on
    row: Laid | None = None
    first: bool = False  # on its page, furniture aside

    @property
    def words(self) -> str:
        """The lines joined by blanks, without the mark."""
        text = " ".join(line.text for line in self.lines)
        return text[self.mark.end :] if self.mark else text


def gather(lines: list[Line], text: str) -> list[Paragraph]:
    """The paragraphs of the `lines` of `text` in reading order."""
    dropped = furniture_lines(lines)
    rows = {row.lines[0]: row for row in laid_rows(lines, set(dropped), text)}
    roles = _roles(lines, rows, dropped)
    sizes = measure(lines, [role is Role.BODY for role in roles])
    boxed = box_lines(lines, sizes.double)
    found: list[Paragraph] = []
    current: Paragraph | None = None  # the body paragraph that may still go on
    box: Paragraph | None = None  # the same within a text box
    other: Paragraph | None = None
    opening = False  # nothing of the page was read yet
    turned = False  # a page ended since the last line of `current`
    for index, line in enumerate(lines):
        role = roles[index]
        turned = turned or line.top or role is Role.FURNITURE
        opening = opening or line.top
        if role is Role.ROW:
            if index in rows:
                found.append(Paragraph(role, [lines[i] for i in rows[index].lines], row=rows[index]))
            current = other = None
            continue
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
            if (
                box is None
                or line.top
                or not goes_on(box.lines, box.mark, box.gap, line, mark, sizes, index, False)
            ):
                box = Paragraph(Role.BODY, mark=mark, gap=line.gap, width=sizes.page_width[index], boxed=True)
                found.append(box)
            box.lines.append(line)
            continue
        box = None
        if current is None or not goes_on(
            current.lines, current.mark, current.gap, line, mark, sizes, index, turned
        ):
            width = sizes.page_width[index]
            current = Paragraph(Role.BODY, mark=mark, gap=line.gap, width=width, first=opening)
            found.append(current)
        current.lines.append(line)
        turned = opening = False
    return found


def _roles(lines: list[Line], rows: dict[int, Laid], dropped: list[int]) -> list[Role]:
    roles = [Role.BODY] * len(lines)
    for role, indices in (
        (Role.FURNITURE, dropped),
        (Role.CONTENTS, contents_lines(lines)),
        (Role.ROW, [index for row in rows.values() for index in row.lines]),
        (Role.FOOTNOTE, footnote_lines(lines)),
    ):
        for index in indices:
            if roles[index] is Role.BODY:
                roles[index] = role
    return roles
