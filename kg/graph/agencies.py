"""Agencies as statements: one name each, what they are part of, and what became of them, with the day."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.ledger import RESOLVED, Ledger
from kg.graph.terms import count, date
from kg.model.entity import Agency, Knowledge
from kg.seed import Body, Seed


def write_agency_entities(ledger: Ledger, knowledge: Knowledge, *, seed: Seed) -> None:
    """Every agency with its names; change events of those that a public list knows."""
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


def _changes(ledger: Ledger, knowledge: Knowledge, seed: Seed) -> None:
    """One org:ChangeEvent for every body that occurs and was followed by another, or follows one."""
    bodies = {body.id: body for body in seed.bodies}
    nodes = {one.seed: ledger.node(one.id) for one in knowledge.agencies if one.seed}
    pairs = set()
    for id in nodes:
        body = bodies.get(id)
        if body is not None:
            pairs |= {(id, later) for later in body.successors} | {
                (former, id) for former in body.predecessors
            }
    for former, later in sorted(pairs):
        if former in bodies and later in bodies:
            _change(ledger, bodies[former], bodies[later], nodes)


def _change(ledger: Ledger, former: Body, later: Body, nodes: dict[str, NamedNode]) -> None:
    event = ledger.start(
        RESOLVED,
        f"change/{former.id}/{later.id}",
        "org:ChangeEvent",
        label=f"{later.name} follows {former.name}",
    )
    when = former.end or later.start
    if when:
        ledger.say(RESOLVED, event, "dcterms:date", date(when))
    ledger.say(RESOLVED, event, "dcterms:source", former.source)
    for body, relation in ((former, "org:originalOrganization"), (later, "org:resultingOrganization")):
        node = nodes.get(body.id)
        if node is None:
            node = ledger.start(RESOLVED, f"body/{body.id}", "org:Organization", label=body.name)
            ledger.say(RESOLVED, node, "skos:prefLabel", body.name)
        ledger.say(RESOLVED, event, relation, node)
