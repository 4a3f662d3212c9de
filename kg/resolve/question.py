"""A question that a person can decide: what it is about, how sure the system is, what hangs on it, the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Evidence
from kg.resolve.decisions import Verb


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: what it is about, how sure the system is, how much hangs on it, the evidence."""

    about: str  # merge, name, link, addressee, theme, boundary
    subject: str
    text: str
    verbs: tuple[Verb, ...]
    sureness: float
    value: float
    evidence: Evidence | None
    other: str | None = None
    theme: str | None = None
    field: str | None = None
    named: str | None = None  # the name as printed that is in doubt

    @property
    def weight(self) -> float:
        """What is gained by deciding: the doubt times what hangs on it."""
        return (1.0 - self.sureness) * self.value


def short(text: str) -> str:
    """The first words of `text`, for a line."""
    return text if len(text) <= 110 else text[:107].rsplit(" ", 1)[0] + "..."
