"""The stance of an answer: what it says of the recommendation, else what a column or the work told of says."""

from __future__ import annotations

from kg.extract.language import sentences
from kg.model.found import ResponseStance
from kg.rules import Rule, Rules


def stance_of(text: str, *, status: str = "", rules: Rules) -> ResponseStance:
    """An explicit word (accepted, rejected) in the first sentences decides; else the column of states ("Closed",
    "Open - on track") beside the answer; else the work told of most often."""
    spans = sentences(text)
    opening = text[: spans[min(2, len(spans) - 1)][1]] if spans else text
    told: dict[str, int] = {}
    column: Rule | None = None
    for rule in rules.group("responses"):
        strength = rule.give("strength")
        if strength == "explicit":
            if rule.pattern.search(opening):
                return ResponseStance(rule.give("stance"))
        elif strength == "column":
            column = column or (rule if status and rule.pattern.search(status) else None)
        else:
            told[rule.give("stance")] = sum(1 for start, end in spans if rule.pattern.search(text[start:end]))
    if column is not None:
        return ResponseStance(column.give("stance"))
    best = max(told.values(), default=0)
    if not best:
        return ResponseStance.NOT_STATED
    return ResponseStance(next(stance for stance, count in told.items() if count == best))
