"""The words of a question in plain words: as typed, as read, and by what they ask for.

"recs", "hasn't" and "polcie" are read as "recommendation", "has not" and "police", and what was mended is told. Words are
compared by their sense: "replied" and "responses" ask for the same (`kg/rules/ask-senses.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from kg.likeness import stem
from kg.query import names
from kg.rules import Rules

_ARTICLES = frozenset("the a an our this these those please".split())
_ALIKE, _NEARLY = 0.8, 0.87  # how alike a misspelling must be to what it is read as
_SOUNDS = 0.75  # and one of a name that sounds the same
_OWNING = re.compile(r"(?<=\w)[’']s\b")
_NEGATED = {
    "hasnt": "has", "havent": "have", "hadnt": "had", "dont": "do", "doesnt": "does", "didnt": "did", "wasnt": "was",
    "werent": "were", "isnt": "is", "arent": "are", "cant": "can", "couldnt": "could", "wont": "will", "wouldnt": "would",
    "shouldnt": "should",
}  # fmt: skip
#: words that ask, join or point and say nothing about what is asked
PLAIN = frozenset(
    """a about again all also an and any anyone anything are as at be been being both but by can could did do doe does done each either else
    ever every for found from get give given go going got had happen happened has have her here his how i if in into is it its just know known
    last like list look made make making many may me might mine more most much my need no not now of off on one only or other our
    out over page per please put really review said same say see shall she should show so some still such tell than thank that the
    their them then there these they thing think this those to together too up us very want was we well were what when where whether
    which while who whom whose why will with within would yet you your case report find question recommendation since after before until between
    during say addressed asked ask far long quick quickly hi hello detail info way come crop""".split()
)


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a question, and which of them were typed otherwise."""

    words: tuple[str, ...]  # for comparing
    shown: tuple[str, ...]  # as typed
    mended: tuple[tuple[str, str], ...] = ()


def typed(text: str, *, known: frozenset[str], people: frozenset[str]) -> Typed:
    """The words of `text`; one that is not `known` is read as the known word it surely misspells.

    A word of `people`, the names of reviews, is only read where it sounds alike: another child's name is no misspelling.
    """
    words: list[str] = []
    shown: list[str] = []
    mended: list[tuple[str, str]] = []
    for there in _written_out(text):
        word = names.singular(there)
        right = word if word in known or word in people or word in PLAIN else _meant(word, known, people)
        if right != word:
            mended.append((there, right))
        words.append(right)
        shown.append(there if right == word else right)
    return Typed(tuple(words), tuple(shown), tuple(mended))


def expanded(text: str) -> list[str]:
    """The words of `text` for comparing, short forms written out."""
    return [names.singular(word) for word in _written_out(text)]


def _written_out(text: str) -> list[str]:
    for rule in Rules().group("ask-words"):
        text = rule.pattern.sub(rule.give("reads"), text)
    words: list[str] = []
    for word in names.typed_words(_OWNING.sub("", text)):
        words += [_NEGATED[word], "not"] if word in _NEGATED else [word]
    return words


def _meant(word: str, known: frozenset[str], people: frozenset[str]) -> str:
    """The one word that `word` surely misspells, else itself; a longer or shorter form of a word is none."""
    if len(word) < 4 or not word.isalpha():
        return word
    begun = [one for one in known if one[0] == word[0] and len(one) > 3 and _close(one, word) >= _ALIKE]
    choices = [
        [
            one
            for one in people
            if one[0] == word[0] and _bones(one) == _bones(word) and _close(one, word) >= _SOUNDS
        ],
        [one for one in begun if _bones(one) == _bones(word)] if len(word) > 4 else [],  # vowels mistyped
        [one for one in begun if sorted(one) == sorted(word)]
        if len(word) > 4
        else [],  # letters changed places
        get_close_matches(word, sorted(begun), n=1, cutoff=_NEARLY) if len(word) > 5 else [],
    ]
    right = next((one[0] for one in choices if len(one) == 1), word)
    return word if right.startswith(word) or word.startswith(right) else right


def _close(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


@cache
def _bones(word: str) -> str:
    """The consonants of a word in order, doubles once: what is left right when vowels are mistyped."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", word))


@cache
def sense(word: str) -> str:
    """What a word is compared as: the name of its sense where it has one, else itself without its ending."""
    if word.startswith("{") or word in PLAIN:
        return word
    rules = Rules().group("ask-senses")
    return next((f"={rule.id}" for rule in rules if rule.pattern.fullmatch(word)), stem(word))


def bare(words: Sequence[str]) -> tuple[str, ...]:
    """`words` without articles."""
    return tuple(word for word in words if word not in _ARTICLES)


def stands(phrase: Sequence[str], words: Sequence[str]) -> int | None:
    """Where `phrase` stands in `words`, None where it does not."""
    wanted, there, size = tuple(phrase), tuple(words), len(phrase)
    return next((at for at in range(len(there) - size + 1) if there[at : at + size] == wanted), None)
