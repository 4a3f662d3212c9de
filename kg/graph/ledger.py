"""The ledger in which a build's statements are written down, each in the named graph of its source."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import TYPE, count, date, entity, number, term
from kg.model.entity import Knowledge
from kg.model.evidence import Evidence
from kg.model.keys import digest, slug
from kg.model.text import Source

RESOLVED = "resolved"


def source_key(source: Source) -> str:
    """The name of `source` in folders and IRIs: its file name, and a digest of that and its bytes."""
    return f"{slug(source.name)}-{digest(source.name, source.sha256, length=8)}"


class Ledger:
    """Collects quads. `graph` arguments are source file names, or RESOLVED for what needs several sources."""

    def __init__(self, knowledge: Knowledge, *, base: str) -> None:
        self.base = base
        self.quads: list[Quad] = []
        self._keys = {source.name: source_key(source) for source in knowledge.sources}
        self._documents = {
            (one.evidence.source, one.evidence.embedded): self.node(one.id) for one in knowledge.documents
        }
        self._graphs = {name: entity(base, f"graph/{key}") for name, key in self._keys.items()}
        self._graphs[RESOLVED] = entity(base, "graph/resolved")
        self._passages: dict[tuple[str, int, int], NamedNode] = {}

    def node(self, id: str) -> NamedNode:
        """The entity `id`."""
        return entity(self.base, id)

    def graph(self, name: str) -> NamedNode:
        """The named graph of a source, or of the resolved facts."""
        return self._graphs[name]

    def say(self, graph: str, subject: NamedNode, name: str, value: NamedNode | Literal | str | None) -> None:
        """One statement; nothing is said where `value` is None or empty."""
        if value is None or value == "":
            return
        object_ = Literal(value) if isinstance(value, str) else value
        self.quads.append(Quad(subject, term(name), object_, self._graphs[graph]))

    def say_date(self, graph: str, subject: NamedNode, name: str, iso: str | None) -> None:
        """A date, typed by its precision."""
        if iso:
            self.say(graph, subject, name, date(iso))

    def start(self, graph: str, id: str, *classes: str, label: str | None = None) -> NamedNode:
        """Begin an entity: its classes and its label."""
        node = self.node(id)
        for name in classes:
            self.quads.append(Quad(node, TYPE, term(name), self._graphs[graph]))
        self.say(graph, node, "rdfs:label", label)
        return node

    def prove(self, subject: NamedNode, evidence: Evidence, *more: Evidence) -> None:
        """The evidence of `subject`, best first: its passages, each in its own source's graph, rule and confidence."""
        best = self.passage(evidence)
        graph = evidence.source
        self.say(graph, subject, "crg:bestEvidence", best)
        self.say(graph, subject, "crg:evidence", best)
        self.say(graph, subject, "crg:rule", evidence.rule)
        if not evidence.rule.startswith("decision/"):  # a person is not sure by degrees
            self.say(graph, subject, "crg:confidence", number(evidence.confidence))
        for other in more:
            self.say(other.source, subject, "crg:evidence", self.passage(other))

    def passage(self, evidence: Evidence) -> NamedNode:
        """The passage that `evidence` quotes, written down once however many facts stand on it."""
        place = (evidence.source, evidence.span.start, evidence.span.end)
        node = self._passages.get(place)
        if node is not None:
            return node
        key, (source, start, end) = self._keys[evidence.source], place
        node = self._passages[place] = self.node(f"passage/{key}/{start}-{end}")
        self.quads.append(Quad(node, TYPE, term("crg:Passage"), self._graphs[source]))
        self.say(source, node, "crg:inDocument", self._documents.get((source, evidence.embedded)))
        self.say(source, node, "crg:source", source)
        self.say(source, node, "crg:quote", evidence.quote)
        self.say(source, node, "crg:locator", _locator(evidence))
        self.say(source, node, "crg:pageLabel", evidence.page_label)
        numbers = {
            "crg:start": start,
            "crg:end": end,
            "crg:page": evidence.page,
            "crg:lineStart": evidence.line_start,
            "crg:lineEnd": evidence.line_end,
        }
        for name, value in numbers.items():
            if value is not None:
                self.say(source, node, name, count(value))
        return node


def _locator(evidence: Evidence) -> str:
    """Where the words stand, for readers: "pack.pdf, page 3"; by the line in a file without pages."""
    if evidence.page is not None:
        return f"{evidence.source}, page {evidence.page}"
    return (
        evidence.source if evidence.line_start is None else f"{evidence.source}, line {evidence.line_start}"
    )
