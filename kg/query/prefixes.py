"""The prefixes that every query may use without declaring them."""

from __future__ import annotations

ONTOLOGY = "https://w3id.org/case-review-graph/ontology#"
BASE = "https://w3id.org/case-review-graph/id/"
THEMES = BASE + "theme/"  # the scheme of themes keeps its place whatever base a build has

PREFIXES: dict[str, str] = {
    "crg": ONTOLOGY,
    "id": BASE,
    "theme": THEMES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "void": "http://rdfs.org/ns/void#",
}


def shorten(iri: str) -> str:
    """`iri` with its prefix where one is known ("crg:Review"), else as it is."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri
