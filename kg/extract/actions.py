"""Rows of action and improvement plans."""
from __future__ import annotations
from kg.model.found import FoundAction, FoundRecommendation, FoundReview
from kg.model.text import Outline
from kg.rules import Rules

def find_actions(outline: Outline, reviews: tuple[FoundReview, ...], recommendations: tuple[FoundRecommendation, ...], *, rules: Rules) -> tuple[FoundAction, ...]:
    """Every row of a plan."""
    return ()
