"""Sources, embedded documents and reviews as statements."""

from __future__ import annotations

from kg.graph.claims import write_themes
from kg.graph.ledger import RESOLVED, Ledger, source_key
from kg.graph.scheme import subclasses
from kg.graph.terms import subclass
from kg.model.entity import Knowledge, Review
from kg.model.found import Subject
from kg.model.keys import slug
from kg.model.kinds import Weight


def write_sources(ledger: Ledger, knowledge: Knowledge) -> None:
    """The files that were read, each in its own graph, and the documents embedded in them."""
    for source in knowledge.sources:
        node = ledger.start(
            source.name, f"source/{source_key(source)}", "crg:Source", label=source.title or source.name
        )
        ledger.say(source.name, node, "crg:fileName", source.name)
        ledger.say(source.name, node, "crg:sha256", source.sha256)
        ledger.say(source.name, node, "dcat:mediaType", source.media_type)
        ledger.say(source.name, node, "dcterms:title", source.title)
        ledger.say(source.name, node, "dcterms:publisher", source.publisher)
        ledger.say_date(source.name, node, "dcterms:date", source.date)
        ledger.say(source.name, node, "dcterms:rights", source.rights)
        ledger.say(source.name, node, "dcterms:source", source.origin)
    keys = {source.name: source_key(source) for source in knowledge.sources}
    for document in knowledge.documents:
        name = document.evidence.source
        node = ledger.start(name, document.id, "crg:Document", label=document.title)
        ledger.say(name, node, "dcterms:title", document.title)
        ledger.say(name, node, "crg:documentKind", document.kind.value)
        ledger.say_date(name, node, "dcterms:date", document.date)
        ledger.say(name, node, "dcterms:publisher", document.publisher)
        ledger.say(name, node, "dcterms:isPartOf", ledger.node(f"source/{keys[name]}"))
        if document.same_as:
            ledger.say(RESOLVED, node, "crg:sameDocument", ledger.node(document.same_as))
        ledger.prove(node, document.evidence)


def write_reviews(ledger: Ledger, knowledge: Knowledge, *, names: bool) -> None:
    """Reviews with their names; `names` False leaves out who led them."""
    for review in knowledge.reviews:
        _review(ledger, review, names=names)


def _review(ledger: Ledger, review: Review, *, names: bool) -> None:
    where = {evidence.source for evidence in review.evidence}
    home = where.pop() if len(where) == 1 else RESOLVED
    own = subclass(review.type)
    classes = ("crg:Review", f"crg:{own}") if own in subclasses("Review") else ("crg:Review",)
    node = ledger.start(home, review.id, *classes, label=review.name)
    ledger.say(home, node, "crg:name", review.name)
    for alias in review.aliases:
        ledger.say(home, node, "skos:altLabel", alias)
    ledger.say(home, node, "crg:reviewType", review.type)
    ledger.say(home, node, "crg:status", review.status.value)
    ledger.say(home, node, "crg:basis", review.basis)
    ledger.say(home, node, "crg:place", review.place)
    ledger.say(home, node, "crg:commissionedBy", review.commissioned_by)
    if names:
        ledger.say(home, node, "crg:leadReviewer", review.lead_reviewer)
    ledger.say_date(home, node, "crg:commissionedDate", review.commissioned_date)
    ledger.say_date(home, node, "crg:publishedDate", review.published_date)
    ledger.say_date(home, node, "crg:periodStart", review.period_start)
    ledger.say_date(home, node, "crg:periodEnd", review.period_end)
    for position, subject in enumerate(review.subjects, start=1):
        _subject(ledger, home, review.id, position, subject)
    ledger.prove(node, *review.evidence)
    write_themes(ledger, node, review.themes, weight=Weight.MENTION, review=review.id)


def _subject(ledger: Ledger, home: str, review: str, position: int, subject: Subject) -> None:
    """A child or adult under the review's own pseudonym: a node below its review, never joined to another."""
    name = slug(subject.pseudonym) if subject.pseudonym else str(position)
    node = ledger.start(home, f"{review}/subject/{name}", "crg:Subject")
    ledger.say(home, ledger.node(review), "crg:subject", node)
    ledger.say(home, node, "crg:pseudonym", subject.pseudonym)
    ledger.say(home, node, "crg:age", subject.age)
    ledger.say(home, node, "crg:outcome", subject.outcome)
