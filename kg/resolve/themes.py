"""Themes of found things as theme uses, each with the words that carry it as evidence."""

from __future__ import annotations

from dataclasses import replace

from kg.model.entity import ThemeUse
from kg.model.evidence import Evidence
from kg.model.found import FoundTheme
from kg.model.text import Span


def theme_uses(themes: tuple[FoundTheme, ...], where: Evidence) -> tuple[ThemeUse, ...]:
    """A use for each theme found inside `where`."""
    return tuple(theme_use(theme, where) for theme in themes)


def theme_use(theme: FoundTheme, where: Evidence) -> ThemeUse:
    """`theme` with its cue as evidence; a cue outside the passage falls back to the whole passage."""
    return ThemeUse(theme=theme.theme, stance=theme.stance, evidence=_cue(theme, where))


def _cue(theme: FoundTheme, where: Evidence) -> Evidence:
    span = theme.cue if where.span.covers(theme.cue) and len(theme.cue) else where.span
    before = where.quote[: span.start - where.span.start]
    quote = where.quote[span.start - where.span.start : span.end - where.span.start]
    first = where.line_start + before.count("\n") if where.line_start is not None else None
    return replace(
        where,
        span=Span(span.start, span.end),
        quote=quote,
        rule=theme.rule,
        confidence=theme.confidence,
        line_start=first,
        line_end=first + quote.count("\n") if first is not None else None,
    )
