"""Whatever a user writes can only read, ends in time, and is explained where it fails; the next query is answered."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.errors import QueryError
from kg.query.answer import Limits
from kg.query.graph import open_graph
from kg.query.guard import DEEPEST, LONGEST, check
from kg.query.hints import unknown_terms
from kg.query.sparql import Worker, sparql
from kg.query.sparql_formats import serialise
from tests.query_example import EXAMPLE, example

BASE = "https://w3id.org/case-review-graph/id/"
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(EXAMPLE) as running:
        yield running


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { SELECT ?s { SERVICE ?s { ?s ?p ?o } } } }", "SERVICE asks another"),
        ("ASK { { ?s ?p ?o } UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE asks another"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM names another data set"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM names another data set"),
        ("DESCRIBE ?s FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM names another data set"),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "FROM names another data set"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT would change"),
        ("# a comment\nPREFIX x: <http://x/>\nDELETE WHERE { ?s ?p ?o }", "DELETE would change"),
        ("LOAD <file:///etc/passwd>", "LOAD would change"),
        ("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH would change"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "cannot be read at line 1"),
        ("SELECT * { ?s ?p 'a\ud800' }", "encoding is broken"),
        ("SELECT * { ?s ?p '\0' }", "encoding is broken"),
        ("SELECT * { ?s ?p '" + "x" * LONGEST + "' }", "characters long"),
        ("SELECT * { FILTER(" + "! " * (DEEPEST + 1) + "true) }", "heaps more than 64 signs"),
        ("SELECT * " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1), "nests brackets"),
        ("", "is empty"),
        (" \n ", "is empty"),
    ],
)  # fmt: skip
def test_what_is_refused(worker: Worker, query: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        worker.ask(query, limits=Limits())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { sErViCe ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \u017fervice <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "#" } # "\n SERVICE <http://127.0.0.1:9/> { }',
        "SELECT * FROM<http://127.0.0.1:9/>{ ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } \rFROM <http://127.0.0.1:9/>",
        "SELECT * { ?s ?p <http://x> SERVICE<http://127.0.0.1:9/>{ ?s ?p '<' } }",
    ],
)
def test_nothing_that_might_ask_elsewhere_gets_past_the_guard(query: str) -> None:
    with pytest.raises(QueryError):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s rdfs:label 'SERVICE <http://x> { DROP ALL }' } # SERVICE <http://y> {}",
        "SELECT ?service { ?service crg:name ?from }",
        "SELECT ?s { GRAPH ?g { ?s a crg:Review } }",
        "PREFIX my: <http://my/> ASK { ?s my:service ?o }",
        "DESCRIBE <http://x/insert>",
    ],
)
def test_what_only_looks_dangerous_is_let_through(query: str) -> None:
    check(query)


def test_an_error_points_at_its_place(worker: Worker) -> None:
    with pytest.raises(QueryError) as error:
        worker.ask("SELECT ?s WHERE {\n  ?s a crg:Review ;; ?o\n}", limits=Limits())
    first, line, mark = str(error.value).splitlines()
    assert "line 2, column 22" in first and line[mark.index("^")] == "?"


def test_an_unknown_prefix_is_told() -> None:
    with Worker(EXAMPLE) as worker, pytest.raises(QueryError, match="line 1, column 25: prefix not found"):
        worker.ask("SELECT ?s { ?s a foo:Bar }", limits=Limits())


def test_terms_that_are_none_get_the_nearest() -> None:
    assert unknown_terms("SELECT * { ?s a crg:Recomendation ; crg:text ?t ; foo:x <http://a/b> }") == (
        "crg:Recomendation is not a term of the ontology; the nearest is crg:Recommendation.",
        "The prefix foo: is not known; known are crg, id, theme, rdf, rdfs, owl, xsd, skos, dcterms, dcat, org, oa, "
        "prov, void.",
    )
    assert unknown_terms("PREFIX foo: <http://f/> SELECT * { ?s a crg:Review ; foo:x <http://a/b> }") == ()


def test_a_query_is_stopped_and_the_next_is_answered() -> None:
    with Worker(EXAMPLE) as worker:
        worker.ask("ASK { ?s ?p ?o }", limits=Limits())
        began = time.monotonic()
        with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
            worker.ask(CROSS, limits=Limits(seconds=0.5))
        assert time.monotonic() - began < 10
        assert worker.ask("ASK { ?s ?p ?o }", limits=Limits()).boolean is True


def test_rows_are_limited() -> None:
    answer = sparql(example(), "SELECT ?s { ?s ?p ?o }", limits=Limits(rows=3))
    assert len(answer.rows) == 3 and answer.cut
    answer = sparql(example(), "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", limits=Limits(rows=3))
    assert answer.triples is not None and len(answer.triples) == 3 and answer.cut
    assert not sparql(example(), "SELECT ?s { ?s a crg:Review }", limits=Limits(rows=3)).cut


def test_the_worker_ends_with_its_input() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "kg.query.worker", str(EXAMPLE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    said = child.communicate(b"", timeout=60)[0]
    assert b'"ready":true' in said and child.returncode == 0


def test_every_format_of_a_table() -> None:
    query = """SELECT * { VALUES (?a ?b ?c) { ("x,\\"y\\"\\n"@en 2 <http://a/b>) (true UNDEF "tab\\t") } }"""
    answer = sparql(example(), query)
    first, second = json.loads(serialise(answer, "json"))["results"]["bindings"]
    assert first["a"] == {"type": "literal", "value": 'x,"y"\n', "xml:lang": "en"}
    assert first["b"]["datatype"].endswith("#integer") and first["c"] == {
        "type": "uri",
        "value": "http://a/b",
    }
    assert set(second) == {"a", "c"}
    assert serialise(answer, "csv") == 'a,b,c\r\n"x,""y""\n",2,http://a/b\r\ntrue,,tab\t\r\n'
    assert serialise(answer, "tsv") == '?a\t?b\t?c\n"x,\\"y\\"\\n"@en\t2\t<http://a/b>\ntrue\t\t"tab\\t"\n'
    root = ElementTree.fromstring(serialise(answer, "xml"))
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    assert [v.get("name") for v in root.findall("s:head/s:variable", names)] == ["a", "b", "c"]
    assert len(root.findall("s:results/s:result/s:binding", names)) == 5
    assert answer.table().rows[0] == ('x,"y"\n', 2, "http://a/b")
    with pytest.raises(QueryError, match="cannot be written as turtle"):
        serialise(answer, "turtle")


def test_every_format_of_triples_and_of_a_truth() -> None:
    answer = sparql(example(), "CONSTRUCT { ?r a crg:Review } WHERE { ?r a crg:Review }")
    assert serialise(answer, "ntriples").count(" .\n") == 3
    assert "a crg:Review" in serialise(answer, "turtle")
    assert "review/ash" in serialise(answer, "jsonld")
    with pytest.raises(QueryError, match="Triples cannot be written as csv"):
        serialise(answer, "csv")
    truth = sparql(example(), "ASK { ?r a crg:Review }")
    assert json.loads(serialise(truth, "json")) == {"head": {}, "boolean": True}
    assert "<boolean>true</boolean>" in serialise(truth, "xml")


def test_a_folder_without_a_build_is_told(tmp_path: Path) -> None:
    from kg.errors import BuildError

    with pytest.raises(BuildError, match="kg build"):
        open_graph(tmp_path)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/sparql", "ftp://x/"])
def test_a_server_that_is_none_is_told(address: str) -> None:
    with pytest.raises(QueryError, match=r"cannot be reached|no address"):
        open_graph(endpoint=address).select("SELECT * { ?s ?p ?o }")
