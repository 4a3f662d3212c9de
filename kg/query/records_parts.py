"""How recommendations are counted everywhere: by their lowest parts, as a person does who reads them out.

"5. Assurance should be given by: (a) training (b) reviewing the framework" is two, each led by the words of its stem.
The stem stays a record of its own; the questions of the library count in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.model.kinds import Standing


def by_parts(recommendations: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The recommendations without the stems of parts; a part has its stem's words before its own, and its themes
    and addressees besides its own."""
    every = {str(one["id"]): one for one in recommendations}
    stems = {str(one["stem"]) for one in every.values() if one.get("stem")}
    return [_led(one, every.get(str(one.get("stem")))) for id, one in every.items() if id not in stems]


def is_answered(recommendation: Mapping[str, Any]) -> bool:
    """Whether anything answers it, a response or an action of a plan: all that is counted as answered is counted by this."""
    return recommendation.get("standing") not in (None, Standing.NO_ANSWER)


def answers_to(
    recommendations: Iterable[Mapping[str, Any]], responses: Iterable[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """For each recommendation, in order, the responses to it, alone or among others, or to its stem as a whole."""
    given: dict[str, list[dict[str, Any]]] = {}
    for response in responses:
        for id in (response.get("recommendation"), *(response.get("also_answers") or ())):
            if id:
                given.setdefault(str(id), []).append(dict(response))
    return {
        str(one["id"]): given.get(str(one["id"]), []) + given.get(str(one.get("stem")), [])
        for one in recommendations
    }


def _led(one: Mapping[str, Any], stem: Mapping[str, Any] | None) -> dict[str, Any]:
    if stem is None:
        return dict(one)
    return {
        **one,
        "text": f"{stem['text']} {one['text']}",
        "themes": _both(one, stem, "themes"),
        "addressed_to": _both(one, stem, "addressed_to"),
    }


def _both(one: Mapping[str, Any], stem: Mapping[str, Any], field: str) -> list[str]:
    names = {*(one.get(field) or ()), *(stem.get(field) or ())}
    return sorted(names, key=lambda name: (name.casefold(), name))
