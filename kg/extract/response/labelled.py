"""Answers in a document that is no response: a section on progress in an annual report, or words beside a label
("Recommendation 2: Nurses are in post.")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.items.signs import Signs
from kg.extract.page.labels import label_of
from kg.extract.page.lines import Line, cut, line_label
from kg.extract.response.runs import Anchor
from kg.model.found import FoundRecommendation
from kg.model.text import BlockKind, Folded, Passage
from kg.rules import Rules


def labelled_answers(
    lines: Iterable[Line], here: Sequence[FoundRecommendation], *, rules: Rules
) -> Iterator[tuple[Folded, Anchor]]:
    """The words beside each label that tell what was done about the recommendation of its number."""
    signs = Signs(rules)
    for line in lines:
        label = line_label(line, rules=rules)
        if label is None:
            continue
        words = cut(line.words, label.end, len(line.words.text))
        if not signs.answers(words.text, label, here):
            continue
        same = [one for one in here if one.number == label.number and one.part == label.part]
        if len({one.text for one in same}) == 1:
            yield words, Anchor(line.passage.index, label.number, label.part, same[0])


def progress_of(passages: Sequence[Passage], *, rules: Rules) -> tuple[Passage, ...]:
    """The passages of the sections that tell the progress of recommendations, without what follows a line "Status: ..."
    up to the next recommendation."""
    heads = rules.named("response-layout", "progress-section").pattern
    ends = rules.named("response-layout", "status-line").pattern
    kept: list[Passage] = []
    inside = over = False
    for passage in passages:
        labelled = label_of(passage, rules=rules) is not None
        if passage.block.kind is BlockKind.HEADING and not labelled:
            inside = heads.search(passage.text) is not None
        over = over and not labelled
        if inside and not over:
            kept.append(passage)
        over = over or ends.search(passage.text) is not None
    return tuple(kept)
