"""Publish: put a build's named graphs into a SPARQL server, and take away those that were withdrawn.

SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013): one PUT a graph, one DELETE for each that is gone. Credentials come
from the environment (KG_USER and KG_PASSWORD, or KG_TOKEN), never from the command line.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from base64 import b64encode
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
    keys = _Keys.of(environment)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in store:
        assert isinstance(quad.graph_name, NamedNode)
        graphs[quad.graph_name.value].append(_triple(quad))
    there = _listed(keys, server)
    gone = sorted(name for name in there if name.startswith(base + "graph/") and name not in graphs)
    for name, triples in sorted(graphs.items()):
        body = serialize(triples, format=RdfFormat.N_TRIPLES)
        assert body is not None
        _send(keys, "PUT", f"{server.store}?graph={quote(name, safe='')}", body)
    for name in gone:
        _send(keys, "DELETE", f"{server.store}?graph={quote(name, safe='')}", None)
    return Published(tuple(sorted(graphs)), tuple(gone), sum(len(triples) for triples in graphs.values()))


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Credentials, and how a server wants them."""

    user: str | None
    password: str
    token: str | None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> _Keys:
        return cls(
            environment.get("KG_USER"), environment.get("KG_PASSWORD", ""), environment.get("KG_TOKEN")
        )

    def sign(self, request: urllib.request.Request) -> None:
        """Add the Authorization header, asked for beforehand: a server may drop a large body that comes unsigned."""
        if self.token is not None:
            request.add_header("Authorization", f"Bearer {self.token}")
        elif self.user is not None:
            request.add_header("Authorization", self._answer(request, self.user))

    def _answer(self, request: urllib.request.Request, user: str) -> str:
        challenge = _challenge(request.full_url)
        if challenge.lower().startswith("digest "):
            keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            keys.add_password(None, request.full_url, user, self.password)
            said = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge[7:]))
            answer = urllib.request.HTTPDigestAuthHandler(keys).get_authorization(request, said)
            return f"Digest {answer}"
        return "Basic " + b64encode(f"{user}:{self.password}".encode()).decode("ascii")


def _challenge(url: str) -> str:
    """What the server at `url` asks of somebody without credentials; empty where it asks nothing."""
    try:
        with urllib.request.urlopen(url, timeout=_WAIT):
            return ""
    except urllib.error.HTTPError as error:
        return error.headers.get("WWW-Authenticate", "") if error.code == 401 else ""
    except (urllib.error.URLError, TimeoutError) as error:
        raise BuildError(_said(url.partition("?")[0], error)) from error


def _listed(keys: _Keys, server: Server) -> set[str]:
    """The named graphs that the server holds."""
    request = urllib.request.Request(
        f"{server.query}?{urlencode({'query': _GRAPHS})}",
        headers={"Accept": "application/sparql-results+json"},
    )
    keys.sign(request)
    try:
        with urllib.request.urlopen(request, timeout=_WAIT) as reply:
            rows = json.loads(reply.read())["results"]["bindings"]
    except (urllib.error.URLError, TimeoutError, ValueError, KeyError) as error:
        raise BuildError(_said(server.query, error)) from error
    return {row["g"]["value"] for row in rows}


def _send(keys: _Keys, method: str, url: str, body: bytes | None) -> None:
    headers = {"Content-Type": "application/n-triples"} if body is not None else {}
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    keys.sign(request)
    try:
        with urllib.request.urlopen(request, timeout=_WAIT):
            return
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        if isinstance(error, urllib.error.HTTPError) and method == "DELETE" and error.code == 404:
            return
        broken = isinstance(getattr(error, "reason", error), ConnectionError)
        if broken and keys.user is None and _challenge(url):
            raise BuildError(_refused(url.partition("?")[0], 401)) from error
        raise BuildError(_said(url.partition("?")[0], error)) from error


def _refused(url: str, status: int) -> str:
    return f"The server at {url} refuses (status {status}); set KG_USER and KG_PASSWORD, or KG_TOKEN, in the environment."


def _said(url: str, error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        if error.code in (401, 403):
            return _refused(url, error.code)
        return (
            f"The server at {url} answered with status {error.code} ({error.reason}); nothing more was sent."
        )
    reason = getattr(error, "reason", error)
    return (
        f"The server at {url} cannot be reached or understood: {reason}; check the address and that it runs."
    )
