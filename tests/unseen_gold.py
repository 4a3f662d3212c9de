"""What the gold of a paper not met before expects, matched with the records of a build of that paper alone.

The format is that of `tests/unseen/*.json`; `docs/accuracy.md` says what counts as right. Every outcome is a list of
units with a name, so that the figures and the lists of gains and losses come from the same count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.figures import Unit
from kg.evaluate.match import likeness
from kg.model.keys import fold

ALIKE = 0.9
Record = Mapping[str, Any]
Gold = Mapping[str, Any]


def plain(text: object) -> str:
    """Words alone, lower case, one blank between them."""
    return re.sub(r"\W+", " ", str(text or "")).strip().casefold()


@dataclass(frozen=True)
class Pairing:
    """Gold items with the record of each (or none), and the records that are nobody's."""

    pairs: tuple[tuple[Gold, Record | None], ...]
    false: tuple[Record, ...]


@dataclass
class Tally:
    """Units by measure; `lost` names what was missed and `false` what was wrongly found."""

    units: dict[str, list[Unit]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(
        self, measure: str, note: str = "", *, right: float = 0, false: float = 0, missed: float = 0
    ) -> None:
        """Count one thing; what is not right is noted."""
        self.units.setdefault(measure, []).append(Unit(right, false, missed))
        if false or missed:
            self.notes.append(f"{measure} {'false' if not missed else 'missed'}: {note}")


def pair(
    items: Sequence[Gold], records: Sequence[Record], *, least: float = ALIKE, key: str = "text"
) -> Pairing:
    """One to one, the most alike first; number and place of the item decide between equals."""
    scored = sorted(
        (-score, -_same(item, record), i, r)
        for i, item in enumerate(items)
        for r, record in enumerate(records)
        if (score := likeness(item[key], str(record.get("text") or ""))) >= least
    )
    mine: dict[int, int] = {}
    for _, _, i, r in scored:
        if i not in mine and r not in mine.values():
            mine[i] = r
    return Pairing(
        tuple((item, records[mine[i]] if i in mine else None) for i, item in enumerate(items)),
        tuple(record for r, record in enumerate(records) if r not in mine.values()),
    )


def _same(item: Gold, record: Record) -> int:
    of = named(item.get("review_name"), [str(record.get("review_name"))])
    return sum(str(item.get(name)) == str(record.get(name)) for name in ("number", "part")) + of


def named(wanted: object, names: Iterable[str]) -> bool:
    """Whether one of `names` holds the words of `wanted` (or the other way round)."""
    words = plain(wanted)
    return bool(words) and any(
        f" {words} " in f" {plain(name)} " or (plain(name) and f" {plain(name)} " in f" {words} ")
        for name in names
    )


def whole(gold: Gold, records: Sequence[Record]) -> list[Gold]:
    """The recommendations wanted: where stem and parts were read as one and that is as good, they are one.

    Where the whole is one record and the parts are others too, the stem is wanted as the whole.
    """
    found = list(gold["recommendations"])
    for stem in gold["recommendations"]:
        text = stem.get("whole_text")
        if not text or not any(likeness(text, r["text"]) >= ALIKE for r in records):
            continue
        if any(likeness(stem["text"], r["text"]) >= ALIKE > likeness(text, r["text"]) for r in records):
            continue
        parts = [one for one in found if _part_of(one, stem)]
        if not any(likeness(one["text"], r["text"]) >= ALIKE for one in parts for r in records):
            found = [one for one in found if one not in parts]
        found[found.index(stem)] = {**stem, "text": text}
    return found


def _part_of(one: Gold, stem: Gold) -> bool:
    same = all(one.get(name) == stem.get(name) for name in ("number", "review_name"))
    return same and one.get("part") is not None


_IDLE = {"the", "all", "both", "every", "local", "of", "and", "for", "s"}


def _body(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in plain(name).split() if word not in _IDLE)


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: equal, initials, or one within the other (two words at least)."""
    a, b = _body(one), _body(other)
    if a == b:
        return True
    if min(len(a), len(b)) >= 2 and (a <= b or b <= a):
        return True
    return _initials(one) == plain(other) or _initials(other) == plain(one)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _IDLE]
    return "".join(word[0] for word in words).lower() if len(words) > 1 else ""


def addressee_unit(item: Gold, record: Record, aliases: Mapping[str, Sequence[str]]) -> Unit:
    """Bodies asked to act, against the list of the gold that fits best."""
    read = list(record.get("addressed_to") or ())
    options = [item["addressed_to"], *item.get("addressed_to_alternatives", ())]
    units = []
    for told in options:
        hit = {t for t in told for r in read if _meant(t, r, aliases)}
        fit = {r for r in read for t in told if _meant(t, r, aliases)}
        units.append(Unit(len(hit), len(set(read) - fit), len(set(told) - hit)))
    return min(units, key=lambda unit: (unit.false + unit.missed, -unit.right))


def _meant(told: str, read: str, aliases: Mapping[str, Sequence[str]]) -> bool:
    return any(same_body(told, name) for name in (read, *aliases.get(read, ())))


def folded(value: object) -> str:
    """A value as words for comparing numbers, owners and dates as printed."""
    return plain(fold(str(value or "")))
