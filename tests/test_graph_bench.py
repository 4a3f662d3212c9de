"""The benchmark of the graph runs, at a small size; no time is asserted."""

from __future__ import annotations

from tests.bench.graph import main


def test_the_benchmark_runs() -> None:
    ratios = main(3_000)
    assert set(ratios) >= {"shapes as queries / pySHACL", "load into memory / rdflib"}
    assert all(ratio >= 0 for ratio in ratios.values())
