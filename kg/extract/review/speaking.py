"""Where running text speaks of a review: by its name, or as "this review" where only one can be meant.

"The Rowan SCR was received in May. The review found drift." speaks of it twice, and so does "This review found drift"
below a heading "Rowan (published March 2021)".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.page.mood import sentences
from kg.model.found import FoundReview
from kg.model.text import BlockKind, Outline, Passage, Span
from kg.rules import Rules

MARK = "§"  # stands in a sentence for every letter of a review's name
_ROW = re.compile(
    r"(?:\s*\((?=[^()]*\d)[^()]{0,60}\))?(?:\s*(?:,|/|\band\b|&|\bas well as\b|\bor\b))+(?:\s*(?:in|by|from|of|both|the|also)\b)*\s*$"
)
_ASIDE = re.compile(r"\s*\((?=[^()]*\d)[^()]{0,60}\)")  # a date, not what the review was about
_NEAR = 12  # letters before a name that begins its sentence
_BARE = 24  # letters of a heading beside the name, where it is just the name


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a passage that name one review, or several in a row."""

    start: int
    end: int
    reviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its runs, its text with runs marked, and the reviews it can only mean otherwise."""

    start: int
    end: int
    marked: str
    runs: tuple[Run, ...]
    below: tuple[str, ...]  # the review whose own section this is, or that the sentence before tells of


class Speaking:
    """The passages of one outline, read for the reviews that they speak of."""

    def __init__(self, outline: Outline, reviews: Sequence[FoundReview], *, rules: Rules) -> None:
        self._rules = rules
        self._sections = outline.sections
        self._places = sorted(
            {(place.span, review.key) for review in reviews for place in (review.evidence, *review.mentions)}
        )
        self._starts = [span.start for span, _ in self._places]
        self._longest = max((len(span) for span, _ in self._places), default=0)
        self._headed: dict[int, tuple[tuple[str, ...], bool]] = {}
        for passage in outline.passages if self._places else ():
            if passage.block.kind is BlockKind.HEADING and passage.section is not None:
                self._head(passage, passage.section)

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage; none where neither it nor a heading above it names a review."""
        named = self._named(passage)
        above, own = self._above(passage.section)
        if not named and not above:
            return ()
        found: list[Sentence] = []
        before: tuple[Run, ...] = ()
        for start, end in sentences(passage.text):
            inside = [run for run in named if start <= run.start < end]
            runs = self._with_pronouns(passage.text, start, end, inside, before, above)
            below = before[-1].reviews if before else above if own else ()
            found.append(Sentence(start, end, _marked(passage.text, start, end, runs), tuple(runs), below))
            before = tuple(Run(run.start - start, run.end - start, run.reviews) for run in runs) or before
        return tuple(found)

    def _named(self, passage: Passage) -> list[Run]:
        """The names in a passage; those that stand in a row are one run."""
        where = passage.block.span
        first = bisect_left(self._starts, where.start - self._longest)
        runs: list[Run] = []
        for span, key in self._places[first : bisect_left(self._starts, where.end)]:
            if span.overlaps(where) and (run := _run(passage, span, key)) is not None:
                runs = _added(passage.text, runs, run)
        return runs

    def _head(self, passage: Passage, section: int) -> None:
        runs = self._named(passage)
        if not runs:
            return
        rest = len(passage.text) - sum(run.end - run.start for run in runs)
        keys = tuple(dict.fromkeys(key for run in runs for key in run.reviews))
        self._headed.setdefault(section, (keys, rest <= _BARE))

    def _above(self, section: int | None) -> tuple[tuple[str, ...], bool]:
        """The reviews that the nearest heading with any names, and whether the words below can be about nothing else."""
        level, at, own = 99, section, True
        while at is not None and at >= 0:
            here = self._sections[at]
            if here.embedded != self._sections[section or 0].embedded:
                break
            if here.level < level:
                if at in self._headed:
                    keys, bare = self._headed[at]
                    return keys, own or bare
                level, own = here.level, False
            at -= 1
        return (), False

    def _with_pronouns(
        self,
        text: str,
        start: int,
        end: int,
        named: Sequence[Run],
        before: Sequence[Run],
        above: tuple[str, ...],
    ) -> list[Run]:
        runs = list(named)
        for id, several in (("this-review", False), ("these-reviews", True)):
            for match in self._rules.named("reviews-told", id).pattern.finditer(text, start, end):
                if any(run.start < match.end() and match.start() < run.end for run in named):
                    continue
                last = next((run.reviews for run in reversed(named) if run.end <= match.start()), None)
                said = tuple(dict.fromkeys(key for run in before for key in run.reviews))
                meant = last or (said if several else before[-1].reviews if before else ()) or above
                if meant and (len(meant) > 1) is several:
                    runs.append(Run(match.start(), match.end(), meant))
        it = self._rules.named("reviews-told", "it").pattern.match(text[start:end])
        if it and before and before[0].start <= _NEAR:
            runs.append(Run(start, start + it.end(), before[0].reviews))
        return sorted(runs, key=lambda run: run.start)


def _run(passage: Passage, span: Span, key: str) -> Run | None:
    """The characters of the passage that stand inside `span`."""
    offsets = passage.words.offsets
    start, end = bisect_left(offsets, span.start), bisect_left(offsets, span.end)
    end = min(end, len(passage.text))
    return Run(start, end, (key,)) if start < end else None


def _added(text: str, runs: Sequence[Run], run: Run) -> list[Run]:
    last = runs[-1] if runs else None
    if last is None or not (run.start <= last.end or _ROW.fullmatch(text, last.end, run.start)):
        return [*runs, run]
    keys = tuple(dict.fromkeys((*last.reviews, *run.reviews)))
    return [*runs[:-1], Run(last.start, max(last.end, run.end), keys)]


def _marked(text: str, start: int, end: int, runs: Sequence[Run]) -> str:
    """The sentence with every letter of its runs, and of brackets behind them, replaced."""
    letters = list(text[start:end])
    for run in runs:
        aside = _ASIDE.match(text, run.end)
        stop = min(end, aside.end() if aside else run.end)
        letters[run.start - start : stop - start] = MARK * (stop - run.start)
    return "".join(letters)


def spoken_of(sentence_list: Sequence[Sentence]) -> Iterator[str]:
    """The reviews that sentences speak of."""
    for sentence in sentence_list:
        for run in sentence.runs:
            yield from run.reviews
