"""Themes of the scheme recognised in words, with their stance."""
from __future__ import annotations
from kg.model.found import Extraction
from kg.model.text import Outline
from kg.rules import Rules

def with_themes(found: Extraction, outline: Outline, *, rules: Rules) -> Extraction:
    """`found` with themes on every record, and theme uses of headings and paragraphs."""
    return found
