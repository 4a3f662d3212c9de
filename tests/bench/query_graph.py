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
    graph, review = f"s{r // 4}", f"review/r{r}"
    if r % 4 == 0:
        out.type(graph, f"source/s{r // 4}", "Source")
        out.say(graph, f"source/s{r // 4}", "crg:fileName", text(f"{graph}.pdf"))
    document = f"document/d{r}"
    out.type(graph, document, "Document")
    out.say(graph, document, "dcterms:title", text(f"Report {r}"))
    out.say(graph, document, "crg:documentKind", text("review_report"))
    out.type(graph, review, "Review")
    for name, value in (
        ("crg:name", f"Review of Child {r}"), ("crg:reviewType", "serious_case_review"), ("crg:status", "full_text"), ("crg:basis", "review"),
    ):  # fmt: skip
        out.say(graph, review, name, text(value))
    out.say(graph, review, "crg:publishedDate", typed(2005 + r % 18, "gYear"))
    _prove(out, graph, review, document, 0, f"Review of Child {r}")
    for k in range(share):
        _recommendation(out, graph, review, document, r, k)
    for k in range(share // 4):
        point = f"learning_point/r{r}/{k}"
        out.type(graph, point, "LearningPoint")
        out.say(graph, point, "crg:review", review)
        out.say(graph, point, "crg:text", text(_words(r, k + 500)))
        _prove(out, graph, point, document, 5000 + k, _words(r, k + 500))
        _theme(out, graph, point, review, "learning_point", r * 7 + k)


def _recommendation(out: Writer, graph: str, review: str, document: str, r: int, k: int) -> None:
    one, words = f"recommendation/r{r}/{k}", _words(r, k)
    out.type(graph, one, "Recommendation")
    out.say(graph, one, "crg:review", review)
    answered = (r + k) % 3 == 0
    for name, value in (
        ("crg:text", words), ("crg:number", str(k + 1)), ("crg:basis", "review"),
        ("crg:responseState", "responded" if answered else "no_response"),
        ("crg:standing", ("completed" if k % 2 else "open") if answered else "no_answer"),
    ):  # fmt: skip
        out.say(graph, one, name, text(value))
    out.say(graph, one, "crg:addressedTo", f"agency/a{(r * 3 + k * k) % AGENCIES}")
    _prove(out, graph, one, document, 10 + k, words)
    _theme(out, graph, one, review, "recommendation", r * 5 + k)
    if answered:
        response = f"response/r{r}/{k}"
        out.type(graph, response, "Response")
        out.say(graph, response, "crg:respondsTo", one)
        out.say(graph, response, "crg:review", review)
        out.say(graph, response, "crg:text", text("Done " + words))
        out.say(graph, response, "crg:stance", text("completed" if k % 2 else "in_progress"))
        out.say(graph, response, "crg:answeredBy", f"agency/a{k % AGENCIES}")
        _prove(out, graph, response, document, 9000 + k, words)
        if k % 2:
            out.say(graph, response, "crg:date", typed(2006 + r % 17, "gYear"))
    if k == 0 and r % 5 == 0 and r:
        repeat = f"repeat/{r}"
        out.type("resolved", repeat, "Repeat")
        for member in (one, f"recommendation/r{r - 1}/0"):
            out.say("resolved", repeat, "crg:member", member)
        out.say("resolved", repeat, "crg:score", typed(0.8, "decimal"))


def _theme(out: Writer, graph: str, thing: str, review: str, weight: str, seed: int) -> None:
    theme = f"theme/t{(seed * seed + seed // 7) % THEMES}"
    use = "use/" + thing
    out.say(graph, thing, "crg:theme", theme)
    out.type(graph, use, "ThemeUse")
    for name, value in (("crg:theme", theme), ("crg:of", thing), ("crg:review", review)):
        out.say(graph, use, name, value)
    out.say(graph, use, "crg:bestEvidence", "passage/" + thing)
    out.say(graph, use, "crg:weight", text(weight))
    out.say(graph, use, "crg:stance", text(STANCES[seed % 4]))


def _prove(out: Writer, graph: str, thing: str, document: str, start: int, quote: str) -> None:
    passage = "passage/" + thing
    out.say(graph, thing, "crg:bestEvidence", passage)
    out.say(graph, thing, "crg:evidence", passage)
    out.type(graph, passage, "Passage")
    out.say(graph, passage, "crg:inDocument", document)
    out.say(graph, passage, "crg:source", text(f"{graph}.pdf"))
    out.say(graph, passage, "crg:quote", text(quote))
    out.say(graph, passage, "crg:start", typed(start, "integer"))
    out.say(graph, passage, "crg:end", typed(start + len(quote), "integer"))
    out.say(graph, passage, "crg:page", typed(start // 10 + 1, "integer"))
    out.say(graph, passage, "crg:locator", text(f"{graph}.pdf, page {start // 10 + 1}"))


def _words(r: int, k: int) -> str:
    return " ".join(WORDS[(r * 3 + k * 5 + i * (1 + k % 3)) % len(WORDS)] for i in range(9))


def write(path: Path, *, reviews: int, recommendations: int) -> int:
    """Write the graph to `path`, with what every count is made of, and say how many statements it has."""
    said = "".join(lines(reviews, recommendations))
    resolved = NamedNode(PREFIXES["id"] + "graph/resolved")
    follows = counted(parse(said, format=RdfFormat.N_QUADS), graph=resolved)
    path.write_text(said + "".join(f"{quad} .\n" for quad in follows), encoding="utf-8")
    return said.count("\n") + len(follows)
