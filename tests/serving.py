"""A server for tests and benchmarks: `kg serve` as a process of its own, on a free port, and what it holds in memory."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?r a crg:Recommendation }"
KG = "import sys; sys.argv[0] = 'kg'; from kg.cli.main import main; main()"


@dataclass(frozen=True)
class Served:
    """A running server."""

    host: str
    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{self.host}:{self.port}"

    def connect(self, seconds: float = 60) -> HTTPConnection:
        """A new connection to it."""
        return HTTPConnection(self.host, self.port, timeout=seconds)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Status and body of one GET on a connection of its own."""
        connection = self.connect()
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ask(self, query: str) -> tuple[int, bytes]:
        """Status and body of one query."""
        return self.get("/sparql?" + urlencode({"query": query}))

    def processes(self) -> dict[str, list[int]]:
        """The server's process and those of its workers, by role."""
        done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.pid)], capture_output=True, text=True)
        return {"server": [self.pid], "workers": [int(pid) for pid in done.stdout.split()]}

    def memory(self) -> dict[str, int]:
        """Bytes of memory that the server, and that its workers together, hold at this moment."""
        return {role: sum(map(_resident, pids)) for role, pids in self.processes().items()}


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def served(build: Path, *options: str, host: str = "127.0.0.1") -> Iterator[Served]:
    """A server on `build`, warm; ended afterwards."""
    words = ["serve", "--build", str(build), "--port", "0", "--host", host, *options]
    process = subprocess.Popen([sys.executable, "-c", KG, *words], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r":(\d+)/ ", said)
        assert found, said + process.stderr.read()
        server = Served(host, int(found[1]), process.pid)
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Served) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            assert server.ask(COUNT)[0] == 200
            assert server.get("/id/review/nobody")[0] == 404
            return
        except OSError:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)


def contention() -> float:
    """How many times longer than alone things take on this machine at this moment: 1 where nobody else uses it.

    Limits of time in tests are for a machine of one's own; on a busy one they are multiplied by this.
    """
    wall, used = time.monotonic(), time.process_time()
    while (spent := time.process_time() - used) < 0.05:
        sum(range(1000))
    return max(1.0, (time.monotonic() - wall) / spent)


def example(folder: Path) -> Path:
    """The build of the invented example, made in `folder`."""
    build = folder / "build"
    subprocess.run([sys.executable, "-m", "tests.example", str(build)], check=True, capture_output=True)
    return build


def path_of(iri: str) -> str:
    """The path of an entity on a server."""
    return "/id/" + quote(iri.split("/id/", 1)[1], safe="/~%")
