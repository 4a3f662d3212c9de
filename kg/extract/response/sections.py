"""Whether a paper, or the section of it that a line stands in, says that it answers."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.page.lines import Line
from kg.model.text import DocumentKind, EmbeddedDocument
from kg.rules import Rules

_TITLE = 110  # characters of the longest title that the reader may take for text
BELOW = 9  # rank of a line below every heading


def answers_whole(embedded: EmbeddedDocument, *, rules: Rules) -> bool:
    """Whether a paper says by its title that it answers; any other is asked section by section."""
    titled = rules.named("response-layout", "title-of-answer").pattern.search(embedded.title)
    return embedded.kind is DocumentKind.PARTNERSHIP_RESPONSE or titled is not None


@dataclass(slots=True)
class Answering:
    """The state of one walk: `rank` is that of the heading which opened the section that answers, 0 outside one."""

    rules: Rules
    whole: bool
    rank: int = 0

    @property
    def now(self) -> bool:
        """Whether the line read last stands where answers are given."""
        return self.whole or self.rank > 0

    def pass_heading(self, line: Line) -> None:
        """Read a heading on: it may open a section that answers, or end one by standing above it."""
        level = line.level or BELOW
        if self.rank and level < self.rank:
            self.rank = 0
        if self._says_so(line.words.text):
            self.rank = self.rank or level

    def pass_line(self, line: Line) -> None:
        """Read any line on: a short one without a stop may head a letter or section as a heading does."""
        text = line.words.text
        titled = self.rules.named("response-layout", "title-of-answer").pattern.search
        if line.heading:
            self.pass_heading(line)
        elif len(text) <= _TITLE and line.cell is None and text[-1:].isalnum() and titled(text):
            self.rank = self.rank or BELOW

    def _says_so(self, text: str) -> bool:
        if self.rules.named("response-layout", "answer-heading").pattern.match(text):
            return True
        ids = ("title-of-answer", "progress-section")
        return any(self.rules.named("response-layout", id).pattern.search(text) for id in ids)
