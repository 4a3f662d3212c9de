"""What is not answered as it was typed: who is to blame, who is worst, what will happen, who a person is.

The rules in `kg/rules/ask-limits.toml` say which words these are, the sentence that is given back, and what can be asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import Rules


@dataclass(frozen=True, slots=True)
class Limit:
    """Why a question is not answered as typed, and the names of the questions that come nearest."""

    says: str
    near: tuple[str, ...]
    draft: str = ""  # the words of a recommendation, where the question is whether it was made before


def limit(text: str) -> Limit | None:
    """The first limit that `text` meets."""
    for rule in Rules().group("ask-limits"):
        match = rule.pattern.search(text)
        if match:
            near = tuple(name.strip() for name in rule.give("near").split(",") if name.strip())
            return Limit(rule.give("says"), near, str(match.groupdict().get("draft") or ""))
    return None
