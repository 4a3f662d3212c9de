"""The reference page of the ontology, made from `ontology/case-review.ttl` itself."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.graph.terms import CRG, PREFIXES, TYPE, term
from kg.resources import ontology_folder

_DOMAIN = NamedNode("http://purl.org/dc/dcam/domainIncludes")
_HIDDEN = {
    "Passage",
    "Source",
    "Document",
    "Run",
    "ThemeUse",
    "AgencyUse",
}  # kept out of the picture, not the page


def reference(path: Path | None = None) -> str:
    """The page in Markdown: a picture of the classes, then every class and property with what defines it."""
    page = _Page(_read(path or ontology_folder() / "case-review.ttl"))
    return "\n".join(
        [
            *page.head(),
            *page.diagram(),
            *page.section("Class", "Classes"),
            *page.section("Property", "Properties"),
        ]
    )


@cache
def _read(path: Path) -> Store:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


class _Page:
    def __init__(self, store: Store) -> None:
        self.store = store

    def values(self, subject: NamedNode, name: str) -> list[str]:
        quads = self.store.quads_for_pattern(
            subject, NamedNode(name) if "://" in name else term(name), None, None
        )
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))

    def terms(self, kind: str) -> list[NamedNode]:
        """Our own classes, or our own properties, by name."""
        found = {
            quad.subject
            for quad in self.store.quads_for_pattern(None, TYPE, None, None)
            if isinstance(quad.subject, NamedNode)
            and quad.subject.value.startswith(CRG)
            and getattr(quad.object, "value", "").endswith(kind)
        }
        return sorted(found, key=lambda one: one.value)

    def head(self) -> list[str]:
        ontology = term("owl:Ontology")
        (about,) = [quad.subject for quad in self.store.quads_for_pattern(None, TYPE, ontology, None)]
        assert isinstance(about, NamedNode)
        title, version = self.values(about, "dcterms:title")[0], self.values(about, "owl:versionIRI")[0]
        return [
            f"# {title}: reference",
            "",
            "Made by `kg ontology` from `ontology/case-review.ttl`; do not edit it here.",
            "",
            self.values(about, "dcterms:description")[0],
            "",
            f"Namespace `{CRG}`, prefix `crg:`. Version <{version}>. Licence <{self.values(about, 'dcterms:license')[0]}>.",
            "",
        ]

    def diagram(self) -> list[str]:
        """The object properties between classes as a Mermaid class diagram."""
        arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self.terms("ObjectProperty"):
            for start in [*self.values(one, "rdfs:domain"), *self.values(one, _DOMAIN.value)]:
                for end in self.values(one, "rdfs:range"):
                    names = [iri.rpartition("#")[2].rpartition("/")[2] for iri in (start, end)]
                    if not _HIDDEN & set(names):
                        arrows[names[0], names[1]].append(one.value.removeprefix(CRG))
        lines = [f"  {a} --> {b} : {', '.join(sorted(names))}" for (a, b), names in sorted(arrows.items())]
        return ["```mermaid", "classDiagram", "  direction LR", *lines, "```", ""]

    def section(self, kind: str, title: str) -> list[str]:
        lines = [f"## {title}", ""]
        for one in self.terms(kind):
            lines += [f"### `crg:{one.value.removeprefix(CRG)}`", "", *self.entry(one), ""]
        return lines

    def entry(self, one: NamedNode) -> list[str]:
        rows = [
            f"**{self.values(one, 'rdfs:label')[0]}.** {self.values(one, 'skos:definition')[0]}",
            "",
            f"- Example: {self.values(one, 'skos:example')[0]}",
        ]
        for name, said in (
            ("rdfs:subClassOf", "Kind of"),
            ("rdfs:subPropertyOf", "Kind of"),
            ("rdfs:domain", "Of"),
            (_DOMAIN.value, "Of"),
            ("rdfs:range", "Gives"),
        ):
            if values := self.values(one, name):
                rows.append(f"- {said}: " + ", ".join(f"`{_short(value)}`" for value in values))
        rows.append(f"- Source: <{self.values(one, 'dcterms:source')[0]}>")
        return rows


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
