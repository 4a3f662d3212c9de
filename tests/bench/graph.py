"""How fast a graph is written, stored and judged: `python -m tests.bench.graph [TRIPLES]`.

Statements of an invented world of many places; every figure beside a baseline measured in the same run: rdflib for
writing and loading, pySHACL for the shapes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import rdflib

from kg.graph import quads
from kg.graph.checks import run_checks
from kg.graph.judge import judge
from kg.graph.nquads import canonical, fill_store, memory_store
from kg.graph.scheme import ontology_quads
from kg.graph.shapes import run_shapes
from kg.graph.terms import BASE
from kg.model.entity import Knowledge
from tests.example import example_knowledge

T = TypeVar("T")


def many(copies: int) -> bytes:
    """The example world in as many places, each below its own base, as canonical N-Quads."""
    known = example_knowledge()
    scheme = set(ontology_quads(base=BASE))
    found = list(scheme)
    for place in range(copies):
        base = f"https://example.org/{place}/"
        own = set(ontology_quads(base=base))
        found += [quad for quad in quads(known, base=base) if quad not in own]
    return canonical(found)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds that `work` took, and what it gave."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def wide(knowledge: Knowledge, copies: int) -> Knowledge:
    """`knowledge` with each finding printed `copies` times: the cost of writing alone."""
    findings = tuple(
        replace(one, id=f"{one.id}-{copy}") for one in knowledge.findings for copy in range(copies)
    )
    return replace(knowledge, findings=findings)


def main(triples: int = 240_000) -> dict[str, float]:
    """Measure and print; gives the ratios by name."""
    each = len(memory_store(many(2))) - len(memory_store(many(1)))
    data = many(max(1, triples // each))
    loading, store = timed(lambda: memory_store(data))
    print(f"{len(store):,} statements; ours beside the baseline, in seconds:")
    with tempfile.TemporaryDirectory() as folder:
        disk, _ = timed(lambda: fill_store(Path(folder) / "store", data))
    slow, _ = timed(lambda: rdflib.Dataset().parse(data=data, format="nquads"))
    shapes, breaches = timed(lambda: run_shapes(store))
    checks, failed = timed(lambda: run_checks(store))
    second, same = timed(lambda: judge(store))
    assert {one.subject for one in breaches} == {one.subject for one in same} and not failed
    writing, made = timed(lambda: canonical(quads(wide(example_knowledge(), 500))))
    text, _ = timed(lambda: rdflib.Dataset().parse(data=made, format="nquads").serialize(format="nquads"))
    rows = {
        "load into memory / rdflib": (loading, slow),
        "load onto disk / rdflib": (disk, slow),
        "shapes as queries / pySHACL": (shapes, second),
        "shapes and checks / pySHACL": (shapes + checks, second),
        "write canonical / rdflib": (writing, text),
    }
    for name, (ours, theirs) in rows.items():
        print(f"  {name:32} {ours:8.2f} {theirs:8.2f}   {ours / theirs:.3f}")
    return {name: ours / theirs for name, (ours, theirs) in rows.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 240_000)
