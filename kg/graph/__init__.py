"""Graph: what is known becomes RDF, is checked, and is kept in a build directory."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.graph.agencies import write_agency_entities
from kg.graph.claims import write_passage_themes
from kg.graph.counted import counted
from kg.graph.dataset import dataset_quads
from kg.graph.ledger import RESOLVED, Ledger
from kg.graph.recommendations import write_recommendations, write_references, write_responses
from kg.graph.records import write_actions, write_findings, write_scrutiny
from kg.graph.reviews import write_reviews, write_sources
from kg.graph.scheme import ontology_quads
from kg.graph.terms import BASE
from kg.model.entity import Knowledge
from kg.seed import Seed, read_seed

__all__ = ["BASE", "quads"]


def quads(
    knowledge: Knowledge, *, base: str = BASE, names: bool = True, seed: Seed | None = None
) -> list[Quad]:
    """All statements of a build, in no order that matters: see docs/graph-model.md.

    Entities get IRIs below `base`; `names` False leaves out the names of lead reviewers.
    """
    ledger = Ledger(knowledge, base=base)
    write_sources(ledger, knowledge)
    write_reviews(ledger, knowledge, names=names)
    write_recommendations(ledger, knowledge)
    write_responses(ledger, knowledge)
    write_references(ledger, knowledge)
    write_findings(ledger, knowledge)
    write_scrutiny(ledger, knowledge)
    write_actions(ledger, knowledge)
    write_agency_entities(ledger, knowledge, seed=seed or read_seed())
    write_passage_themes(ledger, knowledge)
    found = ledger.quads + counted(ledger.quads, graph=ledger.graph(RESOLVED)) + ontology_quads(base=base)
    return found + dataset_quads(set(found), knowledge, base=base)
