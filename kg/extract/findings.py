"""Findings, learning points and good practice."""
from __future__ import annotations
from kg.model.found import FoundFinding, FoundReview
from kg.model.text import Outline
from kg.rules import Rules

def find_findings(outline: Outline, reviews: tuple[FoundReview, ...], *, rules: Rules) -> tuple[FoundFinding, ...]:
    """Every finding, learning point and instance of good practice."""
    return ()
