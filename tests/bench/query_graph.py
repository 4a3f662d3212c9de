"""A generated graph of invented reviews for benchmarks of asking: N-Quads, the same for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph.counted import counted
from kg.query.prefixes import PREFIXES

THEMES, AGENCIES = 90, 120
STANCES = ("recommended", "lacking", "good", "neutral")
WORDS = "share information early with partners about risk to babies and older children at home".split()


class Writer:
    """Collects statements of one named graph."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, graph: str, subject: str, name: str, value: str) -> None:
        """One statement; `value` is an IRI path below the base, or a literal in quotes."""
        prefix, local = name.split(":")
        term = value if value.startswith('"') else f"<{value if ':' in value else PREFIXES['id'] + value}>"
        self.lines.append(
            f"<{PREFIXES['id']}{subject}> <{PREFIXES[prefix]}{local}> {term} <{PREFIXES['id']}graph/{graph}> .\n"
        )

    def type(self, graph: str, subject: str, name: str) -> None:
        """The class of a thing."""
        self.say(
            graph,
            subject,
            "rdf:type",
            PREFIXES["crg"] + name if name != "Concept" else PREFIXES["skos"] + name,
        )


def text(value: object) -> str:
    """A plain literal."""
    return f'"{value}"'


def typed(value: object, name: str) -> str:
    """A literal of an XML Schema type."""
    return f'"{value}"^^<{PREFIXES["xsd"]}{name}>'


def lines(reviews: int, recommendations: int) -> Iterator[str]:
    """Statements of so many reviews with so many recommendations in all."""
    out = Writer()
    for n in range(THEMES):
        out.type("ontology", f"theme/t{n}", "Concept")
        out.say("ontology", f"theme/t{n}", "skos:prefLabel", text(f"Theme {n}"))
        if n >= 10:
            out.say("ontology", f"theme/t{n}", "skos:broader", f"theme/t{n % 10}")
    for n in range(AGENCIES):
        out.type("resolved", f"agency/a{n}", "Agency")
        for name, value in (
            ("skos:prefLabel", f"Agency {n}"),
            ("crg:agencyType", "health"),
            ("crg:level", "agency"),
        ):
            out.say("resolved", f"agency/a{n}", name, text(value))
        out.say("resolved", f"agency/a{n}", "crg:mentions", typed(n, "integer"))
    made = 0
    for r in range(reviews):
        share = recommendations * (r + 1) // reviews - made
        _review(out, r, share)
        made += share
        yield from out.lines
        out.lines.clear()


def _review(out: Writer, r: int, share: int) -> None:
    graph, review, document = f"s{r // 4}", f"review/r{r}", f"document/d{r}"
    if r % 4 == 0:
        source = f"source/{graph}"
        out.type(graph, source, "Source")
        _said(out, graph, source, {"crg:fileName": f"{graph}.pdf", "crg:sha256": f"{r:064x}"})
        _said(out, graph, source, {"dcterms:title": f"Pack {r}", "dcterms:publisher": f"Council {r % 60}"})
        out.say(graph, source, "dcterms:date", typed(2006 + r % 17, "gYear"))
    out.type(graph, document, "Document")
    _said(out, graph, document, {"dcterms:title": f"Report {r}", "crg:documentKind": "review_report"})
    out.say(graph, document, "dcterms:isPartOf", f"source/{graph}")
    _prove(out, graph, document, document, 0, f"Report {r}")
    if r % 25 == 1:
        out.say("resolved", document, "crg:sameDocument", f"document/d{r - 1}")
    out.type(graph, review, "Review")
    named = {"crg:name": f"Review of Child {r}", "crg:reviewType": "serious_case_review"}
    _said(out, graph, review, {**named, "crg:status": "full_text", "crg:basis": "review"})
    out.say(graph, review, "crg:publishedDate", typed(2005 + r % 18, "gYear"))
    _prove(out, graph, review, document, 0, f"Review of Child {r}")
    for k in range(share):
        _recommendation(out, graph, review, document, r, k)
    kinds = ["LearningPoint"] * (share // 4) + ["Finding", "GoodPractice"]
    for k, kind in enumerate(kinds):
        weight = {"LearningPoint": "learning_point", "GoodPractice": "good_practice"}.get(kind, "finding")
        point = f"{weight}/r{r}/{k}"
        out.type(graph, point, kind)
        out.say(graph, point, "crg:review", review)
        out.say(graph, point, "crg:agency", f"agency/a{(r + k) % AGENCIES}")
        _said(out, graph, point, {"crg:text": _words(r, k + 500), "crg:number": str(k + 1)})
        _prove(out, graph, point, document, 5000 + k, _words(r, k + 500))
        _theme(out, graph, point, review, weight, r * 7 + k)
    if r % 4 == 1:
        _scrutiny(out, graph, document, r)


def _recommendation(out: Writer, graph: str, review: str, document: str, r: int, k: int) -> None:
    one, words = f"recommendation/r{r}/{k}", _words(r, k)
    part = k % 8 if k % 8 in (1, 2) else 0  # every eighth leads into two parts
    out.type(graph, one, "Recommendation")
    out.say(graph, one, "crg:review", review)
    answered, planned = (r + k) % 3 == 0, (r + k) % 5 == 0
    standing = (
        ("completed" if k % 2 else "open") if answered else "action_planned" if planned else "no_answer"
    )
    told = {
        "crg:text": words,
        "crg:number": str(k + 1 - part),
        "crg:basis": "review",
        "crg:standing": standing,
    }
    _said(out, graph, one, {**told, "crg:responseState": "responded" if answered else "no_response"})
    if part:
        out.say(graph, one, "crg:stem", f"recommendation/r{r}/{k - part}")
        out.say(graph, one, "crg:part", text("_ab"[part]))
    if k % 40 != 7:
        out.say(graph, one, "crg:addressedTo", f"agency/a{(r * 3 + k * k) % AGENCIES}")
    _prove(out, graph, one, document, 10 + k, words)
    out.say(graph, one, "crg:occurrence", f"passage/{one}")
    if k % 10 == 3:
        again = f"passage/{one}/again"
        _passage(out, graph, again, document, 7000 + k, words)
        out.say(graph, one, "crg:occurrence", again)
        reference = f"reference/r{r}/{k}"
        out.type(graph, reference, "Reference")
        out.say(graph, reference, "crg:refersTo", one)
        _prove(out, graph, reference, document, 8000 + k, f"(Recommendation {k + 1})")
    _theme(out, graph, one, review, "recommendation", r * 5 + k)
    if k % 2:
        _theme(out, graph, one, review, "recommendation", r * 11 + k + 3)
    if answered:
        response = f"response/r{r}/{k}"
        out.type(graph, response, "Response")
        if (r, k % 4) != (r // 50 * 50, 0):  # now and then one that could not be linked
            out.say(graph, response, "crg:respondsTo", one)
        out.say(graph, response, "crg:review", review)
        _said(
            out,
            graph,
            response,
            {"crg:text": "Done " + words, "crg:stance": "completed" if k % 2 else "in_progress"},
        )
        out.say(graph, response, "crg:answeredBy", f"agency/a{k % AGENCIES}")
        _prove(out, graph, response, document, 9000 + k, words)
        if k % 2:
            out.say(graph, response, "crg:date", typed(2006 + r % 17, "gYear"))
    if planned:
        action = f"action/r{r}/{k}"
        out.type(graph, action, "Action")
        out.say(graph, action, "crg:respondsTo", one)
        done = {
            "crg:standing": "completed" if k % 4 == 0 else "in_progress",
            "crg:due": f"By May {2008 + r % 17}",
        }
        _said(
            out,
            graph,
            action,
            {
                **done,
                "crg:text": "Do " + words,
                "crg:plan": f"Plan {r}",
                "crg:owner": f"Agency {k % AGENCIES}",
            },
        )
        out.say(graph, action, "crg:dueDate", typed(f"{2008 + r % 17}-05", "gYearMonth"))
        _prove(out, graph, action, document, 11000 + k, "Do " + words)
    if k == 0 and r % 5 == 0 and r:
        repeat = f"repeat/{r}"
        out.type("resolved", repeat, "Repeat")
        for member in (one, f"recommendation/r{r - 1}/0"):
            out.say("resolved", repeat, "crg:member", member)
        out.say("resolved", repeat, "crg:score", typed(0.8, "decimal"))


def _scrutiny(out: Writer, graph: str, document: str, r: int) -> None:
    """A resolution, and the row that tracks it."""
    for kind in ("Resolution", "MonitoringRow"):
        item = f"scrutiny/{kind.lower()}/{r}"
        out.type(graph, item, "ScrutinyItem")
        out.type(graph, item, kind)
        _said(
            out,
            graph,
            item,
            {"crg:title": f"Item {r}", "crg:number": str(r % 30 + 1), "crg:text": _words(r, 3)},
        )
        out.say(graph, item, "crg:meetingDate", typed(f"{2006 + r % 17}-03-{r % 28 + 1:02}", "date"))
        _prove(out, graph, item, document, 12000 + r, _words(r, 3))
    _said(
        out,
        graph,
        item,
        {"crg:status": "Completed" if r % 3 else "Open", "crg:progress": "completed" if r % 3 else "open"},
    )
    out.say("resolved", item, "crg:tracks", f"scrutiny/resolution/{r}")


def _said(out: Writer, graph: str, thing: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        out.say(graph, thing, name, text(value))


def _theme(out: Writer, graph: str, thing: str, review: str, weight: str, seed: int) -> None:
    theme = f"theme/t{(seed * seed + seed // 7) % THEMES}"
    use = f"use/{thing}/{theme[6:]}"
    out.say(graph, thing, "crg:theme", theme)
    out.type(graph, use, "ThemeUse")
    for name, value in (("crg:theme", theme), ("crg:of", thing), ("crg:review", review)):
        out.say(graph, use, name, value)
    out.say(graph, use, "crg:bestEvidence", "passage/" + thing)
    out.say(graph, use, "crg:evidence", "passage/" + thing)
    _said(
        out,
        graph,
        use,
        {"crg:weight": weight, "crg:stance": STANCES[seed % 4], "crg:rule": "themes/" + theme[6:]},
    )
    out.say(graph, use, "crg:confidence", typed(0.75, "decimal"))


def _prove(out: Writer, graph: str, thing: str, document: str, start: int, quote: str) -> None:
    passage = "passage/" + thing
    out.say(graph, thing, "crg:bestEvidence", passage)
    out.say(graph, thing, "crg:evidence", passage)
    out.say(graph, thing, "crg:rule", text("rules/one"))
    out.say(graph, thing, "crg:confidence", typed(0.7 if start % 9 == 0 else 0.95, "decimal"))
    _passage(out, graph, passage, document, start, quote)


def _passage(out: Writer, graph: str, passage: str, document: str, start: int, quote: str) -> None:
    out.type(graph, passage, "Passage")
    out.say(graph, passage, "crg:inDocument", document)
    page = start // 10 + 1
    _said(
        out,
        graph,
        passage,
        {"crg:source": f"{graph}.pdf", "crg:quote": quote, "crg:locator": f"{graph}.pdf, page {page}"},
    )
    for name, number in (("crg:start", start), ("crg:end", start + len(quote)), ("crg:page", page)):
        out.say(graph, passage, name, typed(number, "integer"))


def _words(r: int, k: int) -> str:
    return " ".join(WORDS[(r * 3 + k * 5 + i * (1 + k % 3)) % len(WORDS)] for i in range(9))


def write(path: Path, *, reviews: int, recommendations: int) -> int:
    """Write the graph to `path`, with what every count is made of, and say how many statements it has."""
    said = "".join(lines(reviews, recommendations))
    resolved = NamedNode(PREFIXES["id"] + "graph/resolved")
    follows = counted(parse(said, format=RdfFormat.N_QUADS), graph=resolved)
    path.write_text(said + "".join(f"{quad} .\n" for quad in follows), encoding="utf-8")
    return said.count("\n") + len(follows)
