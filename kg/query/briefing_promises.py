"""Open promises: recommendations that nobody answers, that a plan alone answers, that are answered and not done; open actions.

What is open is decided in one place, `standing` (docs/resolving.md); here it is only told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from kg.query.briefing_parts import Point, shortened, stated
from kg.query.records import Record, natural
from kg.query.records_parts import answers_to, by_parts

_MOST_GROUPS = 40
_EXAMPLES = 3  # actions of one plan and owner that are shown in words
_OVER = ("completed", "closed", "superseded")
_BETWEEN_OWNERS = re.compile(r"\s*[/;&]\s*|,\s+|\s+and\s+")
_CAVEAT = (
    "Whether an answer says completed is read by rules. Against labels of one person they are right in 22 of 24 answers of "
    "the papers they were written on, and were in 11 of 24 invented answers at first sight: look at the source before you say "
    "that a promise is kept or broken. What is doubtful is counted as open."
)

P = TypeVar("P", covariant=True)


class MakesPart(Protocol[P]):
    """Whatever makes a part of a paper."""

    def __call__(
        self, heading: str, sentences: tuple[str, ...] = (), points: tuple[Point, ...] = (), *, level: int = 2
    ) -> P: ...


def promises(records: Mapping[str, Sequence[Record]], part: MakesPart[P]) -> list[P]:
    """The parts on what is open, recommendations by the agency they are addressed to."""
    made = by_parts(records["recommendation"])
    answers = answers_to(made, records["response"])
    planned: defaultdict[str, list[Record]] = defaultdict(list)
    for action in records["action"]:
        if action["responds_to"] and action["same_as"] is None:
            planned[str(action["responds_to"])].append(action)
    by: defaultdict[str, list[Record]] = defaultdict(list)
    for one in made:
        by[str(one["standing"])].append(one)
    return [
        part("Promises still open", (_sum(made, by), _CAVEAT)),
        part("No response in the documents", points=_points(by["no_answer"], answers, planned), level=3),
        part(
            "Answered by actions of a plan alone",
            points=_points(by["action_planned"], answers, planned),
            level=3,
        ),
        part("Answered, not said to be completed", points=_points(by["open"], answers, planned), level=3),
        *_actions(records, part),
    ]


def _sum(asked: Sequence[Record], by: Mapping[str, Sequence[Record]]) -> str:
    if not asked:
        return "No recommendation on this was found in the documents, so nothing is known of what is open."
    told = {
        "no_answer": "have no answer in the documents",
        "action_planned": "are answered by actions of a plan alone",
        "open": "have a response that leaves something to do or does not say",
        "completed": "are said to be completed",
        "already_in_place": "are said to be existing practice",
        "not_accepted": "are not accepted",
    }
    counted = [f"{len(by[name])} {words}" for name, words in told.items() if by[name]]
    of = "Of one recommendation, " if len(asked) == 1 else f"Of {len(asked)} recommendations, "
    return of + ", ".join(counted) + "."


def _points(
    asked: Sequence[Record], answers: Mapping[str, Sequence[Record]], planned: Mapping[str, Sequence[Record]]
) -> tuple[Point, ...]:
    def order(one: Record) -> tuple[object, ...]:
        return (
            _to(one),
            str(one["review_name"]),
            natural(one["number"]),
            str(one["part"] or ""),
            str(one["id"]),
        )

    points = []
    for one in sorted(asked, key=order):
        number = f"{one['number'] or ''}{one['part'] or ''}"
        lead = f"{_to(one)} · {one['review_name'] or 'No review named'}" + (f" {number}" if number else "")
        points.append(Point(lead, shortened(str(one["text"])), stated(one)))
        id = str(one["id"])
        points += [
            Point("answer, " + str(answer["stance"]).replace("_", " "), shortened(str(answer["text"]), longest=220),
                  stated(answer))
            for answer in _telling(answers.get(id, ()))
        ]  # fmt: skip
        points += [_planned(action) for action in planned.get(id, ())[:_EXAMPLES]]
    return tuple(points)


def _telling(answers: Sequence[Record]) -> Sequence[Record]:
    """The answer to show: one that leaves something open, where there are several."""
    over = ("completed", "already_in_place", "not_stated")
    return sorted(answers, key=lambda one: (one["stance"] in over, str(one["id"])))[:1]


def _planned(action: Record) -> Point:
    words = str(action["measure"] or action["text"])
    return Point(
        f"action planned, {action['owner'] or 'no owner named'}",
        f"{shortened(words, longest=220).rstrip('.;')}.{_due(action)}",
        stated(action),
    )


def _to(one: Record) -> str:
    return ", ".join(one["addressed_to"]) or "Addressee not said"


def _actions(records: Mapping[str, Sequence[Record]], part: MakesPart[P]) -> list[P]:
    """Actions that are not said to be done, by plan and owner, those with something past its date first."""
    actions = [one for one in records["action"] if one["same_as"] is None]
    waiting = [one for one in actions if one["standing"] not in _OVER]
    if not waiting:
        return []
    days = (str(one["date"] or "") for one in records.get("document", ()))
    today = max(
        (day for day in days if len(day) == len("2020-12-03")), default=""
    )  # a strategy "to 2027" is no day
    groups: defaultdict[tuple[str, tuple[str, ...]], list[Record]] = defaultdict(list)
    for one in waiting:
        groups[str(one["plan"] or "No plan named"), _owners(one)].append(one)
    rows = sorted(groups.items(), key=lambda row: (not any(_past(one, today) for one in row[1]), row[0]))
    told = (
        f"Of {len(actions)} actions of plans, each counted once however often it is printed, "
        f"{len(actions) - len(waiting)} are said to be done, replaced or closed. They stand below by plan and owner"
        + (f"; past their date means on {today}, the day of the newest paper." if today else ".")
        + (f" The first {_MOST_GROUPS} of {len(rows)} groups are shown." if len(rows) > _MOST_GROUPS else "")
    )
    points = tuple(_group(plan, own, today) for (plan, _), own in rows[:_MOST_GROUPS])
    return [part("Actions not said to be done", (told,), points, level=3)]


def _group(plan: str, actions: Sequence[Record], today: str) -> Point:
    """One point for all open actions of a plan and owner, the longest past their date first in words."""
    ordered = sorted(actions, key=lambda one: (str(one["due_date"] or "~"), str(one["id"])))
    late = sum(_past(one, today) for one in actions)
    shown = " · ".join(
        f"{shortened(str(one['text']), longest=140).rstrip('.;')}.{_due(one)}" for one in ordered[:_EXAMPLES]
    )
    more = f" And {len(actions) - _EXAMPLES} more." if len(actions) > _EXAMPLES else ""
    owner = Counter(str(one["owner"] or "No owner named") for one in actions).most_common(1)[0][0]
    told = f"{len(actions)} open" + (f", {late} past their date" if late else "")
    return Point(f"{plan} · {owner}", f"{told}: {shown}{more}", stated(ordered[0]))


def _owners(one: Record) -> tuple[str, ...]:
    """The owners as a set, so that 'A/B' and 'B / A' are one group."""
    names = (" ".join(name.casefold().split()) for name in _BETWEEN_OWNERS.split(str(one["owner"] or "")))
    return tuple(sorted(filter(None, names)))


def _past(one: Record, today: str) -> bool:
    due = str(one["due_date"] or "")
    return bool(due) and due < today[: len(due)]


def _due(one: Record) -> str:
    due = f" Due: {one['due']}." if one["due"] else ""
    state = one["status"] or (one["standing"] or "not_stated").replace("_", " ")
    return due + (f" Status: {state}." if state != "not stated" else "")
