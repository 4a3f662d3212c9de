"""The stance of an answer: what it says of the recommendation, else what it tells of the work."""

from __future__ import annotations

from kg.extract.language import sentences
from kg.model.found import ResponseStance
from kg.rules import Rules


def stance_of(text: str, *, rules: Rules) -> ResponseStance:
    """An explicit word (accepted, rejected) in the first sentences decides; else the work told of most often."""
    spans = sentences(text)
    opening = text[: spans[min(2, len(spans) - 1)][1]] if spans else text
    told: dict[str, int] = {}
    for rule in rules.group("responses"):
        if rule.give("strength") == "explicit":
            if rule.pattern.search(opening):
                return ResponseStance(rule.give("stance"))
        else:
            told[rule.give("stance")] = sum(1 for start, end in spans if rule.pattern.search(text[start:end]))
    best = max(told.values(), default=0)
    if not best:
        return ResponseStance.NOT_STATED
    return ResponseStance(next(stance for stance, count in told.items() if count == best))
