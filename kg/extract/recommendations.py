"""Recommendations as printed, and references to them."""
from __future__ import annotations
from kg.model.found import FoundRecommendation, FoundReference, FoundReview
from kg.model.text import Outline
from kg.rules import Rules

def find_recommendations(outline: Outline, reviews: tuple[FoundReview, ...], *, rules: Rules) -> tuple[FoundRecommendation, ...]:
    """Every printing of a recommendation."""
    return ()

def find_references(outline: Outline, reviews: tuple[FoundReview, ...], recommendations: tuple[FoundRecommendation, ...], *, rules: Rules) -> tuple[FoundReference, ...]:
    """Cross-references to recommendations."""
    return ()
