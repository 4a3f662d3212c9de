"""The few pages of the server: home with the questions of the library, an editor, search, and entities."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.errors import KgError
from kg.query.prefixes import PREFIXES
from kg.query.questions import questions

_HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_KINDS = {"js": "text/javascript", "css": "text/css"}


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(template: str, **words: Any) -> HTMLResponse:
    """A page of ours."""
    return HTMLResponse(_environment().get_template(template).render(**words), headers={"vary": "accept"})


async def home(request: Request) -> Response:
    """What can be asked."""
    listed = [(one.name, one.title, one.question) for one in questions().values()]
    return html("home.html.j2", title="What do we keep having to learn?", sentence="A graph of safeguarding reviews, read-only, on this machine.", questions=listed)  # fmt: skip


async def editor(request: Request) -> Response:
    """The query editor, with a question of the library in it where one is named."""
    asked = questions().get(request.query_params.get("question", ""))
    query = (
        asked.sparql
        if asked
        else "SELECT ?review ?name WHERE {\n  ?review a crg:Review ; crg:name ?name .\n}\nLIMIT 20"
    )
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in query)
    return html("editor.html.j2", title="Ask in SPARQL", sentence="Prefixes are filled in; queries stop after their time limit.", query=json.dumps(declared + query))  # fmt: skip


async def search(request: Request) -> Response:
    """Full-text search, as a page."""
    words = request.query_params.get("q", "")
    found, said = None, ""
    if words:
        try:
            found = await run_in_threadpool(_search, request.app.state.build, words)
        except KgError as error:
            said = str(error)
    return html("search.html.j2", title="Search", sentence="Words, phrases in quotes, AND, OR, NOT.", words=words, found=found, said=said)  # fmt: skip


def _search(directory: Path, words: str) -> Any:
    from kg.query.graph import open_graph
    from kg.query.search import open_index

    index = open_index(open_graph(directory))
    try:
        return index.search(words, limit=50)
    finally:
        index.close()


async def asset(request: Request) -> Response:
    """A style sheet or script of ours."""
    name = request.path_params["name"]
    path = _HERE / "assets" / name
    if "/" in name or path.suffix[1:] not in _KINDS or not path.is_file():
        return PlainTextResponse("There is nothing at this address.", status_code=404)
    headers = {"cache-control": "max-age=3600"}
    return Response(
        path.read_bytes(), media_type=f"{_KINDS[path.suffix[1:]]}; charset=utf-8", headers=headers
    )
