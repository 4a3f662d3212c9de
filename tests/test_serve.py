"""The server for real, on a port of this machine: the protocol, two foreign clients, hostile queries, many clients."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import hostile

SECONDS = 2.0
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?r a crg:Recommendation }"
NAMES = "SELECT ?name WHERE { ?r a <https://w3id.org/case-review-graph/ontology#Review> ; <https://w3id.org/case-review-graph/ontology#name> ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "build"
    subprocess.run([sys.executable, "-m", "tests.example", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def server(build) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kg = Path(sys.executable).parent / "kg"
    process = subprocess.Popen(
        [kg, "serve", "--build", str(build), "--port", str(port), "--seconds", str(SECONDS)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            httpx.get(address, timeout=1)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def client(server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


def test_a_query_by_get_post_form_and_post_body_gives_the_same(client) -> None:
    by_get = client.get("/sparql", params={"query": COUNT})
    by_form = client.post("/sparql", data={"query": COUNT})
    by_body = client.post("/sparql", content=COUNT, headers={"content-type": "application/sparql-query"})
    assert by_get.status_code == by_form.status_code == by_body.status_code == 200
    assert by_get.json() == by_form.json() == by_body.json()
    assert int(by_get.json()["results"]["bindings"][0]["n"]["value"]) > 5


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+json;q=0.9", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
    ],
)
def test_the_form_is_negotiated(client, accept, kind) -> None:
    got = client.get("/sparql", params={"query": COUNT}, headers={"accept": accept})
    assert got.headers["content-type"].startswith(kind)


def test_graphs_come_as_turtle_and_ask_as_a_truth_value(client) -> None:
    construct = "CONSTRUCT { ?r crg:name ?n } WHERE { ?r a crg:Review ; crg:name ?n }"
    assert (
        client.get("/sparql", params={"query": construct}).headers["content-type"].startswith("text/turtle")
    )
    assert (
        client.get("/sparql", params={"query": construct}, headers={"accept": "text/csv"}).status_code == 406
    )
    assert client.get("/sparql", params={"query": "ASK { ?r a crg:Review }"}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": "SELECT nonsense"}}, 400),
        ("GET", {"params": [("query", COUNT), ("query", COUNT)]}, 400),
        ("GET", {"params": {"query": COUNT, "default-graph-uri": "http://a.example/"}}, 400),
        ("POST", {"data": {"nothing": "here"}}, 400),
        ("POST", {"data": {"update": "DELETE WHERE { ?s ?p ?o }"}}, 403),
        (
            "POST",
            {"content": "DELETE WHERE {?s ?p ?o}", "headers": {"content-type": "application/sparql-update"}},
            403,
        ),
        ("POST", {"content": COUNT, "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": b"SELECT \xff", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"content": b"x" * 2_100_000, "headers": {"content-type": "application/sparql-query"}}, 413),
        ("GET", {"params": {"query": COUNT}, "headers": {"accept": "image/png"}}, 406),
        ("GET", {"params": {"query": COUNT}, "headers": {"host": "evil.example"}}, 400),
        ("PUT", {"content": "x"}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_the_protocol_says_what_is_wrong(client, method, options, status) -> None:
    assert client.request(method, "/sparql", **options).status_code == status


def test_without_a_query_it_describes_itself(client) -> None:
    got = client.get("/sparql", headers={"accept": "text/turtle"})
    assert "sd:SPARQL11Query" in got.text and got.headers["content-type"].startswith("text/turtle")


def test_nothing_lets_other_sites_in(client) -> None:
    got = client.get("/sparql", params={"query": COUNT}, headers={"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in got.headers
    assert "default-src 'none'" in got.headers["content-security-policy"]


def test_every_entity_has_a_page_and_triples(client) -> None:
    rows = client.get("/sparql", params={"query": "SELECT ?r WHERE { ?r a crg:Review } LIMIT 1"}).json()
    iri = rows["results"]["bindings"][0]["r"]["value"]
    path = "/id/" + iri.split("/id/", 1)[1]
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 200 and "What points to it" in page.text
    assert iri in client.get(path, headers={"accept": "application/n-triples"}).text
    assert client.get("/id/review/nobody").status_code == 404
    assert client.get("/id/review/a> } DROP ALL").status_code == 404


def test_search_and_questions_have_pages(client) -> None:
    assert "recurring" in client.get("/").text.lower()
    assert "places" in client.get("/search", params={"q": "information"}).text
    assert "<script>alert" not in client.get("/search", params={"q": "<script>alert(1)</script>"}).text
    assert client.get("/assets/../app.py").status_code in (303, 404)


def test_rdflib_asks_it(server) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    names = [str(row[0]) for row in SPARQLStore(f"{server}/sparql").query(NAMES)]
    assert len(names) == 3 and names == sorted(names)


@pytest.mark.server
def test_comunica_asks_it(server) -> None:
    folder = Path(__file__).parent / "browser"
    comunica = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not comunica.exists() or shutil.which("node") is None:
        message = "comunica is not installed; get it with: npm ci --prefix tests/browser"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    done = subprocess.run(
        [comunica, f"sparql@{server}/sparql", NAMES, "-t", "application/json"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert len(json.loads(done.stdout)) == 3, done.stderr


def test_fifty_clients_at_once_are_all_answered(server) -> None:
    statuses: list[int] = []
    lock = threading.Lock()

    def ask() -> None:
        with httpx.Client(base_url=server, timeout=30) as one:
            for _ in range(4):
                status = one.get("/sparql", params={"query": COUNT}).status_code
                with lock:
                    statuses.append(status)

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 200


def test_a_slow_client_holds_no_worker(server, client) -> None:
    host, port = server.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(8)]
    for connection in slow:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 500\r\n\r\nSEL"
        )
    began = time.monotonic()
    assert client.get("/sparql", params={"query": COUNT}).status_code == 200
    assert time.monotonic() - began < SECONDS
    for connection in slow:
        connection.close()


def test_there_are_sixty_hostile_queries() -> None:
    assert len(hostile.ALL) >= 60


@pytest.mark.parametrize("number", range(len(hostile.REFUSED)))
def test_a_hostile_query_is_refused(client, number) -> None:
    query = hostile.REFUSED[number].encode("utf-8", "surrogatepass")
    began = time.monotonic()
    got = client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert got.status_code in (400, 403, 413), got.text[:200]
    assert time.monotonic() - began < SECONDS + 1


@pytest.mark.parametrize("number", range(len(hostile.SLOW)))
def test_a_query_without_end_is_stopped_and_the_next_is_answered(client, number) -> None:
    began = time.monotonic()
    got = client.post("/sparql", data={"query": hostile.SLOW[number]})
    assert time.monotonic() - began < SECONDS + 1
    assert got.status_code in (200, 503)
    assert client.get("/sparql", params={"query": COUNT}).status_code == 200
