"""Fold: the words of a block with single blanks between them, and the way back to each character."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model.text import Folded, Span

_WORD = re.compile(r"\S+")
_HYPHENS = "-\u00ad\u2010\u2011\x02"
_BREAKS = re.compile(r"\s|<(?:br|p|li|ul|ol|div|tr|td|th|table|h[1-6])\b", re.I)


def fold_pieces(text: str, pieces: Iterable[Span]) -> Folded:
    """The characters of `pieces` of `text`, white space folded, pieces joined.

    Two pieces are parted by a blank where white space or a block tag stands between them. A word that is
    broken at the hyphen of a line's end is put together again: "post-" + "inspection" is "post-inspection",
    and where the reader left the hyphen out of the pieces, "informa" + "tion" is "information".
    """
    parts: list[str] = []
    offsets: list[int] = []
    before = -1  # where the word before ends in `text`
    for piece in pieces:
        for match in _WORD.finditer(text, piece.start, piece.end):
            start, end = match.span()
            if before >= 0 and _parted(text, before, start):
                parts.append(" ")
                offsets.append(before)
            parts.append(match.group())
            offsets.extend(range(start, end))
            before = end
    offsets.append(max(before, 0))
    return Folded("".join(parts), tuple(offsets))


def _parted(text: str, end: int, start: int) -> bool:
    """Whether a blank belongs between the word that ends at `end` and the one that starts at `start`."""
    if start == end:
        return False
    gap = text[end:start]
    if gap == " " or start < end:  # read out of order: a box, a column
        return True
    if "\n" in gap and _runs_on(text, end, start, gap):
        return False
    return _BREAKS.search(gap) is not None


def _runs_on(text: str, end: int, start: int, gap: str) -> bool:
    """Whether a word runs on over the end of a line, its hyphen kept ("post-" | "inspection") or left out."""
    if gap[0] in _HYPHENS:
        return text[start].isalpha()
    return text[end - 1] in _HYPHENS and end > 1 and text[end - 2].isalpha() and text[start].islower()
