"""Nobody can harm the server: hostile queries are refused or stopped in time, hostile clients hold nothing and nobody up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from kg.serve import connection
from tests import hostile
from tests.serving import COUNT, Served, contention, example, served

pytestmark = pytest.mark.alone

SECONDS = 2.0
GRACE = 1.0  # seconds over its limit after which a query must have been stopped, on a machine of one's own
MANY = 700  # connections: more than the server keeps


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Served]:
    with served(example(tmp_path_factory.mktemp("hostile")), "--seconds", str(SECONDS)) as running:
        yield running


def post(server: Served, query: bytes) -> tuple[int, bytes, float]:
    """Status, body and seconds of one query on a connection of its own."""
    began = time.monotonic()
    asked = server.connect()
    asked.request("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
    answer = asked.getresponse()
    body = answer.read()
    asked.close()
    return answer.status, body, time.monotonic() - began


def answers(server: Served) -> bool:
    """Whether the server answers a plain question, and within the time of one query."""
    began = time.monotonic()
    return server.ask(COUNT)[0] == 200 and time.monotonic() - began < SECONDS * contention()


def test_there_are_more_than_sixty_hostile_queries() -> None:
    assert len(set(hostile.ALL)) == len(hostile.ALL) > 80


@pytest.mark.parametrize("number", range(len(hostile.REFUSED)))
def test_a_hostile_query_is_refused(server, number) -> None:
    status, said, seconds = post(server, hostile.REFUSED[number].encode("utf-8", "surrogatepass"))
    assert status in (400, 413), said[:200]
    assert seconds < SECONDS + GRACE * contention()


@pytest.mark.parametrize("number", range(len(hostile.SLOW)))
def test_a_query_without_end_is_stopped_and_the_next_is_answered(server, number) -> None:
    status, said, seconds = post(server, hostile.SLOW[number].encode())
    assert seconds < SECONDS + GRACE * contention()
    assert status in (200, 400, 503), said[:200]
    assert status != 503 or b"was stopped" in said or b"more memory" in said
    assert answers(server)


@pytest.mark.parametrize("number", range(len(hostile.REQUESTS)))
def test_a_broken_request_is_refused_and_the_next_is_answered(server, number) -> None:
    with socket.create_connection((server.host, server.port), timeout=SECONDS) as sent:
        try:
            sent.sendall(hostile.REQUESTS[number])
            said = sent.recv(100)
        except (TimeoutError, ConnectionError):
            said = b""
    assert not said or said.split()[1] in (b"400", b"415", b"421", b"200"), said
    assert answers(server)


def open_many(server: Served, count: int, sent: bytes) -> list[socket.socket]:
    opened = []
    for _ in range(count):
        one = socket.create_connection((server.host, server.port), timeout=10)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with suppress(ConnectionError):  # dropped already to make room
            one.sendall(sent)
        opened.append(one)
    return opened


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
LARGE = b"SELECT * WHERE { ?s ?p ?o . ?a ?b ?c } LIMIT 3000"
UNREAD = HEAD + b"Content-Length: %d\r\n\r\n" % len(LARGE) + LARGE
SCRIPT = b"GET /assets/yasgui.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3


@pytest.mark.parametrize(
    ("what", "sent", "count"),
    [
        ("say nothing", b"", MANY),
        ("stop in the head", b"POST /sparql HTTP/1.1\r\nHost: loc", MANY),
        ("stop in the body", HEAD + b"Content-Length: 500\r\n\r\nSEL", MANY),
        ("do not read a large file", SCRIPT, MANY),
        ("do not read a large answer", UNREAD, 6),
    ],
)
def test_many_slow_clients_keep_nobody_waiting(server, what, sent, count) -> None:
    held = open_many(server, count, sent)
    try:
        for _ in range(5):
            assert answers_soon(server), what
        assert server.get("/search?q=police")[0] == 200
        assert server.get("/id/review/nobody")[0] == 404
    finally:
        for one in held:
            one.close()
    assert answers_soon(server)


def answers_soon(server: Served) -> bool:
    """Whether it answers, and before a worker that somebody held would be free again."""
    began = time.monotonic()
    return server.ask(COUNT)[0] == 200 and time.monotonic() - began < connection.RECEIVE * contention()


def test_a_client_that_sends_a_byte_at_a_time_is_dropped(server) -> None:
    ended = threading.Event()
    began = time.monotonic()
    with socket.create_connection((server.host, server.port), timeout=10) as slow:
        for sign in HEAD + b"Content-Length: 500\r\n\r\n" + b" " * 500:
            try:
                slow.sendall(bytes([sign]))
                time.sleep(0.05)
                if time.monotonic() - began > 5 and not ended.is_set():
                    assert answers(server)  # while it sends
                    ended.set()
            except ConnectionError:
                break
        else:
            pytest.fail("it was never dropped")
    assert connection.RECEIVE - 1 < time.monotonic() - began < connection.RECEIVE + 5 * contention()


@pytest.mark.slow
def test_a_client_that_does_not_read_is_dropped(server) -> None:
    (slow,) = open_many(server, 1, SCRIPT)
    time.sleep(connection.STALL + 2)
    received = 0
    try:
        while part := slow.recv(1 << 20):
            received += len(part)
    except ConnectionError:
        pass
    slow.close()
    assert received < 3 * 1_000_000, "what it had not taken in time is gone"


def test_clients_that_go_away_leave_no_query_running(server) -> None:
    slow = hostile.SLOW[0].encode()
    sent = HEAD + b"Content-Length: %d\r\n\r\n" % len(slow) + slow
    for one in open_many(server, 40, sent):
        one.close()
    began = time.monotonic()
    assert server.ask(COUNT)[0] == 200
    assert time.monotonic() - began < 40 * SECONDS / 4 * contention(), (
        "forty times the limit on two workers were due"
    )


def test_fifty_clients_at_once_are_all_answered(server) -> None:
    with ThreadPoolExecutor(50) as clients:
        statuses = list(clients.map(lambda _: server.ask(COUNT)[0], range(200)))
    assert statuses == [200] * 200
