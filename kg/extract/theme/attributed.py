"""Themes of a review told elsewhere: what an annual report, a briefing or minutes say that a named review found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.review.mentioned import Telling, tellings
from kg.extract.review.speaking import Speaking
from kg.extract.theme.attribution import inside
from kg.extract.theme.match import Hit
from kg.model.evidence import evidence
from kg.model.found import FoundTheme, FoundThemeUse
from kg.model.kinds import Weight
from kg.model.text import BlockKind, DocumentKind, Outline, Passage, Span
from kg.rules import Rules

_SILENT = {DocumentKind.GLOSSARY, DocumentKind.AGENDA}
_PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


class Telltale:
    """Reads the passages of one outline, in order, for what they tell of reviews that they do not print."""

    def __init__(
        self,
        outline: Outline,
        speaking: Speaking,
        *,
        printed: Mapping[str, frozenset[str]],
        taken: Sequence[Span],
        hits: Callable[[Passage], Sequence[Hit]],
        themes: Callable[[Sequence[Hit]], tuple[FoundTheme, ...]],
        rules: Rules,
    ) -> None:
        self._outline = outline
        self._speaking = speaking
        self._printed = printed
        self._taken = taken  # by records of a review, whose own themes count already
        self._hits = hits
        self._themes = themes
        self._rules = rules

    def uses(self) -> Iterator[FoundThemeUse]:
        """A use of weight `reported` for each theme told of a review."""
        heading: Passage | None = None
        lists: tuple[Telling, ...] = ()
        for passage in self._outline.passages:
            kind = passage.block.kind
            if kind is BlockKind.HEADING:
                heading, lists = passage, ()
            if kind not in _PROSE:
                continue
            told = tuple(self._told(passage))
            if kind is BlockKind.LIST_ITEM and not told and lists:
                yield from self._below(passage, lists)
                continue
            yield from self._beside(passage, told, heading)
            lists = tuple(one for one in told if one.list)
            heading = None

    def _told(self, passage: Passage) -> Iterator[Telling]:
        embedded = self._outline.embedded[passage.embedded]
        if embedded.kind in _SILENT or inside(passage.block.span, self._taken):
            return
        yield from tellings(passage, self._speaking.sentences(passage), rules=self._rules)

    def _beside(
        self, passage: Passage, told: Sequence[Telling], heading: Passage | None
    ) -> Iterator[FoundThemeUse]:
        """The themes in the words that tell, by review."""
        meant: dict[str, dict[tuple[int, int, str], Hit]] = {}
        for one in told:
            spans = [passage.words.span(start, end) for start, end in one.spans]
            found = [
                hit for hit in self._hits(passage) if any(s.covers(Span(hit.start, hit.end)) for s in spans)
            ]
            if one.above and heading is not None:
                said = {hit.theme: hit for hit in reversed(self._hits(passage))}
                found += [said.get(hit.theme, hit) for hit in self._hits(heading)]
            for review in one.reviews:
                mine = meant.setdefault(review, {})
                mine |= {(h.start, h.end, h.theme): h for h in found if h.theme not in one.without}
        for review, hits in meant.items():
            yield from self._reported(passage, review, list(hits.values()))

    def _below(self, passage: Passage, told: Sequence[Telling]) -> Iterator[FoundThemeUse]:
        """The themes of a list item below words that tell: "The Rowan SCR highlighted the following themes:"."""
        for one in told:
            found = [hit for hit in self._hits(passage) if hit.theme not in one.without]
            for review in one.reviews:
                yield from self._reported(passage, review, found)

    def _reported(self, passage: Passage, review: str, hits: Sequence[Hit]) -> Iterator[FoundThemeUse]:
        embedded = self._outline.embedded[passage.embedded].key
        if review in self._printed.get(embedded, frozenset()):
            return
        for theme in self._themes(hits):
            where = evidence(
                self._outline.document,
                passage.block.span,
                embedded=embedded,
                rule=theme.rule,
                confidence=theme.confidence,
            )
            yield FoundThemeUse(theme, where, Weight.REPORTED, review)
