"""Withhold: records as they may be shown to everybody, with posts in place of the names of officers.

Names are found where it is said who owns an action or takes part in it; there posts alone are left. In the other words
of an action, in what is said in the same row or beside it, and in the titles of documents
and reviews, the names found anywhere give way to
`SOMEBODY`. Other quotes of published papers stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.officers import SOMEBODY, Officers
from kg.rules import Rules
from kg.seed import read_seed

Record = Mapping[str, Any]
Spans = dict[str, list[tuple[int, int]]]

TOLD = ("partners", "status", "update")  # say more than who owns an action
_CODES = frozenset(
    "id kind source document document_kind rule progress progress_basis standing same_as responds_to".split()
)
_TITLES = ("document", "title", "name", "aliases", "review_name")  # printed beside every record
_TITLED = frozenset(("document", "review"))  # kinds whose quote is a title
_ROW = 1500  # characters around an action that may be of its row
_NOBODY = frozenset("review agency theme document".split())  # say no more of officers than their own names
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s+)"


@dataclass(frozen=True, slots=True)
class Withheld:
    """The names that are withheld, and how words look without them."""

    officers: Officers
    places: Spans = field(default_factory=dict)  # where actions are printed, by source
    full: re.Pattern[str] | None = None
    last: re.Pattern[str] | None = None

    @classmethod
    def of(cls, records: Mapping[str, Sequence[Record]], *, rules: Rules) -> Withheld:
        """What is to be withheld of `records`."""
        actions = records.get("action", ())
        officers = Officers.of(bodies=_bodies(records), texts=_texts(records), rules=rules)
        names: set[str] = set()
        places: Spans = defaultdict(list)
        for one in actions:
            if one.get("start") is not None:
                places[str(one["source"])].append((one["start"], one["end"]))
            for name in ("owner", *TOLD):
                cell = str(one.get(name) or "")
                names |= {" ".join(cell[a:b].split()) for a, b in officers.names(cell, sure=name != "owner")}
        cases = {" ".join(name.split()) for name in _cases(records)}
        several = {name for name in names if " " in name} - cases
        surnames = {name.rsplit(" ", 1)[-1] for name in several} | {n for n in names if n not in several}
        titles = re.compile(_any(several)).sub(" ", " ".join(_told_of(records)))
        told = set(
            re.findall(r"\w+", f"{titles} {' '.join(cases)}")
        )  # names of reviews and children are not touched
        alone = {name for name in surnames - told if len(name) > 2 and officers.unknown(name)}
        titled = rf"{_TITLE}(?:{_any(surnames)})" if surnames else r"(?!)"
        return cls(
            officers,
            dict(places),
            re.compile(rf"(?<!\w)(?:{_TITLE}?(?:{_any(several)})|{titled})(?!\w)") if names else None,
            re.compile(rf"(?<!\w)(?:{_any(alone)})(?!\w)") if alone else None,
        )

    def owner(self, cell: str) -> str:
        """Who owns an action, by post."""
        return self.clear(self.officers.posts(cell))

    def clear(self, text: str) -> str:
        """`text` with `SOMEBODY` for every name that is withheld."""
        for pattern in (self.full, self.last):
            text = pattern.sub(SOMEBODY, text) if pattern else text
        return text

    def shown(self, name: str, text: str) -> str:
        """The field `name` of an action, "owner" say, as it is shown."""
        if name == "owner":
            return self.owner(text)
        return self.clear(self.officers.told(text) if name in TOLD else text)

    def touches(self, source: object, start: object, end: object) -> bool:
        """Whether an action is printed there or near, so that it may be of the same row."""
        if not isinstance(start, int) or not isinstance(end, int):
            return False
        return any(a - _ROW < end and start < b + _ROW for a, b in self.places.get(str(source), ()))

    def records(self, records: Mapping[str, Sequence[Record]]) -> dict[str, list[dict[str, Any]]]:
        """`records` without the names."""
        return {kind: [self._record(one) for one in rows] for kind, rows in records.items()}

    def _title(self, value: Any) -> Any:
        """A title, a name or several, without the names that are withheld."""
        return [self.clear(str(one)) for one in value] if isinstance(value, list) else self.clear(str(value))

    def _record(self, one: Record) -> dict[str, Any]:
        if self.full is None:
            return dict(one)
        one = {**one, **{name: self._title(one[name]) for name in _TITLES if one.get(name)}}
        if one.get("kind") in _TITLED:
            return {**one, "quote": self.clear(str(one.get("quote") or ""))}
        near = self.touches(one.get("source"), one.get("start"), one.get("end"))
        if one.get("kind") != "action" and (one.get("kind") in _NOBODY or not near):
            return dict(one)
        return {
            name: self.shown(name, value) if isinstance(value, str) and name not in _CODES else value
            for name, value in one.items()
        }


def _any(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first) or r"(?!)"


def _bodies(records: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    for agency in records.get("agency", ()):
        yield from (str(agency["name"]), *map(str, agency.get("aliases") or ()))
    for body in read_seed().bodies:
        yield from (body.name, *body.short_names)


def _told_of(records: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    for review in records.get("review", ()):
        yield from (str(review["name"]), *map(str, review.get("aliases") or ()))


def _cases(records: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    for review in records.get("review", ()):
        yield from (str(one.get("pseudonym") or "") for one in review.get("subjects") or ())


def _texts(records: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    for rows in records.values():
        yield from (
            str(one[name]) for one in rows for name in ("text", "quote", "definition") if one.get(name)
        )
