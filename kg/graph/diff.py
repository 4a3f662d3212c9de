"""Diff: what changed between two builds, told in reviews, recommendations and other records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, QuerySolutions, Store

from kg.graph.terms import CRG, PREFIXES

KINDS = {
    "Source": "source",
    "Review": "review",
    "Recommendation": "recommendation",
    "Response": "response",
    "Finding": "finding",
    "LearningPoint": "learning point",
    "GoodPractice": "good practice point",
    "ScrutinyItem": "scrutiny item",
    "Action": "action",
    "Agency": "agency",
}
_PROOF = {"evidence", "bestEvidence", "occurrence", "mentions", "rule", "confidence", "linkScore"}
Fields = dict[str, tuple[str, ...]]


class Change(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"  # the same words under another id: a number or a review's name was read differently


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is not the same in both builds."""

    change: Change
    kind: str
    id: str
    label: str
    fields: tuple[tuple[str, str, str], ...] = ()  # property, before, after
    before: str | None = None  # the id it had, of a renamed one

    def __str__(self) -> str:
        head = f"{self.change.value} {self.kind}: {self.label}"
        return head + "".join(
            f"\n    {name}: {old or 'nothing'} -> {new or 'nothing'}" for name, old, new in self.fields
        )


def diff(before: Store, after: Store) -> tuple[Difference, ...]:
    """The records that differ between two graphs, by kind and id; evidence and scores aside."""
    found: list[Difference] = []
    for name, kind in KINDS.items():
        old, new = _records(before, name), _records(after, name)
        gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
        moved = _moved(old, new, gone, come)
        found += [_difference(Change.REMOVED, kind, id, old[id]) for id in gone if id not in moved]
        found += [
            _difference(Change.ADDED, kind, id, new[id]) for id in come if id not in set(moved.values())
        ]
        for former, id in moved.items():
            fields = _changes(old[former], new[id])
            found.append(Difference(Change.RENAMED, kind, id, _label(new[id], id), fields, former))
        for id in sorted(set(old) & set(new)):
            fields = _changes(old[id], new[id])
            if fields:
                found.append(Difference(Change.CHANGED, kind, id, _label(new[id], id), fields))
    return tuple(found)


def _records(store: Store, name: str) -> dict[str, Fields]:
    """The records of the class `name`: their properties, each with its sorted values."""
    rows = store.query(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s a crg:{name} ; ?p ?o }}",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, QuerySolutions)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        subject, predicate, value = row[0], row[1], row[2]
        if predicate.value.removeprefix(CRG) not in _PROOF and not predicate.value.endswith("#type"):
            shown = value.value if isinstance(value, Literal) else value.value.rpartition("/id/")[2]
            found[subject.value][_short(predicate.value)].add(shown)
    return {id: {p: tuple(sorted(values)) for p, values in fields.items()} for id, fields in found.items()}


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return iri.removeprefix(CRG) if prefix == "crg" else f"{prefix}:{iri[len(start) :]}"
    return iri


def _moved(
    old: Mapping[str, Fields], new: Mapping[str, Fields], gone: list[str], come: list[str]
) -> dict[str, str]:
    """Former id to new id, for records whose words stand alone on both sides."""
    sides: dict[tuple[str, ...], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, ids, records in ((0, gone, old), (1, come, new)):
        for id in ids:
            words = records[id].get("text") or records[id].get("sha256") or ()
            if words:
                sides[words][side].append(id)
    return {former[0]: later[0] for former, later in sides.values() if len(former) == len(later) == 1}


def _changes(old: Fields, new: Fields) -> tuple[tuple[str, str, str], ...]:
    names = sorted(set(old) | set(new))
    return tuple(
        (name, "; ".join(old.get(name, ())), "; ".join(new.get(name, ())))
        for name in names
        if name != "rdfs:label" and old.get(name) != new.get(name)
    )


def _difference(change: Change, kind: str, id: str, fields: Fields) -> Difference:
    return Difference(change, kind, id, _label(fields, id))


def _label(fields: Fields, id: str) -> str:
    return "; ".join(fields.get("rdfs:label", (id,)))
