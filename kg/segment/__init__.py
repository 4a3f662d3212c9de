"""Segment: a document as read to its embedded documents, their sections and passages."""

from __future__ import annotations

from kg.model.text import Document, Outline
from kg.rules import Rules
from kg.segment.boundaries import find_embedded
from kg.segment.leaves import find_leaves
from kg.segment.passages import find_passages
from kg.segment.sections import find_sections

__all__ = ["segment"]


def segment(document: Document, *, rules: Rules) -> Outline:
    """The outline of `document`: a function of its blocks and the rules alone, whatever its format."""
    leaves = find_leaves(document)
    embedded, issues = find_embedded(document, leaves, rules=rules)
    sections = find_sections(leaves, embedded)
    passages = find_passages(document, leaves, embedded, sections)
    return Outline(document, embedded, sections, passages, issues)
