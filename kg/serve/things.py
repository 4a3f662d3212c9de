"""Linked Data pages: every entity has an address where people find a page and programs find its triples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import QueryError
from kg.query.prefixes import PREFIXES
from kg.query.sparql import Term
from kg.query.sparql_formats import MEDIA_TYPES, serialise
from kg.serve.negotiate import GRAPH_FORMS, chosen
from kg.serve.pool import Pool

_PATH = re.compile(r"[A-Za-z0-9._~%/-]{1,400}")
_OUT = "SELECT ?p ?o ?name WHERE { <%s> ?p ?o OPTIONAL { ?o rdfs:label|skos:prefLabel|dcterms:title ?name } } LIMIT 2000"
_IN = "SELECT ?s ?p ?name WHERE { ?s ?p <%s> OPTIONAL { ?s rdfs:label|skos:prefLabel|dcterms:title ?name } } LIMIT 500"
_BOTH = "CONSTRUCT { <%s> ?p ?o . ?s ?q <%s> } WHERE { { <%s> ?p ?o } UNION { ?s ?q <%s> } }"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an entity's page: a property, and the value with its address on this server, if it has one."""

    name: str
    says: str
    address: str


async def thing(request: Request) -> Response:
    """The page or the triples of the entity at this path; 404 where the graph knows nothing of it."""
    path, base, pool = request.path_params["path"], request.app.state.base, request.app.state.pool
    if not _PATH.fullmatch(path):
        return PlainTextResponse("There is nothing at this address.", status_code=404)
    form = chosen(request.headers.get("accept", "text/html"), GRAPH_FORMS, html=True)
    iri = base + path
    try:
        if form is None:
            return PlainTextResponse("This comes as HTML, Turtle, N-Triples or JSON-LD.", status_code=406)
        if form != "html":
            found = await run_in_threadpool(pool.ask, _BOTH.replace("%s", iri), guard=False)
            if not found.triples:
                return PlainTextResponse("There is nothing at this address.", status_code=404)
            body = serialise(found, form)
            return Response(
                body, media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers={"vary": "accept"}
            )
        return await run_in_threadpool(_page, pool, iri, base)
    except QueryError as error:
        return PlainTextResponse(str(error), status_code=503)


def _page(pool: Pool, iri: str, base: str) -> Response:
    from kg.serve.pages import html

    out = [_row(p, o, name, base) for p, o, name in pool.ask(_OUT % iri, guard=False).rows]
    into = [_row(p, s, name, base) for s, p, name in pool.ask(_IN % iri, guard=False).rows]
    if not out and not into:
        return PlainTextResponse("There is nothing at this address.", status_code=404)
    labels = [row.says for row in out if row.name in ("rdfs:label", "skos:prefLabel", "dcterms:title")]
    return html(
        "thing.html.j2",
        title=(labels or [iri.removeprefix(base)])[0],
        sentence=iri,
        out=_unique(out),
        into=_unique(into),
    )


def _unique(rows: list[Row]) -> list[Row]:
    return sorted(set(rows), key=lambda row: (row.name, row.says))


def _row(predicate: Term | None, value: Term | None, name: Term | None, base: str) -> Row:
    assert predicate is not None and value is not None
    is_iri = value[0] == "uri"
    address = "/id/" + value[1].removeprefix(base) if is_iri and value[1].startswith(base) else ""
    says = name[1] if name is not None else _short(value[1]) if is_iri else value[1]
    return Row(_short(predicate[1]), says, address)


def _short(iri: str) -> str:
    """`iri` with a prefix where one is known."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
