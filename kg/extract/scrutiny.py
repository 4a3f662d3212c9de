"""Resolutions, monitoring rows and what reports ask a panel to decide."""
from __future__ import annotations
from kg.model.found import FoundScrutiny
from kg.model.text import Outline
from kg.rules import Rules

def find_scrutiny(outline: Outline, *, rules: Rules) -> tuple[FoundScrutiny, ...]:
    """Every scrutiny item."""
    return ()
