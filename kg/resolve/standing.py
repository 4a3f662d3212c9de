"""Where a recommendation stands: the one place that decides whether a promise is kept, open or not answered.

Derived from all responses to it and all actions that answer it, never from one alone: whatever is still to be done in any
of them keeps it open. Nothing else in the program decides this.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.model.entity import Knowledge, Recommendation
from kg.model.kinds import ResponseStance, Standing
from kg.model.progress import Progress

_KEPT = frozenset({ResponseStance.COMPLETED, ResponseStance.ALREADY_IN_PLACE})
_ORDER = (
    Progress.IN_PROGRESS,
    Progress.NOT_STARTED,
    Progress.COMPLETED,
    Progress.CLOSED,
    Progress.SUPERSEDED,
)
_OVER = frozenset(_ORDER[2:])


def with_standing(knowledge: Knowledge) -> Knowledge:
    """`knowledge` whose recommendations and actions say where they stand; a stem stands where all its parts do, and what
    answers it answers each of them."""
    stances: defaultdict[str, list[ResponseStance]] = defaultdict(list)
    for response in knowledge.responses:
        for id in (response.recommendation, *response.also):
            if id is not None:
                stances[id].append(response.stance)
    latest = _latest(knowledge)
    progress: defaultdict[str, dict[str, Progress]] = defaultdict(dict)
    for action in knowledge.actions:
        if action.responds_to:
            first = action.same_as or action.id
            progress[action.responds_to][first] = latest[first]
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for one in knowledge.recommendations:
        if one.stem:
            parts[one.stem].append(one.id)

    def stands(one: Recommendation) -> Standing:
        ids = (one.id, *([one.stem] if one.stem else ()), *parts[one.id])
        # a part that nobody answers leaves the whole open, unless the whole is answered itself
        missing = not stances[one.id] and any(not stances[id] and not progress[id] for id in parts[one.id])
        return _standing(
            {stance for id in ids for stance in stances[id]},
            {state for id in ids for state in progress[id].values()},
            whole=not missing,
        )

    return replace(
        knowledge,
        recommendations=tuple(replace(one, standing=stands(one)) for one in knowledge.recommendations),
        actions=tuple(replace(one, standing=latest[one.same_as or one.id]) for one in knowledge.actions),
    )


def _standing(said: set[ResponseStance], done: set[Progress], *, whole: bool) -> Standing:
    if not said and not done:
        return Standing.NO_ANSWER
    if not said:
        return Standing.COMPLETED if whole and done == {Progress.COMPLETED} else Standing.ACTION_PLANNED
    kinds = said - {ResponseStance.NOT_STATED}
    if not whole or not kinds or not done <= _OVER:
        return Standing.OPEN
    if kinds == {ResponseStance.NOT_ACCEPTED}:
        return Standing.NOT_ACCEPTED
    if kinds == {ResponseStance.ALREADY_IN_PLACE}:
        return Standing.IN_PLACE
    return Standing.COMPLETED if kinds <= _KEPT else Standing.OPEN


def _latest(knowledge: Knowledge) -> dict[str, Progress]:
    """For each action, by the id of its first printing: what the newest file says that tells it.

    Of one file's printings, what is open outweighs what is done.
    """
    dates = {source.name: source.date or "" for source in knowledge.sources}
    told: defaultdict[str, dict[str, set[Progress]]] = defaultdict(lambda: defaultdict(set))
    for one in knowledge.actions:
        states = told[one.same_as or one.id]
        if one.progress is not Progress.NOT_STATED:
            states[dates.get(one.evidence.source, "")].add(one.progress)
    return {
        id: next(state for state in _ORDER if state in by_date[max(by_date)])
        if by_date
        else Progress.NOT_STATED
        for id, by_date in told.items()
    }
