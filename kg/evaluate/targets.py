"""Targets: which lines of a paper are part of what its gold lists, for training the labeller."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.evaluate.papers import Entry, Paper, plain
from kg.extract.page.lines import Line
from kg.language.around import Matrix
from kg.language.labeller import KINDS, OUTPUTS

_LISTS = {"recommendation": "recommendations", "learning_point": "learning_points", "good_practice": "good_practice",
          "finding": "findings", "response": "responses"}  # fmt: skip
_ENDS = 9  # words by which the beginning and the end of a text are found where the whole is not


@dataclass(frozen=True, slots=True)
class Targets:
    """A row a line, a column of OUTPUTS; `known` says which columns the gold decides (a paper's whole lists)."""

    wanted: Matrix
    known: Matrix


def targets(paper: Paper, lines: Sequence[Line]) -> Targets:
    """What each line is by the gold of `paper`."""
    wanted = np.zeros((len(lines), len(OUTPUTS)), np.float32)
    known = np.zeros(len(OUTPUTS), np.float32)
    search = _Search(lines)
    for column, kind in enumerate(KINDS):
        name = _LISTS[kind]
        if name in paper.complete:
            known[[column, column + len(KINDS)]] = 1
        for entry in paper.entries(name):
            for rows in search.find(entry):
                wanted[rows, column] = 1
                wanted[rows[0], column + len(KINDS)] = 1
    return Targets(wanted, np.tile(known, (len(lines), 1)))


class _Search:
    """All lines as one string of plain words, and where each begins in it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            words = plain(line.words.text)
            parts.append(f" {words}" if words else "")
            at += len(parts[-1])
        self._whole = "".join(parts) + " "

    def find(self, entry: Entry) -> Iterator[list[int]]:
        """The rows of each printing of an entry, by its whole text, else by how it begins and ends."""
        words = plain(entry.get("text")) if entry.get("text") else ""
        spans = list(self._spans(words)) if words else []
        if not spans:
            begins = plain(entry["text_start"]) if "text_start" in entry else " ".join(words.split()[:_ENDS])
            ends = plain(entry["text_end"]) if "text_end" in entry else " ".join(words.split()[-_ENDS:])
            spans = list(self._between(begins, ends, len(words) or 9000))
        for start, end in spans:
            yield self._rows(start, end)

    def _spans(self, words: str) -> Iterator[tuple[int, int]]:
        at = self._whole.find(f" {words} ")
        while at >= 0 and len(words) > 12:
            yield at + 1, at + 1 + len(words)
            at = self._whole.find(f" {words} ", at + 1)

    def _between(self, begins: str, ends: str, length: int) -> Iterator[tuple[int, int]]:
        for start, stop in self._spans(begins):
            end = self._whole.find(ends, start) if ends else -1
            yield (start, end + len(ends)) if 0 <= end - start <= 1.5 * length + 300 else (start, stop)

    def _rows(self, start: int, end: int) -> list[int]:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return list(range(first, last + 1))
