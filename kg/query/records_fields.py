"""The fields of each kind of record: which property of the graph fills which field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from kg.query.facts import Facts, Thing
from kg.query.records import Reader, Record

EVALUATED = ("lacking", "good", "recommended", "neutral", "quoted", "denied")


def _review(reader: Reader, thing: Thing) -> Record:
    return {
        "name": thing.one("crg:name"),
        "aliases": thing.all("skos:altLabel"),
        "type": thing.one("crg:reviewType"),
        "status": thing.one("crg:status"),
        "basis": thing.one("crg:basis"),
        "place": thing.one("crg:place"),
        "lead_reviewer": thing.one("crg:leadReviewer"),
        "commissioned_by": thing.one("crg:commissionedBy"),
        "commissioned_date": thing.one("crg:commissionedDate"),
        "published_date": thing.one("crg:publishedDate"),
        "period_start": thing.one("crg:periodStart"),
        "period_end": thing.one("crg:periodEnd"),
        "subjects": [_subject(reader.subjects.find(iri)) for iri in thing.all("crg:subject")],
        "themes": _labels(reader.themes, thing, "crg:theme"),
        "carries": _labels(reader.themes, thing, "crg:carriesTheme"),
        "sources": reader.review_sources.get(thing.iri, []),
    }


def _subject(thing: Thing) -> Record:
    return {name: thing.one(f"crg:{name}") for name in ("pseudonym", "age", "outcome")}


def _recommendation(reader: Reader, thing: Thing) -> Record:
    return {
        **_of_review(reader, thing),
        "basis": thing.one("crg:basis"),
        "part": thing.one("crg:part"),
        "stem": thing.one("crg:stem"),
        "text": thing.one("crg:text"),
        "addressed_to": _labels(reader.agencies, thing, "crg:addressedTo"),
        "themes": _labels(reader.themes, thing, "crg:theme"),
        "occurrences": _occurrences(reader, thing),
        "repeats": reader.repeats.get(thing.iri, []),
        "response_state": thing.one("crg:responseState"),
        "standing": thing.one("crg:standing"),
        "actions": reader.answering.get(thing.iri, []),
    }


def _occurrences(reader: Reader, thing: Thing) -> list[Record]:
    places = [reader.occurrences.find(iri) for iri in thing.all("crg:occurrence")]
    found = [
        {
            "source": place.one("crg:source"),
            "document_kind": reader.documents.find(place.one("crg:inDocument")).one("crg:documentKind"),
            "page": place.one("crg:page"),
            "line_start": place.one("crg:lineStart"),
            "line_end": place.one("crg:lineEnd"),
            "wording": place.one("crg:wording"),
            "start": place.one("crg:start"),
        }
        for place in places
    ]
    found.sort(key=lambda place: (str(place["source"]), place["start"] or 0))
    return [{name: value for name, value in place.items() if name != "start"} for place in found]


def _response(reader: Reader, thing: Thing) -> Record:
    answered = thing.one("crg:respondsTo")
    asked = reader.recommendations.find(answered)
    review = thing.one("crg:review") or asked.one("crg:review")
    return {
        "recommendation": answered,
        "review": review,
        "review_name": reader.reviews.find(review).one("crg:name"),
        "number": thing.one("crg:number") or asked.one("crg:number"),
        "part": thing.one("crg:part") or asked.one("crg:part"),
        "text": thing.one("crg:text"),
        "agencies": _labels(reader.agencies, thing, "crg:answeredBy"),
        "stance": thing.one("crg:stance"),
        "dates": thing.all("crg:date"),
        "themes": _labels(reader.themes, thing, "crg:theme"),
        "link_score": thing.one("crg:linkScore"),
        "also_answers": thing.all("crg:alsoAnswers"),
    }


def _finding(reader: Reader, thing: Thing) -> Record:
    return {
        **_of_review(reader, thing),
        "text": thing.one("crg:text"),
        "themes": _labels(reader.themes, thing, "crg:theme"),
        "agencies": _labels(reader.agencies, thing, "crg:agency"),
        "occurrences": _occurrences(reader, thing),
        "stance": _stance(reader.stances.get(thing.iri, [])),
    }


def _stance(said: list[str]) -> str | None:
    """The stance most often taken by the themes of a finding; the more telling one where two are equal."""
    counts = Counter(said)
    return min(counts, key=lambda stance: (-counts[stance], EVALUATED.index(stance)), default=None)


def _scrutiny(reader: Reader, thing: Thing) -> Record:
    kinds = {
        "Resolution": "resolution",
        "MonitoringRow": "monitoring_row",
        "ReportRecommendation": "report_recommendation",
    }
    classes = [str(name).rsplit("#", 1)[-1] for name in thing.all("rdf:type")]
    return {
        "item_kind": next((kinds[name] for name in classes if name in kinds), None),
        "meeting_date": thing.one("crg:meetingDate"),
        "title": thing.one("crg:title"),
        "number": thing.one("crg:number"),
        "text": thing.one("crg:text"),
        "action_taken": thing.one("crg:actionTaken"),
        "status": thing.one("crg:status"),
        "decision": thing.one("crg:decision"),
        "progress": thing.one("crg:progress"),
        "same_as": thing.one("crg:tracks"),
        "updates": thing.one("crg:updates"),
        "occurrences": _occurrences(reader, thing),
        "themes": _labels(reader.themes, thing, "crg:theme"),
    }


def _action(reader: Reader, thing: Thing) -> Record:
    plain = (
        "text",
        "plan",
        "priority",
        "owner",
        "due",
        "measure",
        "partners",
        "status",
        "update",
        "progress",
    )
    return {
        **{name: thing.one(f"crg:{name}") for name in plain},
        "progress_basis": thing.one("crg:progressBasis"),
        "standing": thing.one("crg:standing"),
        "same_as": thing.one("crg:sameAction"),
        "due_date": thing.one("crg:dueDate"),
        "responds_to": thing.one("crg:respondsTo"),
        "themes": _labels(reader.themes, thing, "crg:theme"),
    }


def _agency(reader: Reader, thing: Thing) -> Record:
    return {
        "name": thing.one("skos:prefLabel"),
        "aliases": thing.all("skos:altLabel"),
        "type": thing.one("crg:agencyType"),
        "level": thing.one("crg:level"),
        "part_of": next(iter(_labels(reader.agencies, thing, "org:subOrganizationOf")), None),
        "successor_of": _labels(reader.agencies, thing, "crg:successorOf"),
        "changes": reader.changes.get(thing.iri, []),
        "code": thing.one("crg:code"),
        "mentions": thing.one("crg:mentions"),
    }


def _theme(reader: Reader, thing: Thing) -> Record:
    reviews, mentions = reader.theme_counts.get(thing.iri, (0, 0))
    return {
        "label": thing.one("skos:prefLabel"),
        "definition": thing.one("skos:definition"),
        "broader": next(iter(_labels(reader.themes, thing, "skos:broader")), None),
        "reviews": reviews,
        "mentions": mentions,
    }


def _document(reader: Reader, thing: Thing) -> Record:
    return {
        "title": thing.one("dcterms:title"),
        "date": thing.one("dcterms:date"),
        "publisher": thing.one("dcterms:publisher"),
        "same_as": thing.one("crg:sameDocument"),
        "document": thing.one("dcterms:title"),
        "document_kind": thing.one("crg:documentKind"),
    }


def _of_review(reader: Reader, thing: Thing) -> Record:
    review = thing.one("crg:review")
    return {
        "review": review,
        "review_name": reader.reviews.find(review).one("crg:name"),
        "number": thing.one("crg:number"),
    }


def _labels(things: Facts, thing: Thing, name: str) -> list[str]:
    found = {things.find(iri).text("skos:prefLabel") or spoken(str(iri)) for iri in thing.all(name)}
    return sorted(found, key=lambda label: (label.casefold(), label))


def spoken(iri: str) -> str:
    """The last part of `iri` as words: what a thing without a label is called."""
    return iri.rstrip("/").rsplit("/", 1)[-1].replace("-", " ").capitalize()


FILL: dict[str, Callable[[Reader, Thing], Record]] = {
    "review": _review,
    "recommendation": _recommendation,
    "response": _response,
    "finding": _finding,
    "learning_point": _finding,
    "good_practice": _finding,
    "scrutiny_item": _scrutiny,
    "action": _action,
    "agency": _agency,
    "theme": _theme,
    "document": _document,
}
