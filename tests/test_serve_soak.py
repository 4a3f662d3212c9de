"""Fifty clients at once: nobody meets an error, and the server holds no more memory at the end than when it was warm."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.serve import SHARES, load, main, paths
from tests.serving import example, served

pytestmark = pytest.mark.alone

CLIENTS = 50
SECONDS = 60.0
SERVER_SHARE = 1.2  # of the memory after warm-up that the server may hold at the end
WORKERS_SHARE = 1.5  # and its workers together, each of which is started anew when it was killed or has grown


def test_the_benchmark_runs_at_a_small_size() -> None:
    lines: list[str] = []
    many = main(["--clients", "5", "--seconds", "4"], say=lines.append)
    shown = "\n".join(lines)
    assert (
        all(kind in shown for kind in SHARES)
        and "answers a second" in shown
        and "memory of the workers" in shown
    )
    assert many.errors == [] and many.count > 20


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")
def test_fifty_clients_for_a_minute(tmp_path: Path) -> None:
    with served(example(tmp_path), "--seconds", "5") as server:
        met = load(server, paths(server), clients=CLIENTS, seconds=SECONDS)
    assert met.errors == []
    assert set(met.seconds) == set(SHARES), "every kind was asked"
    for role, share in (("server", SERVER_SHARE), ("workers", WORKERS_SHARE)):
        warm, last = met.held(role, 0.25, 0.4), met.held(role, 0.85, 1.0)
        assert warm > 0 and last <= share * warm, (
            f"{role}: {warm / 2**20:.0f} MB, at the end {last / 2**20:.0f} MB"
        )
