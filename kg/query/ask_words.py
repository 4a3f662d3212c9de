"""The words of a question in plain words, and the cue phrases of the library that stand among them.

"recs", "hasn't" and "polcie" are read as "recommendation", "has not" and "police"; what was mended is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from math import log

from kg.query import names
from kg.query.questions import Question, questions
from kg.rules import Rules

_DROPPED = frozenset("the a an our this these those please".split())
_NEGATED = {
    "hasnt": "has", "havent": "have", "hadnt": "had", "dont": "do", "doesnt": "does", "didnt": "did", "wasnt": "was",
    "werent": "were", "isnt": "is", "arent": "are", "cant": "can", "couldnt": "could", "wont": "will", "wouldnt": "would",
    "shouldnt": "should",
}  # fmt: skip
_NOT = frozenset({"not", "never", "no", "without", "nobody", "nothing"})
#: words that ask, join or point and say nothing about what is asked
PLAIN = frozenset(
    """a about again all also an and any anyone anything are as at be been being both but by can could did do doe does done each either else
    ever every for found from full get give given go got had happen happened has have her here his how i if in into is it its just know known
    last like list look made make making many may me might mine more most much my need no not now of off on one only or other our
    out over page per please put really review said same say see shall she should show so some still such tell than thank that the
    their them then there these they thing think this those to together too up us very want was we well were what when where
    which while who whom whose why will with within would yet you your case report find question recommendation since after before until between
    during time say addressed asked ask far long quick quickly hi hello detail info way""".split()
)


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a question, and which of them were typed otherwise."""

    words: tuple[str, ...]
    mended: tuple[tuple[str, str], ...] = ()


def typed(text: str, *, known: frozenset[str], people: frozenset[str]) -> Typed:
    """The words of `text`; a word that nothing knows is read as the known word it surely misspells.

    A word of `people`, the names of reviews, is only read where it sounds alike: another child's name is not a misspelling.
    """
    words: list[str] = []
    mended: list[tuple[str, str]] = []
    for word in _expanded(text):
        right = word if _is_known(word, known, people) else _meant(word, known, people)
        if right != word:
            mended.append((word, right))
        words.append(right)
    return Typed(tuple(words), tuple(mended))


def _expanded(text: str) -> list[str]:
    for rule in Rules().group("ask-words"):
        text = rule.pattern.sub(rule.give("reads"), text)
    words: list[str] = []
    for word in names.tokens(text):
        words += [_NEGATED[word], "not"] if word in _NEGATED else [word]
    return words


def _is_known(word: str, known: frozenset[str], people: frozenset[str]) -> bool:
    return word in known or word in people or word in PLAIN or word in cue_words() or word.isdigit()


def _meant(word: str, known: frozenset[str], people: frozenset[str]) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    sounding = sorted({one for one in people if _bones(one) == _bones(word) and one[0] == word[0]})
    if len(sounding) == 1:
        return sounding[0]
    every = known | cue_words()
    alike = sorted(one for one in every if len(one) > 3 and one[0] == word[0] and _bones(one) == _bones(word))
    if len(word) > 4 and len(alike) == 1:
        return alike[0]
    turned = sorted(one for one in every if one[0] == word[0] and sorted(one) == sorted(word))
    if len(word) > 4 and len(turned) == 1:  # two letters changed places
        return turned[0]
    near = get_close_matches(word, sorted(one for one in every if one[0] == word[0]), n=1, cutoff=0.87)
    return near[0] if near and len(word) > 5 else word


@cache
def _bones(word: str) -> str:
    """The consonants of a word in order, doubles once: what is left right when vowels are mistyped."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", word))


@cache
def cue_words() -> frozenset[str]:
    """Every word of a cue phrase or value phrase of the library."""
    phrases = (
        phrase
        for question in questions().values()
        for phrase in (*question.words, *question.weak, *(p for _, _, said in question.values for p in said))
    )
    return frozenset(word for phrase in phrases for word in cue(phrase) if not word.startswith("{"))


@cache
def cue(phrase: str) -> tuple[str, ...]:
    """A phrase as words for comparing, without articles; `{theme}` stays."""
    words: list[str] = []
    for piece in re.split(r"(\{\w+\})", phrase):
        words += [piece] if piece.startswith("{") else _expanded(piece)
    return tuple(word for word in words if word not in _DROPPED)


@cache
def telling() -> dict[str, float]:
    """How much each cue word tells which question is meant, 0 to 1: little where many questions are asked with it,
    or where it is a name or a word that only joins others."""
    every = questions()
    asked = Counter(
        word
        for question in every.values()
        for word in {
            w for phrase in (*question.words, *question.weak) for p in phrase.split("+") for w in cue(p)
        }
    )
    return {
        word: (1 - log(count) / log(len(every) + 1)) * (0.3 if word in PLAIN or word.startswith("{") else 1)
        for word, count in asked.items()
    }


def bare(words: Iterable[str]) -> tuple[str, ...]:
    """`words` without articles."""
    return tuple(word for word in words if word not in _DROPPED)


def stands(phrase: Sequence[str], words: Sequence[str]) -> int | None:
    """Where `phrase` stands in `words`, None where it does not."""
    size = len(phrase)
    return next(
        (at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(phrase)), None
    )


def found(phrases: Iterable[str], words: Sequence[str]) -> list[tuple[str, ...]]:
    """The cue phrases that stand in `words`, those within a longer one left out; of "outstanding + panel" both must."""
    hits = set()
    for phrase in phrases:
        parts = [cue(part) for part in phrase.split("+")]
        if all(stands(part, words) is not None for part in parts):
            hits.add(tuple(word for part in parts for word in part))
    return sorted(
        one for one in hits if not any(one != other and stands(one, other) is not None for other in hits)
    )


def value_of(question: Question, words: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The values that words of a question give to its parameters, each with its phrase; "not completed" gives none."""
    given: dict[str, tuple[str, tuple[str, ...]]] = {}
    for parameter, value, phrases in question.values:
        for phrase in sorted((cue(one) for one in phrases), key=len, reverse=True):
            at = stands(phrase, words)
            if at is None or (phrase[0] not in _NOT and _NOT & set(words[max(0, at - 2) : at])):
                continue
            if parameter not in given or len(phrase) > len(given[parameter][1]):
                given[parameter] = (value, phrase)
    return given
