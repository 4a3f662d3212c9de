"""Boundaries: where the documents bound into a source begin, and what kind each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model.fold import fold_pieces
from kg.model.keys import digest
from kg.model.text import Block, BlockKind, Document, DocumentKind, EmbeddedDocument, Issue, Span
from kg.rules import Rules


@dataclass(frozen=True, slots=True)
class Start:
    """Where a document begins and what was read there."""

    position: int
    kind: DocumentKind
    title: str
    rule: str


def find_embedded(
    document: Document, *, rules: Rules
) -> tuple[tuple[EmbeddedDocument, ...], tuple[Issue, ...]]:
    """The documents inside `document`, covering it from end to end, and what remained in doubt."""
    starts = _starts(document, rules)
    if not starts or starts[0].position > 0:
        first = next((b for b in document.blocks if b.kind is not BlockKind.FURNITURE), None)
        title = fold_pieces(document.text, first.pieces).text[:150] if first else document.source.name
        starts.insert(0, Start(0, DocumentKind.OTHER, title, "segment/front"))
    ends = [*(start.position for start in starts[1:]), len(document.text)]
    found = tuple(
        EmbeddedDocument(
            key=digest(document.source.name, start.kind.value, start.title, start.position),
            kind=start.kind,
            title=start.title,
            span=Span(start.position, end),
            rule=start.rule,
        )
        for start, end in zip(starts, ends, strict=True)
    )
    return found, ()


def _starts(document: Document, rules: Rules) -> list[Start]:
    found: list[Start] = []
    group = rules.group("segment-documents")
    for index, block in enumerate(document.blocks):
        words = fold_pieces(document.text, block.pieces).text if block.kind is not BlockKind.CONTENTS else ""
        if not words or len(words) > 200:
            continue
        for rule in group:
            if not rule.pattern.search(words):
                continue
            position = _lead(document, index)
            if found and position - found[-1].position < 300 and rule.give("kind") == found[-1].kind.value:
                break
            title = _title(document, index, words, rule.give("title"))
            found.append(
                Start(position, DocumentKind(rule.give("kind")), title, f"segment-documents/{rule.id}")
            )
            break
    return found


def _lead(document: Document, index: int) -> int:
    """The start of the block at `index`, or of the capitals that stand right above it."""
    blocks = document.blocks
    while index and _is_lead(document, blocks[index - 1]):
        index -= 1
    return blocks[index].pieces[0].start


def _is_lead(document: Document, block: Block) -> bool:
    words = block.span.slice(document.text)
    return (
        block.kind is BlockKind.HEADING
        and words.isupper()
        and re.search(r"COUNCIL|PANEL|COMMITTEE|BOARD", words) is not None
    )


def _title(document: Document, index: int, words: str, take: str) -> str:
    if take == "subject":
        for block in document.blocks[index : index + 6]:
            found = re.match(r"(?i)subject:?\s*(.+)", fold_pieces(document.text, block.pieces).text)
            if found:
                return found[1]
    return words
