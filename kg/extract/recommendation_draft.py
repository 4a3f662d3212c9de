"""A recommendation while it is being read: its number, the words gathered so far, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.text import Folded, Span


@dataclass(slots=True)
class Draft:
    """A recommendation being gathered from one or more lines; turned into a frozen record when complete."""

    rule: str
    confidence: float
    number: str | None = None
    part: str | None = None
    pieces: list[Folded] = field(default_factory=list)
    title: str = ""
    title_words: Folded | None = None
    lead_in: str = ""
    headings: tuple[str, ...] = ()
    stem: Draft | None = None
    basis: str = ""
    labelled: bool = False
    emphatic: bool = False
    boxed: bool = False
    first: int = 0  # index of the passage with its label or first words
    last: int = 0  # index of the passage with its last words
    addressed: tuple[str, ...] = ()  # read from a column of a table

    @property
    def text(self) -> str:
        """The words so far, folded."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """From the first word to the end of the last in the stored text."""
        spans = [piece.span(0, len(piece.text)) for piece in self.pieces]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def add(self, words: Folded, passage: int) -> None:
        """More words of the recommendation."""
        if words.text:
            self.pieces.append(words)
            self.last = passage
