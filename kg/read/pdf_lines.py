"""Lines of a PDF page: words that stand on one line, without the raised numbers among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kg.read.pdf_words import Word

_NOTE = re.compile(r"[\[(]?\d{1,3}[\])]?,?")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of one column. `keep`: intervals of `text` without raised numbers."""

    words: tuple[Word, ...]
    text: str
    keep: tuple[tuple[int, int], ...]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool
    raised: tuple[str, ...] = ()


def make_line(words: Sequence[Word]) -> Line:
    """The line of `words`, given from left to right."""
    largest = max(word.size for word in words)
    text = ""
    keep: list[tuple[int, int]] = []
    raised: list[str] = []
    sizes: dict[float, int] = {}
    bold = italic = letters = 0
    for word in words:
        if text and not word.glued:
            text += " "
        start = len(text)
        text += word.text
        if word.raised or (word.size <= 0.75 * largest and _NOTE.fullmatch(word.text)):
            raised.append(word.text)
            continue
        if keep and keep[-1][1] >= start - 1 and (start == keep[-1][1] or text[start - 1] == " "):
            keep[-1] = (keep[-1][0], len(text))
        else:
            keep.append((start, len(text)))
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        count = sum(character.isalnum() for character in word.text)
        letters += count
        bold += count * word.style.bold
        italic += count * word.style.italic
    size = max(sizes, key=lambda size: (sizes[size], size)) if sizes else words[0].size
    usual = [word for word in words if not word.raised] or list(words)
    return Line(
        words=tuple(words),
        text=text,
        keep=tuple(keep) or ((0, len(text)),),
        x0=min(word.x0 for word in words),
        x1=max(word.x1 for word in words),
        base=median(word.base for word in usual),
        size=size,
        bold=letters > 0 and bold >= 0.95 * letters,
        italic=letters > 0 and italic >= 0.95 * letters,
        raised=tuple(raised),
    )
