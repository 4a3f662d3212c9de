"""Explain: one record in its place on the page, the rule that read it, and what else was or could have been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import DataError
from kg.evaluate.match import Record, likeness
from kg.rules import Rules

_AROUND = 4  # lines of the page before and after the quote
_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading: a record of the same words, or another end that a link could have had, and how alike it is."""

    record: Record
    likeness: float
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a record is as it is. `lines` are numbered lines of the page; True marks those of the quote."""

    record: Record
    lines: tuple[tuple[int, str, bool], ...]
    rule: str
    examples: tuple[str, ...]
    overlapping: tuple[Record, ...]
    linked: str  # what the rivals compete for, "" where the record links to nothing
    rivals: tuple[Rival, ...]


def find_record(records: Mapping[str, Sequence[Record]], id: str) -> Record:
    """The record called `id`, an IRI or its end; raises DataError where none or several are called so."""
    found = {
        str(record["id"]): record
        for rows in records.values()
        for record in rows
        if str(record["id"]) == id or str(record["id"]).endswith("/" + id.lstrip("/"))
    }
    if id in found:
        return found[id]
    if not found:
        raise DataError(f"There is no record {id} in this build; `kg export --kind all` lists the ids.")
    if len(found) > 1:
        raise DataError(
            f"{len(found)} records end in {id}, for example {', '.join(sorted(found)[:3])}; give more of it."
        )
    return next(iter(found.values()))


def explain(
    record: Record, records: Mapping[str, Sequence[Record]], text: str | None, *, rules: Rules
) -> Explanation:
    """The explanation of `record` among all `records`; `text` is the stored text of its source, where it is known."""
    linked, rivals = _rivals(record, records)
    return Explanation(
        record=record,
        lines=tuple(_lines(record, text)) if text is not None else (),
        rule=str(record.get("rule") or ""),
        examples=_examples(str(record.get("rule") or ""), rules),
        overlapping=tuple(_overlapping(record, records)),
        linked=linked,
        rivals=rivals,
    )


def _lines(record: Record, text: str) -> Iterator[tuple[int, str, bool]]:
    start, end = record.get("start"), record.get("end")
    if start is None or end is None:
        return
    rows = text.split("\n")
    first, last = text.count("\n", 0, int(start)), text.count("\n", 0, int(end) - 1)
    for number in range(max(first - _AROUND, 0), min(last + _AROUND + 1, len(rows))):
        yield number + 1, rows[number], first <= number <= last


def _examples(rule: str, rules: Rules) -> tuple[str, ...]:
    """Examples of the rule, where it is one of the rule files ("GROUP/ID"); some readings are methods."""
    group, _, id = rule.partition("/")
    if group not in rules.groups():
        return ()
    return next((one.examples[:3] for one in rules.group(group) if one.id == id), ())


def _overlapping(record: Record, records: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    """Other records read in some of the same words, in the order of the page."""
    if record.get("start") is None:
        return
    start, end = int(record["start"]), int(record["end"])
    others = [
        other
        for kind, rows in sorted(records.items())
        if kind not in ("agency", "theme", "document")
        for other in rows
        if other["id"] != record["id"]
        and other.get("source") == record.get("source")
        and other.get("start") is not None
    ]
    yield from sorted(
        (other for other in others if int(other["start"]) < end and start < int(other["end"])),
        key=lambda other: (other["start"], str(other["id"])),
    )


def _rivals(record: Record, records: Mapping[str, Sequence[Record]]) -> tuple[str, tuple[Rival, ...]]:
    """What a link of the record could have gone to, most alike first, and the one that was chosen."""
    if record.get("kind") == "response":
        name, chosen = "the recommendation it answers", record.get("recommendation")
        review = record.get("review_name")
        ends = [r for r in records.get("recommendation", ()) if r.get("review_name") == review]
    elif record.get("item_kind") == "monitoring_row":
        name, chosen = "the resolution it follows up", record.get("same_as")
        date = record.get("meeting_date")
        ends = [
            r
            for r in records.get("scrutiny_item", ())
            if r.get("item_kind") == "resolution" and r.get("meeting_date") == date
        ]
    else:
        return "", ()
    words = str(record.get("text") or "")
    scored = [Rival(end, likeness(words, str(end.get("text") or "")), end["id"] == chosen) for end in ends]
    scored.sort(key=lambda rival: (not rival.chosen, -rival.likeness, str(rival.record["id"])))
    return name, tuple(scored[: _RIVALS + 1])
