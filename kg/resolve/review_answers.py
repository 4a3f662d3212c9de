"""Reviews whose names do not meet, joined by the recommendations that both print: a report and its answer."""

from __future__ import annotations

from collections import defaultdict

from kg.resolve.review_groups import Group, possible

_WORDS = 25  # of recommendations that two tellings must print alike
_SHARE = 0.8  # and the part of all of them, where both have names


def by_recommendations(groups: list[Group]) -> list[Group]:
    """`groups`, each that prints another's recommendations in its words joined to that one."""
    holders: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for one in groups:
        for text in one.texts:
            holders[one.first.family, text].append(one)
    gone: dict[Group, Group] = {}
    for one in groups:
        shared: dict[Group, list[str]] = defaultdict(list)
        for text in sorted(one.texts):
            for other in {_now(holder, gone): None for holder in holders[one.first.family, text]}:
                if other is not one:
                    shared[other].append(text)
        answered = _answered(one, shared)
        if answered is not None:
            gone[one] = answered
            for told in one.members:
                answered.take(told)
    return [one for one in groups if one not in gone]


def _now(one: Group, gone: dict[Group, Group]) -> Group:
    """The group that `one` is part of by now."""
    while one in gone:
        one = gone[one]
    return one


def _answered(one: Group, shared: dict[Group, list[str]]) -> Group | None:
    """The only group whose recommendations `one` prints, under another name for the review or under none."""
    found = []
    for other, texts in shared.items():
        named = bool(one.cores) and bool(other.cores)
        share = _SHARE * min(len(one.texts), len(other.texts)) if named else 0
        words = sum(len(text.split()) for text in texts)
        if (
            words >= _WORDS
            and len(texts) >= share
            and possible(one.first, other)
            and not (named and one.first.full)
        ):
            found.append(other)
    return found[0] if len(found) == 1 else None
