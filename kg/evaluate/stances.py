"""Stances of answers: how many are read as a person labelled them, and which is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.figures import Figure, share_figure
from kg.evaluate.gold import StanceLabel
from kg.evaluate.match import Record
from kg.evaluate.report import Confused, Ids


@dataclass(frozen=True, slots=True)
class StanceScore:
    """The share read right beside that of the commonest label, the ids, and what was taken for what."""

    figure: Figure
    ids: Ids
    confused: tuple[Confused, ...]


def score_stances(responses: Sequence[Record], labels: Sequence[StanceLabel]) -> StanceScore:
    """Each label against the answer that holds its line; where none does, "not found" was read."""
    return score_pairs(
        "responses: stance", [(label.id, label.stance, _read(responses, label, "stance")) for label in labels]
    )


def score_progress(actions: Sequence[Record], labels: Sequence[StanceLabel]) -> StanceScore:
    """The same for the progress that a paper tells of an action."""
    return score_pairs(
        "improvement actions: progress",
        [(label.id, label.stance, _read(actions, label, "progress")) for label in labels],
    )


def score_pairs(name: str, read: Iterable[tuple[str, str, str]]) -> StanceScore:
    """Ids with what was labelled and what was read; the baseline always says the commonest label."""
    rows = tuple(read)
    right = [told == found for _, told, found in rows]
    most = Counter(told for _, told, _ in rows).most_common(1)
    counted = Counter((told, found) for _, told, found in rows)
    return StanceScore(
        share_figure(name, right, baseline=most[0][1] / len(rows) if rows else None),
        Ids(
            tuple(sorted(id for id, told, found in rows if told == found)),
            tuple(sorted(id for id, told, found in rows if told != found)),
        ),
        tuple(Confused(name, told, found, count) for (told, found), count in sorted(counted.items())),
    )


def _read(records: Sequence[Record], label: StanceLabel, field: str) -> str:
    holding = [
        one
        for one in records
        if one.get("source") == label.source
        and one.get("line_start") is not None
        and int(one["line_start"]) <= label.line <= int(one["line_end"])
    ]
    if not holding:
        return "not found"
    return str(max(holding, key=lambda one: (int(one["line_start"]), str(one.get("id")))).get(field))
