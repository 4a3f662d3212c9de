"""Marks of lines: what opens or closes a line of a PDF, by its characters, its type and its gaps."""

from __future__ import annotations

import re

from kg.read.marks import Mark, read_mark
from kg.read.pdf_lines import Line

_SYMBOLS = re.compile(r"(?i)wingding|symbol|webding|dingbat")
_LONE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[a-zA-Z][.)]?|[ivxIVX]{1,5}[.)]?")
LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})?\s*$|…{2,}\s*\d{1,4}\s*$")
"""The dots and the page number that end an entry of a contents list."""
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,7}")
_NOTE = re.compile(r"^(?:\d{1,3}|[*†‡§]{1,3}|[ivx]{1,5})(?=[\s.)]|[A-Z‘“])")


def line_mark(line: Line) -> Mark | None:
    """The mark that opens a line, by its characters, by a symbol font, or by the gap after it."""
    first = line.words[0]
    if (
        len(line.words) > 1
        and len(first.text) <= 2
        and _SYMBOLS.search(first.style.font)
        and not line.words[1].glued
    ):
        return Mark(first.text, len(first.text) + 1)
    mark = read_mark(line.text)
    if mark is not None or len(line.words) < 2 or line.words[1].glued:
        return mark
    tabbed = line.words[1].x0 - first.x1 > 0.7 * line.size
    if tabbed and _LONE.fullmatch(first.text):
        return Mark(first.text, len(first.text) + 1)
    return None


def note_mark(line: Line) -> Mark | None:
    """The number of a footnote; one that is raised is not in the words that are kept."""
    found = _NOTE.match(line.text)
    if found is None:
        return None
    return Mark(found.group(), 0 if line.raised else found.end())


def is_entry(line: Line) -> bool:
    """Whether a line is an entry of a contents list: leaders, or a page number far to the right."""
    if LEADERS.search(line.text):
        return True
    if len(line.words) < 2 or not _PAGE_NUMBER.fullmatch(line.words[-1].text):
        return False
    return line.words[-1].x0 - line.words[-2].x1 > 1.2 * line.size


def is_labelled(line: Line) -> bool:
    """Whether a line opens with a bold label: "Date: 3 May"."""
    if line.bold or not line.words[0].style.bold:
        return False
    label = next((a for a, b in zip(line.words, line.words[1:], strict=False) if not b.style.bold), None)
    return label is not None and label.text.endswith(":")
