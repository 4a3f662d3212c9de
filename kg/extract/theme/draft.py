"""Themes of words that stand in no document yet: a draft recommendation, a phrase to test against the scheme."""

from __future__ import annotations

from kg.extract.theme.choose import choose
from kg.extract.theme.cues import general_themes, lexicon
from kg.extract.theme.match import hits
from kg.model.text import Span
from kg.rules import Rules


def themes_in(text: str, *, rules: Rules) -> tuple[str, ...]:
    """The slugs of the themes that `text` speaks of, most likely first."""
    found = hits(text, lexicon(rules))
    return tuple(choice.theme for choice in choose(found, general=general_themes(rules), lone=0.4))


def cues_in(text: str, *, rules: Rules) -> tuple[Span, ...]:
    """Where words of the scheme stand in `text`, weak ones left out."""
    return tuple(Span(hit.start, hit.end) for hit in hits(text, lexicon(rules)) if hit.strength > 0.25)
