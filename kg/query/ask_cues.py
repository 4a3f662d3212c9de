"""The cue phrases in the headers of the library, and which of them stand in a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import log

from kg.query.ask_words import PLAIN, bare, expanded, sense, stands
from kg.query.questions import Question, questions

_NOT = frozenset(map(sense, ("not", "never", "no", "without", "nobody", "nothing")))
_JOINING = 0.3  # how much a name, or a word that only joins others, tells of what it would


@cache
def phrase(cue: str) -> tuple[str, ...]:
    """The words of a cue phrase without articles; `{theme}` stays."""
    words: list[str] = []
    for piece in re.split(r"(\{\w+\})", cue):
        words += [piece] if piece.startswith("{") else expanded(piece)
    return bare(words)


@cache
def _parts(cue: str) -> tuple[tuple[str, ...], ...]:
    """A cue phrase by sense; of "outstanding + panel" each part."""
    return tuple(tuple(map(sense, phrase(part))) for part in cue.split("+"))


def found(cues: Iterable[str], senses: Sequence[str]) -> list[tuple[str, ...]]:
    """The cue phrases whose parts all stand in `senses`, those within a longer one left out."""
    hits = {
        tuple(word for part in _parts(cue) for word in part)
        for cue in cues
        if all(stands(part, senses) is not None for part in _parts(cue))
    }
    return sorted(
        one for one in hits if not any(one != other and stands(one, other) is not None for other in hits)
    )


def value_of(question: Question, senses: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The values that words of a question give to its parameters, each with its phrase; "not completed" gives none."""
    given: dict[str, tuple[str, tuple[str, ...]]] = {}
    for parameter, value, phrases in question.values:
        for (wanted,) in map(_parts, phrases):
            at = stands(wanted, senses)
            if at is None or (wanted[0] not in _NOT and _NOT & set(senses[max(0, at - 2) : at])):
                continue
            if parameter not in given or len(wanted) > len(given[parameter][1]):
                given[parameter] = (value, wanted)
    return given


@cache
def cue_words() -> frozenset[str]:
    """Every word of a cue phrase or value phrase of the library."""
    every = (
        cue
        for question in questions().values()
        for cue in (*question.words, *question.weak, *(p for _, _, said in question.values for p in said))
    )
    return frozenset(word for cue in every for word in phrase(cue) if not word.startswith("{"))


@cache
def telling() -> dict[str, float]:
    """How much each sense tells which question is meant, 0 to 1: little where many questions are asked with it, or
    where it is a name or a word that only joins others."""
    every = questions()
    asked = Counter(
        word
        for question in every.values()
        for word in {w for cue in (*question.words, *question.weak) for part in _parts(cue) for w in part}
    )
    return {
        word: (1 - log(count) / log(len(every) + 1))
        * (_JOINING if word in PLAIN or word.startswith("{") else 1.0)
        for word, count in asked.items()
    }
