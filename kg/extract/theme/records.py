"""Themes of the scheme recognised in words, with the cue that shows each and the stance around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.extract.review.speaking import Speaking, spoken_of
from kg.extract.theme.attributed import Telltale
from kg.extract.theme.attribution import inside, merged, printed_in, reviews_by_document
from kg.extract.theme.choose import choose
from kg.extract.theme.cues import general_themes, lexicon
from kg.extract.theme.match import Hit, hits
from kg.extract.theme.stance import stance_of
from kg.model.evidence import evidence
from kg.model.found import (
    Extraction,
    FoundAction,
    FoundFinding,
    FoundRecommendation,
    FoundResponse,
    FoundScrutiny,
    FoundTheme,
    FoundThemeUse,
)
from kg.model.kinds import FindingKind, Stance, Weight
from kg.model.text import BlockKind, DocumentKind, Outline, Passage, Span
from kg.rules import Rules

Found = TypeVar("Found", FoundRecommendation, FoundResponse, FoundFinding, FoundScrutiny, FoundAction)
Answerable = FoundRecommendation | FoundResponse | FoundFinding
Record = Answerable | FoundScrutiny | FoundAction

_TELLING = {
    DocumentKind.REVIEW_REPORT,
    DocumentKind.PARTNERSHIP_RESPONSE,
    DocumentKind.ANNUAL_REPORT,
    DocumentKind.BRIEFING,
    DocumentKind.INSPECTION_REPORT,
}
_PROSE = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
_MUTE = {BlockKind.CONTENTS, BlockKind.FURNITURE}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How sure a theme must be in a kind of record, how many it may have, and its stance by default."""

    floor: float
    most: int
    stance: Stance
    lone: float = 1.0  # what the only theme of a record must reach


_RECOMMENDATION = _Kind(0.5, 4, Stance.RECOMMENDED, lone=0.4)
_FINDING = {
    FindingKind.FINDING: _Kind(0.5, 4, Stance.NEUTRAL, lone=0.4),
    FindingKind.LEARNING_POINT: _Kind(0.5, 4, Stance.NEUTRAL, lone=0.4),
    FindingKind.GOOD_PRACTICE: _Kind(0.5, 4, Stance.GOOD, lone=0.4),
}
_RESPONSE = _Kind(0.6, 4, Stance.NEUTRAL)
_ACTION = _Kind(0.5, 3, Stance.RECOMMENDED)
_HEADING = _Kind(0.4, 3, Stance.NEUTRAL)
_MENTION = _Kind(0.75, 3, Stance.NEUTRAL)
_TOLD = _Kind(0.5, 6, Stance.NEUTRAL)
_SCRUTINY = _Kind(0.5, 3, Stance.RECOMMENDED)


def with_themes(found: Extraction, outline: Outline, *, rules: Rules) -> Extraction:
    """`found` with themes on every record, and theme uses of the headings and paragraphs of telling documents."""
    reader = _Reader(outline, rules)
    records: tuple[Record, ...] = (
        *found.recommendations,
        *found.responses,
        *found.findings,
        *found.scrutiny,
        *found.actions,
    )
    taken = merged(record.evidence.span for record in records)
    return replace(
        found,
        recommendations=tuple(reader.coloured(item, _RECOMMENDATION) for item in found.recommendations),
        responses=tuple(reader.coloured(item, _RESPONSE) for item in found.responses),
        findings=tuple(reader.coloured(item, _FINDING[item.kind]) for item in found.findings),
        scrutiny=tuple(reader.coloured(item, _SCRUTINY) for item in found.scrutiny),
        actions=tuple(reader.coloured(item, _ACTION) for item in found.actions),
        themes=tuple(reader.uses(taken, found)),
    )


class _Reader:
    """Reads the passages of one outline for cues, each at most once."""

    def __init__(self, outline: Outline, rules: Rules) -> None:
        self._outline = outline
        self._rules = rules
        self._lexicon = lexicon(rules)
        self._general = general_themes(rules)
        speaking = [p for p in outline.passages if p.block.kind not in _MUTE]
        self._passages = sorted(speaking, key=lambda p: (p.block.span.start, p.index))
        self._starts = [p.block.span.start for p in self._passages]
        self._longest = max((len(p.block.span) for p in speaking), default=0)
        self._read: dict[int, list[Hit]] = {}

    def coloured(self, record: Found, kind: _Kind) -> Found:
        """`record` with its themes."""
        where = record.evidence.span
        letters = _letters(record.text)
        inside = [
            hit
            for passage in self._over(where)
            for hit in self._hits(passage)
            if where.start <= hit.start and hit.end <= where.end and _letters(hit.words) in letters
        ]
        return replace(record, themes=self._themes(inside, kind))

    def uses(self, taken: Sequence[Span], found: Extraction) -> Iterable[FoundThemeUse]:
        """A use for each theme of a heading or paragraph that is no part of a record, and for each that is told of a review.

        It belongs to the review that the document is about; where the document is about none, to each
        review that the paragraph speaks of.
        """
        speaking = Speaking(self._outline, found.reviews, rules=self._rules)
        told = self._told(found, speaking)
        yield from told
        known = {(use.review, use.theme.theme, use.theme.cue) for use in told}
        about = reviews_by_document(found)
        for passage in self._outline.passages:
            if not self._tells(passage) or inside(passage.block.span, taken):
                continue
            own = about.get(self._outline.embedded[passage.embedded].key)
            named = () if own is not None else spoken_of(speaking.sentences(passage))
            for use in self._spoken(passage, tuple(dict.fromkeys(named)) or (own,)):
                if (use.review, use.theme.theme, use.theme.cue) not in known:
                    yield use

    def _told(self, found: Extraction, speaking: Speaking) -> tuple[FoundThemeUse, ...]:
        counted: tuple[Answerable, ...] = (*found.recommendations, *found.responses, *found.findings)
        telltale = Telltale(
            self._outline,
            speaking,
            printed=printed_in(found),
            taken=merged(record.evidence.span for record in counted if record.review is not None),
            hits=lambda passage: self._hits(passage) if self._of_a_case(passage) else (),
            themes=lambda hits: self._themes(hits, _TOLD),
            rules=self._rules,
        )
        return tuple(telltale.uses())

    def _spoken(self, passage: Passage, reviews: Sequence[str | None]) -> Iterable[FoundThemeUse]:
        heading = passage.block.kind is BlockKind.HEADING
        for theme in self._themes(self._hits(passage), _HEADING if heading else _MENTION):
            where = evidence(
                self._outline.document,
                passage.block.span,
                embedded=self._outline.embedded[passage.embedded].key,
                rule=theme.rule,
                confidence=theme.confidence,
            )
            weight = Weight.HEADING if heading else Weight.MENTION
            for review in reviews:
                yield FoundThemeUse(theme, where, weight, review)

    def _tells(self, passage: Passage) -> bool:
        """Whether the themes of a heading or paragraph are those of a case."""
        kind = passage.block.kind
        if kind not in _PROSE or self._outline.embedded[passage.embedded].kind not in _TELLING:
            return False
        if kind is BlockKind.HEADING and any(
            self._rules.named("themes-sections", rule).pattern.search(passage.text)
            for rule in ("heading-of-a-part", "heading-of-a-report")
        ):
            return False
        return self._of_a_case(passage)

    def _of_a_case(self, passage: Passage) -> bool:
        if passage.section is None:
            return True
        section = self._outline.sections[passage.section]
        skip = self._rules.named("themes-sections", "not-about-the-case").pattern
        return not any(skip.search(title) for title in (section.title, *section.path))

    def _over(self, span: Span) -> Iterable[Passage]:
        first = bisect_left(self._starts, span.start - self._longest)
        for passage in self._passages[first : bisect_left(self._starts, span.end)]:
            if passage.block.span.overlaps(span):
                yield passage

    def _hits(self, passage: Passage) -> list[Hit]:
        """The hits of a passage, at their characters in the stored text."""
        known = self._read.get(passage.index)
        if known is None:
            words = passage.words
            known = [_placed(hit, words.span(hit.start, hit.end)) for hit in hits(words.text, self._lexicon)]
            self._read[passage.index] = known
        return known

    def _themes(self, found: Sequence[Hit], kind: _Kind) -> tuple[FoundTheme, ...]:
        text = self._outline.document.text
        themes = []
        for choice in choose(found, floor=kind.floor, most=kind.most, general=self._general, lone=kind.lone):
            cue = Span(choice.hit.start, choice.hit.end)
            themes.append(
                FoundTheme(
                    theme=choice.theme,
                    cue=cue,
                    stance=stance_of(text, cue, choice.theme, default=kind.stance, rules=self._rules),
                    rule=f"themes/{choice.theme}",
                    confidence=choice.score,
                )
            )
        return tuple(themes)


def _placed(hit: Hit, span: Span) -> Hit:
    return Hit(span.start, span.end, hit.theme, hit.strength, hit.words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
