"""Checks that a graph must pass before it is put in force: queries that must return nothing, and quotes that
must stand in the stored text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from kg.errors import DataError, RuleError
from kg.graph.terms import PREFIXES
from kg.model.entity import Knowledge
from kg.model.evidence import Evidence
from kg.model.text import Issue
from kg.resources import ontology_folder

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must return nothing; `says` is the plain sentence for what it finds."""

    name: str
    says: str
    query: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """Something in the graph that a check or a shape forbids."""

    check: str
    says: str
    subject: str
    detail: str = ""
    fatal: bool = True  # a build with it is not put in force

    def __str__(self) -> str:
        return f"{self.says}: {self.subject}{f' ({self.detail})' if self.detail else ''}"


@cache
def load_checks(folder: Path | None = None) -> tuple[Check, ...]:
    """The checks in `ontology/checks`: the first line of each file, a comment, is its sentence.

    One that begins with "warning:" is reported; all others keep a build from being put in force.
    """
    place = folder or ontology_folder() / "checks"
    return tuple(_check(path) for path in sorted(place.glob("*.rq")))


def _check(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    if not first.startswith("# "):
        raise RuleError(f"{path.name} in {path.parent}: its first line is a comment that says what is wrong.")
    says = first[2:].strip()
    return Check(path.stem, says.removeprefix("warning: "), text, fatal=not says.startswith("warning: "))


def run_checks(store: Store, checks: tuple[Check, ...] | None = None) -> tuple[Breach, ...]:
    """What the checks find in `store`, over the union of its graphs; raises RuleError on a malformed check."""
    found: list[Breach] = []
    for check in checks if checks is not None else load_checks():
        try:
            rows = store.query(check.query, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise RuleError(f"The check {check.name}.rq is not valid SPARQL: {error}.") from error
        if not isinstance(rows, QuerySolutions):
            raise RuleError(f"The check {check.name}.rq must be a SELECT.")
        for row in rows:
            values = [getattr(value, "value", "") for value in row]
            found.append(
                Breach(check.name, check.says, values[0], " ".join(v for v in values[1:] if v), check.fatal)
            )
    return tuple(sorted(found, key=lambda one: (one.check, one.subject, one.detail)))


def misquoted(knowledge: Knowledge, texts: Mapping[str, str]) -> tuple[Breach, ...]:
    """Every quote that is not the text at its interval; `texts` holds the stored text of each source."""
    return tuple(
        Breach("quote", "A quote that does not stand in its source", one.source, one.quote[:60])
        for one in evidence_of(knowledge)
        if texts[one.source][one.span.start : one.span.end] != one.quote
    )


def refuse(breaches: Iterable[Breach]) -> None:
    """Raise DataError, naming the first few, where a breach is fatal."""
    fatal = [one for one in breaches if one.fatal]
    if fatal:
        shown = "; ".join(str(one) for one in fatal[:_SHOWN])
        more = f"; and {len(fatal) - _SHOWN} more" if len(fatal) > _SHOWN else ""
        raise DataError(
            f"The graph breaks its checks {len(fatal)} times and was not put in force. {shown}{more}."
        )


def as_issues(breaches: Iterable[Breach]) -> tuple[Issue, ...]:
    """The breaches that are not fatal, as one warning for each kind."""
    kinds: dict[tuple[str, str], list[Breach]] = {}
    for one in breaches:
        if not one.fatal:
            kinds.setdefault((one.check, one.says), []).append(one)
    return tuple(
        Issue(
            code=f"check-{check}",
            message=f"{says}: {len(found)} found, such as {found[0].subject}. `kg check` lists them.",
            source="the graph",
        )
        for (check, says), found in sorted(kinds.items())
    )


def evidence_of(thing: object) -> Iterator[Evidence]:
    """Every piece of evidence in a value, however deep."""
    if isinstance(thing, Evidence):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from evidence_of(part)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from evidence_of(getattr(thing, field.name))
