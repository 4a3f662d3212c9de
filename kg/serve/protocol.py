"""SPARQL 1.1 Protocol, query operation only: GET, POST of a form, POST of a query; updates are refused.

https://www.w3.org/TR/sparql11-protocol/ and, without a query, a service description
(https://www.w3.org/TR/sparql11-service-description/).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.errors import QueryError, QueryStopped
from kg.query.sparql_formats import MEDIA_TYPES, serialise
from kg.serve.negotiate import GRAPH_FORMS, TABLE_FORMS, chosen
from kg.serve.pool import Pool

LARGEST = 2_000_000  # bytes of a request
_GRAPH_QUERY = re.compile(r"\b(CONSTRUCT|DESCRIBE)\b", re.I)
_BEFORE = re.compile(r"^(?:\s|#[^\n]*\n|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.I)

DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


async def endpoint(request: Request) -> Response:
    """Answer one request to the endpoint."""
    try:
        fields = await _fields(request)
    except _Refused as refused:
        return PlainTextResponse(str(refused), status_code=refused.status)
    names = [name for name, _ in fields]
    if "update" in names:
        return PlainTextResponse(
            "This endpoint only answers questions; it takes no updates.", status_code=403
        )
    if any(name in ("default-graph-uri", "named-graph-uri") for name in names):
        return PlainTextResponse("The graph is asked whole; leave the graph parameters out.", status_code=400)
    queries = [value for name, value in fields if name == "query"]
    if not queries and request.method == "GET":
        return _describe(request)
    if len(queries) != 1:
        return PlainTextResponse("Give one query, in the parameter 'query'.", status_code=400)
    return await answer(request.app.state.pool, queries[0], request.headers.get("accept", ""))


async def answer(pool: Pool, query: str, accept: str) -> Response:
    """The answer to `query` in the form that `accept` asks for; 400, 406 or 503 with a sentence otherwise."""
    offered = GRAPH_FORMS if _GRAPH_QUERY.match(_BEFORE.sub("", query)) else TABLE_FORMS
    form = chosen(accept, offered)
    if form is None:
        kinds = ", ".join(MEDIA_TYPES[name] for name in offered)
        return PlainTextResponse(f"This answer comes as {kinds}.", status_code=406)
    try:
        found = await run_in_threadpool(pool.ask, query)
        body = await run_in_threadpool(serialise, found, form)
    except QueryStopped as error:
        return PlainTextResponse(str(error), status_code=503, headers={"retry-after": "1"})
    except QueryError as error:
        return PlainTextResponse(str(error), status_code=400)
    headers = {"vary": "accept"} | ({"x-rows-cut": str(pool.limits.rows)} if found.cut else {})
    return Response(
        body.encode("utf-8", "replace"), media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers=headers
    )


class _Refused(ValueError):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _fields(request: Request) -> list[tuple[str, str]]:
    """The parameters of a request, from its address and, for POST, its body; raises _Refused."""
    fields = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "GET":
        return fields
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    if kind == "application/sparql-update":
        raise _Refused(403, "This endpoint only answers questions; it takes no updates.")
    if kind not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        raise _Refused(415, "Send application/x-www-form-urlencoded or application/sparql-query.")
    try:
        text = body.decode("utf-8")
        if kind == "application/sparql-query":
            return [*fields, ("query", text)]
        return fields + parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise _Refused(400, "The query is not valid UTF-8.") from error


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise _Refused(413, f"A request may hold {LARGEST:,} bytes at most.")
    return body


def _describe(request: Request) -> Response:
    if chosen(request.headers.get("accept", ""), ("turtle",), html=True) == "html":
        return RedirectResponse("/editor", status_code=303)
    text = DESCRIPTION.format(endpoint=request.url.replace(query=""))
    return Response(text, media_type="text/turtle; charset=utf-8", headers={"vary": "accept"})
