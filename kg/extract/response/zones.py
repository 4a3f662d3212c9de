"""Where a paper answers: its anchors (labels and printed recommendations) and the paragraphs that stand below each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from kg.extract.page.lines import cut
from kg.model.found import FoundRecommendation
from kg.model.text import Folded, Span


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
    """A paragraph that is, or may be, (part of) an answer."""

    words: Folded
    at: int  # index of its passage
    gap: float = 0.0  # how much of a break lies before it: 1 an unusual distance, 0.5 a box or label
    topic: int = 0  # serial of the heading above it
    title: str = ""  # that heading
    mark: str = ""  # its number or letter in a list
    verdict: str = ""  # where the line only prints one
    on: str = ""  # the part that its verdict is on


@dataclass(slots=True)
class Zone:
    """Anchors in a row and the paragraphs below them."""

    rank: int  # of the heading that a heading below must reach to end it
    open: bool  # whether what stands here answers without saying so
    anchors: list[Anchor] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    joint: bool = False  # whether one label names all the anchors
    sure: bool = False  # whether the paper or section says that it answers
    quotes: bool = False  # whether what is answered is printed here
    bare: bool = False  # whether a label alone on its line names it
    passed: int = 0  # paragraphs that stood between the anchors and an answer
    headed: bool = False  # whether a heading of answers stands between the anchors and the paragraphs


@dataclass(frozen=True, slots=True)
class Layout:
    """What was read: the zones, and all anchors and paragraphs of the paper in reading order."""

    zones: tuple[Zone, ...]
    anchors: tuple[Anchor, ...]
    paragraphs: tuple[Paragraph, ...]  # also those before the first anchor
    torn: bool  # whether boxes stand in the midst of paragraphs


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


def around(words: Folded, torn: Span | None) -> tuple[Folded, ...]:
    """The words of a paragraph, in two where a box that the page prints in its midst tears it."""
    if torn is None:
        return (words,)
    at = next((i for i, offset in enumerate(words.offsets) if offset >= torn.end), len(words.text))
    return tuple(part for part in (cut(words, 0, at), cut(words, at, len(words.text))) if part.text)


def with_gaps(found: list[tuple[Paragraph, int, int]]) -> tuple[Paragraph, ...]:
    """The paragraphs of `found` (each with the anchors before it and the lines since the one above), with their gaps."""
    if not found:
        return ()
    usual = median(distance for *_, distance in found)
    result = []
    before = -1
    for paragraph, anchors, distance in found:
        gap = 1.0 if distance >= usual + 2 and before == anchors else 0.5 if 0 <= before != anchors else 0.0
        result.append(replace(paragraph, gap=gap))
        before = anchors
    return tuple(result)
