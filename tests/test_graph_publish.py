"""Publishing to two independent servers: Oxigraph from its Python package, Virtuoso from Debian's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import BuildError
from kg.graph.build import Build
from kg.graph.nquads import memory_store
from kg.graph.publish import Server, publish
from kg.query.graph import open_graph
from kg.query.records import all_records
from tests.example import write_example
from tests.graph_breaks import example_graph

BASE = "https://w3id.org/case-review-graph/id/"
PASSWORD = {"KG_USER": "dba", "KG_PASSWORD": "dba"}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a crg:Recommendation }"


def missing(what: str) -> None:
    """Skip, saying how to get the program; under CI it must be there."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no server at {url}")


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory) -> Iterator[tuple[Server, dict[str, str]]]:
    program = oxigraph_program()
    if program is None:
        missing("Oxigraph's server is needed: pip install oxigraph")
    port, folder = free_port(), tmp_path_factory.mktemp("oxigraph")
    process = subprocess.Popen(
        [
            str(program),
            "serve",
            "--location",
            str(folder),
            "--bind",
            f"127.0.0.1:{port}",
            "--union-default-graph",
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Server.at(f"http://127.0.0.1:{port}/store"), {}
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory) -> Iterator[tuple[Server, dict[str, str]]]:
    program = shutil.which("virtuoso-t")
    if program is None:
        missing("Virtuoso is needed: apt-get install virtuoso-opensource")
    folder, port, web = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "v.ini").write_text(
        f"[Database]\nDatabaseFile = {folder}/v.db\nErrorLogFile = {folder}/v.log\nLockFile = {folder}/v.lck\n"
        f"TransactionFile = {folder}/v.trx\nxa_persistent_file = {folder}/v.pxa\n"
        f"[TempDatabase]\nDatabaseFile = {folder}/t.db\nTransactionFile = {folder}/t.trx\n"
        f"[Parameters]\nServerPort = {port}\nNumberOfBuffers = 4000\nMaxDirtyBuffers = 3000\nDirsAllowed = {folder}\n"
        f"[HTTPServer]\nServerPort = {web}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([str(program), "-c", str(folder / "v.ini"), "-f"], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{web}/sparql", process)
        yield Server.at(f"http://127.0.0.1:{web}/sparql-graph-crud-auth"), PASSWORD
    finally:
        process.kill()
        process.wait(20)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request) -> tuple[Server, dict[str, str]]:
    return request.getfixturevalue(request.param)


@pytest.mark.server
def test_a_build_is_published_read_back_and_withdrawn(server, tmp_path: Path) -> None:
    where, keys = server
    whole = memory_store(example_graph())
    done = publish(whole, where, base=BASE, environment=keys)
    assert done.statements == len(whole) and not done.deleted
    graph = open_graph(endpoint=where.query)
    assert [row[0] for row in graph.select(COUNT).rows] == [9]
    again = publish(whole, where, base=BASE, environment=keys)
    assert again.put == done.put, "twice is once"
    assert [row[0] for row in graph.select(COUNT).rows] == [9]
    left = Store()
    left.extend(quad for quad in whole if "/graph/ash-txt" not in quad.graph_name.value)
    gone = publish(left, where, base=BASE, environment=keys)
    assert len(gone.deleted) == 1 and "ash-txt" in gone.deleted[0]
    assert [row[0] for row in graph.select(COUNT).rows] == [7]


@pytest.mark.server
def test_graphs_of_others_stay(oxigraph) -> None:
    where, keys = oxigraph
    other = f"{where.store}?graph=https%3A%2F%2Fexample.org%2Fother"
    put = urllib.request.Request(other, data=b"<a:s> <a:p> <a:o> .", method="PUT")
    put.add_header("Content-Type", "application/n-triples")
    urllib.request.urlopen(put).close()
    publish(memory_store(example_graph()), where, base=BASE, environment=keys)
    assert b"a:s" in urllib.request.urlopen(other).read()


@pytest.mark.server
def test_without_credentials_the_refusal_is_told(virtuoso) -> None:
    where, _ = virtuoso
    with pytest.raises(BuildError, match="KG_USER"):
        publish(memory_store(example_graph()), where, base=BASE, environment={})


def test_no_server_is_told(tmp_path: Path) -> None:
    store = write_example(tmp_path / "b").store()
    with pytest.raises(BuildError, match="cannot be reached"):
        publish(store, Server.at(f"http://127.0.0.1:{free_port()}/store"), base=BASE, environment={})
    with pytest.raises(BuildError, match="no web address"):
        Server.at("file:///etc/passwd")
    with pytest.raises(BuildError, match="--query"):
        Server.at("http://example.org/rdf")


@pytest.mark.server
def test_records_read_from_a_server_are_those_of_the_build(server, corpus_build: Path) -> None:
    where, keys = server
    publish(Build.open(corpus_build).store(), where, base=BASE, environment=keys)
    here, there = all_records(open_graph(corpus_build)), all_records(open_graph(endpoint=where.query))
    assert set(here) == set(there) and len(here["recommendation"]) > 20
    for kind, records in here.items():
        assert there[kind] == records, kind
