"""Answers in a document that is no response: "Recommendation 2: Nurses are in post.", below the recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.lines import Line, cut, line_label
from kg.extract.recommendation_signs import Signs
from kg.extract.response_runs import Anchor
from kg.model.found import FoundRecommendation
from kg.model.text import Folded
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
