"""The document that answers: its anchors (labels and restated recommendations) and the paragraphs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kg.extract.labels import label_of
from kg.extract.lines import cut
from kg.model.found import FoundRecommendation
from kg.model.text import BlockKind, Folded, Outline, Passage, Span
from kg.rules import Rules

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW}


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


def read_layout(
    outline: Outline,
    passages: Sequence[Passage],
    recommendations: Sequence[FoundRecommendation],
    *,
    rules: Rules,
) -> tuple[tuple[Anchor, ...], tuple[Paragraph, ...]]:
    """The anchors and the paragraphs of a document that answers `recommendations`, in reading order."""
    anchors: list[Anchor] = []
    found: list[tuple[Folded, int, int, int]] = []
    spans = [(r.evidence.span, r) for r in recommendations]
    stop = rules.named("response-layout", "no-answer").pattern
    answer_heading = rules.named("response-layout", "answer-heading").pattern
    placed: set[str] = set()
    last_end = 0
    for passage in passages:
        block = passage.block
        if block.kind in _SKIPPED or not passage.text:
            continue
        here = [r for span, r in spans if any(span.overlaps(piece) for piece in block.pieces)]
        label = label_of(passage, rules=rules)
        for record in here:
            if record.key not in placed:
                placed.add(record.key)
                anchors.append(Anchor(passage.index, record.number, record.part, record, block.boxed))
        if label is not None and not here:
            anchors.append(Anchor(passage.index, label.number, label.part, None, block.boxed))
        if here or label is not None:
            last_end = block.span.end
            continue
        if block.kind is BlockKind.HEADING or stop.match(passage.text) or answer_heading.match(passage.text):
            continue
        distance = outline.document.text.count("\n", last_end, block.span.start)
        torn = next((span for span, _ in spans if block.span.covers(span)), None)
        for words in _around(passage.words, torn):
            late = [r for span, r in spans if r.key not in placed and span.start < words.offsets[0]]
            for record in late:
                placed.add(record.key)
                anchors.append(Anchor(passage.index, record.number, record.part, record, True))
            found.append((words, passage.index, len(anchors), distance))
        last_end = block.span.end
    return tuple(anchors), _paragraphs(found)


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
