"""Read text: a text file is either marked up (Markdown, with HTML in it) or plain, as a PDF extractor leaves it."""

from __future__ import annotations

import re

from kg.model.text import Document, Source
from kg.read.markdown import read_markdown
from kg.read.plain import read_plain

_MARKUP = re.compile(
    r"(?m)^(?:\#{1,6}\s+\S|[ ]{0,3}[-*+][ ]\S|\|.*\|[ \t]*$|\s*</?(?:table|tr|td|ul|p|div|h[1-6]|br)\b)"
    r"|\*\*\S[^*\n]*\*\*|</?(?:u|i|b|p|ul|li|br|sup|sub|table)\b[^>\n]*>|\[[^\]\n]+\]\([^)\n]*\)"
)
_CELLS = re.compile(r"(?m)^[^\t\n]{4,}\t(?=.*\S)")  # a mark and a tab is a list, not a row
_LINE = re.compile(r"(?m)^.*\S.*$")
_SHARE = 0.02  # marked lines among all lines


def read_text(source: Source, text: str) -> Document:
    """The document in `text`, whose offsets and lines are those of the file."""
    if source.media_type == "text/markdown" or is_marked_up(text):
        return read_markdown(source, text)
    return read_plain(source, text)


def is_marked_up(text: str) -> bool:
    """Whether `text` holds Markdown or HTML marks on at least one line in fifty, or rows parted by tabs."""
    lines = sum(1 for _ in _LINE.finditer(text))
    marked = sum(1 for _ in _MARKUP.finditer(text)) + sum(1 for _ in _CELLS.finditer(text))
    return marked >= max(2, lines * _SHARE)
