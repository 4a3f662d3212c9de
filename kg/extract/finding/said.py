"""Sentences in running text that call something good practice or a finding in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.page.lines import Line, cut
from kg.extract.page.marks import MarkKind
from kg.extract.page.mood import sentences
from kg.model.kinds import FindingKind
from kg.model.text import Folded
from kg.rules import Rules

_LEANS = re.compile(r"(?:This|That|It|These|Such)\b")
_ANNOUNCING = 9  # words of a sentence that only announces
FEWEST_WORDS = 6  # shorter items are heads or entries of a list, not statements


@dataclass(slots=True)
class Item:
    """A statement being gathered."""

    kind: FindingKind
    rule: str
    confidence: float
    pieces: list[Folded]
    number: str | None = None
    region: int = 0  # the heading it stands under
    plain: bool = False  # a paragraph without mark or label


def said_in(lines: Sequence[Line], covered: set[int], *, rules: Rules) -> list[Item]:
    """Sentences outside those lists that call something good practice or a finding in so many words."""
    good = rules.named("findings", "good-practice-said").pattern
    denied = rules.named("findings", "good-practice-denied").pattern
    finding = rules.named("findings", "finding-said").pattern
    items: list[Item] = []
    for line in lines:
        if line.heading or line.passage.index in covered or len(line.text) < 40:
            continue
        text = line.words.text
        praised, judged = good.search(text), finding.search(text)
        if praised is None and judged is None:
            continue
        before = 0
        spans = sentences(text)
        for at, (start, end) in enumerate(spans):
            sentence = text[start:end]
            start, before = (before if _LEANS.match(sentence) else start), start
            words = cut(line.words, max(start, line.start), end)
            if len(words.text.split()) < FEWEST_WORDS:
                continue
            if praised and good.search(sentence) and not denied.search(sentence):
                said = [words] if words.text != sentence else _praised(line.words, spans, at)
                number = paragraph_number(line)
                kind, rule = FindingKind.GOOD_PRACTICE, "findings/good-practice-said"
                items.extend(Item(kind, rule, 0.75, [one], number) for one in said)
                if len(said) > 1:
                    break
            elif judged and finding.search(sentence):
                items.append(
                    Item(FindingKind.FINDING, "findings/finding-said", 0.6, [words], paragraph_number(line))
                )
    return items


def _praised(words: Folded, spans: Sequence[tuple[int, int]], at: int) -> list[Folded]:
    """What the sentence `at` calls good practice: where it only announces ("There was good practice here."), what
    follows it in its paragraph, sentence by sentence; with the one that follows where there is but one."""
    start, end = spans[at]
    rest = spans[at + 1 :]
    if len(words.text[start:end].split()) > _ANNOUNCING or not rest:
        return [cut(words, start, end)]
    if len(rest) == 1:
        return [cut(words, start, rest[0][1])]
    return [cut(words, a, b) for a, b in rest]


def paragraph_number(line: Line) -> str | None:
    """The number of the paragraph ("5.10") that a line is, or None."""
    return line.mark.value if line.mark.kind is MarkKind.NUMBER and line.mark.depth > 1 else None
