"""Headings that are only bold, larger or in capitals: what they have in common in every format."""

from __future__ import annotations

import re

from kg.read.marks import Mark, read_mark

_STOP = re.compile(r"[.;,]$")
_NUMBERED = re.compile(
    r"(?i)^(?:recommendation|finding|appendix|annex|chapter|part|section|area|action|theme|lesson)\b.{0,12}\.$"
)
_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,3})*)[.)]?\s+(?=[A-Z‘“(])(?!(?i:steps?|minutes?|points?|years?|months?|days?)\b)"
)
LONGEST = 200
"""Characters of the longest heading."""


def is_title(text: str, *, longest: int = LONGEST) -> bool:
    """Whether `text`, set apart by its type, reads as a heading: short, with letters, not a sentence.

    "Recommendation 1." is one in spite of its full stop.
    """
    words = text.strip()
    if not words or len(words) > longest or not any(character.isalpha() for character in words):
        return False
    return not _STOP.search(words) or _NUMBERED.match(words) is not None


def read_number(text: str) -> Mark | None:
    """The number or letter before the words of a heading: "6", "12.1", "(a)"; a figure's full stop left out."""
    number = _NUMBER.match(text)
    if number is not None:
        return Mark(number[1], number.end())
    mark = read_mark(text)
    return None if mark is not None and mark.text[-1] in "-–—*" else mark


def split_number(text: str) -> tuple[str, str]:
    """The number of a heading ("" for none) and its words."""
    mark = read_number(text)
    return (mark.text, text[mark.end :]) if mark is not None else ("", text)


def is_capitals(text: str) -> bool:
    """Whether `text` is set in capitals: two words or more, five letters or more."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 4 and " " in text.strip() and all(character.isupper() for character in letters)
