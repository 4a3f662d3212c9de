"""A SPARQL server that holds a build, asked over the SPARQL 1.1 Protocol.

The default graph of the server must be the union of its named graphs (Oxigraph: --union-default-graph).
"""

from __future__ import annotations

import json
import re
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from kg.errors import QueryError
from kg.query.answer import Answer, Limits, Term
from kg.query.graph import typed
from kg.query.prefixes import PREFIXES
from kg.query.table import Cell, Table


class EndpointEngine:
    """A server at an http(s) address; waits `seconds` for each answer."""

    def __init__(self, address: str, *, seconds: float = 60.0) -> None:
        if not address.startswith(("http://", "https://")):
            raise QueryError(
                f"{address!r} is no address of a SPARQL server: it should begin with http:// or https://."
            )
        self.name = address
        self.seconds = seconds

    def select(self, query: str) -> Table:
        """The server's answer to a SELECT; QueryError where it is unreachable or refuses."""
        try:
            answer = json.loads(self.fetch(query, accept="application/sparql-results+json"))
            columns = tuple(answer["head"]["vars"])
            rows = answer["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise QueryError(
                f"{self.name} did not answer with SPARQL results: is it a SPARQL server?"
            ) from error
        return Table(columns, tuple(tuple(_cell(row.get(name)) for name in columns) for row in rows))

    def fetch(self, query: str, *, accept: str) -> bytes:
        """The body of the answer in the media type asked for."""
        body = urlencode({"query": with_prefixes(query)}).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            with urlopen(Request(self.name, data=body, headers=headers), timeout=self.seconds) as reply:
                content: bytes = reply.read()
                return content
        except HTTPError as error:
            said = error.read(500).decode("utf-8", "replace").strip()
            raise QueryError(f"{self.name} refused the query ({error.code}): {said}") from error
        except (URLError, TimeoutError, HTTPException, OSError) as error:
            raise QueryError(f"{self.name} cannot be reached: {getattr(error, 'reason', error)}.") from error


def with_prefixes(query: str) -> str:
    """`query` with the known prefixes declared before it on its first line, so that lines keep their numbers."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + query


def ask_server(engine: EndpointEngine, query: str, *, limits: Limits) -> Answer:
    """A user's query sent on to a server: rows, a truth value or triples, as many rows as `limits` allows."""
    from pyoxigraph import RdfFormat, parse

    kind = re.search(
        r"(?im)^\s*(?:PREFIX[^\n>]*>\s*|BASE[^\n>]*>\s*|#[^\n]*\n\s*)*(CONSTRUCT|DESCRIBE)\b", query
    )
    if kind:
        body = engine.fetch(query, accept="application/n-triples")
        lines = sorted(f"{quad.triple} .\n" for quad in parse(body, format=RdfFormat.N_TRIPLES))
        return Answer(triples=tuple(lines[: limits.rows]), cut=len(lines) > limits.rows)
    try:
        answer = json.loads(engine.fetch(query, accept="application/sparql-results+json"))
        if "boolean" in answer:
            return Answer(boolean=bool(answer["boolean"]))
        variables, found = tuple(answer["head"]["vars"]), answer["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise QueryError(
            f"{engine.name} did not answer with SPARQL results: is it a SPARQL server?"
        ) from error
    rows = tuple(tuple(_term(row.get(name)) for name in variables) for row in found[: limits.rows])
    return Answer(variables=variables, rows=rows, cut=len(found) > limits.rows)


def _term(term: dict[str, str] | None) -> Term | None:
    if term is None:
        return None
    if term["type"] in ("uri", "bnode"):
        return (term["type"], term["value"], "")
    if "xml:lang" in term:
        return ("lang", term["value"], term["xml:lang"])
    return ("literal", term["value"], term.get("datatype", PREFIXES["xsd"] + "string"))


def _cell(term: dict[str, str] | None) -> Cell:
    return None if term is None else typed(term["value"], term.get("datatype"))
