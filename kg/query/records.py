"""Records: the flat, stable form of what was extracted, read back from the graph with SPARQL alone, and kept beside it.

`docs/records.md` says what each field means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from kg.errors import QueryError
from kg.query.facts import Facts, Thing, facts
from kg.query.graph import Graph
from kg.query.prefixes import THEMES
from kg.query.records_kept import FOLDER, kept

Record = dict[str, Any]

CLASSES = {
    "review": "crg:Review",
    "recommendation": "crg:Recommendation",
    "response": "crg:Response",
    "finding": "crg:Finding",
    "learning_point": "crg:LearningPoint",
    "good_practice": "crg:GoodPractice",
    "scrutiny_item": "crg:ScrutinyItem",
    "action": "crg:Action",
    "agency": "crg:Agency",
    "theme": "skos:Concept",
    "document": "crg:Document",
}
KINDS = tuple(CLASSES)


def records(graph: Graph, kind: str) -> list[Record]:
    """The records of one kind, in reading order; QueryError on an unknown kind."""
    return Reader(graph).records(kind)


def all_records(graph: Graph, *, anew: bool = False) -> dict[str, list[Record]]:
    """The records of every kind; `anew` from the graph itself, whatever is kept beside it."""
    reader = Reader(graph, anew=anew)
    return {kind: reader.records(kind) for kind in KINDS}


class Reader:
    """Reads records of one graph; what several kinds need (names, documents) is fetched once.

    Those kept beside the graph of a build are taken as they are, unless `anew` asks for the graph itself.
    """

    def __init__(self, graph: Graph, *, anew: bool = False) -> None:
        self.graph = graph
        self._kept = (
            None if anew or graph.build is None or graph.store is None else graph.store.parent / FOLDER
        )

    def records(self, kind: str) -> list[Record]:
        """The records of `kind`."""
        if kind not in CLASSES:
            raise QueryError(f"There are no records of kind {kind!r}; the kinds are {', '.join(KINDS)}.")
        if self._kept is not None and (found := kept(self._kept, kind)) is not None:
            return found
        from kg.query import records_fields as fields

        pattern = _pattern(kind)
        passages = facts(self.graph, f"?x crg:bestEvidence ?s . {pattern.replace('?s ', '?x ')}")
        fill: Callable[[Reader, Thing], Record] = fields.FILL[kind]
        made = [
            {"id": thing.iri, "kind": kind}
            | self._place(passages.find(thing.one("crg:bestEvidence")), thing)
            | fill(self, thing)
            for thing in facts(self.graph, pattern).values()
        ]
        return sorted(made, key=reading_order)

    def _place(self, passage: Thing, thing: Thing) -> Record:
        document = self.documents.find(passage.one("crg:inDocument"))
        return {
            "source": passage.one("crg:source"),
            "document": document.one("dcterms:title"),
            "document_kind": document.one("crg:documentKind"),
            "page": passage.one("crg:page"),
            "page_label": passage.one("crg:pageLabel"),
            "line_start": passage.one("crg:lineStart"),
            "line_end": passage.one("crg:lineEnd"),
            "start": passage.one("crg:start"),
            "end": passage.one("crg:end"),
            "quote": passage.one("crg:quote"),
            "rule": thing.one("crg:rule"),
            "confidence": thing.one("crg:confidence"),
        }

    @cached_property
    def documents(self) -> Facts:
        """Embedded documents."""
        return facts(self.graph, "?s a crg:Document")

    @cached_property
    def reviews(self) -> Facts:
        """Reviews."""
        return facts(self.graph, "?s a crg:Review")

    @cached_property
    def agencies(self) -> Facts:
        """Agencies."""
        return facts(self.graph, "?s a crg:Agency")

    @cached_property
    def themes(self) -> Facts:
        """Concepts of the scheme of themes."""
        return facts(self.graph, _pattern("theme"))

    @cached_property
    def recommendations(self) -> Facts:
        """Recommendations."""
        return facts(self.graph, "?s a crg:Recommendation")

    @cached_property
    def answering(self) -> dict[str, list[str]]:
        """The IRIs of the actions that answer each recommendation, each action by its first printing."""
        found: dict[str, set[str]] = {}
        for action in facts(self.graph, "?s a crg:Action ; crg:respondsTo ?to").values():
            target = action.one("crg:respondsTo")
            found.setdefault(str(target), set()).add(str(action.one("crg:sameAction") or action.iri))
        return {target: sorted(actions) for target, actions in found.items()}

    @cached_property
    def occurrences(self) -> Facts:
        """Passages that print a recommendation or a scrutiny item."""
        return facts(self.graph, "?x crg:occurrence ?s")

    @cached_property
    def subjects(self) -> Facts:
        """Children and adults at the centre of reviews."""
        return facts(self.graph, "?s a crg:Subject")

    @cached_property
    def review_sources(self) -> dict[str, list[str]]:
        """The files that speak of each review."""
        return self._lists("SELECT DISTINCT ?s ?v WHERE { ?s a crg:Review ; crg:evidence/crg:source ?v }")

    @cached_property
    def stances(self) -> dict[str, list[str]]:
        """How the themes of each finding, learning point or good practice are spoken of, one entry a theme use."""
        return self._lists(
            "SELECT ?s ?v WHERE { VALUES ?class { crg:Finding crg:LearningPoint crg:GoodPractice } "
            "?s a ?class . ?use crg:of ?s ; a crg:ThemeUse ; crg:stance ?v }"
        )

    @cached_property
    def repeats(self) -> dict[str, list[Record]]:
        """For each recommendation the like ones of other reviews, most alike first."""
        found: dict[str, list[Record]] = {}
        query = (
            "SELECT DISTINCT ?s ?other ?score WHERE "
            "{ ?r a crg:Repeat ; crg:member ?s, ?other ; crg:score ?score . FILTER(?s != ?other) }"
        )
        for one, other, score in sorted(
            self.graph.select(query).rows, key=lambda row: (-_number(row[2]), str(row))
        ):
            found.setdefault(str(one), []).append({"id": other, "score": score})
        return found

    @cached_property
    def changes(self) -> dict[str, list[Record]]:
        """For each agency the days on which it followed another or another followed it, and who says so."""
        query = """SELECT DISTINCT ?former ?later ?day ?source WHERE {
            ?event a org:ChangeEvent ; org:originalOrganization ?former ; org:resultingOrganization ?later .
            ?former a crg:Agency . ?later a crg:Agency .
            OPTIONAL { ?event dcterms:date ?day } OPTIONAL { ?event dcterms:source ?source } }"""
        found: dict[str, list[Record]] = {}
        for *sides, day, source in sorted(self.graph.select(query).rows, key=str):
            former, later = (self.agencies.find(str(iri)).one("skos:prefLabel") for iri in sides)
            change = {"former": former, "later": later, "date": day, "source": source}
            for iri in sides:
                found.setdefault(str(iri), []).append(change)
        return found

    @cached_property
    def theme_counts(self) -> dict[str, tuple[int, int]]:
        """For each theme: in how many reviews it counts, and how many passages carry it."""
        reviews = self._lists('SELECT ?s ?v WHERE { ?v crg:carriesTheme ?s ; crg:basis "review" }')
        mentions = self._lists("SELECT ?s ?v WHERE { ?v a crg:ThemeUse ; crg:theme ?s }")
        return {theme: (len(reviews.get(theme, ())), len(uses)) for theme, uses in mentions.items()}

    def _lists(self, query: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for subject, value in sorted((str(row[0]), str(row[1])) for row in self.graph.select(query).rows):
            found.setdefault(subject, []).append(value)
        return found


def _pattern(kind: str) -> str:
    if kind == "theme":
        return f'?s a skos:Concept . FILTER(STRSTARTS(STR(?s), "{THEMES}"))'
    return f"?s a {CLASSES[kind]}"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def natural(text: object) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts '2' before '10' and '1a' before '1b'; nothing comes last."""
    if text in (None, ""):
        return ((2, 0, ""),)
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.casefold())
        for part in re.findall(r"\d+|\D+", str(text))
    )


def reading_order(record: Record) -> tuple[object, ...]:
    """Records of a review by number and part, others by name or by where they stand."""
    name = record.get("review_name") or record.get("name") or record.get("label") or ""
    part = () if record.get("part") is None else natural(record["part"])
    return (
        str(name).casefold(),
        natural(record.get("number")),
        part,
        str(record.get("source") or ""),
        record.get("start") or 0,
        record["id"],
    )
