"""Heads: which first rows of a table hold the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[.;]\s*$|[.!?]\s+[A-Z]")
_DATA = re.compile(r"^[\W\d]*$|^\(?[a-z0-9]{1,3}[.)]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_LONGEST = 90  # characters of the name of a column


def count_heads(rows: Sequence[Sequence[str]], bold: Sequence[bool]) -> int:
    """How many of the first rows are column heads: 0, 1 or, below a title that spans the table, 2.

    `rows`: the words of each cell, "" where empty; `bold`: whether the row is marked as a head or wholly bold.
    A row of short names without a full stop counts where the rows below it hold more than names.
    """
    for index in range(min(2, len(rows) - 1)):
        cells = [cell for cell in rows[index] if cell]
        if len(cells) < 2:
            if index == 0 and cells and _is_name(cells[0]):
                continue  # a title above the heads
            return 0
        marked = bold[index] and not all(bold[index:])
        if marked and all(len(cell) <= 2 * _LONGEST for cell in cells):
            return index + 1
        if not all(_is_name(cell) for cell in cells) or len(cells) < 0.6 * len(rows[index]):
            return 0
        below = [cell for row in rows[index + 1 :] for cell in row if cell]
        fuller = any(not _is_name(cell) or len(cell) > 2 * max(map(len, cells)) for cell in below)
        return index + 1 if fuller and len(set(cells)) == len(cells) else 0
    return 0


def _is_name(cell: str) -> bool:
    return len(cell) <= _LONGEST and not _SENTENCE.search(cell) and not _DATA.search(cell)
