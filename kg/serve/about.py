"""What a page says of an entity: its properties and what points to it, in words, with the place of every quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kg.query.answer import Answer, Term
from kg.query.prefixes import BASE, ONTOLOGY, PREFIXES
from kg.serve.pool import Pool

MOST = 500  # lines that point to an entity
NAMES = ("rdfs:label", "skos:prefLabel", "dcterms:title")
_OUT = "SELECT DISTINCT ?p ?x WHERE { <%s> ?p ?x } ORDER BY ?p ?x LIMIT 2000"
_IN = f"SELECT DISTINCT ?p ?x WHERE {{ ?x ?p <%s> }} ORDER BY ?p ?x LIMIT {MOST}"
# not VALUES ?p: the engine would then read every statement that has one of these properties
_SAID = """SELECT DISTINCT ?x ?p ?o WHERE { VALUES ?x { %s } ?x ?p ?o FILTER(?p IN (rdfs:label, skos:prefLabel,
    dcterms:title, crg:quote, crg:source, crg:page, crg:lineStart, rdf:type, crg:of)) }"""

Said = dict[str, dict[str, list[str]]]  # IRI -> property with its prefix -> values, sorted


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """One value of a property: what it says, its address on this server or "", and where its words stand or ""."""

    says: str
    address: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an entity's page: a property in words and in SPARQL, and its values."""

    name: str
    code: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class About:
    """An entity: what it is called, of what kinds it is, what is said of it, what points to it (or the first MOST)."""

    title: str
    kinds: tuple[str, ...]
    out: tuple[Row, ...]
    into: tuple[Row, ...]
    cut: bool


async def about(pool: Pool, iri: str, *, base: str) -> About | None:
    """What the graph knows of `iri`; None where that is nothing."""
    out, into = await pool.ask(_OUT % iri), await pool.ask(_IN % iri)
    if not out.rows and not into.rows:
        return None
    named = {term[1] for row in (*out.rows, *into.rows) for term in row if term and term[0] == "uri"}
    said = await _said(pool, {iri, *named})
    # the kinds of things, and what uses and repeats are of, have names too
    further = {one for facts in said.values() for key in ("rdf:type", "crg:of") for one in facts.get(key, ())}
    said |= await _said(pool, further - set(said))
    return About(
        title=_name(iri, said),
        kinds=tuple(dict.fromkeys(_name(kind, said) for kind in said.get(iri, {}).get("rdf:type", ()))),
        out=tuple(row for row in _rows(out, said, base) if row.code not in (*NAMES, "rdf:type")),
        into=tuple(_rows(into, said, base)),
        cut=len(into.rows) == MOST,
    )


async def _said(pool: Pool, iris: Iterable[str]) -> Said:
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))
    said: Said = {}
    for thing, predicate, value in (await pool.ask(_SAID % listed)).rows if listed else ():
        assert thing is not None and predicate is not None and value is not None
        if value[0] != "lang" or value[2].startswith("en"):
            said.setdefault(thing[1], {}).setdefault(short(predicate[1]), []).append(value[1])
    return {iri: {key: sorted(values) for key, values in facts.items()} for iri, facts in said.items()}


def _rows(found: Answer, said: Said, base: str) -> list[Row]:
    """Its lines, one for each property."""
    lines = {_line(predicate, value, said, base) for predicate, value in found.rows}
    return [
        Row(words, code, tuple(value for _, _, value in group))
        for (words, code), group in groupby(sorted(lines), key=lambda line: line[:2])
    ]


def _line(predicate: Term | None, value: Term | None, said: Said, base: str) -> tuple[str, str, Value]:
    assert predicate is not None and value is not None
    code = short(predicate[1])
    words = (said.get(predicate[1], {}).get("rdfs:label") or [code.partition(":")[2] or code])[0]
    if value[0] != "uri":
        return words, code, Value(value[1])
    facts = said.get(value[1], {})
    return words, code, Value(_name(value[1], said), address_of(value[1], base), _place(facts))


def _name(iri: str, said: Said) -> str:
    """What a thing is called: its label, the words that it quotes, or its kind and what it is of."""
    facts = said.get(iri, {})
    for key in (*NAMES, "crg:quote"):
        if facts.get(key):
            return _clipped(facts[key][0])
    if facts.get("crg:of") and facts.get("rdf:type"):
        kind, of = (said.get(facts[key][0], {}) for key in ("rdf:type", "crg:of"))
        if kind.get("rdfs:label") and of.get("rdfs:label"):
            return _clipped(f"{kind['rdfs:label'][0].capitalize()}: {of['rdfs:label'][0]}")
    return short(iri)


def _place(facts: dict[str, list[str]]) -> str:
    """Where words stand: "pack.pdf, page 3, line 12"."""
    if "crg:quote" not in facts:
        return ""
    parts = [facts["crg:source"][0]] if facts.get("crg:source") else []
    parts += [f"page {facts['crg:page'][0]}"] if facts.get("crg:page") else []
    parts += [f"line {facts['crg:lineStart'][0]}"] if facts.get("crg:lineStart") else []
    return ", ".join(parts)


def address_of(iri: str, base: str) -> str:
    """The address of an entity or a term of the ontology on this server; "" for what is not ours."""
    for start, path in ((base, "/id/"), (BASE, "/id/"), (ONTOLOGY, "/term/")):
        if iri.startswith(start) and len(iri) > len(start):
            return path + iri.removeprefix(start)
    return ""


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 240 else text[:240].rsplit(" ", 1)[0] + " …"


def short(iri: str) -> str:
    """`iri` with a prefix where one is known."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
