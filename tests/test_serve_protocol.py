"""The SPARQL 1.1 Protocol: the working group's test cases for queries, by name, and what a read-only server adds.

Names and requests follow https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/. Cases that need updates or a
dataset named by the client are here as refusals: the graph is read-only and asked whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from tests.serving import COUNT, Served, example, served

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
JSON = "application/sparql-results+json"
DATASET = "default-graph-uri=http%3A%2F%2Fa.example%2Fdata1"
ASK = "query=ASK%20%7B%7D"

#: name of the case, method, path, content type, body, statuses that are right, media type or part of what is said
CASES = [
    ("query_get", "GET", f"/sparql/?{ASK}", None, None, 200, JSON),
    ("query_post_form", "POST", "/sparql/", FORM, ASK, 200, JSON),
    ("query_post_direct", "POST", "/sparql/", QUERY, "ASK {}", 200, JSON),
    ("query_content_type_select", "POST", "/sparql/", QUERY, "SELECT (1 AS ?value) {}", 200, JSON),
    ("query_content_type_ask", "POST", "/sparql/", QUERY, "ASK {}", 200, JSON),
    ("query_content_type_describe", "POST", "/sparql/", QUERY, "DESCRIBE <http://example.org/>", 200, "text/turtle"),
    ("query_content_type_construct", "POST", "/sparql/", QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", 200, "text/turtle"),
    ("bad_query_method", "PUT", f"/sparql/?{ASK}", None, None, 405, "Method Not Allowed"),
    ("bad_multiple_queries", "GET", f"/sparql/?{ASK}&query=SELECT%20%2A%20%7B%7D", None, None, 400, "one query"),
    ("bad_query_wrong_media_type", "POST", "/sparql/", "text/plain", "ASK {}", 415, "Send application/"),
    ("bad_query_missing_form_type", "POST", "/sparql/", None, ASK, 415, "Send application/"),
    ("bad_query_missing_direct_type", "POST", "/sparql/", None, "ASK {}", 415, "Send application/"),
    ("bad_query_non_utf8", "POST", "/sparql/", f'{QUERY}; charset="UTF-16"', "ASK {}".encode("utf-16"), 415, "UTF-8"),
    ("bad_query_non_utf8 unsaid", "POST", "/sparql/", QUERY, "ASK {}".encode("utf-16"), 400, "UTF-8"),
    ("bad_query_syntax", "GET", "/sparql/?query=ASK%20%7B", None, None, 400, "line 1, column"),
    ("bad_update_get", "GET", "/sparql/?update=CLEAR%20ALL", None, None, 403, "takes no updates"),
    ("update_post_form", "POST", "/sparql/", FORM, "update=CLEAR%20ALL", 403, "takes no updates"),
    ("update_post_direct", "POST", "/sparql/", UPDATE, "CLEAR ALL", 403, "takes no updates"),
    ("query_dataset_default_graphs_get", "GET", f"/sparql/?{ASK}&{DATASET}", None, None, 400, "default-graph-uri"),
    ("query_dataset_default_graphs_post", "POST", f"/sparql/?{DATASET}", QUERY, "ASK {}", 400, "default-graph-uri"),
    ("query_dataset_named_graphs_post", "POST", f"/sparql/?named-{DATASET[8:]}", QUERY, "ASK {}", 400, "named-graph-uri"),
    ("query_multiple_dataset", "POST", "/sparql/", QUERY, "ASK FROM <http://a.example/data3> {}", 400, "FROM names"),
    # what the cases leave open
    ("an update in a query", "POST", "/sparql", FORM, "query=" + quote("DELETE WHERE { ?s ?p ?o }"), 400, "would change"),
    ("no query", "POST", "/sparql", FORM, "nothing=here", 400, "one query"),
    ("broken percent signs", "GET", "/sparql?query=ASK%7B%7D%ff%fe", None, None, 400, "not valid UTF-8"),
    ("broken bytes in a form", "POST", "/sparql", FORM, b"query=ASK\xff", 400, "not valid UTF-8"),
    ("charset said", "POST", "/sparql", f"{QUERY}; charset=utf-8", "ASK {}", 200, JSON),
    ("charset said in capitals", "POST", "/sparql", f"{QUERY.upper()};CHARSET=UTF-8", "ASK {}", 200, JSON),
    ("charset of a form", "POST", "/sparql", f"{FORM}; charset=ISO-8859-1", ASK, 415, "iso-8859-1"),
    ("too many parameters", "POST", "/sparql", FORM, "a=&" * 60, 400, "50 parameters"),
    ("too long", "POST", "/sparql", QUERY, b" " * 2_100_000, 413, "2,000,000 bytes"),
    ("a trace", "TRACE", "/sparql", None, None, 405, "Method Not Allowed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Served]:
    with served(example(tmp_path_factory.mktemp("protocol")), "--seconds", "20", "--rows", "50") as running:
        yield running


@pytest.fixture
def client(server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status", "says"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_case_of_the_protocol(client, method, path, kind, body, status, says) -> None:
    headers = {"content-type": kind} if kind else {}
    got = client.request(method, path, content=body, headers=headers)
    assert got.status_code == status, got.text[:200]
    assert says in got.headers["content-type"] if status == 200 else says in got.text


def test_the_cases_that_make_sense_are_all_here() -> None:
    assert sum(case[0].startswith(("query_", "bad_", "update_")) for case in CASES) >= 20


def test_a_query_by_get_post_form_and_post_body_gives_the_same(client) -> None:
    by_get = client.get("/sparql", params={"query": COUNT})
    by_form = client.post("/sparql", data={"query": COUNT})
    by_body = client.post("/sparql", content=COUNT, headers={"content-type": QUERY})
    assert by_get.status_code == by_form.status_code == by_body.status_code == 200
    assert by_get.json() == by_form.json() == by_body.json()
    assert int(by_get.json()["results"]["bindings"][0]["n"]["value"]) > 5
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_relative_names_are_those_of_the_graph(client) -> None:
    got = client.post("/sparql", content="CONSTRUCT { <s> <p> 1 } WHERE {}", headers={"content-type": QUERY, "accept": "application/n-triples"})  # fmt: skip
    assert got.text.startswith("<https://w3id.org/case-review-graph/id/s>")


@pytest.mark.parametrize("form", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])  # fmt: skip
def test_every_form_of_a_table_is_said_and_varies_by_accept(client, form) -> None:
    got = client.get("/sparql", params={"query": COUNT}, headers={"accept": form})
    assert got.headers["content-type"] == f"{form}; charset=utf-8"
    assert got.headers["vary"] == "accept" and "x-rows-cut" not in got.headers
    assert int(got.headers["content-length"]) == len(got.content)


def test_what_comes_in_no_form_asked_for_is_406(client) -> None:
    construct = "CONSTRUCT { ?r crg:name ?n } WHERE { ?r crg:name ?n }"
    for query, accept in ((COUNT, "image/png"), (construct, "text/csv"), (COUNT, "text/turtle")):
        got = client.get("/sparql", params={"query": query}, headers={"accept": accept})
        assert got.status_code == 406 and "come" in got.text


def test_rows_that_were_left_out_are_said(client) -> None:
    got = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert got.headers["x-rows-cut"] == "50" and len(got.json()["results"]["bindings"]) == 50


def test_head_gives_the_headers_alone_and_options_what_can_be_asked(client) -> None:
    got = client.head("/sparql", params={"query": COUNT}, headers={"accept": "text/csv"})
    assert (
        got.status_code == 200 and got.content == b"" and got.headers["content-type"].startswith("text/csv")
    )
    assert client.head("/sparql", params={"query": "ASK {"}).status_code == 400
    options = client.options("/sparql")
    assert options.status_code == 204 and options.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.put("/sparql", content="x").headers["allow"]


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_without_a_query_it_describes_itself(server, client, kind) -> None:
    got = client.get("/sparql", headers={"accept": kind})
    assert got.headers["content-type"] == f"{kind}; charset=utf-8"
    assert (
        "SPARQL11Query" in got.text
        and f"{server.address}/sparql" in got.text
        and "UnionDefaultGraph" in got.text
    )


def test_a_browser_without_a_query_is_led_to_the_editor(client) -> None:
    got = client.get("/sparql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert got.status_code == 303 and got.headers["location"] == "/editor"


def test_an_error_points_at_its_place_and_offers_the_nearest_term(client) -> None:
    got = client.get("/sparql", params={"query": "SELECT ?n {\n ?r a crg:Reviw ; crg:nme ?n ; }} LIMIT 3"})
    assert got.status_code == 400 and "line 2, column" in got.text and "^" in got.text
    assert "the nearest is crg:Review" in got.text and "the nearest is crg:name" in got.text
