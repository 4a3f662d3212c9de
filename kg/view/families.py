"""Families of recommendations that ask for much the same: groups in which every member is like every other.

Complete linkage over the likeness that the graph states (`crg:repeats`): chains are no families, so that "share information
on neglect" and "audit neglect" do not meet by way of "share audits". The same words, folded, are one before they are joined. As
each recommendation keeps at most ten likenesses (kg.resolve.repeats), a family has at most some twenty different wordings and
the cost grows in step with the recommendations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.view.shape import Record

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Families:
    """Families, those of most members first, each in the order given; and what each recommendation is like.

    `alike` gives the ids of the recommendations that each is like, the most alike first; those of one family are all in it, or
    share their words. `family` gives the place of its family, for each that has one.
    """

    groups: tuple[tuple[Record, ...], ...]
    alike: Mapping[str, tuple[str, ...]]
    family: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many recommendations are like one of another review."""
        return len(self.alike)


def families(items: Sequence[Record]) -> Families:
    """The families of `items`, recommendations in the order in which they are to stand."""
    by_id = {str(item["id"]): item for item in items}
    links = _links(by_id)
    words = {id: " ".join(_WORD.findall(str(by_id[id]["text"]).casefold())) for id in links}
    groups = _joined(links, words)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for id in by_id:
        if id in links:
            members[groups[words[id]]].append(id)
    found = sorted((own for own in members.values() if len(own) > 1), key=lambda own: -len(own))
    return Families(
        tuple(tuple(by_id[id] for id in own) for own in found),
        {
            id: tuple(other for other, _ in sorted(links[id].items(), key=lambda pair: (-pair[1], pair[0])))
            for id in by_id
            if id in links
        },
        {id: place for place, own in enumerate(found) for id in own},
    )


def _links(by_id: Mapping[str, Record]) -> dict[str, dict[str, float]]:
    """Which recommendations are alike, and how much, both ways."""
    links: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for id, item in by_id.items():
        for repeat in item.get("repeats") or ():
            other, score = _repeat(repeat)
            if other in by_id and other != id:
                links[id][other] = max(score, links[id].get(other, 0.0))
                links[other][id] = links[id][other]
    return dict(links)


def _repeat(repeat: Any) -> tuple[str, float]:
    if isinstance(repeat, Mapping):
        return str(repeat.get("id") or repeat.get("recommendation")), float(repeat.get("score") or 0.0)
    return str(repeat), 0.0


def _joined(links: Mapping[str, Mapping[str, float]], words: Mapping[str, str]) -> dict[str, str]:
    """Each wording to the first wording of its family: the most alike are joined first, and only where all are alike."""
    scores: dict[tuple[str, str], float] = {}
    for id, others in links.items():
        for other, score in others.items():
            if words[id] < words[other]:
                pair = words[id], words[other]
                scores[pair] = max(score, scores.get(pair, 0.0))
    home = {word: word for word in words.values()}
    held = {word: [word] for word in home}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        first, second = home[one], home[other]
        if first == second:
            continue
        if all((min(a, b), max(a, b)) in scores for a in held[first] for b in held[second]):
            for word in held[second]:
                home[word] = first
            held[first] += held.pop(second)
    return home
