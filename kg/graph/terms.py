"""Terms of the graph: namespaces, and literals as precise as what they say."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

CRG = "https://w3id.org/case-review-graph/ontology#"
BASE = "https://w3id.org/case-review-graph/id/"
THEME = BASE + "theme/"  # the scheme is shared: its concepts stay here whatever base a build has
PREFIXES = {
    "crg": CRG,
    "id": BASE,
    "theme": THEME,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}\Z"), "%Y-%m-%d", "date"),
    (re.compile(r"\d{4}-\d{2}\Z"), "%Y-%m", "gYearMonth"),
    (re.compile(r"\d{4}\Z"), "%Y", "gYear"),
)
_XSD = PREFIXES["xsd"]


@cache
def term(name: str) -> NamedNode:
    """The term `prefix:local`, e.g. `crg:text`; raises KeyError on an unknown prefix."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


TYPE = term("rdf:type")


def entity(base: str, id: str) -> NamedNode:
    """The entity whose path below `base` is `id`; what may not stand in an IRI is percent-encoded."""
    return NamedNode(base + quote(id, safe="/-._~%"))


def theme(slug: str) -> NamedNode:
    """The concept of the scheme called `slug`."""
    return NamedNode(THEME + quote(slug, safe="-._~"))


@cache
def date(iso: str) -> Literal:
    """`iso` as xsd:date, xsd:gYearMonth or xsd:gYear by its precision; plain text where it is no day or month."""
    for pattern, form, name in _DATES:
        if pattern.match(iso):
            try:
                datetime.strptime(iso, form)
            except ValueError:  # 30 February
                return Literal(iso)
            return Literal(iso, datatype=NamedNode(_XSD + name))
    return Literal(iso)


@cache
def number(value: float) -> Literal:
    """`value` as xsd:decimal with at most four places: the same text for the same number everywhere."""
    text = f"{value:.4f}".rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, datatype=NamedNode(_XSD + "decimal"))


@cache
def count(value: int) -> Literal:
    """`value` as xsd:integer."""
    return Literal(str(value), datatype=NamedNode(_XSD + "integer"))


def subclass(slug: str) -> str:
    """`serious_case_review` as the local name of its class: `SeriousCaseReview`."""
    return "".join(word.capitalize() for word in re.split(r"[_\W]+", slug) if word)
