"""Linked Data pages: every entity has an address where people find a page and programs find its triples."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.query.prefixes import BASE, ONTOLOGY
from kg.query.sparql_formats import MEDIA_TYPES
from kg.serve.about import MOST, about
from kg.serve.answering import answer, said, unless_gone
from kg.serve.negotiate import GRAPH_FORMS, chosen
from kg.serve.pages import html
from kg.serve.pool import Pool

_PATH = re.compile(r"[A-Za-z0-9._~%/-]{0,400}")
_BOTH = "CONSTRUCT { <%s> ?p ?o . ?s ?q <%s> } WHERE { { <%s> ?p ?o } UNION { ?s ?q <%s> } }"
_KNOWN = "ASK { { <%s> ?p ?o } UNION { ?s ?p <%s> } }"
_NOTHING = "There is nothing at this address."


async def thing(request: Request) -> Response:
    """The page or the triples of the entity at this path; 404 where the graph knows nothing of it."""
    path, base = request.path_params["path"], request.app.state.base
    if not _PATH.fullmatch(path):
        return said(_NOTHING, 404)
    # a build with a base of its own shares themes and public bodies with every other
    return await _shown(request, list(dict.fromkeys((base + path, BASE + path))))


async def term(request: Request) -> Response:
    """The page or the triples of a class or property of the ontology."""
    name = request.path_params["name"]
    known = name.isascii() and name.isidentifier()
    return await _shown(request, [ONTOLOGY + name]) if known else said(_NOTHING, 404)


async def _shown(request: Request, iris: list[str]) -> Response:
    """What is known of the first of `iris` of which anything is, in the form that the client likes best."""
    accept = MEDIA_TYPES.get(request.query_params.get("as", "")) or request.headers.get("accept", "text/html")
    form = chosen(accept, GRAPH_FORMS, html=True)
    if form is None:
        return said("This comes as HTML, Turtle, N-Triples, JSON-LD or RDF/XML.", 406)
    pool: Pool = request.app.state.own
    try:
        for iri in iris:
            work = _page(request, pool, iri) if form == "html" else _triples(request, pool, iri, form)
            found = await unless_gone(request, work)
            if found is not None:
                return found
    except KgError as error:
        return said(str(error), 503)
    return said(_NOTHING, 404)


async def _triples(request: Request, pool: Pool, iri: str, form: str) -> Response | None:
    if not (await pool.ask(_KNOWN.replace("%s", iri))).boolean:
        return None
    found = await pool.write(_BOTH.replace("%s", iri), forms=[form], guard=False)
    return answer(request, found.body, kind=MEDIA_TYPES[form])


async def _page(request: Request, pool: Pool, iri: str) -> Response | None:
    known = await about(pool, iri, base=request.app.state.base)
    if known is None:
        return None
    kinds = ", ".join(known.kinds).capitalize()
    path = request.url.path
    return html(
        "thing.html.j2", title=known.title, sentence=kinds, about=known, iri=iri, most=MOST, path=path
    )
