"""SPARQL that a user wrote: refused where it does more than read, stopped when its time is up."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import kg.errors
from kg.errors import BuildError, QueryError, QueryStopped, WorkerLost
from kg.query.answer import Answer, Limits, Message, Written
from kg.query.graph import Graph
from kg.query.guard import legible
from kg.query.worker import receive, send

_KILLED = -9  # what the system says of a process that was killed
_OPENING = 60.0  # seconds that a worker may take to open its store


class Worker:
    """A child process that holds one store; killed when a query takes too long, and then started anew.

    A `warm` one takes longer to start and less for its first query.
    """

    def __init__(self, store: Path, *, warm: bool = False) -> None:
        self.store = store
        self.warm = warm
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The number of the running child; None where there is none."""
        alive = self._process is not None and self._process.poll() is None
        return self._process.pid if alive and self._process is not None else None

    def start(self) -> subprocess.Popen[bytes]:
        """The running child, started where there is none; BuildError where it cannot open its store."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._stopped = False
        command = [
            sys.executable,
            "-P",
            "-m",
            "kg.query.worker",
            str(self.store),
            *(["--warm"] if self.warm else []),
        ]
        process = self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if _awaited(process, None, seconds=_OPENING) is None:
            self.close()
            raise BuildError(f"{self.store} cannot be opened; was the build in it replaced? Ask again.")
        return process

    def ask(self, query: str, *, limits: Limits, guard: bool = True) -> Answer:
        """The answer to `query`; QueryError where it is refused, fails or takes longer than the limit."""
        return Answer.of(self._exchange(query, limits=limits, guard=guard, forms=None))

    def write(self, query: str, *, limits: Limits, forms: Sequence[str], guard: bool = True) -> Written:
        """The answer written out by the child, in the first of `forms` that fits it; as `ask` otherwise."""
        reply = self._exchange(query, limits=limits, guard=guard, forms=list(forms))
        return Written(reply["form"], reply["body"], reply["cut"])

    def _exchange(self, query: str, *, limits: Limits, guard: bool, forms: list[str] | None) -> Message:
        legible(query)
        process = self.start()
        request = {"query": query, "rows": limits.rows, "seconds": limits.seconds, "guard": guard}
        reply = None
        try:
            reply = _awaited(process, request | {"forms": forms}, seconds=limits.seconds)
        finally:
            if reply is None or reply["last"]:
                self.close()
        if reply is None and not self._stopped and process.returncode == _KILLED:
            raise WorkerLost("The query was stopped: its process was killed, perhaps for want of memory.")
        if reply is None:
            raise QueryStopped(
                "The query was stopped: it nests too deep, or needed more memory than one query may use."
            )
        if "error" in reply:
            raise getattr(kg.errors, reply["kind"])(reply["error"])
        return reply

    def stop(self) -> None:
        """End the child although another thread waits for its answer, which is then QueryStopped."""
        process = self._process
        if process is not None:
            self._stopped = True
            process.kill()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was still to be written has nobody to read it
                    continue
        self._process = None


def _awaited(process: subprocess.Popen[bytes], request: Message | None, *, seconds: float) -> Message | None:
    """The next message of the child, after `request`; None where it ended, QueryStopped where it was too slow."""
    assert process.stdin is not None and process.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        if request is not None:
            send(process.stdin, request)
        reply = receive(process.stdout)
    except (OSError, ValueError):
        reply = None
    finally:
        timer.cancel()
    if reply is None and late.is_set() and request is not None:
        raise QueryStopped(
            f"The query was stopped after {seconds:g} seconds; ask for less, or allow more with --seconds."
        )
    return reply


def sparql(graph: Graph, query: str, *, limits: Limits | None = None, guard: bool = True) -> Answer:
    """The answer to a query of a user, in a child process or from the server that `graph` is."""
    limits = limits or Limits()
    if graph.store is None:
        from kg.query.graph_endpoint import EndpointEngine, ask_server

        if not isinstance(graph.engine, EndpointEngine):
            raise QueryError(f"{graph.name} has no store on disk that another process could open.")
        return ask_server(graph.engine, query, limits=limits)
    with Worker(graph.store) as worker:
        return worker.ask(query, limits=limits, guard=guard)
