"""How a table is drawn on a screen: in columns where no word has to be broken for that, else a block a row."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.table import Cell, Table

_GAP = 2  # between columns
_LONGEST = 20  # a longer word (an IRI, a file name) may be broken
NARROWEST = 40


def as_text(table: Table, *, width: int, heads: Mapping[str, str], shares: Mapping[str, int]) -> str:
    """The columns of `heads` as lines no wider than `width`; `shares` widens some columns that wrap."""
    width = max(width, NARROWEST)
    columns = [table.column(name) for name in heads]
    shown = [[_shown(value) for value in values] for values in columns]
    least = [_least(head, cells) for head, cells in zip(heads.values(), shown, strict=True)]
    room = width - _GAP * (len(columns) - 1)
    if sum(least) > room:
        return _blocks(list(heads.values()), shown, width)
    full = [max(map(_length, (head, *cells))) for head, cells in zip(heads.values(), shown, strict=True)]
    widths = _widths(least, full, [shares.get(name, 1) for name in heads], room)
    right = [any(v is not None for v in values) and all(map(_is_number, values)) for values in columns]
    return _drawn(list(heads.values()), shown, widths, right)


def _is_number(value: Cell) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _least(head: str, cells: Sequence[str]) -> int:
    """The width that a column needs so that none of its words is broken."""
    return max(min(max(map(len, text.split()), default=1), _LONGEST) for text in (head, *cells))


def _length(text: str) -> int:
    return max(map(len, text.split("\n")))


def _widths(least: list[int], full: list[int], shares: list[int], room: int) -> list[int]:
    """The least widths, and what is left of `room` given to columns that need more, by their shares."""
    widths = list(least)
    while (left := room - sum(widths)) > 0:
        needy = [at for at, have in enumerate(widths) if have < full[at]]
        if not needy:
            break
        unit = left / sum(shares[at] for at in needy)
        for at in needy:
            more = min(full[at] - widths[at], max(1, int(unit * shares[at])), room - sum(widths))
            widths[at] += more
    return widths


def _drawn(heads: list[str], shown: list[list[str]], widths: list[int], right: list[bool]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for head, column, is_right in zip(heads, widths, right, strict=True):
        drawn.add_column(Text(head), justify="right" if is_right else "left", overflow="fold", width=column)
    for row in zip(*shown, strict=True):
        drawn.add_row(*map(Text, row))
    paper = io.StringIO()
    wide = sum(widths) + _GAP * len(widths)
    Console(width=wide, file=paper, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(line.rstrip() for line in paper.getvalue().splitlines())


def _blocks(heads: list[str], shown: list[list[str]], width: int) -> str:
    """A block of lines for each row: the name of a column, and its value wrapped beside it."""
    indent = min(max(map(len, heads)), width // 3) + _GAP
    blocks = []
    for row in zip(*shown, strict=True):
        lines: list[str] = []
        for head, cell in zip(heads, row, strict=True):
            if not cell:
                continue
            label = f"{head:{indent}}" if len(head) < indent else f"{head}\n{'':{indent}}"
            wrapped = textwrap.wrap(cell, width - indent) or [""]
            lines.append(label + f"\n{'':{indent}}".join(wrapped))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
