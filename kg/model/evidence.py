"""Evidence: where a fact stands, in which words, and what rule read it there."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.text import Document, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote at its place. Built by `evidence()`; a quote that does not fit its span cannot be."""

    source: str  # file name
    embedded: str  # EmbeddedDocument.key
    span: Span
    quote: str
    rule: str
    confidence: float
    page: int | None = None
    page_label: str | None = None
    line_start: int | None = None
    line_end: int | None = None

    def __post_init__(self) -> None:
        if not self.quote or len(self.quote) != len(self.span):
            raise ValueError(f"the quote does not fit its interval {self.span}")
        if not self.rule:
            raise ValueError("evidence names the rule that made it")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies between 0 and 1, not {self.confidence}")


def evidence(
    document: Document, span: Span, *, embedded: str, rule: str, confidence: float = 1.0
) -> Evidence:
    """The evidence for a fact read at `span` of `document`; raises ValueError on an empty span."""
    page = document.page(span.start)
    return Evidence(
        source=document.source.name,
        embedded=embedded,
        span=span,
        quote=span.slice(document.text),
        rule=rule,
        confidence=confidence,
        page=page.number if page else None,
        page_label=page.label if page else None,
        line_start=document.line(span.start) if document.lined else None,
        line_end=document.line(span.end - 1) if document.lined else None,
    )
