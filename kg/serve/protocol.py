"""SPARQL 1.1 Protocol, query operation only: GET, POST of a form, POST of a query; updates are refused.

https://www.w3.org/TR/sparql11-protocol/ and, without a query, a service description
(https://www.w3.org/TR/sparql11-service-description/).
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KgError, QueryError, QueryStopped, QueryUnwritable
from kg.query.answer import Answer
from kg.query.hints import hints_of_error
from kg.query.sparql_formats import MEDIA_TYPES, serialise
from kg.serve.answering import answer, said, unless_gone
from kg.serve.negotiate import GRAPH_FORMS, TABLE_FORMS, chosen
from kg.serve.pool import Pool

LARGEST = 2_000_000  # bytes of a request
FIELDS = 50  # parameters of a request
METHODS = "GET, HEAD, POST, OPTIONS"
_NO_UPDATE = "This endpoint only answers questions; it takes no updates."
_NOT_UTF8 = "The request is not valid UTF-8."

DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
    sd:defaultDataset <{endpoint}#dataset> .
<{endpoint}#dataset> a sd:Dataset ;
    sd:defaultGraph <{endpoint}#union> .
<{endpoint}#union> a sd:Graph .
"""


async def endpoint(request: Request) -> Response:
    """Answer one request to the endpoint."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": METHODS})
    try:
        fields = await _fields(request)
    except _Refused as refused:
        return said(str(refused), refused.status)
    except ClientDisconnect:  # nobody is left to be answered
        return Response(status_code=400)
    names = [name for name, _ in fields]
    if "update" in names:
        return said(_NO_UPDATE, 403)
    if any(name in ("default-graph-uri", "named-graph-uri") for name in names):
        return said(
            "The graph is asked whole: leave out default-graph-uri and named-graph-uri (GRAPH in a query works).",
            400,
        )
    queries = [value for name, value in fields if name == "query"]
    if not queries and request.method in ("GET", "HEAD"):
        return _describe(request)
    if len(queries) != 1:
        return said("Give one query, in the parameter 'query'.", 400)
    return await _answer(request, queries[0])


async def _answer(request: Request, query: str) -> Response:
    """The answer to `query` in the form that the client likes best; 400, 406 or 503 with a sentence otherwise."""
    accept = request.headers.get("accept", "")
    forms = [form for form in (chosen(accept, TABLE_FORMS), chosen(accept, GRAPH_FORMS)) if form]
    if not forms:
        return said(f"Answers come as {', '.join(MEDIA_TYPES.values())}.", 406)
    pool: Pool = request.app.state.pool
    try:
        found = await unless_gone(request, pool.write(query, forms=forms))
    except QueryStopped as error:
        return said(str(error), 503)
    except QueryUnwritable as error:
        return said(str(error), 406)
    except QueryError as error:
        return said("\n".join((str(error), *hints_of_error(query))), 400)
    except KgError as error:  # the build went away
        return said(str(error), 503)
    if found is None:
        return Response(status_code=503)
    headers = {"x-rows-cut": str(pool.limits.rows)} if found.cut else {}
    return answer(request, found.body, kind=MEDIA_TYPES[found.form], headers=headers)


class _Refused(ValueError):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _fields(request: Request) -> list[tuple[str, str]]:
    """The parameters of a request, from its address and, for POST, its body; raises _Refused."""
    fields = _parsed(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        return fields
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((part[8:].strip("\"' ") for part in parameters if part.startswith("charset=")), "utf-8")
    if kind == "application/sparql-update":
        raise _Refused(403, _NO_UPDATE)
    if kind not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        raise _Refused(415, "Send application/x-www-form-urlencoded or application/sparql-query.")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise _Refused(415, f"Send the query in UTF-8, not {charset}.")
    body = await _body(request)
    if kind == "application/x-www-form-urlencoded":
        return fields + _parsed(body)
    try:
        return [*fields, ("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise _Refused(400, _NOT_UTF8) from error


def _parsed(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as error:
        raise _Refused(400, _NOT_UTF8) from error
    except ValueError as error:
        raise _Refused(400, f"A request may have {FIELDS} parameters at most.") from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise _Refused(413, f"A request may hold {LARGEST:,} bytes at most.")
    return bytes(body)


def _describe(request: Request) -> Response:
    from pyoxigraph import RdfFormat, parse

    form = chosen(request.headers.get("accept", ""), GRAPH_FORMS, html=True) or "turtle"
    if form == "html":
        return RedirectResponse("/editor", status_code=303, headers={"vary": "accept"})
    text = DESCRIPTION.format(endpoint=request.url.replace(query=""))
    if form != "turtle":
        triples = parse(text, format=RdfFormat.TURTLE)
        text = serialise(Answer(triples=tuple(f"{quad.triple} .\n" for quad in triples)), form)
    return answer(request, text.encode(), kind=MEDIA_TYPES[form])
