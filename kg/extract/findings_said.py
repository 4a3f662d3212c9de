"""Sentences in running text that call something good practice or a finding in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.language import sentences
from kg.extract.lines import Line, cut
from kg.extract.marks import MarkKind
from kg.model.found import FindingKind
from kg.model.text import Folded
from kg.rules import Rules

_LEANS = re.compile(r"(?:This|That|It|These|Such)\b")
FEWEST_WORDS = 6  # shorter items are heads or entries of a list, not statements


@dataclass(slots=True)
class Item:
    """A statement being gathered."""

    kind: FindingKind
    rule: str
    confidence: float
    pieces: list[Folded]
    number: str | None = None


def said_in(lines: Sequence[Line], covered: set[int], *, rules: Rules) -> list[Item]:
    """Sentences outside those lists that call something good practice or a finding in so many words."""
    good = rules.named("findings", "good-practice-said").pattern
    denied = rules.named("findings", "good-practice-denied").pattern
    finding = rules.named("findings", "finding-said").pattern
    items = []
    for line in lines:
        if line.heading or line.passage.index in covered or len(line.text) < 40:
            continue
        text = line.words.text
        praised, judged = good.search(text), finding.search(text)
        if praised is None and judged is None:
            continue
        before = 0
        for start, end in sentences(text):
            sentence = text[start:end]
            start, before = (before if _LEANS.match(sentence) else start), start
            words = cut(line.words, max(start, line.start), end)
            if len(words.text.split()) < FEWEST_WORDS:
                continue
            if praised and good.search(sentence) and not denied.search(sentence):
                items.append(
                    Item(
                        FindingKind.GOOD_PRACTICE, "findings/good-practice-said", 0.75, [words], _number(line)
                    )
                )
            elif judged and finding.search(sentence):
                items.append(Item(FindingKind.FINDING, "findings/finding-said", 0.6, [words], _number(line)))
    return items


def _number(line: Line) -> str | None:
    return line.mark.value if line.mark.kind is MarkKind.NUMBER and line.mark.depth > 1 else None
