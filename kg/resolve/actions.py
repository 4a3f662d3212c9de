"""Actions printed again, in another plan or a later pack: linked to the first printing, so that no promise counts twice.

As rows that track resolutions are linked: by their words without tenses, where no other comes as near. Rows of one document
are never linked with each other, since a plan that prints two rows means two actions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from kg.model.entity import Action
from kg.resolve.documents import Documents
from kg.resolve.scrutiny import content

_ALIKE = 78.0  # of 100, once tenses and numbers are left out
_CLEAR = 3.0  # by which the likest must beat the next, unless the words are the same
_SAME = 99.0
_TELLING = 4  # rarest words of an action by which others are looked up
_FEWEST = 4  # words below which an action says too little to be known again
_CROWD = 60  # actions that share a word, above which the word tells nothing


def link_actions(actions: Sequence[Action], documents: Documents) -> tuple[Action, ...]:
    """`actions` with `same_as`, the id of the first printing of the same action; the first printing has none."""
    dates = {entity.id: entity.date or "" for entity in documents.entities}
    home = {one.id: documents.of(one.evidence) for one in actions}
    ordered = sorted(actions, key=lambda one: _when(one, dates.get(home[one.id], "")))
    words = {one.id: content(one.text) for one in ordered}
    likest = _likest(ordered, words, home)
    first: dict[str, str] = {}
    for one in ordered:
        other = likest.get(one.id)
        if other is not None:
            first[one.id] = first.get(other, other)
    return tuple(replace(one, same_as=first.get(one.id)) for one in actions)


def _when(one: Action, date: str) -> tuple[str, str, int]:
    return date or "9999", one.evidence.source, one.evidence.span.start


def _likest(ordered: Sequence[Action], words: Mapping[str, str], home: Mapping[str, str]) -> dict[str, str]:
    """For each action the earlier one of another document that it repeats, where each is the other's likest there."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    counts = Counter(word for text in words.values() for word in set(text.split()))
    pairs: list[tuple[float, int, str, str]] = []
    for place, one in enumerate(ordered):
        own = sorted(set(words[one.id].split()), key=lambda word: (counts[word], word))
        if len(own) < _FEWEST:
            continue
        met = {id for word in own[:_TELLING] if counts[word] <= _CROWD for id in index[word]}
        scored = sorted(
            ((fuzz.token_sort_ratio(words[one.id], words[id]), id) for id in met if home[id] != home[one.id]),
            key=lambda pair: (-pair[0], pair[1]),
        )
        close = len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEAR and scored[0][0] < _SAME
        if scored and scored[0][0] >= _ALIKE and not close:
            pairs.append((scored[0][0], place, one.id, scored[0][1]))
        for word in own:
            index[word].append(one.id)
    taken: set[tuple[str, str]] = set()  # an earlier action is repeated once in each document
    found: dict[str, str] = {}
    for _, _, one_id, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if (other, home[one_id]) not in taken:
            taken.add((other, home[one_id]))
            found[one_id] = other
    return found
