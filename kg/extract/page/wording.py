"""How alike two wordings are: word overlap, prefixes, and TF-IDF cosine with idf over one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, sqrt

_WORD = re.compile(r"[a-z0-9][a-z0-9'’-]*")
STOP_WORDS = frozenset(
    "a about after all also an and any are as at be been being both but by can could did do does for from had has have having "
    "he her his how i if in into is it its may more most must no nor not of on or other our out own shall she should so some "
    "such than that the their them then there these they this those through to under until up upon was we were what when "
    "where which while who whom whose will with within would you your ensure recommendation recommendations recommended "
    "review".split()
)


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The content words of `text`, lower case, common endings cut: "Trainings" and "training" are one."""
    return tuple(
        _stem(word) for word in _WORD.findall(text.lower().replace("’", "'")) if word not in STOP_WORDS
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in (
        "'s",
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ers",
        "ed",
        "es",
        "er",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def words_of(text: str) -> list[str]:
    """All words of `text`, lower case, for comparing wordings exactly."""
    return _WORD.findall(text.lower().replace("’", "'"))


def begins_with(whole: str, beginning: str) -> bool:
    """Whether `beginning` is how `whole` begins, one differing word in ten allowed."""
    left, right = words_of(whole), words_of(beginning)
    if not right or len(right) > len(left) * 1.1 + 1:
        return False
    bag = Counter(left[: len(right) + 3])
    shared = sum((bag & Counter(right)).values())
    return shared >= 0.88 * len(right)


def overlap(one: str, other: str) -> float:
    """Share of content words in common (Dice), 0 to 1."""
    left, right = Counter(stems(one)), Counter(stems(other))
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0


class Likeness:
    """TF-IDF cosine between texts; the idf is that of the texts of one document, given once."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted = [frozenset(stems(text)) for text in texts]
        seen = Counter(stem for stems_ in counted for stem in stems_)
        self._idf = {stem: log((1 + len(counted)) / (0.5 + count)) for stem, count in seen.items()}
        self._rare = log(2 * (1 + len(counted)))

    def vector(self, text: str) -> dict[str, float]:
        """The weighted content words of `text`, of length 1."""
        counts = Counter(stems(text))
        raw = {stem: (1 + log(n)) * self._idf.get(stem, self._rare) for stem, n in counts.items()}
        norm = sqrt(sum(value * value for value in raw.values())) or 1.0
        return {stem: value / norm for stem, value in raw.items()}

    def of(self, one: dict[str, float], other: dict[str, float]) -> float:
        """Cosine of two vectors."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        return sum(value * large[stem] for stem, value in sorted(small.items()) if stem in large)

    def table(self, rows: Sequence[str], columns: Sequence[str]) -> list[list[float]]:
        """Cosine of each of `rows` with each of `columns`."""
        right = [self.vector(text) for text in columns]
        return [[self.of(left, other) for other in right] for left in map(self.vector, rows)]
