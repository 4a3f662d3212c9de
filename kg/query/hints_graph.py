"""Why a query found nothing: names in it that the graph does not hold, with the nearest that it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.query.prefixes import PREFIXES, shorten
from kg.query.values import Iri

if TYPE_CHECKING:
    from kg.query.graph import Graph

MOST = 12  # names of one query that are looked up
_DECLARATION = re.compile(r"\b(?:PREFIX\s+([\w-]*)\s*:|BASE)\s*<([^<>\s]*)>", re.I)
_TOKEN = re.compile(
    r'#[^\n]*|<(?P<iri>[^<>"{}|^`\\\s]+)>|"(?P<double>[^"\\\n]*)"(?P<mark>@[\w-]+|\^\^)?'
    r"|'(?P<single>[^'\\\n]*)'|(?<![\w:<?$@-])(?P<prefix>[A-Za-z][\w-]*):(?P<local>\w[\w./-]*\w|\w)"
)
#: vocabularies whose terms a graph need not hold: datatypes, functions, the language itself
_SPARED = tuple(PREFIXES[name] for name in ("xsd", "rdf", "owl", "crg"))
_MISSING = """SELECT ?t { VALUES ?t { UNDEF } FILTER NOT EXISTS { ?t ?p1 ?o1 }
    FILTER NOT EXISTS { ?s2 ?t ?o2 } FILTER NOT EXISTS { ?s3 ?p3 ?t } }"""
_USED = "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }"
_THINGS = "SELECT DISTINCT ?t { ?t a ?class }"
_NAMES = """SELECT DISTINCT ?name (LANG(?name) AS ?language) {
    ?s rdfs:label|skos:prefLabel|skos:altLabel|crg:name ?name }"""


def missing_names(graph: Graph, query: str) -> tuple[str, ...]:
    """One sentence for each IRI and each name in `query` that the graph does not hold, where a near one is held.

    '?t skos:prefLabel "information sharing"' gives 'No name here is "information sharing"; there is
    "Information sharing"@en (capital letters and languages count).'
    """
    iris, names = _constants(query)
    said = [_of_iri(graph, iri) for iri in _absent(graph, iris)]
    if names:
        held = {(str(name), str(language or "")) for name, language in graph.select(_NAMES).rows}
        said += [_of_name(held, name, language) for name, language in names]
    return tuple(sentence for sentence in said if sentence)


def _constants(query: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The IRIs and the strings (with their language, or "") that stand in `query`, each once."""
    declared = PREFIXES | {name: iri for name, iri in _DECLARATION.findall(query) if name}
    iris: dict[str, None] = {}
    names: dict[tuple[str, str], None] = {}
    for token in _TOKEN.finditer(_DECLARATION.sub(" ", query)):
        if token["iri"]:
            iris[token["iri"]] = None
        elif token["prefix"] in declared:
            iris[declared[token["prefix"]] + token["local"]] = None
        elif token["mark"] != "^^" and (word := token["double"] or token["single"]) and word.strip():
            names[word, (token["mark"] or "").removeprefix("@")] = None
    return list(iris)[:MOST], list(names)[:MOST]


def _absent(graph: Graph, iris: Iterable[str]) -> list[str]:
    asked = [Iri(iri) for iri in iris if ":" in iri and not iri.startswith(_SPARED)]
    return [str(row[0]) for row in graph.select(_MISSING, {"t": asked}).rows] if asked else []


def _of_iri(graph: Graph, iri: str) -> str:
    own = iri.startswith(PREFIXES["id"])
    held = [str(row[0]) for row in graph.select(_THINGS if own else _USED).rows]
    start = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    beside = {other.removeprefix(start).lower(): other for other in held if other.startswith(start)}
    near = get_close_matches(iri.removeprefix(start).lower(), beside, n=1, cutoff=0.6)
    return f"{shorten(iri)} is not in the graph; the nearest is {shorten(beside[near[0]])}." if near else ""


def _of_name(held: set[tuple[str, str]], name: str, language: str) -> str:
    if (name, language) in held:
        return ""
    by_fold = {one.casefold(): (one, tongue) for one, tongue in sorted(held)}
    same = by_fold.get(name.casefold())
    near = [] if same else get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.8)
    if same is None and not near:
        return ""
    there, tongue = same or by_fold[near[0]]
    why = " (capital letters and languages count)" if same else ""
    return f'No name here is "{name}"; there is "{there}"{"@" + tongue if tongue else ""}{why}.'
