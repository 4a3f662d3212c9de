"""Open promises: recommendations without a response, responses that are not completed, actions that are not done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from kg.query.briefing_parts import Point, shortened, stated
from kg.query.records import Record, natural
from kg.query.records_parts import answers_to
from kg.query.recurrence import DONE

_MOST_ACTIONS = 40
_FINISHED = ("complete", "done", "achieved", "closed", "blue", "green", "embedded")

P = TypeVar("P", covariant=True)


class MakesPart(Protocol[P]):
    """Whatever makes a part of a paper."""

    def __call__(
        self, heading: str, sentences: tuple[str, ...] = (), points: tuple[Point, ...] = (), *, level: int = 2
    ) -> P: ...


def promises(records: Mapping[str, Sequence[Record]], part: MakesPart[P]) -> list[P]:
    """The parts on what is open, recommendations by the agency they are addressed to."""
    answers = answers_to(records["recommendation"], records["response"])
    silent, going = [], []
    for one in records["recommendation"]:
        stances = [str(answer["stance"]) for answer in answers[str(one["id"])]]
        if one["response_state"] != "responded":
            silent.append(one)
        elif not any(stance in DONE for stance in stances):
            going.append(one)
    return [
        part("Promises still open", (_sum(records, silent, going),)),
        part("No response in the documents", points=_points(silent, answers), level=3),
        part("Answered, not said to be completed", points=_points(going, answers), level=3),
        *_actions(records["action"], part),
    ]


def _sum(records: Mapping[str, Sequence[Record]], silent: Sequence[Record], going: Sequence[Record]) -> str:
    return (
        f"Of {len(records['recommendation'])} recommendations, {len(silent)} have no response in the documents and "
        f"{len(going)} have one that does not say that it was completed."
    )


def _points(asked: Sequence[Record], answers: Mapping[str, Sequence[Record]]) -> tuple[Point, ...]:
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
        points += [
            Point("answer, " + str(answer["stance"]).replace("_", " "), shortened(str(answer["text"]), longest=220),
                  stated(answer))
            for answer in answers.get(str(one["id"]), ())[:1]
        ]  # fmt: skip
    return tuple(points)


def _to(one: Record) -> str:
    return ", ".join(one["addressed_to"]) or "Addressee not said"


def _actions(actions: Sequence[Record], part: MakesPart[P]) -> list[P]:
    """Actions of plans that are not said to be done, those that answer a recommendation or a review first."""
    waiting = [one for one in actions if not _done(one)]
    waiting.sort(
        key=lambda one: (
            one["responds_to"] is None,
            str(one["owner"] or "~"),
            str(one["due_date"] or "~"),
            str(one["id"]),
        )
    )
    points = tuple(
        Point(
            str(one["owner"] or "No owner named"),
            f"{shortened(str(one['text']), longest=240)}{_due(one)}",
            stated(one),
        )
        for one in waiting[:_MOST_ACTIONS]
    )
    if not points:
        return []
    told = f"{len(waiting)} actions of plans are not said to be done" + (
        f"; the first {len(points)} are shown." if len(waiting) > len(points) else "."
    )
    return [part("Actions not said to be done", (told,), points, level=3)]


def _done(one: Record) -> bool:
    status = str(one["status"] or "").lower()
    return any(word in status for word in _FINISHED) and not any(
        no in status for no in ("incomplete", "not ", "partly", "partially")
    )


def _due(one: Record) -> str:
    due = f" Due: {one['due']}." if one["due"] else ""
    return due + (f" Status: {one['status']}." if one["status"] else "")
