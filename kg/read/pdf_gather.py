"""Gather: the lines of a PDF to paragraphs, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.marks import Mark
from kg.read.pdf_lines import Line
from kg.read.pdf_marks import is_entry, is_labelled, line_mark, note_mark
from kg.read.pdf_pages import Item
from kg.read.pdf_setting import Setting

_ENDS = re.compile(r"[.!?:;][”’\"')\]]*$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `at` gives the page and index of each. `mark`: its number or bullet."""

    items: list[Item]
    at: list[tuple[int, int]]
    mark: Mark | None = None
    mark_x: float = 0.0
    text_x: float = 0.0
    note: bool = False
    space_above: float = 0.0
    gap: float = 0.0  # distance of its lines, once it has two

    @property
    def lines(self) -> list[Line]:
        """Its lines."""
        return [item.line for item in self.items if item.line is not None]

    @property
    def text(self) -> str:
        """Its words, lines joined by blanks."""
        return " ".join(line.text for line in self.lines)


def gather(
    pages: Sequence[Sequence[tuple[int, Item]]], setting: Setting
) -> list[Paragraph | tuple[int, int]]:
    """Paragraphs and tables of all pages in reading order. `pages`: index and item, furniture left out."""
    flow: list[Paragraph | tuple[int, int]] = []
    body: Paragraph | None = None  # the last paragraph of the running text
    for number, items in enumerate(pages):
        first_note = _first_note([item for _, item in items], setting)
        note: Paragraph | None = None
        for place, (index, item) in enumerate(items):
            at = (number, index)
            if item.table is not None:
                flow.append(at)
                body = None
            elif item.line is not None and place >= first_note:
                if note is None or note_mark(item.line) is not None:
                    note = Paragraph([item], [at], mark=note_mark(item.line), note=True)
                    flow.append(note)
                else:
                    note.items.append(item)
                    note.at.append(at)
            elif item.line is not None:
                if body is not None and (
                    _continues(body, item, at, setting) or _in_numbered_run(flow, body, item, at)
                ):
                    _append(body, item, at)
                else:
                    body = _open(body, item, at)
                    flow.append(body)
    return flow


def _first_note(items: Sequence[Item], setting: Setting) -> int:
    """Where the footnotes of a page begin: small lines at its end, the first with a number or a star."""
    start = len(items)
    for place in range(len(items) - 1, -1, -1):
        line = items[place].line
        if line is None or line.size > 0.93 * setting.size:
            break
        if note_mark(line) is not None:
            start = place
    text_above = any(item.line is not None and item.line.size > 0.93 * setting.size for item in items[:start])
    return start if text_above and len(items) - start <= max(4, 0.6 * len(items)) else len(items)


def _in_numbered_run(
    flow: Sequence[Paragraph | tuple[int, int]], body: Paragraph, item: Item, at: tuple[int, int]
) -> bool:
    """Whether a line without a number, at the head of a column or page, carries on a numbered paragraph
    although a sentence ends there: where every paragraph is numbered, a new one would be."""
    last, line = body.items[-1], item.line
    if line is None or last.line is None or (item.region == last.region and at[0] == body.at[-1][0]):
        return False
    if body.mark is None or not body.mark.is_decimal or line_mark(line) is not None or item.boxed:
        return False
    before = [
        part for part in flow[-4:] if isinstance(part, Paragraph) and not part.note and len(part.items) > 1
    ]
    alike = abs(line.size - last.line.size) < 0.6 and line.bold == last.line.bold
    place = abs((line.x0 - item.left) - (last.line.x0 - last.left)) < 2.0
    return alike and place and _is_full(last, line) and all(part.mark is not None for part in before)


def _open(before: Paragraph | None, item: Item, at: tuple[int, int]) -> Paragraph:
    line = item.line
    assert line is not None
    paragraph = Paragraph([item], [at], mark=line_mark(line), mark_x=line.x0, text_x=line.x0)
    if paragraph.mark is not None:
        position = 0
        for word in line.words:
            if position >= paragraph.mark.end - 1:
                paragraph.text_x = word.x0
                break
            position += len(word.text) + (not word.glued)
    last = before.items[-1].line if before is not None else None
    if last is not None and before is not None and before.items[-1].region == item.region:
        paragraph.space_above = line.base - last.base if before.at[-1][0] == at[0] else 0.0
    return paragraph


def _append(paragraph: Paragraph, item: Item, at: tuple[int, int]) -> None:
    line, last = item.line, paragraph.items[-1].line
    assert line is not None and last is not None
    if paragraph.gap == 0.0 and line.base > last.base:
        paragraph.gap = line.base - last.base
    if len(paragraph.items) == 1 and line.x0 < paragraph.text_x:  # it does not hang
        paragraph.text_x = line.x0
    paragraph.items.append(item)
    paragraph.at.append(at)


def _continues(paragraph: Paragraph, item: Item, at: tuple[int, int], setting: Setting) -> bool:
    """Whether a line carries on the paragraph before it."""
    line, last_item = item.line, paragraph.items[-1]
    last = last_item.line
    assert line is not None and last is not None
    if abs(line.size - last.size) > 0.6 or (line.bold != last.bold and _bold_break(paragraph, line)):
        return False
    if item.boxed != last_item.boxed or is_entry(last) or is_labelled(line):
        return False
    if line_mark(line) is not None and _is_new_mark(paragraph, last_item, line):
        return False
    if item.region != last_item.region or at[0] != paragraph.at[-1][0]:
        return _runs_over(paragraph, last_item, item)
    step = line.base - last.base
    usual = paragraph.gap or setting.space(line.size)
    if step > 1.18 * usual + 0.5 or step <= 0:
        return False
    if paragraph.mark is not None:
        if (
            line.x0 < paragraph.text_x - 0.9 * line.size
            and line.x0 < paragraph.mark_x + 1.0
            and len(paragraph.items) > 1
        ):
            return False  # back at the margin after lines that hung
    elif line.x0 > paragraph.text_x + 0.9 * line.size and not _is_full(last_item, line):
        return False  # an indented first line
    if _is_title(paragraph, line, setting):
        return True
    if _is_full(last_item, line):
        return True
    if _ENDS.search(last.text):
        return False
    wide = last.x1 - last_item.left > 0.6 * (last_item.right - last_item.left)
    return line.text[:1].islower() or (wide and not line.bold and paragraph.mark is None)


def _bold_break(paragraph: Paragraph, line: Line) -> bool:
    """A line wholly bold beside one that is not parts them, unless the sentence plainly runs on."""
    return not line.text[:1].islower() or bool(_ENDS.search(paragraph.lines[-1].text))


def _is_new_mark(paragraph: Paragraph, last_item: Item, line: Line) -> bool:
    """Whether a mark at the start of a line is one: not a number that a wrapped sentence happens to end with."""
    mark = line_mark(line)
    last = last_item.line
    assert mark is not None and last is not None
    if mark.is_bullet and mark.text not in "-–—*":
        return True
    if paragraph.mark is not None and line.x0 >= paragraph.text_x - 1.0 > paragraph.mark_x + 3.0:
        return bool(_ENDS.search(last.text)) or not _is_full(last_item, line)
    return bool(_ENDS.search(last.text)) or not _is_full(last_item, line) or paragraph.mark is not None


def _is_full(item: Item, following: Line) -> bool:
    """Whether the first word of the line after would not have fitted on the line."""
    line = item.line
    assert line is not None
    first = following.words[0]
    width = first.x1 - first.x0
    for word in following.words[1:]:
        if not word.glued:
            break
        width = word.x1 - first.x0
    return line.x1 + width + 0.2 * line.size > item.right - 0.02 * (item.right - item.left) - 1.0


def _is_title(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Lines of one heading belong together though each is short."""
    last = paragraph.items[-1].line
    assert last is not None
    large = line.size > 1.12 * setting.size
    if not large or line.bold != last.bold or abs(line.size - last.size) > 0.3 or len(paragraph.items) > 4:
        return False
    return not _ENDS.search(last.text) and line.base - last.base < 1.45 * line.size


def _runs_over(paragraph: Paragraph, last_item: Item, item: Item) -> bool:
    """Whether a line at the head of a column or page carries on the last paragraph of the one before."""
    line, last = item.line, last_item.line
    assert line is not None and last is not None
    ended = bool(_ENDS.search(last.text))
    if paragraph.mark is not None and paragraph.text_x > paragraph.mark_x + 4.0 and len(paragraph.items) > 1:
        hung = abs((line.x0 - item.left) - (paragraph.text_x - last_item.left)) < 2.0
        if hung and line.x0 > item.left + 4.0:
            return True
    if ended:
        return False
    return line.text[:1].islower() or (_is_full(last_item, line) and len(paragraph.items) > 1)
