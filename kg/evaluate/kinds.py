"""Kinds: what counts as right for each kind of record, and for its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluate.figures import Unit
from kg.evaluate.gold import Gold, Item
from kg.evaluate.match import COPY, Record, in_source, likeness, match
from kg.model.keys import match_form

_PLAIN = re.compile(r"[^a-z0-9]+")
_START = 3  # lines within which a document begins


@dataclass(frozen=True, slots=True)
class Outcome:
    """Pairs that were found, items that were missed, records that match nothing."""

    pairs: tuple[tuple[Item, Record], ...] = ()
    missed_items: tuple[Item, ...] = ()
    false_records: tuple[Record, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        return tuple(item.id for item, _ in self.pairs)

    @property
    def missed(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.missed_items)

    @property
    def false(self) -> tuple[str, ...]:
        return tuple(_called(record) for record in self.false_records)

    def units(self) -> list[Unit]:
        """One unit an item or false record."""
        return (
            [Unit(right=1)] * len(self.pairs)
            + [Unit(missed=1)] * len(self.missed_items)
            + [Unit(false=1)] * len(self.false_records)
        )


def _called(record: Record) -> str:
    """A false record by its place, which outlives a change of its IRI; by its id where it has no lines."""
    line = record.get("line_start")
    return f"{record.get('source')}:{line}" if line is not None else str(record.get("id"))


def _join(parts: Sequence[Outcome]) -> Outcome:
    return Outcome(
        tuple(pair for part in parts for pair in part.pairs),
        tuple(item for part in parts for item in part.missed_items),
        tuple(record for part in parts for record in part.false_records),
    )


def outcome_of(
    records: Sequence[Record], gold: Gold, *, kind: str, noted: tuple[str, str] | None = None
) -> Outcome:
    """Records against the gold of `kind`, of those items whose note `noted[0]` is `noted[1]`.

    A record that matches an item left out by `noted` is neither right nor false.
    """
    parts = []
    for source in gold.sources:
        if (source, kind) not in gold.annotated:
            continue
        every = gold.of(kind, source)
        wanted = [item for item in every if noted is None or item.noted.get(noted[0]) == noted[1]]
        here = in_source(records, source)
        first = match(wanted, here)
        left = [here[r] for r in first.false]
        other = match([item for item in every if item not in wanted], left)
        parts.append(
            Outcome(
                tuple((wanted[i], here[r]) for i, r in first.pairs),
                tuple(wanted[i] for i in first.missed),
                tuple(left[r] for r in other.false if not left[r].get(COPY)),
            )
        )
    return _join(parts)


def document_outcome(records: Sequence[Record], gold: Gold) -> Outcome:
    """Embedded documents: the kind right and the start within three lines."""
    parts = []
    for source in gold.sources:
        if (source, "document") not in gold.annotated:
            continue
        free = [r for r in in_source(records, source) if r.get("line_start") is not None]
        pairs, missed = [], []
        for item in gold.of("document", source):
            start = item.lines[0][0]
            fits = [
                r
                for r in free
                if r.get("document_kind") == item.noted["kind"]
                and abs(int(r["line_start"]) - start) <= _START
            ]
            if fits:
                best = min(fits, key=lambda r: (abs(int(r["line_start"]) - start), str(r.get("id"))))
                free.remove(best)
                pairs.append((item, best))
            else:
                missed.append(item)
        parts.append(Outcome(tuple(pairs), tuple(missed), tuple(free)))
    return _join(parts)


def review_outcome(records: Sequence[Record], gold: Gold) -> Outcome:
    """Reviews: a name or alias in common, whatever marks and case."""
    parts = []
    for source in gold.sources:
        if (source, "review") not in gold.annotated:
            continue
        free = list(in_source(records, source))
        pairs, missed = [], []
        for item in gold.of("review", source):
            names = [item.text, *(item.noted.get("aliases") or ())]
            scored = [(max(_alike(n, m) for n in names for m in _names(r)), r) for r in free]
            best = max(scored, key=lambda pair: (pair[0], str(pair[1].get("id"))), default=(0.0, None))
            if best[1] is not None and best[0] >= 0.75:
                free.remove(best[1])
                pairs.append((item, best[1]))
            else:
                missed.append(item)
        parts.append(Outcome(tuple(pairs), tuple(missed), tuple(free)))
    return _join(parts)


def _names(record: Record) -> list[str]:
    return [str(record.get("name") or ""), *(str(name) for name in record.get("aliases") or ())]


def _alike(one: str, other: str) -> float:
    return 1.0 if plain(one) == plain(other) else likeness(one, other)


def recommendation_outcome(records: Sequence[Record], gold: Gold) -> Outcome:
    """Recommendations of every kind; a stem whose parts are the gold items is neither right nor false."""
    outcome = outcome_of(records, gold, kind="recommendation")
    stems = {(item.source, str(item.noted.get("number"))) for item in gold.items if item.noted.get("part")}
    false = tuple(
        record
        for record in outcome.false_records
        if record.get("part") or (str(record.get("source")), str(record.get("number"))) not in stems
    )
    return Outcome(outcome.pairs, outcome.missed_items, false)


def fields_right(item: Item, record: Record, *names: str) -> bool:
    """Whether every field of `names` was read as the person read it."""
    return all(_FIELDS[name](item, record) for name in names)


def plain(value: object) -> str:
    """A value for comparing: letters and digits in lower case alone."""
    return _PLAIN.sub("", match_form(str(value or "")))


def _text(item: Item, record: Record) -> bool:
    return match_form(item.text) == match_form(str(record.get("text") or ""))


def _date(item: Item, record: Record) -> bool:
    told: object = item.get("meeting_date", "date")
    return told == record.get("meeting_date")


def _number(item: Item, record: Record) -> bool:
    """Right as printed, or with the number of the item of the agenda before it ("11(i)" for "(i)")."""
    own, before, read = (
        plain(item.noted.get("number")),
        plain(item.noted.get("item_no")),
        plain(record.get("number")),
    )
    return read in {own, before + own}


def _status(item: Item, record: Record) -> bool:
    return plain(item.noted.get("status")) == plain(record.get("status"))


def _words(item: Item, record: Record, told: str, read: str) -> bool:
    value = item.noted.get(told)
    words = "; ".join(value) if isinstance(value, list) else str(value or "")
    return likeness(words, str(record.get(read) or "")) >= 0.85


def _owner(item: Item, record: Record) -> bool:
    return _words(item, record, "owner", "owner")


def _measure(item: Item, record: Record) -> bool:
    return _words(item, record, "measure", "measure")


def _partners(item: Item, record: Record) -> bool:
    return _words(item, record, "key_partners", "partners")


def _timescale(item: Item, record: Record) -> bool:
    return plain(item.noted.get("timescale")) == plain(record.get("due"))


_FIELDS = {
    "text": _text,
    "date": _date,
    "number": _number,
    "status": _status,
    "owner": _owner,
    "measure": _measure,
    "key_partners": _partners,
    "timescale": _timescale,
}


def link_units(outcome: Outcome) -> list[Unit]:
    """Links from a monitoring row to the resolution it follows up."""
    resolution = {str(r.get("id")): item for item, r in outcome.pairs if item.noted["kind"] == "resolution"}
    follows = {
        item.noted.get("monitored_at"): item.id for item, _ in outcome.pairs if item.noted.get("monitored_at")
    }
    units = []
    for item, record in outcome.pairs:
        if item.noted["kind"] != "monitoring_row":
            continue
        told, read = follows.get(item.noted.get("id")), record.get("same_as")
        right = told is not None and read is not None and resolution.get(str(read)) is not None
        right = right and resolution[str(read)].id == told
        if right:
            units.append(Unit(right=1))
        else:
            units += [Unit(missed=1)] * (told is not None) + [Unit(false=1)] * (read is not None)
    return units
