"""The seed of public bodies: what is known of them before any document is read (`ontology/agencies`)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import RuleError
from kg.resources import ontology_folder

LOCAL = frozenset(  # types of which each area has its own, so that a short name is told by the place
    """local_authority safeguarding_children_partnership safeguarding_children_board safeguarding_adults_board ccg icb police
    fire health_board""".split()
)
UPPER_TIER = ("E06", "E08", "E09", "E10", "W06", "S12")  # codes of councils that run children's services


@dataclass(frozen=True, slots=True)
class Body:
    """One public body under its official name."""

    id: str
    name: str
    short_names: tuple[str, ...]
    type: str
    nation: str
    areas: tuple[str, ...]
    part_of: tuple[str, ...]
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    start: str | None
    end: str | None
    codes: tuple[str, ...]
    source: str
    certainty: str

    @property
    def upper_tier(self) -> bool:
        """Whether it is a council that answers for social care in its area."""
        return self.type == "local_authority" and any(code.startswith(UPPER_TIER) for code in self.codes)


@dataclass(frozen=True, slots=True)
class Role:
    """A name that stands for a body or a part of one only within its place: 'the Constabulary'.

    `means`: the kind of body it is another name for; `part_of`: the role or kind it belongs to;
    `level`: "role" (resolved to a body), "agency", "board", "team", or "generic" (a set, one everywhere).
    """

    id: str
    name: str
    variants: tuple[str, ...]
    type: str
    means: str
    part_of: str
    level: str


@dataclass(frozen=True, slots=True)
class Regular:
    """A kind of body that every area has under a regular name: '{area} Safeguarding Adults Board'."""

    kind: str
    type: str
    name: str
    forms: tuple[str, ...]
    acronym: str
    nation: str
    start: str | None
    end: str | None
    successor: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last words of a name that show what it names: 'Steering Group' a board, 'NHS Trust' a trust."""

    words: str
    type: str
    level: str


@dataclass(frozen=True, slots=True)
class Seed:
    """All four lists, in file order."""

    bodies: tuple[Body, ...]
    roles: tuple[Role, ...]
    regular: tuple[Regular, ...]
    heads: tuple[Head, ...]


@cache
def read_seed(folder: Path | None = None) -> Seed:
    """The seed in `folder` (default: the project's); raises RuleError where a file is missing or malformed."""
    place = folder or ontology_folder() / "agencies"
    return Seed(
        bodies=tuple(_body(row) for row in _rows(place / "bodies.csv", {"id", "name", "type", "area"})),
        roles=tuple(_role(row) for row in _rows(place / "roles.csv", {"id", "name", "variants", "means"})),
        regular=tuple(_regular(row) for row in _rows(place / "regular.csv", {"kind", "type", "forms"})),
        heads=tuple(
            Head(words=row["head"], type=row["type"], level=row["level"])
            for row in _rows(place / "heads.csv", {"head", "type", "level"})
        ),
    )


def _rows(path: Path, needed: set[str]) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise RuleError(f"There is no file {path.name} in {path.parent}; the list of public bodies needs it.")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = sorted(needed - set(reader.fieldnames or ()))
        if missing:
            raise RuleError(f"{path.name} has no column '{missing[0]}'; see ontology/agencies/README.md.")
        for row in reader:
            if None in row or None in row.values():
                raise RuleError(f"{path.name}, line {reader.line_num}: too many or too few columns.")
            yield row


def _body(row: dict[str, str]) -> Body:
    return Body(
        id=row["id"],
        name=row["name"],
        short_names=_many(row["short_names"]),
        type=row["type"],
        nation=row["nation"],
        areas=_many(row["area"]),
        part_of=_many(row["part_of"]),
        predecessors=_many(row["predecessor_ids"]),
        successors=_many(row["successor_ids"]),
        start=row["start"] or None,
        end=row["end"] or None,
        codes=_many(row["code"]),
        source=row["source"],
        certainty=row["certainty"],
    )


def _role(row: dict[str, str]) -> Role:
    return Role(
        id=row["id"],
        name=row["name"],
        variants=_many(row["variants"]),
        type=row["type"],
        means=row["means"],
        part_of=row["part_of"],
        level=row["level"],
    )


def _regular(row: dict[str, str]) -> Regular:
    return Regular(
        kind=row["kind"],
        type=row["type"],
        name=row["name"],
        forms=_many(row["forms"]),
        acronym=row["acronym"],
        nation=row["nation"],
        start=row["start"] or None,
        end=row["end"] or None,
        successor=row["successor"],
        source=row["source"],
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
