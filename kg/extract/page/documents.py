"""Embedded documents as facts: their titles as evidence, and fingerprints that find the same document again."""

from __future__ import annotations

from heapq import nsmallest
from zlib import crc32

from kg.model.evidence import Evidence, evidence
from kg.model.keys import digest, match_form
from kg.model.text import BlockKind, Outline, Span


def title_evidence(outline: Outline) -> tuple[Evidence, ...]:
    """Evidence for each embedded document: its title where printed, else its first words."""
    text = outline.document.text
    found = []
    for embedded in outline.embedded:
        at = text.find(embedded.title, embedded.span.start, embedded.span.end) if embedded.title else -1
        span = Span(at, at + len(embedded.title)) if at >= 0 else _first_line(text, embedded.span)
        found.append(
            evidence(
                outline.document,
                span,
                embedded=embedded.key,
                rule=embedded.rule or "segment/document",
                confidence=embedded.confidence,
            )
        )
    return tuple(found)


_SHINGLE = 4  # words
_KEPT = 128  # digests


def fingerprints(outline: Outline) -> tuple[str, ...]:
    """A digest of each embedded document's folded words without furniture, in order."""
    return tuple(digest(text, length=16) for text in _texts(outline))


def sketches(outline: Outline) -> tuple[tuple[int, ...], ...]:
    """The 128 smallest digests of each embedded document's four-word shingles (bottom-k sketch, Broder 1997)."""
    return tuple(_sketch(text.split()) for text in _texts(outline))


def _sketch(words: list[str]) -> tuple[int, ...]:
    last = max(1, len(words) - _SHINGLE + 1)
    shingles = {crc32(" ".join(words[at : at + _SHINGLE]).encode()) for at in range(last)}
    return tuple(nsmallest(_KEPT, shingles)) if words else ()


def _texts(outline: Outline) -> list[str]:
    words: dict[int, list[str]] = {index: [] for index in range(len(outline.embedded))}
    for passage in outline.passages:
        if passage.block.kind is not BlockKind.FURNITURE and passage.embedded in words:
            words[passage.embedded].append(match_form(passage.text))
    return [" ".join(words[index]) for index in range(len(outline.embedded))]


def _first_line(text: str, span: Span) -> Span:
    start = span.start
    while start < span.end and text[start].isspace():
        start += 1
    end = text.find("\n", start, span.end)
    end = span.end if end < 0 else end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, max(end, min(start + 1, span.end)))
