"""Marks: the number, letter or bullet that opens a list item, a paragraph or a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●○◦▪■□▫◼◻◾‣⁃∙·➢➤►▶❖✓✔✗☐☑\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076\uf02d"
"""Glyphs that are bullets wherever they stand first, those of symbol fonts among them."""

_MARK = re.compile(
    rf"""\s*(?P<mark>
        [{BULLETS}]
      | [-–—*o§»>\uf000-\uf0ff](?=\s+\S)            # "- ", "o ": bullets only before a blank
      | \(\s?(?:\d{{1,3}}|[a-zA-Z]|[ivxlIVXL]{{1,6}})\s?\)   # (a) (iv) (12)
      | \d{{1,3}}(?:\.\d{{1,3}}){{1,4}}[.)]?(?=\s+[^\s\d%£])   # 2.15 and 2.15.
      | \d{{1,3}}\s?[.)](?=\s+\S)                   # 1. 1)
      | (?:[a-zA-Z]|[ivxlIVXL]{{2,5}})\)(?=\s+\S)   # a) iv)
      | (?:[a-z]|[ivxl]{{2,5}})\.(?=\s+[A-Z‘“'"])   # a. iv.
    )\s*""",
    re.VERBOSE,
)
_DECIMAL = re.compile(r"\d+\.\d+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed and where the words after it begin."""

    text: str
    end: int

    @property
    def is_bullet(self) -> bool:
        """Whether it orders nothing."""
        return not any(character.isalnum() for character in self.text) or self.text == "o"

    @property
    def is_decimal(self) -> bool:
        """Whether it numbers a paragraph of a report, "2.15", rather than an item of a list."""
        return is_decimal(self.text)


def is_decimal(mark: str) -> bool:
    """Whether a mark numbers a paragraph of a report, "2.15", rather than an item of a list."""
    return mark[:1].isdigit() and "." in mark.rstrip(".")


def read_mark(text: str) -> Mark | None:
    """The mark that opens `text`: "(a)", "2.15", "iv.", "•"; None for words and for sums such as "1.5 million"."""
    found = _MARK.match(text)
    if found is None or found.end() == len(text):
        return None
    mark = found["mark"].strip()
    if _DECIMAL.match(mark) and text[found.end()].islower():
        return None
    return Mark(mark, found.end())


def split_mark(text: str) -> tuple[str, str]:
    """The mark that opens `text` ("" for none) and the words after it."""
    mark = read_mark(text)
    return (mark.text, text[mark.end :]) if mark is not None else ("", text)
