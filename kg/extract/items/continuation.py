"""Growth: whether a line goes on with the recommendation that is being read, or belongs to what follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.items.draft import Draft
from kg.extract.items.signs import Signs
from kg.extract.page.lines import Line
from kg.extract.page.marks import Mark, MarkKind
from kg.extract.page.mood import asks, asks_before_it_reports, leans_on_what_went_before
from kg.extract.page.wording import begins_with
from kg.model.text import BlockKind

_LIST_GOES_ON = re.compile(r"(?::|;|,|[;,]? (?:and|or))\s*$")


@dataclass(slots=True)
class Growth:
    """What is known around the open recommendation.

    `known`: wordings of labelled ones printed elsewhere in the source; they tell where a restatement ends.
    """

    signs: Signs
    response: bool = False  # in a document that restates recommendations (an answer, a briefing, a plan)
    answers: bool = False  # in one that answers them
    known: Mapping[tuple[str, str | None], str] = field(default_factory=dict)
    top: Mark | None = None  # the mark of the items of the list
    depth: int = 0  # their list level
    below_label: bool = False  # whether the words stand below their label rather than beside it

    def starts(self, line: Line) -> bool:
        """Whether a line gives a titled number ("2. Housing") its words."""
        return line.mark.kind is MarkKind.NONE and asks(line.text, rules=self.signs.rules)

    def goes_on(self, draft: Draft, line: Line) -> bool:
        """Whether `line` goes on with `draft`; where it has no words yet, whether it begins them."""
        text = line.text
        if not draft.pieces:
            return self._first_words(draft, line)
        known = self.known.get((draft.number or "", draft.part)) if draft.labelled else None
        if known is not None and begins_with(known, draft.text):
            return begins_with(known, f"{draft.text} {text}")
        before = draft.pieces[-1].text
        if text[:1].islower() and not before.endswith((".", "?", ":")) and line.mark.kind is MarkKind.NONE:
            return True
        if self.signs.limit("rationale", text) or self.signs.limit("response-begins", text):
            return False
        if line.mark.kind is not MarkKind.NONE:
            return self._list_goes_on(draft, line, before)
        if draft.emphatic != line.passage.block.emphasis and self.response:
            return False
        leans = leans_on_what_went_before(text, rules=self.signs.rules)
        return (leans or self.below_label) and asks_before_it_reports(text, rules=self.signs.rules)

    def _first_words(self, draft: Draft, line: Line) -> bool:
        if self.signs.limit("response-begins", line.text):
            return False
        draft.emphatic = line.passage.block.emphasis
        draft.boxed = draft.boxed or line.passage.block.boxed
        draft.first = line.passage.index
        return True

    def _list_goes_on(self, draft: Draft, line: Line, before: str) -> bool:
        """Bullets after a colon, and those after them, belong to the words that announce them."""
        if line.mark.depth > 1 and (self.top is None or line.mark.depth <= max(self.top.depth, 1)):
            return False
        if self.top is not None and self._same_series(self.top, line):
            return False
        if _LIST_GOES_ON.search(before) or self._hangs_below(draft, line):
            return True
        bulleted = draft.last == line.passage.index - 1 and len(draft.pieces) > 1
        return bulleted or (
            draft.labelled and line.mark.kind is MarkKind.BULLET and self.below_label and not self.response
        )

    def _hangs_below(self, draft: Draft, line: Line) -> bool:
        """Whether a bullet is set deeper in the list than the numbered item right above it."""
        block = line.passage.block
        numbered = self.top is not None and self.top.kind in (MarkKind.NUMBER, MarkKind.LETTER)
        deeper = block.kind is BlockKind.LIST_ITEM and block.level > self.depth
        below = draft.last == line.passage.index - 1 and not self.response
        return numbered and deeper and below and line.mark.kind is MarkKind.BULLET

    def _same_series(self, top: Mark, line: Line) -> bool:
        nested = line.passage.block.kind is BlockKind.LIST_ITEM and line.passage.block.level > self.depth
        return line.mark.kind is top.kind and line.mark.depth == top.depth and not nested
