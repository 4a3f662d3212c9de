"""The outline of one source as it was understood, beside its text in colour: a page for whoever adds a layout."""

from __future__ import annotations

from kg.model.text import BlockKind, Outline
from kg.view.page import plain, render

COLOURS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.LIST_ITEM: "list item",
    BlockKind.TABLE_ROW: "table row",
    BlockKind.FOOTNOTE: "footnote",
    BlockKind.CONTENTS: "contents list",
    BlockKind.FURNITURE: "furniture, dropped",
}
"""What each kind of block is called in the legend."""


def draw_outline(outline: Outline) -> str:
    """A self-contained page: documents and sections on the left, every block on the right in the colour of its kind."""
    document = outline.document
    entries = [
        {
            "title": plain(one.title, limit=200),
            "kind": one.kind.value.replace("_", " "),
            "date": one.date or "",
            "rule": one.rule,
            "anchor": f"d{index}",
            "where": _where(outline, one.span.start),
            "sections": [
                {
                    "title": plain(s.title, limit=160),
                    "number": s.number,
                    "level": s.level,
                    "anchor": f"c{s.span.start}",
                }
                for s in outline.sections
                if s.embedded == index
            ],
        }
        for index, one in enumerate(outline.embedded)
    ]
    return render(
        "outline.html.j2",
        title=f"Outline of {plain(document.source.name)}",
        sentence=f"{len(outline.embedded)} documents, {len(outline.sections)} sections, "
        f"{len(outline.passages)} passages; what is struck through was dropped as furniture.",
        entries=entries,
        blocks=_blocks(outline),
        legend=[(kind.value, name) for kind, name in COLOURS.items()],
        issues=[plain(issue.message) for issue in (*document.issues, *outline.issues)],
    )


def _blocks(outline: Outline) -> list[dict[str, object]]:
    text = outline.document.text
    starts = {one.span.start: f"d{index}" for index, one in enumerate(outline.embedded)}
    shown: list[dict[str, object]] = []
    for block in outline.document.blocks:
        start = block.pieces[0].start
        parts = [[piece.slice(text) for piece in cell.pieces] for cell in block.cells] or [
            [piece.slice(text) for piece in block.pieces]
        ]
        shown.append(
            {
                "kind": block.kind.value,
                "boxed": block.boxed,
                "head": block.head,
                "level": block.level,
                "marker": plain(block.marker),
                "cells": [plain(" ".join(words)) for words in parts],
                "where": _where(outline, start),
                "rule": block.rule,
                "anchor": f"c{start}" if block.kind is BlockKind.HEADING else "",
                "opens": starts.get(start, ""),
            }
        )
    return shown


def _where(outline: Outline, start: int) -> str:
    """ "page 4, line 120", as far as known."""
    document = outline.document
    page = document.page(start)
    parts = [f"page {page.label or page.number}"] if page else []
    if document.lined:
        parts.append(f"line {document.line(start)}")
    return ", ".join(parts)
