"""Reviews that a document prints or speaks of."""
from __future__ import annotations
from kg.model.found import FoundReview
from kg.model.text import Outline
from kg.rules import Rules

def find_reviews(outline: Outline, *, rules: Rules) -> tuple[FoundReview, ...]:
    """Every review printed or named in `outline`."""
    return ()
