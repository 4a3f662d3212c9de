"""What changes under a running server: a worker is killed, the build gets a newer generation, a source is withdrawn."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.serving import COUNT, KG, Served, example, path_of, served

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parent.parent
SOURCES = "SELECT ?file { ?s a crg:Source ; crg:fileName ?file }"


def rows(server: Served, query: str) -> list[dict[str, str]]:
    status, body = server.ask(query)
    assert status == 200, body
    return [
        {name: cell["value"] for name, cell in row.items()} for row in json.loads(body)["results"]["bindings"]
    ]


def eventually(true) -> bool:
    """Whether it becomes true while the server looks about."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    with served(example(tmp_path)) as server:
        before = server.processes()["workers"]
        assert len(before) == 4, "two for queries and one to spare, one for pages"
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert [server.ask(COUNT)[0] for _ in range(6)] == [200] * 6
        assert server.get("/id/review/nobody")[0] == 404

        def replaced() -> bool:
            now = server.processes()["workers"]
            return len(now) == 4 and not set(before) & set(now)

        assert eventually(replaced)


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_workers_end_with_a_server_that_was_killed(tmp_path: Path) -> None:
    without_end = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with served(example(tmp_path), "--seconds", "3") as server:
        workers = server.processes()["workers"]
        busy = threading.Thread(target=lambda: _quietly(lambda: server.ask(without_end)))
        busy.start()
        time.sleep(1)
        os.kill(server.pid, signal.SIGKILL)
        busy.join()
        assert eventually(
            lambda: not any(Path(f"/proc/{pid}/cmdline").exists() and _is_running(pid) for pid in workers)
        )


def _quietly(do) -> None:
    try:
        do()
    except OSError:
        return


def _is_running(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Two small papers of invented places."""
    folder = tmp_path / "papers"
    folder.mkdir()
    made = []
    for child, place in (("Rowan", "Northmere"), ("Hazel", "Eastvale")):
        path = folder / f"{child.lower()}.txt"
        path.write_text(
            f"SERIOUS CASE REVIEW: CHILD {child.upper()}\n\n{place} Safeguarding Children Partnership\nPublished March 2021\n\n"
            f"1. Recommendations\n\nRecommendation 1: {place} Police should share information about zephyr{child.lower()} visits.\n",
            encoding="utf-8",
        )
        made.append(path)
    return made


def kg(*words: str) -> None:
    done = subprocess.run([sys.executable, "-c", KG, *words], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_a_newer_build_is_taken_up_without_an_error(papers: list[Path], tmp_path: Path) -> None:
    build = tmp_path / "build"
    kg("build", str(papers[0]), "--output", str(build))
    statuses: set[int] = set()
    stop = threading.Event()
    with served(build) as server:
        here = path_of(rows(server, "SELECT ?r { ?r a crg:Recommendation } LIMIT 1")[0]["r"])

        def ask() -> None:
            while not stop.is_set():
                statuses.update(
                    (server.ask(COUNT)[0], server.get("/search?q=police")[0], server.get(here)[0])
                )

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        try:
            assert [row["file"] for row in rows(server, SOURCES)] == ["rowan.txt"]
            kg("add", str(papers[1]), "--build", str(build))
            assert sorted(row["file"] for row in rows(server, SOURCES)) == ["hazel.txt", "rowan.txt"]
            assert b"zephyrhazel" in server.get("/search?q=zephyrhazel&kind=recommendation")[1]
            kg("withdraw", "hazel.txt", "--build", str(build))
            assert [row["file"] for row in rows(server, SOURCES)] == ["rowan.txt"]
            assert b"Nothing found" in server.get("/search?q=zephyrhazel")[1]
        finally:
            stop.set()
            for client in clients:
                client.join()
        assert statuses == {200}
        assert eventually(lambda: not _deleted(server)), "a worker holds files of a generation that is gone"


def _deleted(server: Served) -> list[str]:
    """The files of the store that its workers hold open although they were removed: withdrawn text among them."""
    held = []
    for pid in server.processes()["workers"]:
        for handle in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                name = str(handle.readlink())
            except OSError:
                continue
            if name.endswith("(deleted)") and "generations" in name:
                held.append(name)
    return held
