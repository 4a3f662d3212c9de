"""Fitness: how well a line looks like one of a column of actions, dates, owners, partners or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.grid.loose import PrintLine
from kg.rules import Rules

_CAPITALS = re.compile(r"(?:[A-Z][\w’'.-]*|of|and|the|for|[/&(),.;–-]+|[A-Z]{2,})(?:\s+|$)")
_SENTENCE = re.compile(r"[a-z]{3,}\s+[a-z]{2,}")


@dataclass(frozen=True, slots=True, eq=False)  # known by identity: it keys caches
class Cues:
    """The patterns that tell columns apart."""

    date: re.Pattern[str]
    due: re.Pattern[str]
    outcome: re.Pattern[str]
    recommendation: re.Pattern[str]
    owners: re.Pattern[str]


def cues(rules: Rules) -> Cues:
    """The cues of actions.toml."""
    named = {id: rules.named("actions", id).pattern for id in
             ("date", "due-words", "outcome-label", "recommendation-label", "owners-label")}  # fmt: skip
    return Cues(
        named["date"],
        named["due-words"],
        named["outcome-label"],
        named["recommendation-label"],
        named["owners-label"],
    )


def fitness(line: PrintLine, role: str, wide: int, cues: Cues) -> float:
    """How well a line looks like one of the column `role`; about -4 to 4."""
    return _FITNESS[role](line, wide, cues) if role in _FITNESS else 0.0


def _dated(line: PrintLine, cues: Cues) -> float:
    """1 for a line that is nothing but a date, less for words with one, 0 for none."""
    return date_share(line.text, cues)


@lru_cache(maxsize=8192)
def date_share(text: str, cues: Cues) -> float:
    found = cues.date.search(text)
    if found is None:
        return 0.4 if cues.due.search(text) and len(text) < 30 else 0.0
    rest = len(text) - (found.end() - found.start())
    return 1.0 if rest <= 3 else 0.6 if len(text) < 32 else 0.1


@lru_cache(maxsize=8192)
def capitals(text: str) -> bool:
    """Whether every word of `text` begins with a capital, joining words aside: names and titles."""
    at = 0
    while at < len(text):
        found = _CAPITALS.match(text, at)
        if found is None:
            return False
        at = found.end()
    return bool(text)


def _label(line: PrintLine) -> bool:
    """Whether the line labels what comes under it in a narrow column: "Linked plans:"."""
    return line.width <= 36 and line.text.endswith(":") and not line.bullet


def _as_left(line: PrintLine, wide: int, cues: Cues) -> float:
    if cues.recommendation.match(line.text) or cues.owners.match(line.text):
        return 4.0
    if cues.outcome.match(line.text):
        return -3.0
    score = 0.8 if line.width <= 0.45 * wide else -2.0
    score += 1.5 if _label(line) else 0.0
    return score - 2.0 * _dated(line, cues)


def _as_action(line: PrintLine, wide: int, cues: Cues) -> float:
    if cues.outcome.match(line.text):
        return 4.0
    if cues.owners.match(line.text) or cues.recommendation.match(line.text):
        return -4.0
    if _label(line):
        return -2.0
    score = 1.0 if line.width > 0.55 * wide else -0.2
    score += (2.0 if line.width > 0.45 * wide else 0.6) if line.bullet else 0.0
    return score - 4.0 * _dated(line, cues)


def _as_due(line: PrintLine, wide: int, cues: Cues) -> float:
    dated = _dated(line, cues)
    if line.bullet or line.width > 34:
        return -3.0
    return 4.0 * dated if dated else -0.6


def _as_owner(line: PrintLine, wide: int, cues: Cues) -> float:
    if line.bullet or line.width > 45:
        return -3.0
    score = 1.2 if capitals(line.text) else -0.8
    return score + (0.6 if line.width <= 26 else 0.0) - 3.0 * _dated(line, cues)


def _as_partners(line: PrintLine, wide: int, cues: Cues) -> float:
    if line.bullet:
        return -1.0
    score = 1.0 if capitals(line.text) else -0.5
    return score - 2.0 * _dated(line, cues) * (line.width < 20)


def _as_words(line: PrintLine, wide: int, cues: Cues) -> float:
    score = 0.7 if _SENTENCE.search(line.text) or any(c in "%0123456789" for c in line.text[:12]) else -0.3
    score -= 0.4 if capitals(line.text) else 0.0
    score -= 3.0 if _dated(line, cues) == 1.0 else 0.0
    return score - (1.5 if line.bullet or cues.outcome.match(line.text) else 0.0)


_FITNESS = {
    "recommendation": _as_left,
    "action": _as_action,
    "due": _as_due,
    "owner": _as_owner,
    "partners": _as_partners,
    "measure": _as_words,
    "progress": _as_words,
    "status": _as_partners,
}
