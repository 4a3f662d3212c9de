"""To whom a recommendation speaks, and who acts in a response."""

from __future__ import annotations

from kg.model.text import Folded
from kg.rules import Rules


def addressees(
    words: Folded, *, lead_in: str = "", headings: tuple[str, ...] = (), rules: Rules
) -> tuple[str, ...]:
    """Names, as printed, of those a recommendation asks to act: subject of the directive, lead-in, headings."""
    return ()


def answering(words: Folded, *, rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of those who act in a response."""
    return ()
