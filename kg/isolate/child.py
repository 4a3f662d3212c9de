"""The process that does the jobs: `python -m kg.isolate.child`, jobs on standard input, replies on standard output.

A job is a pickled function with its arguments and gives bytes. An error of the project is replied. Anything else
that a job raises is told and ends the process: what state it has left behind nobody knows, and the next job gets
a fresh one. Where whoever started it is gone, it ends by itself.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from kg.errors import KgError
from kg.isolate.wire import Kind, receive_job, send_reply

PATIENCE = (
    3.0  # seconds by the clock for a second of processor time: the machine may be busy with other things
)
LATE = 5.0  # seconds after which a process that nobody has stopped in time ends itself
SWOLLEN = (
    128 << 20
)  # bytes that a process may have grown by: every job may use as much memory as the first one
_CODE = Path(__file__).parents[2]


def main() -> None:
    """Do jobs until there are no more."""
    jobs, replies = sys.stdin.buffer, _own_output()
    sys.excepthook = lambda kind, error, trace: _tell_failure(replies, kind, error, trace)
    _no_core()
    slim = _size(_DATA)
    send_reply(replies, Kind.READY)
    with Path(os.devnull).open("w") as nowhere:
        while (found := receive_job(jobs)) is not None:
            job, seconds, memory = found
            faulthandler.dump_traceback_later(PATIENCE * seconds + LATE, exit=True, file=nowhere)
            function, args, kwargs = pickle.loads(job)  # before the limits: it also loads code
            _limit(seconds, memory)
            try:
                kind, body = Kind.DONE, function(*args, **kwargs)
            except KgError as error:
                kind, body = Kind.REFUSED, f"{type(error).__name__}\n{error}".encode("utf-8", "replace")
            _limit(None, None)
            faulthandler.cancel_dump_traceback_later()
            del found, job, args, kwargs
            last = kind is Kind.DONE and _size(_DATA) - slim > SWOLLEN
            send_reply(replies, Kind.LAST if last else kind, body)
            if last:
                return


def _own_output() -> IO[bytes]:
    """Standard output as it came; whatever else in this process writes to it goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return replies


def _tell_failure(
    replies: IO[bytes], kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Reply what was raised and where: "TypeError in kg/read/docx.py, line 31"."""
    _limit(None, None)
    if issubclass(kind, MemoryError):
        send_reply(replies, Kind.FAILED, b"MemoryError")
        return
    ours = [
        f"{Path(frame.filename).relative_to(_CODE).as_posix()}, line {frame.lineno}"
        for frame in traceback.extract_tb(trace)
        if Path(frame.filename).is_relative_to(_CODE / "kg") and frame.filename != __file__
    ]
    where = f" in {ours[-1]}" if ours else ""
    send_reply(replies, Kind.FAILED, f"{kind.__name__}{where}".encode())


def _limit(seconds: float | None, memory: int | None) -> None:
    """Let this process use `seconds` of processor time and `memory` bytes more than it does now; None: any."""
    try:
        import resource
    except ImportError:  # Windows: the clock has to do
        return
    used = int(time.process_time())
    limits = {resource.RLIMIT_CPU: None if seconds is None else used + int(seconds) + 1}
    if size := _size():
        limits[resource.RLIMIT_AS] = None if memory is None else size + memory
    for name, value in limits.items():
        hard = resource.getrlimit(name)[1]
        wanted = hard if value is None else value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (wanted, hard))


def _no_core() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(
        resource.RLIMIT_CORE, (0, 0)
    )  # a library that runs out of memory aborts: no file of that


_ALL, _DATA = 0, 5  # numbers of Linux's statm: the whole address space, and what is written to


def _size(number: int = _ALL) -> int:
    """Bytes of memory of this process; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[number])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
