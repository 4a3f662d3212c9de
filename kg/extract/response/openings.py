"""Words that open an answer: a label, a verdict, or a first sentence that accepts or refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.response.stance import accepts_or_refuses
from kg.extract.response.verdict import verdict_of
from kg.rules import Rules

LEAD = 120  # characters in which an answer is announced
_ALONE = ("leading-answer", "verdict", "verdict-line")


@dataclass(frozen=True, slots=True)
class Openings:
    """The rules of response-layout.toml by which answers begin."""

    rules: Rules

    def layout(self, id: str) -> re.Pattern[str]:
        """The pattern of one of these rules."""
        return self.rules.named("response-layout", id).pattern

    def opens(self, text: str) -> bool:
        """Whether words that stand where answers are given open one."""
        if any(self.layout(id).match(text[:LEAD]) for id in (*_ALONE, "answer-heading")):
            return True
        return verdict_of(text, rules=self.rules) is not None or accepts_or_refuses(text, rules=self.rules)

    def opens_anywhere(self, text: str, *, in_cell: bool) -> bool:
        """Whether words open an answer in a paper that does not say it answers: by a label or verdict (in a cell, where
        keys stand too, by a label), or by accepting or refusing a recommendation at once and by that word."""
        if any(self.layout(id).match(text) for id in (_ALONE[:1] if in_cell else _ALONE)):
            return True
        first = text[: text.find(".") + 1] or text
        return "recommendation" in first and accepts_or_refuses(text[:LEAD], rules=self.rules)
