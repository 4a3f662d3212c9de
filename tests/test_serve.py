"""The server's pages for people and programs, its names, its options, and two foreign clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.errors import KgError
from kg.serve.hosts import is_loopback
from kg.serve.negotiate import GRAPH_FORMS, TABLE_FORMS, chosen
from tests.serving import COUNT, KG, Served, example, path_of, served

NAMES = "SELECT ?name WHERE { ?r a <https://w3id.org/case-review-graph/ontology#Review> ; <https://w3id.org/case-review-graph/ontology#name> ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    return example(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def server(build) -> Iterator[Served]:
    with served(build, "--seconds", "20") as running:
        yield running


@pytest.fixture
def client(server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        yield client


def every_entity(client: httpx.Client) -> list[str]:
    query = """SELECT DISTINCT ?s { { ?s ?p ?o } UNION { ?a ?b ?s } UNION { GRAPH ?s { ?x ?y ?z } }
        FILTER(isIRI(?s) && STRSTARTS(STR(?s), STR(id:))) }"""
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [row["s"]["value"] for row in rows]


def test_every_entity_has_a_page_and_triples(client) -> None:
    kinds: dict[str, list[str]] = {}
    for iri in every_entity(client):
        kinds.setdefault(iri.split("/id/")[1].split("/")[0], []).append(iri)
    assert {"review", "recommendation", "theme", "agency", "passage", "theme-use", "graph"} <= set(kinds)
    for iri in [iri for iris in kinds.values() for iri in iris[:2]]:
        page = client.get(path_of(iri), headers={"accept": "text/html"})
        assert page.status_code == 200 and iri in page.text and "<h1>" in page.text, iri
        assert page.headers["vary"] == "accept"
        for kind in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
            got = client.get(path_of(iri), headers={"accept": kind})
            assert got.headers["content-type"] == f"{kind}; charset=utf-8"
            assert got.status_code == 200 and len(got.text) > 50, (iri, kind)


def test_a_page_says_in_words_what_is_known_with_the_place_of_every_quote(client) -> None:
    query = "SELECT ?r ?e ?file { ?r a crg:Recommendation ; crg:bestEvidence/crg:source ?file } LIMIT 1"
    row = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    page = client.get(path_of(row["r"]["value"]), headers={"accept": "text/html"}).text
    assert "addressed to" in page and "best evidence" in page and "<code>crg:review</code>" in page
    assert f'<span class="where">{row["file"]["value"]}, ' in page
    assert 'href="/id/review/' in page and "?as=turtle" in page


def test_terms_of_the_ontology_have_pages_too(client) -> None:
    assert "An inquiry into what happened" in client.get("/term/Review", headers={"accept": "text/html"}).text
    assert 'skos:definition "An inquiry into' in client.get("/term/Review?as=turtle").text
    assert client.get("/term/Nothing").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/id/review/nobody", "/id/review/a> } DROP ALL", "/id/" + "x" * 500, "/assets/../app.py", "/nowhere", "/favicon.ico",
     "/editor?question=none", "/term/%3E", "/assets/nothing.js"],
)  # fmt: skip
def test_what_is_not_there_is_404(client, path) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_changed(client) -> None:
    for path in ("/", "/sparql", "/search", "/id/review/x", "/editor"):
        for method in ("PUT", "DELETE", "PATCH"):
            assert client.request(method, path).status_code == 405
    assert client.head("/").status_code == 200


def test_search_lights_words_narrows_and_leads_to_entities(client) -> None:
    page = client.get("/search", params={"q": "information"}).text
    assert "<mark>" in page and 'href="/id/recommendation/' in page and "By kind" in page
    narrow = client.get("/search", params={"q": "information", "kind": "recommendation"}).text
    assert "Any kind" in narrow and "Passage" not in narrow
    assert client.get("/search", params={"q": '"open'}).status_code == 400
    assert "<script>alert" not in client.get("/search", params={"q": "<script>alert(1)</script>"}).text


def test_questions_lead_to_the_editor(client) -> None:
    assert 'href="/editor?question=recurring-themes"' in client.get("/").text
    editor = client.get("/editor", params={"question": "recurring-themes"}).text
    assert "PREFIX crg:" in editor and "stopped after 20 seconds" in editor


def test_it_answers_to_its_own_names_only(client) -> None:
    for name in ("localhost", "localhost:8737", "127.0.0.1", "[::1]:8737", "192.168.1.7"):
        assert client.get("/", headers={"host": name}).status_code == 200, name
    for name in ("evil.example", "localhost.evil.example", "a@localhost", "", "[::1", "localhost:port"):
        assert client.get("/", headers={"host": name}).status_code == 421, name


def test_other_sites_are_kept_out(client) -> None:
    got = client.get("/sparql", params={"query": COUNT}, headers={"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in got.headers
    assert "default-src 'none'" in got.headers["content-security-policy"]
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in client.options("/sparql", headers=asked).headers


def test_an_origin_that_was_named_is_let_in(build) -> None:
    with served(build, "--cors", "https://good.example") as running:
        ask = {"params": {"query": COUNT}}
        good = httpx.get(running.address + "/sparql", headers={"origin": "https://good.example"}, **ask)
        assert good.headers["access-control-allow-origin"] == "https://good.example"
        other = httpx.get(running.address + "/sparql", headers={"origin": "https://evil.example"}, **ask)
        assert "access-control-allow-origin" not in other.headers
        asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        before = httpx.options(
            running.address + "/sparql", headers=asked | {"origin": "https://good.example"}
        )
        assert (
            before.status_code == 200
            and "content-type" in before.headers["access-control-allow-headers"].lower()
        )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--cors", "good.example"], "is no origin"),
        (["--cors", "https://good.example/path"], "is no origin"),
        (["--port", "70000"], "70000"),
        (["--seconds", "-1"], "-1"),
        (["--host", "no.such.host.invalid"], "Nothing can listen at"),
        (["--build", "nowhere"], "There is no build in nowhere"),
    ],
)
def test_options_that_make_no_sense_are_told(build, options, says) -> None:
    result = CliRunner().invoke(kg, ["serve", "--build", str(build), *options])
    assert result.exit_code != 0
    assert says in (
        result.output
        if result.exception is None or isinstance(result.exception, SystemExit)
        else str(result.exception)
    )


def test_a_port_in_use_is_told(build, server) -> None:
    result = CliRunner().invoke(kg, ["serve", "--build", str(build), "--port", str(server.port)])
    assert isinstance(result.exception, KgError) and "Choose another with --port" in str(result.exception)


def test_only_this_machine_can_reach_it_unless_told_otherwise(build) -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1")] == [
        True
    ] * 3 + [False] * 2
    command = [sys.executable, "-c", KG, "serve", "--build", str(build), "--port", "0", "--host"]
    for host, warned in (("127.0.0.1", False), ("0.0.0.0", True)):
        process = subprocess.Popen([*command, host], stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None and f"http://{host}:" in process.stderr.readline()
            if warned:
                assert "no password and no encryption" in process.stderr.readline()
        finally:
            process.terminate()
            rest = process.communicate(timeout=30)[1]
        assert ("password" in rest) is False


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("", "json", "turtle"),
        ("*/*", "json", "turtle"),
        ("text/*", "csv", "turtle"),
        ("application/xml", "xml", "rdfxml"),
        ("application/json", "json", "jsonld"),
        ("application/rdf+xml", None, "rdfxml"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv", "jsonld"),
        ("text/csv;q=0, text/tab-separated-values;q=0.1", "tsv", None),
        ("text/csv;q=nonsense, */*;q=0.1", "json", "turtle"),
        ("application/sparql-results+json;q=0, */*", "xml", "turtle"),
        ("*/*;q=0.1, text/*;q=0.5, text/csv;q=0.2", "tsv", "turtle"),
        ("image/png", None, None),
    ],
)
def test_what_a_client_likes_best(accept, table, graph) -> None:
    assert (chosen(accept, TABLE_FORMS), chosen(accept, GRAPH_FORMS)) == (table, graph)


def test_rdflib_asks_it(server) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"{server.address}/sparql")
    names = [str(row[0]) for row in store.query(NAMES)]
    assert len(names) == 3 and names == sorted(names)
    graph = store.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 7").graph
    assert graph is not None and len(graph) == 7


@pytest.mark.server
def test_comunica_asks_it(server) -> None:
    folder = Path(__file__).parent / "browser"
    comunica = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not comunica.exists() or shutil.which("node") is None:
        message = "comunica is not installed; get it with: npm ci --prefix tests/browser"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    command = [comunica, f"sparql@{server.address}/sparql", NAMES, "-t", "application/json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert len(json.loads(done.stdout)) == 3, done.stderr
