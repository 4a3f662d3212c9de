"""Printings: which places print one and the same recommendation of a review, in whatever wording.

A summary may shorten what the report says in full: "A single register should be set up" under number 1, and under
number 1 a paragraph about the register. So printings of one number meet by the words of the shorter one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz

from kg.likeness import read
from kg.model.found import FoundRecommendation
from kg.model.keys import match_form
from kg.rules import Rules

_SAME_NUMBER = 55.0  # how alike two printings with one number must be (0 to 100)
_SAME_WORDS = 88.0  # and two printings of which one has no number
_HELD = 0.75  # or the part of the shorter one's telling words that the longer one holds, under one number
_TELLING = 3.0  # words that the shorter one must have for that
_LITTLE = 0.25  # what a word counts that nearly every recommendation holds
_OTHERS = 95.0  # how alike two in one document must be that are addressed to different bodies
_LONG = 10  # words of a recommendation that nobody else is likely to print
_PROBES = 4  # of a text's longest words, one of which a printing without a number must share


@dataclass(frozen=True, slots=True)
class Printing:
    """A found recommendation with its source, the id of its review, and its words with those of its parts."""

    source: str
    found: FoundRecommendation
    review: str | None
    whole: str = ""  # set for a stem: its own words and those of its parts

    @property
    def text(self) -> str:
        """The words for comparing."""
        return match_form(self.found.text)

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return self.source, self.found.evidence.span.start


def with_wholes(printings: Iterable[Printing]) -> list[Printing]:
    """`printings`, each stem with the words of its parts, so that one sentence that says them all meets it."""
    known = list(printings)
    parts: dict[tuple[str, str], list[FoundRecommendation]] = defaultdict(list)
    for one in known:
        if one.found.stem:
            parts[one.source, one.found.stem].append(one.found)
    return [
        replace(one, whole=_whole(one.found, held))
        if (held := parts.get((one.source, one.found.key)))
        else one
        for one in known
    ]


def _whole(stem: FoundRecommendation, parts: list[FoundRecommendation]) -> str:
    ordered = sorted(parts, key=lambda part: part.evidence.span.start)
    return match_form(" ".join((stem.text, *(part.text for part in ordered))))


def group_printings(printings: list[Printing]) -> list[list[Printing]]:
    """The recommendations of one review, each with all its printings, the best first."""
    groups = _Groups()
    for printing in sorted(printings, key=_rank):
        groups.add(printing)
    return groups.held


def _rank(printing: Printing) -> tuple[bool, bool, int, str, int]:
    """Best printing first: in the review's own report, with its parts, then the longest wording."""
    found = printing.found
    return (found.restated, not printing.whole, -len(found.text), *printing.place)


@dataclass(slots=True)
class _Groups:
    """Recommendations so far, looked up by exact words, by number, and by a few long words."""

    held: list[list[Printing]] = field(default_factory=list)
    _words: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _numbers: dict[tuple[str | None, str | None], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _having: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, printing: Printing) -> None:
        """Put a printing to those it prints again, or by itself."""
        found = printing.found
        at = self._words.get((printing.text, found.part))
        if at is None and found.number:
            at = self._likest(printing, self._numbers[found.number, found.part])
        if at is None:
            at = self._likest(printing, self._unnumbered(printing))
        if at is None:
            at = len(self.held)
            self.held.append([])
            self._numbers[found.number, found.part].append(at)
            for word in set(printing.text.split()):
                self._having[word].append(at)
        self.held[at].append(printing)
        self._words.setdefault((printing.text, found.part), at)

    def _unnumbered(self, printing: Printing) -> list[int]:
        """Groups that may print the same, where this printing or they bear no number."""
        longest = sorted(set(printing.text.split()), key=lambda word: (-len(word), word))[:_PROBES]
        near = {at for word in longest for at in self._having.get(word, ())}
        return sorted(at for at in near if not (printing.found.number and self.held[at][0].found.number))

    def _likest(self, printing: Printing, among: Iterable[int]) -> int | None:
        scored = [(alike, -at) for at in among if (alike := _alike(printing, self.held[at][0]))]
        return -max(scored)[1] if scored else None


def _alike(one: Printing, other: Printing) -> float:
    """How alike two printings are (0 to 100); 0 where they are not one."""
    if one.found.number and (one.found.stem is None) != (other.found.stem is None):
        return 0.0
    pairs = [(one.text, other.text)]
    pairs += [(one.whole or one.text, other.whole or other.text)] if one.whole or other.whole else []
    alike = max(fuzz.token_sort_ratio(a, b) for a, b in pairs)
    if not (one.found.number and other.found.number):
        return alike if alike >= _SAME_WORDS else 0.0
    if alike < _OTHERS and _for_others(one, other):
        return 0.0
    if alike >= _SAME_NUMBER:
        return alike
    held = max(_held(a, b) for a, b in pairs)
    return 100.0 * held if held >= _HELD else 0.0


def _for_others(one: Printing, other: Printing) -> bool:
    """Whether two in one document are asked of different bodies: numbers that begin again for each agency."""
    here = one.found.evidence, other.found.evidence
    names = [{match_form(name) for name in p.found.addressed_to} for p in (one, other)]
    together = (here[0].source, here[0].embedded) == (here[1].source, here[1].embedded)
    return together and all(names) and not names[0] & names[1]


def _held(one: str, other: str) -> float:
    """The part of the shorter text's telling words that the longer one holds."""
    short, long = sorted((_terms(one), _terms(other)), key=lambda terms: sum(terms.values()))
    size = sum(short.values())
    return sum(weight for term, weight in short.items() if term in long) / size if size >= _TELLING else 0.0


@cache
def _common() -> frozenset[str]:
    phrases = " ".join(Rules().named("likeness", "common").phrases)
    return frozenset(read(phrases, rules=Rules()).terms)


def _terms(text: str) -> dict[str, float]:
    return {term: _LITTLE if term in _common() else 1.0 for term in read(text, rules=Rules()).terms}


def attributed(printings: list[Printing]) -> Iterator[Printing]:
    """`printings`; those of a document that names no review are those of the only review that says the same.

    At least two must be the same word for word, or the only one it prints.
    """
    reviews: dict[str, set[str]] = defaultdict(set)
    loose: dict[tuple[str, str], list[Printing]] = defaultdict(list)
    for one in printings:
        if one.review:
            reviews[one.text].add(one.review)
        else:
            loose[one.source, one.found.evidence.embedded].append(one)
    told = {document: _only_review(some, reviews) for document, some in loose.items()}
    for one in printings:
        review = one.review or told[one.source, one.found.evidence.embedded]
        yield one if review == one.review else replace(one, review=review)


def _only_review(loose: list[Printing], reviews: dict[str, set[str]]) -> str | None:
    counts: dict[str, int] = defaultdict(int)
    for text in sorted({one.text for one in loose if len(one.text.split()) >= _LONG}):
        for review in sorted(reviews.get(text, ())):
            counts[review] += 1
    found = [review for review, count in counts.items() if count >= min(2, len({one.text for one in loose}))]
    return found[0] if len(found) == 1 else None
