"""Claims: a theme or an agency said of something, with its own words, stance and rule; and the short triple
that people query, projected from each claim."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.ledger import Ledger
from kg.graph.terms import number, theme
from kg.model.entity import AgencyUse, Knowledge, Occurrence, ThemeUse
from kg.model.evidence import Evidence
from kg.model.keys import digest
from kg.model.kinds import Weight


def write_themes(
    ledger: Ledger, subject: NamedNode, uses: tuple[ThemeUse, ...], *, weight: Weight, review: str | None
) -> None:
    """The themes of `subject`: each claim with its cue, and `crg:theme` projected from it."""
    for use in uses:
        claim = theme_use(ledger, use, weight=weight, of=subject)
        if review is not None:
            ledger.say(use.evidence.source, claim, "crg:review", ledger.node(review))
        ledger.say(use.evidence.source, subject, "crg:theme", theme(use.theme))


def theme_use(ledger: Ledger, use: ThemeUse, *, weight: Weight, of: NamedNode | None) -> NamedNode:
    """The claim that a theme is spoken of in a passage, in which tone."""
    where = use.evidence
    key = digest(where.source, where.span.start, where.span.end, use.theme, weight, of.value if of else "")
    claim = ledger.start(where.source, f"theme-use/{key}", "crg:ThemeUse")
    ledger.say(where.source, claim, "crg:theme", theme(use.theme))
    ledger.say(where.source, claim, "crg:of", of)
    ledger.say(where.source, claim, "crg:weight", weight.value)
    ledger.say(where.source, claim, "crg:stance", use.stance.value)
    ledger.prove(claim, where)
    return claim


def write_agencies(
    ledger: Ledger, subject: NamedNode, uses: tuple[AgencyUse, ...], where: Evidence, *, relation: str
) -> None:
    """The agencies of `subject`: `relation` as the short triple, and a claim with the name as printed."""
    for use in uses:
        agency = ledger.node(use.agency)
        ledger.say(where.source, subject, relation, agency)
        key = digest(subject.value, relation, use.agency, use.name)
        claim = ledger.start(where.source, f"agency-use/{key}", "crg:AgencyUse")
        ledger.say(where.source, claim, "crg:of", subject)
        ledger.say(where.source, claim, "crg:agency", agency)
        ledger.say(where.source, claim, "crg:relation", relation.removeprefix("crg:"))
        ledger.say(where.source, claim, "crg:printedName", use.name)
        ledger.say(where.source, claim, "crg:rule", use.rule)
        if not use.rule.startswith("decision/"):
            ledger.say(where.source, claim, "crg:confidence", number(use.confidence))


def write_occurrences(
    ledger: Ledger, subject: NamedNode, occurrences: tuple[Occurrence, ...], text: str
) -> None:
    """Every place that prints `subject`, with its wording there where that is not `text`."""
    for occurrence in occurrences:
        where = occurrence.evidence.source
        passage = ledger.passage(occurrence.evidence)
        ledger.say(where, subject, "crg:occurrence", passage)
        ledger.say(where, subject, "crg:evidence", passage)
        if occurrence.text != text:
            ledger.say(where, passage, "crg:wording", occurrence.text)


def write_passage_themes(ledger: Ledger, knowledge: Knowledge) -> None:
    """Themes carried by headings and paragraphs that are no record of their own."""
    for passage in knowledge.themes:
        of = ledger.node(passage.review) if passage.review else None
        claim = theme_use(ledger, passage.use, weight=passage.weight, of=of)
        ledger.say(passage.use.evidence.source, claim, "crg:review", of)
        ledger.say(passage.use.evidence.source, claim, "crg:inDocument", ledger.node(passage.document))
        if passage.told_in is not None:
            ledger.say(passage.told_in.source, claim, "crg:toldIn", ledger.passage(passage.told_in))
