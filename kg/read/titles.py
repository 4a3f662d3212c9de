"""Titles: lines without markup that are headings by what stands below them."""

from __future__ import annotations

from dataclasses import replace

from kg.model.text import Block, BlockKind
from kg.read.labels import is_title_line
from kg.read.tables import APART


def mark_titles(text: str, blocks: list[Block]) -> None:
    """Make headings of a low level of the short lines of `blocks` that stand alone above what they name."""
    body = [place for place, block in enumerate(blocks) if block.kind not in APART]
    for order in range(len(body) - 2, -1, -1):
        place, after = body[order], body[order + 1]
        block, below = blocks[place], blocks[after]
        if block.kind is not BlockKind.PARAGRAPH or block.marker:
            continue
        above = blocks[body[order - 1]] if order else None
        stacked = below.kind is BlockKind.HEADING and above is not None and not _is_short(above)
        if (stacked or _opens(below)) and is_title_line(block.span.slice(text)):
            blocks[place] = replace(block, kind=BlockKind.HEADING, level=5, rule="markdown/title")


def _opens(block: Block) -> bool:
    """Whether a block is what a heading stands above."""
    if block.kind is BlockKind.PARAGRAPH:
        return len(block.span) >= 80 or block.marker != ""
    return block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CONTENTS)


def _is_short(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(block.span) < 80
