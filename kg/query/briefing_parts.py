"""The pieces of a briefing: points with their source, tables, and the sentence around a cue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.query.records import Record
from kg.query.recurrence_uses import Use, place

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"])")
_LONGEST = 420


@dataclass(frozen=True, slots=True)
class Point:
    """A statement: who or what it is about, its words, and where they stand."""

    lead: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its head and rows of the same length."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def stated(record: Record) -> str:
    """Where a record is printed."""
    return place(record["source"], record["page"], record["line_start"])


def sentence_of(use: Use, record: Record | None) -> str:
    """The sentence of `record`, or of the paragraph that tells it, that holds the cue; the cue alone where there is neither."""
    kind = use.weight.replace("_", " ")
    text = " ".join(str((record and record.get("text")) or use.told or "").split())
    if not text:
        return f"{kind}: “{use.quote}”"
    cue = use.quote.lower()
    sentence = next((part for part in _SENTENCE.split(text) if cue in part.lower()), text)
    return f"{kind}: “{shortened(sentence)}”"


def shortened(text: str, *, longest: int = _LONGEST) -> str:
    """`text` cut at a word, with an ellipsis where something is left out."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
