"""Kinds: which paragraphs of a PDF are headings, list items, footnotes or entries of a contents list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.text import BlockKind
from kg.read.headings import LONGEST, is_capitals, is_title
from kg.read.pdf_gather import Paragraph
from kg.read.pdf_marks import LEADERS
from kg.read.pdf_setting import Setting

_STARRED = re.compile(r"[^\W\d_][*†](?!\w)")
_PAGED = re.compile(r"\s(?:\d{1,4}|[ivxl]{1,6})$")
_CONTENTS = re.compile(r"(?i)^(?:table of )?contents(?: page)?:?$")

Kind = tuple[BlockKind, str]
"""A kind and the cue that decided it."""


def kinds(paragraphs: Sequence[Paragraph], setting: Setting) -> list[Kind]:
    """The kind of each paragraph, with its cue."""
    contents = _contents(paragraphs)
    starred = {paragraph.at[0][0] for paragraph in paragraphs if _STARRED.search(paragraph.text)}
    found: list[Kind] = []
    for index, paragraph in enumerate(paragraphs):
        mark = paragraph.mark
        if index in contents:
            found.append((BlockKind.CONTENTS, "contents"))
        elif mark is not None and mark.text in ("*", "†") and paragraph.at[0][0] in starred:
            found.append((BlockKind.FOOTNOTE, "star"))
        else:
            found.append(_kind(paragraph, setting))
    return found


def levels(paragraphs: Sequence[Paragraph], found: Sequence[Kind]) -> list[int]:
    """Levels of headings by their type, largest first, and depths of list items by their indent."""
    styles = sorted(
        {_style(p) for p, (kind, _) in zip(paragraphs, found, strict=True) if kind is BlockKind.HEADING},
        reverse=True,
    )
    rank = {style: min(level, 6) for level, style in enumerate(styles, start=1)}
    result: list[int] = []
    indents: list[float] = []
    for paragraph, (kind, _) in zip(paragraphs, found, strict=True):
        if kind is BlockKind.HEADING:
            result.append(rank[_style(paragraph)])
            indents = []
        elif kind is BlockKind.LIST_ITEM:
            indent = paragraph.mark_x - paragraph.items[0].left
            while indents and indent < indents[-1] - 4.0:
                indents.pop()
            if not indents or indent > indents[-1] + 4.0:
                indents.append(indent)
            result.append(len(indents) - 1)
        else:
            if indents and paragraph.lines[0].x0 - paragraph.items[0].left < indents[0] - 1.0:
                indents = []
            result.append(0)
    return result


def emphatic(paragraph: Paragraph, setting: Setting) -> bool:
    """Whether it is wholly bold or larger than the body."""
    lines = paragraph.lines
    return all(line.bold for line in lines) or all(line.size > 1.08 * setting.size for line in lines)


def _kind(paragraph: Paragraph, setting: Setting) -> Kind:
    if paragraph.note:
        return BlockKind.FOOTNOTE, "small-print"
    cue = _heading_cue(paragraph, setting)
    if cue:
        return BlockKind.HEADING, cue
    if paragraph.mark is not None and paragraph.mark.is_decimal:
        return BlockKind.PARAGRAPH, "numbered-paragraph"
    if paragraph.mark is not None:
        return BlockKind.LIST_ITEM, "bullet" if paragraph.mark.is_bullet else "number"
    return BlockKind.PARAGRAPH, "text"


def _heading_cue(paragraph: Paragraph, setting: Setting) -> str:
    """Why a paragraph is a heading: its size, weight or capitals; empty where it is none."""
    lines, text = paragraph.lines, paragraph.text
    if len(lines) > 5 or len(text) > LONGEST or not any(map(str.isalpha, text)):
        return ""
    bold = all(line.bold for line in lines)
    if paragraph.mark is not None and paragraph.mark.is_bullet and not bold:
        return ""
    size = min(line.size for line in lines)
    if size > 1.3 * setting.size or (size > 1.08 * setting.size and is_title(text)):
        return "large"
    if size < 0.85 * setting.size or len(lines) > 3 or not is_title(text):
        return ""
    if bold and not setting.bold:
        return "bold"
    return "capitals" if is_capitals(text) else ""


def _style(paragraph: Paragraph) -> tuple[float, bool, bool]:
    """What ranks a heading: its size in half points, its weight, its capitals."""
    line = paragraph.lines[0]
    letters = [letter for letter in paragraph.text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters)) > 0.7 * len(letters)
    return round(line.size * 2) / 2, line.bold, capitals


def _contents(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Entries of contents lists: lines with leaders, and lines that end in a page number below 'Contents'."""
    found = {index for index, paragraph in enumerate(paragraphs) if LEADERS.search(paragraph.text)}
    for index, paragraph in enumerate(paragraphs):
        if not _CONTENTS.match(paragraph.text.strip()):
            continue
        misses: list[int] = []
        for after in range(index + 1, len(paragraphs)):
            text = paragraphs[after].text
            if after in found or (_PAGED.search(text) and len(text) < 250):
                found.update([after, *misses])
                misses = []
            elif len(misses) >= 2 or len(text) > 250:
                break
            else:
                misses.append(after)
    return found
