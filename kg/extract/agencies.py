"""Bodies named in the text."""
from __future__ import annotations
from kg.model.found import FoundAgency
from kg.model.text import Folded, Outline
from kg.rules import Rules

def find_agencies(outline: Outline, *, rules: Rules) -> tuple[FoundAgency, ...]:
    """Every mention of a body or of a role that stands for one."""
    return ()

def addressees(words: Folded, *, lead_in: str = "", headings: tuple[str, ...] = (), rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of those a recommendation asks to act: subject of the directive, lead-in, headings."""
    return ()

def answering(words: Folded, *, rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of those who act in a response."""
    return ()
