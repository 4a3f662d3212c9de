"""Hyphens at line ends: those that only broke a word are told from those that belong to it."""

from __future__ import annotations

import re

from kg.read.lines import Line

_BROKEN = re.compile(r"([A-Za-z]{2,})[-\u00ad\u2010]$")
_NEXT = re.compile(r"[a-z]{2,}")
_WORD = re.compile(r"[a-z]{4,}(?:-[a-z]+)*")


def broken_words(lines: list[Line]) -> set[int]:
    """Indices of lines whose last hyphen only broke a word: the text has the whole word elsewhere
    ("safe-" | "guarding", with "safeguarding" in the text) and never the hyphenated one within a line."""
    ends = []
    for index in range(len(lines) - 1):
        found = _BROKEN.search(lines[index].text)
        rest = _NEXT.match(lines[index + 1].text) if found else None
        if found and rest:
            ends.append((index, found[1].lower(), rest[0], lines[index].text[-1]))
    if not ends:
        return set()
    known: set[str] = set()
    for line in lines:
        known.update(_WORD.findall(line.text.lower()))
    return {
        index
        for index, first, rest, hyphen in ends
        if hyphen == "\u00ad" or (first + rest in known and f"{first}-{rest}" not in known)
    }
