"""Agencies as statements: one name each, what they are part of, and what became of them, with the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.ledger import RESOLVED, Ledger
from kg.graph.terms import count, date
from kg.model.entity import Agency, Knowledge
from kg.seed import Body, Regular, Seed


def write_agency_entities(ledger: Ledger, knowledge: Knowledge, *, seed: Seed) -> None:
    """Every agency with its names; change events of those whose past or future a list knows."""
    for agency in knowledge.agencies:
        _agency(ledger, agency)
    _changes(ledger, knowledge, seed)


def _agency(ledger: Ledger, one: Agency) -> None:
    node = ledger.start(RESOLVED, one.id, "crg:Agency", "org:Organization", label=one.name)
    ledger.say(RESOLVED, node, "skos:prefLabel", one.name)
    for alias in one.aliases:
        ledger.say(RESOLVED, node, "skos:altLabel", alias)
    ledger.say(RESOLVED, node, "crg:agencyType", one.type)
    ledger.say(RESOLVED, node, "crg:level", one.level)
    ledger.say(RESOLVED, node, "crg:code", one.code)
    ledger.say(RESOLVED, node, "crg:mentions", count(one.mentions))
    if one.part_of:
        ledger.say(RESOLVED, node, "org:subOrganizationOf", ledger.node(one.part_of))
    for former in one.successor_of:
        ledger.say(RESOLVED, node, "crg:successorOf", ledger.node(former))
    if one.evidence:
        ledger.prove(node, *one.evidence)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a change: the key and name of a body, the entity that it is, its last or first day, and who says so."""

    key: str
    name: str
    id: str | None
    start: str | None
    end: str | None
    source: str


def _changes(ledger: Ledger, knowledge: Knowledge, seed: Seed) -> None:
    """One org:ChangeEvent for every body that occurs and was followed by another, or follows one."""
    bodies = {body.id: body for body in seed.bodies}
    kinds = {regular.kind: regular for regular in seed.regular}
    agencies = {one.id: one for one in knowledge.agencies}
    ids = {one.seed: one.id for one in knowledge.agencies if one.seed}
    pairs: dict[tuple[str, str], tuple[_Side, _Side]] = {}
    for former, later in _listed_pairs(bodies, ids):
        pairs[former, later] = _listed(bodies[former], ids), _listed(bodies[later], ids)
    for one in knowledge.agencies:
        for former in one.successor_of:
            if former in agencies:
                sides = [_side(agency, bodies, kinds, ids) for agency in (agencies[former], one)]
                pairs.setdefault((sides[0].key, sides[1].key), (sides[0], sides[1]))
    for key in sorted(pairs):
        _change(ledger, *pairs[key])


def _listed_pairs(bodies: dict[str, Body], ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Former and later of each change that the list of bodies tells of a body that occurs."""
    for id in ids:
        body = bodies.get(id)
        if body is not None:
            yield from ((id, later) for later in body.successors if later in bodies)
            yield from ((former, id) for former in body.predecessors if former in bodies)


def _listed(body: Body, ids: dict[str, str]) -> _Side:
    return _Side(body.id, body.name, ids.get(body.id), body.start, body.end, body.source)


def _side(one: Agency, bodies: dict[str, Body], kinds: dict[str, Regular], ids: dict[str, str]) -> _Side:
    """A body that occurs, with the days and the source of the list, else of its regular kind."""
    kind = kinds.get(one.regular or "")
    start, end, source = (kind.start, kind.end, kind.source) if kind else (None, None, "")
    body = bodies.get(one.seed or "")
    if body is None:
        return _Side(one.id.removeprefix("agency/"), one.name, one.id, start, end, source)
    return _Side(body.id, body.name, one.id, body.start or start, body.end or end, source or body.source)


def _change(ledger: Ledger, former: _Side, later: _Side) -> None:
    event = ledger.start(
        RESOLVED,
        f"change/{former.key}/{later.key}",
        "org:ChangeEvent",
        label=f"{later.name} follows {former.name}",
    )
    when = former.end or later.start
    if when:
        ledger.say(RESOLVED, event, "dcterms:date", date(when))
    ledger.say(RESOLVED, event, "dcterms:source", former.source or later.source)
    for side, relation in ((former, "org:originalOrganization"), (later, "org:resultingOrganization")):
        if side.id is not None:
            node = ledger.node(side.id)
        else:
            node = ledger.start(RESOLVED, f"body/{side.key}", "org:Organization", label=side.name)
            ledger.say(RESOLVED, node, "skos:prefLabel", side.name)
        ledger.say(RESOLVED, event, relation, node)
