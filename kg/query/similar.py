"""Similar: has this been recommended before, where, to whom, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kg.likeness import Vector, agreeing, cosine, read, weigh
from kg.query.records import Record
from kg.query.records_parts import answers_to
from kg.rules import Rules

FLOOR = 0.24
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier recommendation that asks for much the same, with the words that agree and its responses."""

    recommendation: Record
    score: float
    words: tuple[str, ...]
    responses: tuple[Record, ...] = ()


def similar(
    draft: str,
    recommendations: Sequence[Record],
    responses: Sequence[Record] = (),
    *,
    themes: Sequence[str] = (),
    most: int = 5,
    rules: Rules | None = None,
) -> tuple[Alike, ...]:
    """The recommendations most like `draft`, most alike first; none where nothing is alike.

    `themes` are the labels of the themes of the draft. The score is the geometric mean of the cosine and of the
    share of the draft's weight that the recommendation covers, so that a short draft can meet a long text.
    """
    rules = rules or Rules()
    texts = [read(str(one["text"] or ""), one["themes"], rules=rules) for one in recommendations]
    weights = weigh(texts, rules=rules)
    asked = weights.vector(read(draft, themes, rules=rules))
    answers = answers_to(recommendations, responses)
    found = []
    for one, text in zip(recommendations, texts, strict=True):
        vector = weights.vector(text)
        score = _score(asked, vector)
        words = agreeing(asked, vector, text.printed)
        if score >= FLOOR and len(words) >= _FEWEST_WORDS:
            found.append(Alike(one, round(score, 3), words, tuple(answers[str(one["id"])])))
    return tuple(sorted(found, key=lambda alike: (-alike.score, str(alike.recommendation["id"])))[:most])


def _score(asked: Vector, vector: Vector) -> float:
    covered = sum(value * value for term, value in asked.items() if term in vector)
    return sqrt(cosine(asked, vector) * covered)
