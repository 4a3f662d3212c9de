"""The verdict that is printed on a recommendation, in a column, a line of its own or as the first words of an answer."""

from __future__ import annotations

from re import compile

from kg.model.kinds import ResponseStance
from kg.rules import Rules

_VERDICT = 120  # characters in which a verdict and what limits it stand
_COLOUR = compile(r"^(?i:red|amber|yellow|green|blue|purple|gr[ea]y|white|[brag])\s?[-–—:/(]+\s?(?=[A-Za-z])")


def verdict_of(text: str, *, rules: Rules) -> ResponseStance | None:
    """The stance that a printed verdict gives ("Accepted in principle", "Not agreed - see below", "Done."), or None where
    `text` does not begin with one."""
    bare = _COLOUR.sub("", text[:_VERDICT])
    for rule in rules.group("responses"):
        if rule.give("says") == "verdict" and rule.pattern.search(bare):
            return ResponseStance(rule.give("stance"))
    return None
