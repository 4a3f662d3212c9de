"""A pool of child processes as an executor: a job that hangs, swells or breaks down loses its process and no other.

`concurrent.futures.ProcessPoolExecutor` gives up all its jobs where one process dies, cannot stop one that hangs,
and starts `__main__` again in every child. This one starts `kg.isolate.child` as a program, so it works from
notebooks and scripts and on systems without fork, and kills by `Popen.kill`, which every system has.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import ParamSpec, TypeVar, cast

import kg.errors
from kg.errors import KgError, WorkLost
from kg.isolate.child import PATIENCE
from kg.isolate.wire import Kind, receive_reply, send_job

_MB = 1_000_000
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one job may use, by its own size: a text PDF of 2.4 MB and 295 pages takes 4 seconds and 120 MB, text
    of 1 MB takes 4 seconds and 60 MB, so these are some fifteen times what honest documents need."""

    seconds: float = 60.0  # of processor time, for the smallest job
    seconds_a_megabyte: float = 20.0
    memory: int = 384 * _MB  # bytes, for the smallest job
    memory_a_byte: int = 40
    most_memory: int = 4_000 * _MB  # bytes, for the largest

    def of(self, size: int) -> tuple[float, int]:
        """Seconds of processor time and bytes of memory for a job of `size` bytes."""
        seconds = self.seconds + self.seconds_a_megabyte * size / _MB
        return seconds, min(self.memory + self.memory_a_byte * size, self.most_memory)


def cores() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class IsolatedExecutor(Executor):
    """Runs functions that give bytes in at most `workers` child processes, each started when it is first needed.

    A future raises what the job raised of `kg.errors`, and WorkLost for all else that befalls it.
    """

    def __init__(self, workers: int, *, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Allowance()
        self._children = [_Child() for _ in range(workers)]
        self._idle: SimpleQueue[_Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="isolated")

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """The future of `fn(*args, **kwargs)`; `fn` is a function of a module that gives bytes, and its arguments
        can be pickled. What comes back is not unpickled: a child that a document has taken over can only lie."""
        job = self._threads.submit(self._run, pickle.dumps((fn, args, kwargs), protocol=5))
        return cast("Future[_T]", job)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End every child: with `cancel_futures` at once, otherwise when its jobs are done."""
        if cancel_futures:
            for child in self._children:
                child.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        for child in self._children if wait else ():
            child.close()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _run(self, job: bytes) -> bytes:
        seconds, memory = self._allowance.of(len(job))
        child = self._idle.get()
        try:
            return child.run(job, seconds=seconds, memory=memory)
        finally:
            self._idle.put(child)


class _Child:
    """One child process, started where there is none."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False  # for good

    def run(self, job: bytes, *, seconds: float, memory: int) -> bytes:
        """What `job` gives. Raises its KgError, or WorkLost."""
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(PATIENCE * seconds, stop)
        timer.start()
        reply = None
        try:
            assert process.stdin is not None and process.stdout is not None
            send_job(process.stdin, job, seconds=seconds, memory=memory)
            reply = receive_reply(process.stdout)
        except OSError:  # it died while it was sent the job
            reply = None
        finally:
            timer.cancel()
            if reply is None or reply[0] in (Kind.LAST, Kind.FAILED):
                self.close()
        if reply is None:
            raise _lost(process.returncode, late=late.is_set(), seconds=seconds, memory=memory)
        kind, body = reply
        if kind in (Kind.DONE, Kind.LAST):
            return body
        if kind is Kind.REFUSED:
            name, _, message = body.decode("utf-8").partition("\n")
            raise _error(name, message)
        if body == b"MemoryError":
            raise _too_much(memory)
        raise WorkLost(f"broke down ({body.decode('utf-8', 'replace')})")

    def kill(self) -> None:
        """End it whatever it does, for good."""
        self._ended = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process; the next job starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was still to be written has nobody to read it
                    continue

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        if self._ended:
            raise WorkLost("was given up")
        here = [path or os.curdir for path in sys.path]
        process = self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.isolate.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, here))},
        )
        assert process.stdout is not None
        if receive_reply(process.stdout) is None:
            self.close()
            raise KgError(
                f"No second process of {sys.executable} can be started to read documents in; is there enough memory?"
            )
        return process


#: every core has a child of its own
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def _lost(code: int, *, late: bool, seconds: float, memory: int) -> WorkLost:
    """Why a child ended without a reply, as far as its exit code `code` says."""
    import signal

    if late or code == -getattr(signal, "SIGXCPU", 0):
        return WorkLost(f"took longer than {seconds:.0f} seconds")
    return WorkLost(
        f"ended its process, as one that needs more than {memory // _MB} MB of memory or is damaged"
    )


def _too_much(memory: int) -> WorkLost:
    return WorkLost(f"needed more than {memory // _MB} MB of memory")


def _error(name: str, message: str) -> KgError:
    error: KgError = getattr(kg.errors, name, KgError)(message)
    return error
