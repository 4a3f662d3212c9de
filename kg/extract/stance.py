"""The stance of an answer: what it says of the recommendation, else what a column or the work told of says."""

from __future__ import annotations

from kg.extract.language import sentences
from kg.model.found import ResponseStance
from kg.rules import Rule, Rules

_STRENGTHS = ("explicit", "column", "told")
_OPENING = 3  # sentences in which an answer says whether it accepts


def stance_of(text: str, *, status: str = "", rules: Rules) -> ResponseStance:
    """An explicit word (accepted, rejected) in the first sentences decides; else the column of states ("Closed",
    "Open - on track") beside the answer; else the work told of most often."""
    spans = sentences(text)
    rules_of = {
        strength: tuple(r for r in rules.group("responses") if r.give("strength") == strength)
        for strength in _STRENGTHS
    }
    opening = [text[start:end] for start, end in spans[:_OPENING]]
    explicit = _first(rules_of["explicit"], opening) or _first(rules_of["column"], [status] if status else [])
    if explicit is not None:
        return ResponseStance(explicit.give("stance"))
    told = {
        rule.give("stance"): sum(1 for start, end in spans if rule.pattern.search(text[start:end]))
        for rule in rules_of["told"]
    }
    best = max(told.values(), default=0)
    if not best:
        return ResponseStance.NOT_STATED
    return ResponseStance(next(stance for stance, count in told.items() if count == best))


def _first(rules: tuple[Rule, ...], texts: list[str]) -> Rule | None:
    """The rule that reads the first of `texts` that any of them reads."""
    return next((rule for text in texts for rule in rules if rule.pattern.search(text)), None)
