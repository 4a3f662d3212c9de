"""Findings, scrutiny items and actions as statements."""

from __future__ import annotations

from kg.graph.claims import write_agencies, write_occurrences, write_themes
from kg.graph.ledger import RESOLVED, Ledger
from kg.model.entity import Knowledge
from kg.model.kinds import FindingKind, ScrutinyKind, Weight

FINDING_CLASSES = {
    FindingKind.FINDING: "crg:Finding",
    FindingKind.LEARNING_POINT: "crg:LearningPoint",
    FindingKind.GOOD_PRACTICE: "crg:GoodPractice",
}
SCRUTINY_CLASSES = {
    ScrutinyKind.RESOLUTION: "crg:Resolution",
    ScrutinyKind.MONITORING_ROW: "crg:MonitoringRow",
    ScrutinyKind.REPORT_RECOMMENDATION: "crg:ReportRecommendation",
}


def write_findings(ledger: Ledger, knowledge: Knowledge) -> None:
    """Findings, learning points and good practice."""
    names = {review.id: review.name for review in knowledge.reviews}
    for one in knowledge.findings:
        home = one.evidence.source
        what = one.kind.value.replace("_", " ").capitalize()
        label = f"{what} {one.number}" if one.number else what
        name = names.get(one.review or "")
        node = ledger.start(
            home, one.id, FINDING_CLASSES[one.kind], label=f"{label}, {name}" if name else label
        )
        ledger.say(home, node, "crg:text", one.text)
        ledger.say(home, node, "crg:number", one.number)
        if one.review:
            ledger.say(home, node, "crg:review", ledger.node(one.review))
        ledger.prove(node, one.evidence)
        write_occurrences(ledger, node, one.occurrences, one.text)
        write_agencies(ledger, node, one.agencies, one.evidence, relation="crg:agency")
        write_themes(ledger, node, one.themes, weight=Weight(one.kind.value), review=one.review)


def write_scrutiny(ledger: Ledger, knowledge: Knowledge) -> None:
    """What a scrutiny committee resolved, tracked or was asked to decide."""
    for one in knowledge.scrutiny:
        home = one.evidence.source
        node = ledger.start(
            home, one.id, "crg:ScrutinyItem", SCRUTINY_CLASSES[one.kind], label=one.title or one.text[:80]
        )
        ledger.say(home, node, "crg:text", one.text)
        ledger.say(home, node, "crg:title", one.title)
        ledger.say(home, node, "crg:number", one.number)
        ledger.say(home, node, "crg:actionTaken", one.action_taken)
        ledger.say(home, node, "crg:status", one.status)
        ledger.say(home, node, "crg:decision", one.decision.value if one.decision else None)
        if one.status:
            ledger.say(home, node, "crg:progress", one.progress.value)
        ledger.say_date(home, node, "crg:meetingDate", one.meeting_date)
        if one.same_as:
            ledger.say(RESOLVED, node, "crg:tracks", ledger.node(one.same_as))
        if one.updates:
            ledger.say(RESOLVED, node, "crg:updates", ledger.node(one.updates))
        ledger.prove(node, one.evidence, *one.occurrences)
        for place in one.occurrences:
            ledger.say(place.source, node, "crg:occurrence", ledger.passage(place))
        write_themes(ledger, node, one.themes, weight=Weight.SCRUTINY, review=None)


def write_actions(ledger: Ledger, knowledge: Knowledge) -> None:
    """Rows of action and improvement plans."""
    reviews = {review.id for review in knowledge.reviews}
    reviews_of = {one.id: one.review for one in knowledge.recommendations}
    for one in knowledge.actions:
        home = one.evidence.source
        node = ledger.start(home, one.id, "crg:Action", label=one.text[:80])
        printed = {
            "crg:text": one.text,
            "crg:plan": one.plan,
            "crg:priority": one.priority,
            "crg:owner": one.owner,
            "crg:due": one.due,
            "crg:measure": one.measure,
            "crg:partners": one.partners,
            "crg:status": one.status,
            "crg:update": one.update,
            "crg:progress": one.progress.value,
            "crg:progressBasis": one.progress_basis.value if one.progress_basis else None,
        }
        for name, value in printed.items():
            ledger.say(home, node, name, value)
        ledger.say_date(home, node, "crg:dueDate", one.due_date)
        ledger.say(RESOLVED, node, "crg:standing", one.standing.value)
        if one.same_as:
            ledger.say(RESOLVED, node, "crg:sameAction", ledger.node(one.same_as))
        target = one.responds_to
        if target:
            ledger.say(home, node, "crg:respondsTo", ledger.node(target))
        ledger.prove(node, one.evidence)
        review = target if target in reviews else reviews_of.get(target or "")
        write_themes(ledger, node, one.themes, weight=Weight.ACTION, review=review)
