"""The few pages of the server: home with the questions of the library, and an editor with the same questions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.query.hints import ontology_terms
from kg.query.prefixes import ONTOLOGY, PREFIXES
from kg.query.questions import questions
from kg.serve.answering import file, said

_HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_KINDS = {"js": "text/javascript", "css": "text/css"}
_FIRST = "SELECT ?review ?name WHERE {\n  ?review a crg:Review ; crg:name ?name .\n}\nLIMIT 20"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(template: str, *, status: int = 200, **words: Any) -> HTMLResponse:
    """A page of ours."""
    text = _environment().get_template(template).render(**words)
    return HTMLResponse(text, status_code=status, headers={"vary": "accept"})


async def home(request: Request) -> Response:
    """What can be asked."""
    listed = [(one.name, one.title, one.question) for one in questions().values()]
    sentence = "A graph of safeguarding reviews, to be read and asked. Nothing here can be changed."
    return html("home.html.j2", title="What do we keep having to learn?", sentence=sentence, questions=listed)


async def editor(request: Request) -> Response:
    """The query editor, with a question of the library in it where one is named."""
    name = request.query_params.get("question", "")
    asked = questions().get(name)
    if name and asked is None:
        return said(f"There is no question called {name[:80]!r}.", 404)
    query = asked.sparql if asked else _FIRST
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in query)
    seconds = request.app.state.pool.limits.seconds
    sentence = f"Prefixes are filled in. A query is stopped after {seconds:g} seconds."
    given = {
        "query": declared + query,
        "prefixes": PREFIXES,
        "terms": [ONTOLOGY + term for term in ontology_terms()],
        "base": request.app.state.base,
        "iris": PREFIXES["id"],
        "ontology": ONTOLOGY,
    }
    listed = [(one.name, one.title) for one in questions().values()]
    return html("editor.html.j2", title="Ask in SPARQL", sentence=sentence, given=json.dumps(given), questions=listed, chosen=name)  # fmt: skip


async def asset(request: Request) -> Response:
    """A style sheet or script of ours."""
    name = request.path_params["name"]
    body = _assets().get(name)
    if body is None:
        return said("There is nothing at this address.", 404)
    return file(body, kind=_KINDS[name.rpartition(".")[2]])


@cache
def _assets() -> dict[str, bytes]:
    """The files that are given out, by name."""
    files = (path for kind in _KINDS for path in (_HERE / "assets").glob(f"*.{kind}"))
    return {path.name: path.read_bytes() for path in files}
