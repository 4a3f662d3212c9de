"""How long questions take on generated graphs: `python -m tests.bench.query [--recommendations N] [--rdflib] [--cold]`.

Each question of the library runs in the worker that `kg ask` uses; beside it, with --rdflib, plain rdflib on the
same graph in the same run, stopped after CAP seconds. 1,950 recommendations are 240,000 statements, 13,800 a million.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.query.answer import Limits
from kg.query.graph import Graph, LocalEngine
from kg.query.prefixes import PREFIXES
from kg.query.questions import Question, bound, planned, questions
from kg.query.sparql import Worker
from kg.query.values import bind
from tests.bench.query_graph import write

GIVEN = {"review": "r7", "theme": "theme 7", "agency": "agency 7", "since": "2015", "id": "review/r7"}
CAP = 5.0  # seconds that a question may take in rdflib


def prepare(folder: Path, *, reviews: int, recommendations: int) -> tuple[Graph, int]:
    """The generated graph as a disk store, and how many statements it has."""
    from pyoxigraph import Store

    count = write(folder / "graph.nq", reviews=reviews, recommendations=recommendations)
    store = Store(str(folder / "store"))
    store.bulk_load(path=str(folder / "graph.nq"))
    store.optimize()
    store.flush()
    del store
    engine = LocalEngine(Store.read_only(str(folder / "store")), name="generated")
    return Graph(engine, store=folder / "store"), count


def cases() -> dict[str, tuple[Question, dict[str, str]]]:
    """Each question with what it needs, and again with one more theme, agency, review or year: `name --parameter`."""
    found = {}
    for name, asked in questions().items():
        needed = {one.name: GIVEN[one.name] for one in asked.parameters if one.required}
        found[name] = (asked, needed)
        for one in asked.parameters:
            if one.name in GIVEN and not one.required:
                found[f"{name} {one.option}"] = (asked, {**needed, one.name: GIVEN[one.name]})
    return found


def measure(graph: Graph, *, repeats: int) -> dict[str, tuple[str, float, int]]:
    """For each case: its bound query as it is written, the median seconds of its answers in the worker, its rows.

    At most as many rows as `kg ask` gives of itself.
    """
    assert graph.store is not None
    found = {}
    with Worker(graph.store) as worker:
        worker.ask("ASK { ?s ?p ?o }", limits=Limits(), guard=False)
        for name, (asked, values) in cases().items():
            query = planned(graph, asked, values)
            times, rows = [], 0
            for _ in range(repeats):
                began = time.perf_counter()
                try:
                    rows = len(worker.ask(query, limits=Limits(seconds=30), guard=False).rows)
                except QueryError:
                    rows = -1
                times.append(time.perf_counter() - began)
            plain = bind(asked.sparql, bound(graph, asked, values))
            found[name] = (plain, statistics.median(times), rows)
    return found


def in_rdflib(path: Path, queries: dict[str, str]) -> dict[str, float]:
    """Seconds of each query in rdflib's own engine, CAP where it was stopped."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(str(path), format="nquads")
    context = multiprocessing.get_context("fork")  # the loaded graph is shared with each child
    return {name: _timed(context, dataset, query) for name, query in queries.items()}


def _timed(context: Any, dataset: Any, query: str) -> float:
    mine, theirs = context.Pipe()
    child = context.Process(target=_ask, args=(dataset, query, theirs))
    child.start()
    taken = mine.recv() if mine.poll(CAP) else CAP
    child.kill()
    child.join()
    return float(taken)


def _ask(dataset: Any, query: str, pipe: Connection) -> None:
    began = time.perf_counter()
    try:
        list(dataset.query(query, initNs=PREFIXES))
    except Exception:  # noqa: BLE001  # rdflib fails on some of what it parses: it has no answer in time
        return
    pipe.send(time.perf_counter() - began)


def cold(folder: Path) -> float:
    """Seconds from starting a process to its first answer, with the guard and the child that answers."""
    code = (
        "import sys; from pathlib import Path; from kg.query.answer import Limits; from kg.query.sparql import Worker\n"
        "with Worker(Path(sys.argv[1])) as w: print(len(w.ask('SELECT ?r { ?r a crg:Review }', limits=Limits()).rows))"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder / "store")], check=True, capture_output=True)
    return time.perf_counter() - began


def main(words: list[str] | None = None, say: Callable[[str], None] = print) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1400)
    parser.add_argument("--recommendations", type=int, default=1950)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rdflib", action="store_true")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph, count = prepare(folder, reviews=given.reviews, recommendations=given.recommendations)
        say(f"{count:,} statements, {given.reviews:,} reviews, {given.recommendations:,} recommendations")
        say(f"cold process, guard and first answer: {cold(folder):.2f} s")
        found = measure(graph, repeats=given.repeats)
        plain = {name: query for name, (query, _, _) in found.items() if " " not in name}
        others = in_rdflib(folder / "graph.nq", plain) if given.rdflib else {}
    for name, (_, seconds, rows) in sorted(found.items(), key=lambda item: -item[1][1]):
        other = others.get(name)
        beside = (
            ""
            if other is None
            else f"  rdflib {'>' if other >= CAP else ' '}{other:6.2f} s  {other / seconds:7.1f}x"
        )
        say(f"{name:46} {seconds:7.3f} s {rows:7} rows{beside}")
    for what, names in (("questions", plain), ("with one more parameter", found.keys() - plain.keys())):
        times = [found[name][1] for name in names]
        say(f"{len(times)} {what}: median {statistics.median(times):.3f} s, worst {max(times):.3f} s")


if __name__ == "__main__":
    main()
