"""Features: what the labeller sees of each line, every one named, in one table with its reason.

All are numbers; a truth is 0 or 1. A line is a passage, a piece of one that a label cuts, or a cell of a table
(kg.extract.page.lines). Word lists are those of `label-words.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.page.lines import Line
from kg.extract.page.marks import MarkKind
from kg.language.around import Matrix, runs, shifted
from kg.model.text import BlockKind, DocumentKind, Outline

#: what each group of features is for; docs/extraction.md prints this table
REASONS = {
    "layout": "how the line is set: kind of block, mark, level, emphasis, box, length, how it begins and ends",
    "kind": "what the document it stands in seems to be: a hint, never a gate",
    "place": "how far down the document and its section it stands, and how many lines the section has",
    "words": "how often it uses each word list, for its length, and in its first words",
    "heading": "the word lists of the nearest heading and of the headings above that",
    "lead": "the word lists of the last line that ended with a colon, and how far above it stands",
    "beside": "layout and words of the line before and the line after",
    "section": "how much of its section is listed, asks, praises, reports",
    "rules": "what the rules took the line for, with their confidence",
    "text": "what a linear model of its words and of its heading's words says (added when the model is built)",
}
_SET = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.FOOTNOTE)
_LAYOUT = (
    *(f"set:{kind.value}" for kind in _SET), *(f"mark:{kind.value}" for kind in MarkKind),
    "mark-depth", "mark-first", "level", "emphasis", "boxed", "words", "ends-stop", "ends-colon", "ends-question",
    "ends-semicolon", "begins-lower", "begins-capital", "cell", "cells", "capitals", "digits",
)  # fmt: skip
_PLACE = ("place-document", "place-section", "lines-section", "depth", "lines-document", "since-heading")
RULES = ("rec-start", "rec-inside", "rec-confidence", "rec-labelled", "lp-start", "lp-inside", "gp-start", "gp-inside",
         "fi-start", "fi-inside", "item-confidence", "asks-prose")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """A row a line; `names` of the columns; `headings` the line that heads each (-1 where none does)."""

    matrix: Matrix
    names: tuple[str, ...]
    headings: NDArray[np.int64]


def features(
    outline: Outline,
    lines: Sequence[Line],
    *,
    words: Matrix,
    opening: Matrix,
    lists: tuple[str, ...],
    verdicts: Matrix,
) -> Features:
    """The features of `lines`; `words` and `opening` are counts by line and list, `verdicts` those of the rules (RULES)."""
    layout = _layout(lines)
    length = np.maximum(layout[:, _LAYOUT.index("words")], 1)[:, None]
    rate = (words / length * 10).astype(np.float32)
    headed = _headings(lines)
    above = _above(lines, headed)
    leads, distance = _leads(lines)
    heading_words = _taken(words, headed)
    above_words = _taken(words, above)
    lead_words = _taken(words, leads)
    place = _place(outline, lines, headed)
    section = _section_means(lines, headed, layout, rate, lists)
    groups: list[tuple[str, Sequence[str], Matrix]] = [
        ("layout", _LAYOUT, layout),
        ("kind", [kind.value for kind in DocumentKind], _kinds(outline, lines)),
        ("place", _PLACE, place),
        ("words", lists, rate),
        ("words-opening", lists, opening),
        ("heading", lists, heading_words),
        ("heading-above", lists, above_words),
        ("lead", (*lists, "distance"), np.hstack([lead_words, distance[:, None]])),
        ("before", (*_LAYOUT, *lists), np.hstack([shifted(layout, 1), shifted(rate, 1)])),
        ("after", (*_LAYOUT, *lists), np.hstack([shifted(layout, -1), shifted(rate, -1)])),
        ("section", [f"mean-{name}" for name in (*_SECTION_LAYOUT, *lists)], section),
        ("rules", RULES, verdicts),
        ("rules-before", RULES, shifted(verdicts, 1)),
        ("rules-after", RULES, shifted(verdicts, -1)),
    ]
    names = tuple(f"{group}:{name}" for group, columns, _ in groups for name in columns)
    return Features(np.hstack([part for *_, part in groups]).astype(np.float32), names, headed)


def _layout(lines: Sequence[Line]) -> Matrix:
    kinds = {kind: place for place, kind in enumerate(_SET)}
    marks = {kind: len(_SET) + place for place, kind in enumerate(MarkKind)}
    base = len(_SET) + len(MarkKind)
    found = np.zeros((len(lines), len(_LAYOUT)), dtype=np.float32)
    for row, line in enumerate(lines):
        block, text, mark = line.passage.block, line.text, line.mark
        if block.kind in kinds:
            found[row, kinds[block.kind]] = 1
        found[row, marks[mark.kind]] = 1
        last, first = text[-1:], text[:1]
        found[row, base:] = (
            mark.depth, mark.value in ("1", "a", "i"), block.level, block.emphasis, block.boxed,
            text.count(" ") + 1, last in ".”’\"", last == ":", last == "?", last in ";,",
            first.islower(), first.isupper(), -1 if line.cell is None else line.cell, len(line.passage.cells),
            text.isupper(), any(map(str.isdigit, text[:40])),
        )  # fmt: skip
    return found


def _kinds(outline: Outline, lines: Sequence[Line]) -> Matrix:
    columns = {kind: place for place, kind in enumerate(DocumentKind)}
    found = np.zeros((len(lines), len(columns)), dtype=np.float32)
    for row, line in enumerate(lines):
        found[row, columns[outline.embedded[line.passage.embedded].kind]] = 1
    return found


def is_head(line: Line) -> bool:
    """Whether a line heads others: a heading, or short words set apart by emphasis or capitals."""
    if line.heading:
        return True
    text = line.text
    if len(text) > 100 or text.endswith((".", ";", ",")) or line.passage.block.kind is BlockKind.LIST_ITEM:
        return False
    return (line.passage.block.emphasis or text.isupper()) and len(text) > 3


def _headings(lines: Sequence[Line]) -> NDArray[np.int64]:
    """For each line the line that heads it in its document, -1 for none."""
    found = np.full(len(lines), -1, dtype=np.int64)
    head, embedded = -1, -1
    for row, line in enumerate(lines):
        if line.passage.embedded != embedded:
            head, embedded = -1, line.passage.embedded
        found[row] = head
        if is_head(line):
            head = row
    return found


def _above(lines: Sequence[Line], headed: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each line the heading of the next higher level above the one that heads it."""
    levels = [line.passage.block.level or 6 if line.heading else 7 for line in lines]
    parents: dict[int, int] = {-1: -1}
    found = np.full(len(lines), -1, dtype=np.int64)
    for row in range(len(lines)):
        head = int(headed[row])
        if head not in parents:
            up = int(headed[head])
            while up >= 0 and levels[up] >= levels[head]:
                up = parents.get(up, -1)
            parents[head] = up
        found[row] = parents[head]
    return found


def _leads(lines: Sequence[Line]) -> tuple[NDArray[np.int64], Matrix]:
    """For each line the last one before it that ends with a colon under the same heading, and its distance."""
    found = np.full(len(lines), -1, dtype=np.int64)
    distance = np.full(len(lines), 99, dtype=np.float32)
    lead, embedded = -1, -1
    for row, line in enumerate(lines):
        if line.passage.embedded != embedded or (is_head(line) and not line.text.endswith(":")):
            lead, embedded = -1, line.passage.embedded
        found[row] = lead
        distance[row] = row - lead if lead >= 0 else 99
        if line.text.endswith(":"):
            lead = row
    return found, distance


def _taken(counts: Matrix, rows: NDArray[np.int64]) -> Matrix:
    """The counts of the rows at `rows`, zeros where there is none."""
    found = counts[np.maximum(rows, 0)].copy() if len(counts) else counts.copy()
    found[rows < 0] = 0
    return np.asarray(np.minimum(found, 3), dtype=np.float32)


def _place(outline: Outline, lines: Sequence[Line], headed: NDArray[np.int64]) -> Matrix:
    embedded = np.array([line.passage.embedded for line in lines], dtype=np.int64)
    found = np.zeros((len(lines), len(_PLACE)), dtype=np.float32)
    rows = np.arange(len(lines))
    for one in np.unique(embedded):
        mine = rows[embedded == one]
        found[mine, 0] = (mine - mine[0]) / max(len(mine), 1)
        found[mine, 4] = len(mine)
    for mine in runs(headed):
        found[mine, 1] = (mine - mine[0]) / max(len(mine), 1)
        found[mine, 2] = len(mine)
        found[mine, 5] = mine - mine[0]
    for row, line in enumerate(lines):
        section = line.passage.section
        found[row, 3] = outline.sections[section].level if section is not None else 0
    return found


_SECTION_LAYOUT = ("set:list_item", "mark:bullet", "mark:number", "ends-question", "words", "mark:none")


def _section_means(
    lines: Sequence[Line], headed: NDArray[np.int64], layout: Matrix, rate: Matrix, lists: tuple[str, ...]
) -> Matrix:
    columns = [_LAYOUT.index(name) for name in _SECTION_LAYOUT]
    both = np.hstack([layout[:, columns], rate])
    found = np.zeros((len(lines), both.shape[1]), dtype=np.float32)
    for mine in runs(headed):
        found[mine] = both[mine].mean(axis=0)
    return found


def verdict_matrix(lines: Sequence[Line], cells: Mapping[tuple[int, str], float]) -> Matrix:
    """What the rules said, from (row, name of RULES) to value, as a matrix."""
    found = np.zeros((len(lines), len(RULES)), dtype=np.float32)
    for (row, name), value in cells.items():
        found[row, RULES.index(name)] = value
    return found
