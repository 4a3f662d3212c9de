"""Publish: put a build's named graphs into a SPARQL server, and take away those that were withdrawn.

SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013): one PUT a graph, one DELETE for each that is gone. Credentials come
from the environment (KG_USER and KG_PASSWORD, or KG_TOKEN), never from the command line.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import BuildError

_WAIT = 120.0  # seconds for one graph
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: graphs put and taken away, statements sent."""

    put: tuple[str, ...]
    deleted: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Server:
    """A SPARQL server: where its graphs are written and where it is asked."""

    store: str
    query: str

    @classmethod
    def at(cls, url: str, *, query: str | None = None) -> Server:
        """The server whose Graph Store Protocol address is `url`; `query` where it answers questions.

        Known layouts: Oxigraph (/store, /query), Virtuoso (/sparql-graph-crud-auth, /sparql), Fuseki (/data, /query).
        """
        if urlsplit(url).scheme not in ("http", "https"):
            raise BuildError(f"{url} is no web address; give one such as http://localhost:7878/store.")
        known = {"/store": "/query", "/data": "/query", "/sparql-graph-crud-auth": "/sparql"}
        known["/sparql-graph-crud"] = "/sparql"
        for end, instead in known.items():
            if query is None and url.rstrip("/").endswith(end):
                query = url.rstrip("/").removesuffix(end) + instead
        if query is None:
            raise BuildError(f"Where does the server at {url} answer questions? Say so with --query URL.")
        return cls(url, query)


def publish(
    store: Store, server: Server, *, base: str, environment: Mapping[str, str] = os.environ
) -> Published:
    """Make the server hold exactly the named graphs of `store` below `base`; graphs of others stay untouched.

    Raises BuildError where the server cannot be reached, refuses, or lacks the credentials.
    """
    web = _opener(server, environment)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in store:
        assert isinstance(quad.graph_name, NamedNode)
        graphs[quad.graph_name.value].append(_triple(quad))
    there = _listed(web, server)
    gone = sorted(name for name in there if name.startswith(base + "graph/") and name not in graphs)
    for name, triples in sorted(graphs.items()):
        body = serialize(triples, format=RdfFormat.N_TRIPLES)
        assert body is not None
        _send(web, "PUT", f"{server.store}?graph={quote(name, safe='')}", body)
    for name in gone:
        _send(web, "DELETE", f"{server.store}?graph={quote(name, safe='')}", None)
    return Published(tuple(sorted(graphs)), tuple(gone), sum(len(triples) for triples in graphs.values()))


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _opener(server: Server, environment: Mapping[str, str]) -> urllib.request.OpenerDirector:
    user, password, token = (environment.get(name) for name in ("KG_USER", "KG_PASSWORD", "KG_TOKEN"))
    opener = urllib.request.build_opener()
    if token:
        opener.addheaders.append(("Authorization", f"Bearer {token}"))
    elif user is not None:
        keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        for url in (server.store, server.query):
            keys.add_password(None, url, user, password or "")
        opener = urllib.request.build_opener(
            urllib.request.HTTPBasicAuthHandler(keys), urllib.request.HTTPDigestAuthHandler(keys)
        )
    return opener


def _listed(web: urllib.request.OpenerDirector, server: Server) -> set[str]:
    """The named graphs that the server holds."""
    request = urllib.request.Request(
        f"{server.query}?{urlencode({'query': _GRAPHS})}",
        headers={"Accept": "application/sparql-results+json"},
    )
    try:
        with web.open(request, timeout=_WAIT) as reply:
            rows = json.loads(reply.read())["results"]["bindings"]
    except (urllib.error.URLError, TimeoutError, ValueError, KeyError) as error:
        raise BuildError(_said(server.query, error)) from error
    return {row["g"]["value"] for row in rows}


def _send(web: urllib.request.OpenerDirector, method: str, url: str, body: bytes | None) -> None:
    headers = {"Content-Type": "application/n-triples"} if body is not None else {}
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    try:
        with web.open(request, timeout=_WAIT):
            return
    except (urllib.error.URLError, TimeoutError) as error:
        if isinstance(error, urllib.error.HTTPError) and method == "DELETE" and error.code == 404:
            return
        raise BuildError(_said(url.partition("?")[0], error)) from error


def _said(url: str, error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        if error.code in (401, 403):
            return (
                f"The server at {url} refuses (status {error.code}); set KG_USER and KG_PASSWORD, or KG_TOKEN, in the "
                "environment."
            )
        return (
            f"The server at {url} answered with status {error.code} ({error.reason}); nothing more was sent."
        )
    reason = getattr(error, "reason", error)
    return (
        f"The server at {url} cannot be reached or understood: {reason}; check the address and that it runs."
    )
