"""Marks that number an item on the page: "3.", "12.1", "(a)", "iv)", "R2", "•", wherever the reader left them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kg.model.text import Passage


class MarkKind(StrEnum):
    """What sort of mark stands before an item."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"  # 3, 12.1
    LETTER = "letter"  # a
    ROMAN = "roman"  # iv


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its kind, its value without points and brackets, and where the words after it start."""

    kind: MarkKind
    value: str = ""
    end: int = 0  # in the passage's words; 0 where the reader had already set the mark apart

    @property
    def depth(self) -> int:
        """How many levels a decimal number has: 1 for "3", 2 for "12.1"."""
        return self.value.count(".") + 1 if self.kind is MarkKind.NUMBER else 0


NO_MARK = Mark(MarkKind.NONE)
_VALUE = re.compile(r"[(\[]?\s*(\d{1,3}(?:\.\d{1,3}){0,3}|[ivx]{1,5}|[IVX]{1,5}|[A-Za-z])\s*[.):\]]{0,2}\s*$")
_INLINE = re.compile(
    r"(?:(?P<bullet>[•●▪■◼◾◆❖➢►▶∙·‣⁃\uf0b7\uf0a7\uf0d8]|[-–—*](?=\s))\s*"
    r"|[(\[](?P<bracketed>\d{1,3}|[ivx]{1,5}|[a-zA-Z])[)\]]\.?\s*"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?:\.(?!\d)|\)|:)?(?=\s)\s*"
    r"|(?P<letter>[a-z]|[ivx]{2,5})(?:\)|\.)\s+"
    r"|(?P<capital>[A-Z])(?:\)\s+|\.\s+(?=[a-z])))(?=\S)"
)
_ROMAN = re.compile(r"(?i)(?:x{0,3})(?:ix|iv|v?i{0,3})\Z")


def mark_of(passage: Passage) -> Mark:
    """The mark before a passage: the one that the reader set apart, else one at the start of its words."""
    if passage.block.marker:
        return read_mark(passage.block.marker)
    return leading_mark(passage.text)


def read_mark(printed: str) -> Mark:
    """A mark as printed, alone: "(a)" is letter a, "12.1" is a number, any sign without value a bullet."""
    found = _VALUE.match(printed.strip())
    return _mark(found.group(1), 0) if found else Mark(MarkKind.BULLET)


def leading_mark(text: str) -> Mark:
    """The mark with which `text` begins, or none; a number needs a following capital or bracket to count."""
    if not text or (text[0].isalpha() and (len(text) < 3 or not set(text[1:6]) & {".", ")"})):
        return NO_MARK
    found = _INLINE.match(text)
    if found is None:
        return NO_MARK
    if found["bullet"] is not None:
        return Mark(MarkKind.BULLET, "", found.end())
    if found["capital"] is not None:
        return Mark(MarkKind.BULLET, found["capital"], found.end())
    value = found["bracketed"] or found["number"] or found["letter"]
    following = text[found.end()]
    if found["number"] and not (following.isupper() or following in "'‘“\"("):
        return NO_MARK
    return _mark(value, found.end())


def _mark(value: str, end: int) -> Mark:
    if value[0].isdigit():
        return Mark(MarkKind.NUMBER, value, end)
    if len(value) > 1 and _ROMAN.match(value):
        return Mark(MarkKind.ROMAN, value.lower(), end)
    return Mark(MarkKind.LETTER, value.lower(), end)


def follows(earlier: Mark, later: Mark) -> bool:
    """Whether `later` is the next mark of the series in which `earlier` stands."""
    if earlier.kind is MarkKind.BULLET:
        return later.kind is MarkKind.BULLET
    if earlier.kind is MarkKind.NUMBER and later.kind is MarkKind.NUMBER:
        head, _, last = earlier.value.rpartition(".")
        return later.value == f"{head}.{int(last) + 1}".lstrip(".")
    if earlier.kind is MarkKind.LETTER and len(earlier.value) == len(later.value) == 1:
        return ord(later.value) == ord(earlier.value) + 1
    return earlier.kind is MarkKind.ROMAN and later.kind in (MarkKind.ROMAN, MarkKind.LETTER)
