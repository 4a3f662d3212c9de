"""How the server holds up: many clients at once beside one alone, in the same run, as ratios, and its memory.

    python -m tests.bench.serve [--clients 50] [--seconds 60] [--build DIR]

Each client asks one thing after another, whatever kind comes: queries by GET and POST, questions of the library, pages
and triples of entities, searches, queries that cannot be read, and now and then one that is stopped at its limit.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from kg.query.questions import questions
from tests import hostile
from tests.serving import Served, example, path_of, served

LIMIT = 5.0  # seconds of a query
CLIENTS = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
NAMES = "SELECT ?r ?n WHERE { ?r a crg:Review ; crg:name ?n } ORDER BY ?n"
EVERYTHING = "SELECT * WHERE { ?s ?p ?o } LIMIT 500"
WORDS = (
    "information sharing",
    '"domestic abuse"',
    "child OR parent",
    "training NOT police",
    "safeguard*",
    "assessment",
)
#: of a thousand requests
SHARES = {
    "GET": 367,
    "POST": 160,
    "question": 140,
    "page": 100,
    "triples": 80,
    "search": 120,
    "bad": 30,
    "slow": 3,
}


@dataclass(frozen=True)
class Asked:
    """One request, and the status that it should get."""

    kind: str
    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass
class Counted:
    """What clients met: seconds of each answer by kind, and what went wrong; the server's memory as it went."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def count(self) -> int:
        """How many answers there were."""
        return sum(map(len, self.seconds.values()))

    def at(self, kind: str | None, share: float) -> float:
        """The seconds within which `share` of the answers came; all kinds but the slow where none is named."""
        chosen = [kind] if kind else [one for one in self.seconds if one != "slow"]
        every = sorted(value for one in chosen for value in self.seconds.get(one, ()))
        return every[min(int(len(every) * share), len(every) - 1)] if every else 0.0

    def held(self, role: str, start: float, end: float) -> float:
        """The mean bytes that `role` held between two shares of the run."""
        chosen = [held[role] for at, held in self.memory if start * self.elapsed <= at <= end * self.elapsed]
        return sum(chosen) / max(len(chosen), 1)


def traffic(entities: Sequence[str], seed: int) -> Iterator[Asked]:
    """Requests without end, of every kind, the same for the same seed."""
    chance = random.Random(seed)
    plain = [one.sparql for one in questions().values() if not any(p.required for p in one.parameters)]
    while True:
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if kind == "GET":
            yield Asked(
                kind, "GET", "/sparql?" + urlencode({"query": chance.choice((NAMES, EVERYTHING, "ASK {}"))})
            )
        elif kind == "POST" and chance.random() < 0.5:
            yield Asked(
                kind, "POST", "/sparql", urlencode({"query": NAMES}).encode(), FORM | {"Accept": "text/csv"}
            )
        elif kind == "POST":
            yield Asked(kind, "POST", "/sparql", EVERYTHING.encode(), QUERY)
        elif kind == "question":
            yield Asked(kind, "POST", "/sparql", chance.choice(plain).encode(), QUERY)
        elif kind in ("page", "triples"):
            accept = "text/html" if kind == "page" else chance.choice(("text/turtle", "application/ld+json"))
            yield Asked(kind, "GET", chance.choice(entities), headers={"Accept": accept})
        elif kind == "search":
            yield Asked(kind, "GET", "/search?q=" + quote(chance.choice(WORDS)))
        elif kind == "bad":
            bad = chance.choice(hostile.FEDERATION + hostile.UPDATES + hostile.BROKEN[:4])
            yield Asked(kind, "POST", "/sparql", bad.encode(), QUERY, status=400)
        else:
            yield Asked(kind, "POST", "/sparql", hostile.SLOW[0].encode(), QUERY, status=503)


def paths(server: Served) -> list[str]:
    """The paths of every entity of the graph."""
    status, body = server.ask("SELECT DISTINCT ?s { ?s a ?c FILTER(STRSTARTS(STR(?s), STR(id:))) }")
    assert status == 200, body
    return sorted(path_of(row["s"]["value"]) for row in json.loads(body)["results"]["bindings"])


def load(server: Served, entities: Sequence[str], *, clients: int, seconds: float) -> Counted:
    """What `clients` meet in so many seconds."""
    counted, lock, began = Counted(), threading.Lock(), time.monotonic()
    end = began + seconds

    def client(seed: int) -> None:
        connection = server.connect()
        for asked in traffic(entities, seed):
            if time.monotonic() > end:
                break
            took, wrong = _asked(connection, asked)
            with lock:
                counted.seconds.setdefault(asked.kind, []).append(took)
                counted.errors += [wrong] if wrong else []
        connection.close()

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        counted.memory.append((time.monotonic() - began, server.memory()))
        time.sleep(min(1.0, seconds / 20))
    counted.elapsed = time.monotonic() - began
    return counted


def _asked(connection: HTTPConnection, asked: Asked) -> tuple[float, str]:
    """The seconds that one request took, and what went wrong or nothing."""
    began = time.monotonic()
    try:
        connection.request(asked.method, asked.path, asked.body, asked.headers)
        answer = connection.getresponse()
        body = answer.read()
        wrong = answer.status != asked.status or (asked.kind == "slow" and b"was stopped" not in body)
        said = f"{asked.kind}: {answer.status} {body[:200]!r}" if wrong else ""
    except (OSError, HTTPException) as error:
        connection.close()
        said = f"{asked.kind}: {error!r}"
    return time.monotonic() - began, said


def report(alone: Counted, many: Counted, clients: int, say: Callable[[str], None]) -> None:
    """Print the table."""
    say(f"{'':10} {'one client alone':>24} {f'{clients} clients':>26} {'ratio':>14}")
    say(
        f"{'':10} {'n':>6} {'p50 ms':>8} {'p99 ms':>8} {'n':>8} {'p50 ms':>8} {'p99 ms':>8} {'p50':>7} {'p99':>6}"
    )
    for kind in (*SHARES, None):
        figures = [counted.at(kind, share) * 1000 for counted in (alone, many) for share in (0.5, 0.99)]
        counts = [len(c.seconds.get(kind, ())) if kind else c.count for c in (alone, many)]
        ratios = [figures[2 + n] / figures[n] if figures[n] else 0.0 for n in (0, 1)]
        say(
            f"{kind or 'all but slow':10} {counts[0]:6} {figures[0]:8.1f} {figures[1]:8.1f} {counts[1]:8} "
            f"{figures[2]:8.1f} {figures[3]:8.1f} {ratios[0]:7.1f} {ratios[1]:6.1f}"
        )
    rates = [counted.count / counted.elapsed for counted in (alone, many)]
    say(
        f"answers a second: {rates[0]:.1f} alone, {rates[1]:.1f} by {clients}, ratio {rates[1] / rates[0]:.2f}"
    )
    for role in ("server", "workers"):
        warm, last = many.held(role, 0.25, 0.4), many.held(role, 0.85, 1.0)
        most = max(held[role] for _, held in many.memory)
        say(
            f"memory of the {role}: {warm / 2**20:.0f} MB after warm-up, {last / 2**20:.0f} MB at the end, "
            f"ratio {last / max(warm, 1):.2f}, at most {most / 2**20:.0f} MB"
        )
    say(f"errors: {len(alone.errors) + len(many.errors)}")
    for error in (*alone.errors, *many.errors)[:5]:
        say(f"  {error}")


def main(words: list[str] | None = None, say: Callable[[str], None] = print) -> Counted:
    """Serve, load, print; gives what the many clients met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument(
        "--seconds", type=float, default=6.0, help="for the many; one alone has a third of that"
    )
    parser.add_argument("--build", type=Path, help="a build to serve (default: the invented example)")
    parser.add_argument("--workers", default="2")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        build = given.build or example(Path(name))
        with served(build, "--seconds", str(LIMIT), "--workers", given.workers) as server:
            entities = paths(server)
            alone = load(server, entities, clients=1, seconds=given.seconds / 3)
            many = load(server, entities, clients=given.clients, seconds=given.seconds)
    report(alone, many, given.clients, say)
    return many


if __name__ == "__main__":
    main()
