"""Like recommendations of different reviews: what keeps being asked for.

An inverted index of each recommendation's most telling terms gives the few that are worth comparing in full,
so 66,000 recommendations take seconds; never all pairs. Everything is sorted: the same input, the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.likeness import Text, Vector, Weights, agreeing, cosine, read, weigh
from kg.model.entity import Recommendation, Repeat
from kg.rules import Rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR = 0.32
_FEWEST_WORDS = 3  # that two must share beside their themes
_TELLING = 8  # terms of each recommendation that are looked up in the index
_COMPARED = 24  # of the recommendations found there, the best so many are compared in full
_CROWDED = 0.2  # a term that a larger share of many texts hold tells nothing
_MANY = 2000
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
    if len({one.review for one in ordered}) < 2:
        return {}
    texts = [read(one.text, [use.theme for use in one.themes], rules=rules) for one in ordered]
    weights = weigh(texts, rules=rules)
    vectors = [weights.vector(text) for text in texts]
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other in _candidates(vectors, [one.review for one in ordered], weights):
        score = cosine(vectors[one], vectors[other])
        if score >= FLOOR:
            _keep(found[one], (-score, other))
            _keep(found[other], (-score, one))
    return {
        ordered[one].id: repeats
        for one in sorted(found)
        if (repeats := _repeats(ordered, texts, vectors, one, found[one]))
    }


def _keep(best: list[tuple[float, int]], entry: tuple[float, int]) -> None:
    """Add to the best so far; the list is cut back when it has grown."""
    best.append(entry)
    if len(best) > 4 * _MOST:
        best.sort()
        del best[_MOST:]


def _repeats(
    ordered: Sequence[Recommendation],
    texts: Sequence[Text],
    vectors: Sequence[Vector],
    one: int,
    best: Sequence[tuple[float, int]],
) -> tuple[Repeat, ...]:
    """The repeats of one recommendation, with the words of its own that agree."""
    made = []
    for score, other in sorted(best)[:_MOST]:
        words = agreeing(vectors[one], vectors[other], texts[one].printed)
        if len(words) >= _FEWEST_WORDS:
            made.append(Repeat(ordered[other].id, round(-score, 3), words))
    return tuple(made)


def _candidates(
    vectors: Sequence[Vector], reviews: Sequence[str | None], weights: Weights
) -> Iterator[tuple[int, int]]:
    """Pairs of different reviews that share telling terms, each once: for each text the best later ones."""
    import numpy as np

    index = _index(vectors, weights)
    for one, vector in enumerate(vectors):
        rows, shares = [], []
        for term in _telling(vector, weights):
            where, values = index[term]
            start = int(np.searchsorted(where, one, side="right"))
            if start < len(where):
                rows.append(where[start:])
                shares.append(values[start:] * vector[term])
        if not rows:
            continue
        score = np.bincount(np.concatenate(rows) - one, weights=np.concatenate(shares))
        for step in _best(score):
            if reviews[one + step] != reviews[one]:
                yield one, one + step


def _best(score: NDArray[Any]) -> list[int]:
    """The places of the highest scores that may reach the floor, in order; of equals the earlier."""
    import numpy as np

    worth = np.flatnonzero(score >= FLOOR / 3)
    if len(worth) > _COMPARED:
        values = score[worth]
        least = np.partition(values, len(values) - _COMPARED)[len(values) - _COMPARED]
        above, level = worth[values > least], worth[values == least]
        worth = np.sort(np.concatenate([above, level[: _COMPARED - len(above)]]))
    return [int(step) for step in worth]


def _index(
    vectors: Sequence[Vector], weights: Weights
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """For each telling term the texts that hold it, in order, and its weight in each."""
    import numpy as np

    rows: defaultdict[str, list[int]] = defaultdict(list)
    values: defaultdict[str, list[float]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        if len(vector) >= _SHORT:
            for term in vector:
                if _tells(term, weights):
                    rows[term].append(number)
                    values[term].append(vector[term])
    return {term: (np.array(rows[term]), np.array(values[term])) for term in rows}


def _telling(vector: Vector, weights: Weights) -> list[str]:
    if len(vector) < _SHORT:
        return []
    shared = [term for term in vector if _tells(term, weights)]
    return sorted(shared, key=lambda term: (-vector[term], term))[:_TELLING]


def _tells(term: str, weights: Weights) -> bool:
    """Whether a term can bring two texts together: more than one holds it, and not a crowd."""
    count = weights.frequency[term]
    return count > 1 and (weights.size < _MANY or count <= _CROWDED * weights.size)
