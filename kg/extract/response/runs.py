"""The document that answers: its anchors (labels and restated recommendations) and the paragraphs between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from kg.extract.page.lines import Line, cut, line_label
from kg.model.found import FoundRecommendation
from kg.model.text import Folded, Outline, Span
from kg.rules import Rules


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that names or restates what is answered."""

    at: int  # index of the passage
    number: str | None
    part: str | None
    recommendation: FoundRecommendation | None
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that may be (part of) an answer, with how many anchors stand before it."""

    words: Folded
    at: int  # index of its passage
    anchors_before: int
    gap: float = 0.0  # how much of a break lies before it: 1 an unusual distance, 0.5 a box or label
    topic: int = 0  # serial of the heading above it
    title: str = ""  # that heading


def read_layout(
    outline: Outline,
    lines: Iterable[Line],
    recommendations: Sequence[FoundRecommendation],
    *,
    rules: Rules,
) -> tuple[tuple[Anchor, ...], tuple[Paragraph, ...]]:
    """The anchors and the paragraphs of a document that answers `recommendations`, in reading order."""
    layout = _Layout(outline, recommendations, rules)
    for line in lines:
        layout.take(line)
    paragraphs = _paragraphs(layout.found)
    topics = zip(paragraphs, layout.topics, strict=True)
    return tuple(layout.anchors), tuple(replace(p, topic=at, title=title) for p, (at, title) in topics)


class _Layout:
    """One walk over an answering document."""

    def __init__(
        self, outline: Outline, recommendations: Sequence[FoundRecommendation], rules: Rules
    ) -> None:
        self._text = outline.document.text
        self._rules = rules
        self._printed = [(r.evidence.span, r) for r in recommendations]
        self._placed: set[str] = set()
        self._end = 0
        self._over = False  # past the greeting that ends a letter
        self._topic, self._title = 0, ""
        self.anchors: list[Anchor] = []
        self.found: list[tuple[Folded, int, int, int]] = []
        self.topics: list[tuple[int, str]] = []  # beside `found`

    def take(self, line: Line) -> None:
        """Read one line on: an anchor, a paragraph, or neither."""
        span = line.words.span(0, len(line.words.text))
        whole = line.words is line.passage.words
        pieces = line.passage.block.pieces if whole else (span,)
        here = [r for other, r in self._printed if any(other.overlaps(piece) for piece in pieces)]
        label = line_label(line, rules=self._rules)
        for record in here:
            self._place(record, line.passage.index, line.passage.block.boxed)
        if label is not None and not here:
            boxed = line.passage.block.boxed
            self.anchors.append(Anchor(line.passage.index, label.number, label.part, None, boxed))
        self._over = self._over or self._layout("letter-ends").match(line.words.text) is not None
        if line.heading and not self._layout("verdict").match(line.words.text):
            self._topic, self._title = self._topic + 1, line.words.text
        if not here and label is None and not self._over and not self._no_answer(line):
            self._paragraph(line, span)
        self._end = max(self._end, span.end)

    def _place(self, record: FoundRecommendation, at: int, boxed: bool) -> None:
        if record.key not in self._placed:
            self._placed.add(record.key)
            self.anchors.append(Anchor(at, record.number, record.part, record, boxed))

    def _no_answer(self, line: Line) -> bool:
        """Headings, the end of the document, and the rows of a form that name who and when."""
        text = line.words.text
        if self._layout("verdict").match(text):
            return False
        if line.heading or any(self._layout(id).match(text) for id in ("no-answer", "answer-heading")):
            return True
        if line.cell is None:
            return False
        cells = [cell.text for cell in line.passage.cells if cell.text]
        if len(cells) != 2 or len(cells[0]) > 45:
            return False
        return text == cells[0] or self._layout("form-key").match(cells[0]) is not None

    def _layout(self, id: str) -> re.Pattern[str]:
        return self._rules.named("response-layout", id).pattern

    def _paragraph(self, line: Line, span: Span) -> None:
        distance = self._text.count("\n", self._end, span.start) if span.start > self._end else 0
        torn = next((other for other, _ in self._printed if span.covers(other)), None)
        for words in _around(line.words, torn):
            for other, record in self._printed:
                if other.start < words.offsets[0]:
                    self._place(record, line.passage.index, True)
            self.found.append((words, line.passage.index, len(self.anchors), distance))
            self.topics.append((self._topic, self._title))


def _around(words: Folded, torn: Span | None) -> tuple[Folded, ...]:
    """The words of a paragraph, in two where a box that the page prints in its midst tears it."""
    if torn is None:
        return (words,)
    at = next((i for i, offset in enumerate(words.offsets) if offset >= torn.end), len(words.text))
    return tuple(part for part in (cut(words, 0, at), cut(words, at, len(words.text))) if part.text)


def _paragraphs(found: list[tuple[Folded, int, int, int]]) -> tuple[Paragraph, ...]:
    if not found:
        return ()
    usual = median(distance for *_, distance in found)
    result = []
    before = -1
    for words, at, anchors, distance in found:
        gap = 1.0 if distance >= usual + 2 and before == anchors else 0.5 if 0 <= before != anchors else 0.0
        result.append(Paragraph(words, at, anchors, gap))
        before = anchors
    return tuple(result)


def targets_of(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """What these anchors name, each once: a bare label gives way to the recommendation printed under it."""
    printed = {anchor.number for anchor in anchors if anchor.recommendation is not None}
    kept: dict[tuple[str | None, str | None, str], Anchor] = {}
    for anchor in anchors:
        if anchor.recommendation is None and anchor.number in printed:
            continue
        key = anchor.recommendation.key if anchor.recommendation else ""
        kept.setdefault((anchor.number, anchor.part, "" if anchor.number else key), anchor)
    return tuple(kept.values())
