"""Recommendations, what was answered to them, repeats and references as statements."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.claims import write_agencies, write_occurrences, write_themes
from kg.graph.ledger import RESOLVED, Ledger
from kg.graph.terms import number
from kg.model.entity import Knowledge, Recommendation, Response
from kg.model.keys import digest
from kg.model.kinds import Weight


def write_recommendations(ledger: Ledger, knowledge: Knowledge) -> None:
    """Every recommendation once, with every place that prints it; repeats once a pair."""
    names = {review.id: review.name for review in knowledge.reviews}
    for recommendation in knowledge.recommendations:
        _recommendation(ledger, recommendation, names)
    pairs = {
        (min(one.id, repeat.recommendation), max(one.id, repeat.recommendation)): repeat
        for one in reversed(knowledge.recommendations)
        for repeat in one.repeats
    }
    for (first, second), repeat in sorted(pairs.items(), key=lambda item: item[0]):
        members = (ledger.node(first), ledger.node(second))
        node = ledger.start(RESOLVED, f"repeat/{digest(first, second)}", "crg:Repeat")
        ledger.say(RESOLVED, node, "crg:score", number(repeat.score))
        for word in repeat.words:
            ledger.say(RESOLVED, node, "crg:agreeingWord", word)
        for member, other in (members, members[::-1]):
            ledger.say(RESOLVED, node, "crg:member", member)
            ledger.say(RESOLVED, member, "crg:repeats", other)


def _recommendation(ledger: Ledger, one: Recommendation, names: dict[str, str]) -> None:
    home = one.evidence.source
    node = ledger.start(home, one.id, "crg:Recommendation", label=_label(one, names))
    ledger.say(home, node, "crg:text", one.text)
    ledger.say(home, node, "crg:basis", one.basis)
    ledger.say(home, node, "crg:number", one.number)
    ledger.say(home, node, "crg:part", one.part)
    ledger.say(home, node, "crg:responseState", "responded" if one.responded else "no_response")
    ledger.say(RESOLVED, node, "crg:standing", one.standing.value)
    if one.review:
        ledger.say(home, node, "crg:review", ledger.node(one.review))
    if one.stem:
        ledger.say(home, node, "crg:stem", ledger.node(one.stem))
    ledger.prove(node, one.evidence)
    write_occurrences(ledger, node, one.occurrences, one.text)
    write_agencies(ledger, node, one.addressed_to, one.evidence, relation="crg:addressedTo")
    write_themes(ledger, node, one.themes, weight=Weight.RECOMMENDATION, review=one.review)


def _label(one: Recommendation | Response, names: dict[str, str]) -> str:
    number = f" {one.number or ''}{one.part or ''}".rstrip()
    name = names.get(one.review or "")
    what = "Response to recommendation" if isinstance(one, Response) else "Recommendation"
    return f"{what}{number}, {name}" if name else f"{what}{number}"


def write_responses(ledger: Ledger, knowledge: Knowledge) -> None:
    """Every answer; one that the system could not link keeps its review and number, and no link."""
    names = {review.id: review.name for review in knowledge.reviews}
    for one in knowledge.responses:
        home = one.evidence.source
        node = ledger.start(home, one.id, "crg:Response", label=_label(one, names))
        ledger.say(home, node, "crg:text", one.text)
        ledger.say(home, node, "crg:number", one.number)
        ledger.say(home, node, "crg:part", one.part)
        ledger.say(home, node, "crg:stance", one.stance.value)
        if one.review:
            ledger.say(home, node, "crg:review", ledger.node(one.review))
        _link(ledger, node, one)
        for iso in one.dates:
            ledger.say_date(home, node, "crg:date", iso)
        ledger.prove(node, one.evidence)
        write_agencies(ledger, node, one.agencies, one.evidence, relation="crg:answeredBy")
        write_themes(ledger, node, one.themes, weight=Weight.RESPONSE, review=one.review)


def _link(ledger: Ledger, node: NamedNode, one: Response) -> None:
    if one.recommendation:
        ledger.say(one.evidence.source, node, "crg:respondsTo", ledger.node(one.recommendation))
        ledger.say(one.evidence.source, node, "crg:linkScore", number(one.score))
    for part in one.also:
        ledger.say(one.evidence.source, node, "crg:alsoAnswers", ledger.node(part))


def write_references(ledger: Ledger, knowledge: Knowledge) -> None:
    """Paragraphs that point at a recommendation."""
    for one in knowledge.references:
        where = one.evidence
        key = digest(where.source, where.span.start, where.span.end, one.recommendation)
        node = ledger.start(where.source, f"reference/{key}", "crg:Reference")
        ledger.say(where.source, node, "crg:refersTo", ledger.node(one.recommendation))
        ledger.prove(node, where)
