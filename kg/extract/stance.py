"""The stance of an answer: what it says of the recommendation, else what a column or the work told of says."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.language import sentences
from kg.model.found import ResponseStance
from kg.model.text import Folded
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
    told = {rule.give("stance"): _places(rule, text, spans) for rule in rules_of["told"]}
    best = min(told, key=lambda stance: (-len(told[stance]), told[stance][:1]))
    return ResponseStance(best) if told[best] else ResponseStance.NOT_STATED


def _places(rule: Rule, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The sentences that `rule` reads, by their place; of two equally frequent the earlier counts."""
    return [at for at, (start, end) in enumerate(spans) if rule.pattern.search(text[start:end])]


def _first(rules: tuple[Rule, ...], texts: list[str]) -> Rule | None:
    """The rule that reads the first of `texts` that any of them reads."""
    return next((rule for text in texts for rule in rules if rule.pattern.search(text)), None)


def stopped(words: Sequence[Folded]) -> str:
    """The paragraphs of an answer as sentences: a verdict alone on its line ("Reject") ends there."""
    return " ".join(w.text if w.text.endswith((".", "?", "!", ":", ";")) else f"{w.text}." for w in words)


def status_in(text: str, *, rules: Rules) -> str:
    """What an answer says after "Status:"."""
    found = rules.named("response-layout", "status-line").pattern.search(text)
    return found["status"] if found else ""
