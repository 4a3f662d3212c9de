"""Labelled lines: all lines of a source, what the rules take them for, and what the labeller says of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.finding.said import Item
from kg.extract.items.draft import Draft
from kg.extract.label.features import features, verdict_matrix
from kg.extract.page.lines import Line, lines_of
from kg.language.around import Matrix
from kg.language.labeller import KINDS, OUTPUTS
from kg.model.kinds import FindingKind
from kg.model.text import Folded, Outline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORT = {FindingKind.LEARNING_POINT: "lp", FindingKind.GOOD_PRACTICE: "gp", FindingKind.FINDING: "fi"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The lines of a source in reading order; `chance` has a row a line and a column of OUTPUTS."""

    lines: tuple[Line, ...]
    chance: Matrix
    _starts: tuple[int, ...]
    _rows: tuple[int, ...]

    def row(self, offset: int) -> int | None:
        """The row of the line that holds the character at `offset` of the stored text."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        row = self._rows[at]
        words = self.lines[row].words
        return row if words.offsets[0] <= offset < words.offsets[-1] + 1 else None

    def rows_of(self, pieces: Iterable[Folded]) -> list[int]:
        """The rows in which `pieces` begin, in order."""
        rows = (self.row(piece.offsets[0]) for piece in pieces if piece.text)
        return sorted({row for row in rows if row is not None})

    def of(self, kind: str, rows: Sequence[int]) -> float:
        """How likely `rows` are (part of) a thing of `kind`: the mean over them."""
        return float(self.chance[list(rows), KINDS.index(kind)].mean()) if len(rows) else 0.0

    def starts(self, kind: str) -> Matrix:
        """How likely each line begins a thing of `kind`."""
        return self.chance[:, OUTPUTS.index(f"{kind}:start")]


def place_lines(outline: Outline) -> tuple[Line, ...]:
    """Every line of the source, document by document in reading order."""
    found: list[Line] = []
    for index in range(len(outline.embedded)):
        found += lines_of(outline, index, tuple(p for p in outline.passages if p.embedded == index))
    return tuple(found)


def unlabelled(lines: tuple[Line, ...]) -> Labelled:
    """Lines that the labeller has not seen yet."""
    order = sorted(range(len(lines)), key=lambda row: lines[row].words.offsets[0])
    return Labelled(
        lines,
        np.zeros((len(lines), len(OUTPUTS)), np.float32),
        tuple(lines[row].words.offsets[0] for row in order),
        tuple(order),
    )


def rule_verdicts(
    placed: Labelled, drafts: Iterable[Draft], items: Iterable[Item], asking: Iterable[Draft]
) -> Matrix:
    """What the rules said of each line, as columns of features.RULES."""
    cells: dict[tuple[int, str], float] = {}
    for draft in drafts:
        for order, row in enumerate(placed.rows_of(draft.pieces)):
            cells[row, "rec-inside" if order else "rec-start"] = 1
            cells[row, "rec-confidence"] = draft.confidence
            cells[row, "rec-labelled"] = float(draft.labelled)
    for item in items:
        for order, row in enumerate(placed.rows_of(item.pieces)):
            cells[row, f"{_SHORT[item.kind]}-{'inside' if order else 'start'}"] = 1
            cells[row, "item-confidence"] = item.confidence
    for draft in asking:
        for row in placed.rows_of(draft.pieces):
            cells[row, "asks-prose"] = 1
    return verdict_matrix(placed.lines, cells)


def described(outline: Outline, placed: Labelled, verdicts: Matrix) -> Doc:
    """The spaCy document of all lines, with their features in `user_data`."""
    from kg.language import load_words

    nlp = load_words()
    texts = [line.words.text for line in placed.lines]
    doc = nlp.make_doc("\n".join(texts))
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    doc.user_data["starts"] = starts
    doc = nlp.get_pipe("word_lists")(doc)
    doc.user_data["features"] = features(
        outline, placed.lines, words=doc.user_data["words"], opening=doc.user_data["opening"],
        lists=doc.user_data["lists"], verdicts=verdicts,
    )  # fmt: skip
    return doc
