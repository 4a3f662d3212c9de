"""Like recommendations of different reviews: what keeps being asked for.

Only pairs that share at least two of their most telling terms are compared (an index of pairs of terms),
never all pairs: 66,000 recommendations take seconds, not days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.likeness import Text, Vector, Weights, agreeing, cosine, read, weigh
from kg.model.entity import Recommendation, Repeat
from kg.rules import Rules

FLOOR = 0.32
_TELLING = 8  # terms of each recommendation that enter the index
_NEIGHBOURS = 12  # of a crowded entry, each is compared with so many that follow
_SHORT = 4  # recommendations of fewer terms say too little to be called alike
_MOST = 10  # repeats kept of each recommendation


def find_repeats(
    recommendations: Sequence[Recommendation], *, rules: Rules | None = None
) -> Mapping[str, tuple[Repeat, ...]]:
    """For each recommendation the like ones of other reviews, most alike first, with the words that agree."""
    rules = rules or Rules()
    ordered = sorted(
        (one for one in recommendations if one.review is not None and one.text), key=lambda one: one.id
    )
    texts = [read(one.text, [use.theme for use in one.themes], rules=rules) for one in ordered]
    weights = weigh(texts, rules=rules)
    vectors = [weights.vector(text) for text in texts]
    found: defaultdict[str, list[Repeat]] = defaultdict(list)
    for one, other in _candidates(texts, weights):
        if ordered[one].review == ordered[other].review:
            continue
        score = cosine(vectors[one], vectors[other])
        if score >= FLOOR:
            _note(found, ordered, texts, vectors, (one, other), score)
    return {id: _best(repeats) for id, repeats in sorted(found.items())}


def _note(
    found: defaultdict[str, list[Repeat]],
    ordered: Sequence[Recommendation],
    texts: Sequence[Text],
    vectors: Sequence[Vector],
    pair: tuple[int, int],
    score: float,
) -> None:
    one, other = pair
    words = agreeing(vectors[one], vectors[other], texts[one].printed)
    found[ordered[one].id].append(Repeat(ordered[other].id, round(score, 3), words))
    found[ordered[other].id].append(Repeat(ordered[one].id, round(score, 3), words))


def _best(repeats: Sequence[Repeat]) -> tuple[Repeat, ...]:
    return tuple(sorted(repeats, key=lambda repeat: (-repeat.score, repeat.recommendation))[:_MOST])


def _candidates(texts: Sequence[Text], weights: Weights) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share two telling terms, each once."""
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        if len(text.terms) >= _SHORT:
            for key in combinations(sorted(_telling(text, weights)), 2):
                index[key].append(number)
    seen: set[int] = set()
    size = len(texts)
    for members in index.values():
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + _NEIGHBOURS]:
                pair = one * size + other
                if pair not in seen:
                    seen.add(pair)
                    yield one, other


def _telling(text: Text, weights: Weights) -> list[str]:
    shared = [term for term in text.terms if weights.frequency[term] > 1]
    return sorted(shared, key=lambda term: (-weights.of(term), term))[:_TELLING]
