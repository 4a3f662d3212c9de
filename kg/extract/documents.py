"""Embedded documents as facts: their titles as evidence, and fingerprints that find the same document again."""

from __future__ import annotations

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
            evidence(outline.document, span, embedded=embedded.key, rule=embedded.rule or "segment/document",
                     confidence=embedded.confidence)
        )
    return tuple(found)


def fingerprints(outline: Outline) -> tuple[str, ...]:
    """A digest of each embedded document's folded words without furniture, in order."""
    words: dict[int, list[str]] = {index: [] for index in range(len(outline.embedded))}
    for passage in outline.passages:
        if passage.block.kind is not BlockKind.FURNITURE and passage.embedded in words:
            words[passage.embedded].append(match_form(passage.text))
    return tuple(digest(" ".join(words[index]), length=16) for index in range(len(outline.embedded)))


def _first_line(text: str, span: Span) -> Span:
    start = span.start
    while start < span.end and text[start].isspace():
        start += 1
    end = text.find("\n", start, span.end)
    end = span.end if end < 0 else end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, max(end, min(start + 1, span.end)))
