"""Responses, linked by meaning as well as by place."""
from __future__ import annotations
from kg.model.found import FoundRecommendation, FoundResponse, FoundReview
from kg.model.text import Outline
from kg.rules import Rules

def find_responses(outline: Outline, reviews: tuple[FoundReview, ...], recommendations: tuple[FoundRecommendation, ...], *, rules: Rules) -> tuple[FoundResponse, ...]:
    """Every run of text that answers a recommendation."""
    return ()
