"""The benchmark of asking runs, at a small size; its figures are printed, not asserted."""

from __future__ import annotations

from tests.bench.query import cases, main


def test_the_benchmark_runs_at_a_small_size() -> None:
    lines: list[str] = []
    main(["--reviews", "12", "--recommendations", "60", "--repeats", "1"], say=lines.append)
    assert "12 reviews, 60 recommendations" in lines[0]
    assert len(lines) == len(cases()) + 4
    assert not any("-1 rows" in line for line in lines), "no question is stopped"
