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
    walk = _Walk(lines, _roles(lines, rows, dropped), rows)
    for index in range(len(lines)):
        walk.step(index)
    return walk.found


class _Walk:
    """Takes the lines in turn; body text, a text box and what stands aside are gathered each for itself."""

    def __init__(self, lines: list[Line], roles: list[Role], rows: dict[int, Laid]) -> None:
        self.lines = lines
        self.roles = roles
        self.rows = rows
        self.sizes = measure(lines, [role is Role.BODY for role in roles])
        self.boxed = box_lines(lines, self.sizes.double)
        self.found: list[Paragraph] = []
        self.body: Paragraph | None = None  # the paragraph that may still go on
        self.box: Paragraph | None = None  # the same within a text box
        self.aside: Paragraph | None = None
        self.opening = False  # nothing of the page was read yet
        self.turned = False  # a page ended since the last line of `body`

    def step(self, index: int) -> None:
        """Put the line `index` where it belongs."""
        line, role = self.lines[index], self.roles[index]
        self.turned = self.turned or line.top or role is Role.FURNITURE
        self.opening = self.opening or line.top
        if role is Role.ROW:
            if index in self.rows:
                row = self.rows[index]
                self.found.append(Paragraph(role, [self.lines[i] for i in row.lines], row=row))
            self.body = self.aside = None
        elif role is not Role.BODY:
            self._stand_aside(line, role)
        elif index in self.boxed:
            self.box = self._add(self.box, index, turned=False, apart=line.top)
            self.box.boxed = True
            self.aside = None
        else:
            self.body = self._add(self.body, index, turned=self.turned, apart=False)
            self.turned = self.opening = False
            self.aside = self.box = None

    def _add(self, paragraph: Paragraph | None, index: int, *, turned: bool, apart: bool) -> Paragraph:
        """The paragraph to which the line `index` belongs: `paragraph`, or a new one."""
        line = self.lines[index]
        mark = read_mark(line.text)
        if (
            paragraph is None
            or apart
            or not goes_on(
                paragraph.lines, paragraph.mark, paragraph.gap, line, mark, self.sizes, index, turned
            )
        ):
            width = self.sizes.page_width[index]
            paragraph = Paragraph(Role.BODY, mark=mark, gap=line.gap, width=width, first=self.opening)
            self.found.append(paragraph)
        paragraph.lines.append(line)
        return paragraph

    def _stand_aside(self, line: Line, role: Role) -> None:
        """A footnote may run over several lines; furniture and entries of contents lists are one line each."""
        aside = self.aside
        fresh = aside is None or aside.role is not role or role is not Role.FOOTNOTE or line.gap > 0
        if aside is None or fresh or read_mark(line.text) or line.text[0].isdigit():
            aside = self.aside = Paragraph(role, gap=line.gap)
            self.found.append(aside)
        aside.lines.append(line)


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
