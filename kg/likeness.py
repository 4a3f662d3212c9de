"""Likeness: how far two recommendations ask for the same thing, by the words they share, the rarer the weightier.

Own TF-IDF with a cosine; words that ask for the same thing ("dad", "father") count as one (`kg/rules/likeness.toml`).
A prior of 200 imagined recommendations keeps the weights of a small collection sane.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt

from kg.rules import Rules

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PRIOR, _COMMON, _RARE = 200, 0.35, 0.005
_THEME = "theme:"
_THEME_WEIGHT = 0.9
_NAME_WEIGHT = 0.25  # two recommendations of one town are not alike for naming it
_ENDINGS = (
    "isations", "isation", "ations", "ation", "ments", "ment", "ingly", "ities", "edly", "ings", "ness", "ions", "ions",
    "ance", "ence", "ing", "ion", "ies", "ity", "ive", "ers", "est", "ed", "es", "er", "ly", "al", "s", "e", "y",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text for comparing: its terms with their counts, the printed word each came from, and which of them
    it prints small or as an acronym, so that they are no mere names."""

    terms: Mapping[str, int]
    printed: Mapping[str, str]
    plain: frozenset[str] = frozenset()


Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each term is among `size` texts: its inverse document frequency, smoothed by the prior."""

    size: int
    frequency: Mapping[str, int]
    common: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()  # terms that are printed with a capital only: places, people, bodies

    def of(self, term: str) -> float:
        """The weight of `term`."""
        prior = _COMMON if term in self.common else _RARE
        seen = self.frequency.get(term, 0) + _PRIOR * prior
        weight = log((self.size + _PRIOR) / seen)
        if term.startswith(_THEME):
            return weight * _THEME_WEIGHT
        return weight * _NAME_WEIGHT if term in self.names else weight

    def vector(self, text: Text) -> Vector:
        """`text` as a vector of length one."""
        weights = {term: (1 + log(count)) * self.of(term) for term, count in sorted(text.terms.items())}
        length = sqrt(sum(value * value for value in weights.values())) or 1.0
        return {term: value / length for term, value in weights.items()}


def weigh(texts: Iterable[Text], *, rules: Rules) -> Weights:
    """The weights of all terms of `texts`."""
    size, frequency, plain = 0, Counter[str](), set[str]()
    for text in texts:
        size += 1
        frequency.update(text.terms.keys())
        plain |= text.plain
    names = frozenset(term for term in frequency if term not in plain and not term.startswith(_THEME))
    return Weights(size, frequency, _words(rules).common, names)


def cosine(one: Vector, other: Vector) -> float:
    """Between 0 (no term shared) and 1 (the same terms)."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[term] for term, value in one.items() if term in other)


def agreeing(one: Vector, other: Vector, printed: Mapping[str, str], *, most: int = 6) -> tuple[str, ...]:
    """The printed words that make two texts alike, weightiest first."""
    shared = [
        (one[term] * other[term], term) for term in one if term in other and not term.startswith(_THEME)
    ]
    shared.sort(key=lambda item: (-item[0], item[1]))
    return tuple(dict.fromkeys(printed[term] for _, term in shared[:most]))


def read(text: str, themes: Sequence[str] = (), *, rules: Rules) -> Text:
    """`text` as terms: stems without empty words, words of one meaning as one; and its themes."""
    known = _words(rules)
    terms: Counter[str] = Counter()
    printed: dict[str, str] = {}
    plain: set[str] = set()
    for match in _WORD.finditer(text):
        whole = match.group()
        word = whole.lower().replace("’", "'").removesuffix("'s")
        if word in known.empty or (len(word) < 2 and not word.isdigit()):
            continue
        term = known.term(word)
        terms[term] += 1
        printed.setdefault(term, word)
        if whole[0].islower() or whole[0].isdigit() or (len(whole) > 1 and whole.isupper()):
            plain.add(term)
    terms.update(f"{_THEME}{theme}" for theme in themes)
    return Text(terms, printed, frozenset(plain))


def stem(word: str) -> str:
    """A word without its ending: "recording", "records" and "recorded" meet; short words stay."""
    for ending in _ENDINGS:
        left = len(word) - len(ending)
        if word.endswith(ending) and (left >= 4 or (ending == "s" and left == 3)):
            return stem(word[: -len(ending)]) if ending in {"s", "ly", "ings"} else word[: -len(ending)]
    return word


@dataclass(slots=True)
class _Words:
    empty: frozenset[str]
    common: frozenset[str]
    same: dict[str, str]
    seen: dict[str, str] = field(default_factory=dict)

    def term(self, word: str) -> str:
        known = self.seen.get(word)
        if known is None:
            short = stem(word)
            known = self.seen[word] = self.same.get(short, short)
        return known


@cache
def _words(rules: Rules) -> _Words:
    same: dict[str, str] = {}
    for rule in rules.group("likeness"):
        if rule.id.startswith("same-"):
            same |= {stem(phrase.lower()): rule.id for phrase in rule.phrases if " " not in phrase}
    common = rules.named("likeness", "common").phrases
    return _Words(
        empty=frozenset(rules.named("likeness", "empty").phrases),
        common=frozenset(same.get(stem(word), stem(word)) for word in common),
        same=same,
    )
