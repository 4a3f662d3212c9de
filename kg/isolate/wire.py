"""What passes between the two ends of a pipe: a job with its limits one way, a reply the other way."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import IO

_JOB = struct.Struct(">QdQ")  # bytes of the job, seconds, bytes of memory
_REPLY = struct.Struct(">BQ")  # kind, bytes of the body


class Kind(IntEnum):
    """Kinds of reply."""

    READY = 0  # started; what is said of a job comes after it
    DONE = 1  # the body is what the job gave
    LAST = 2  # so too, and the process ends: the job has left much memory behind
    REFUSED = 3  # the job raised an error of the project: its class and its message, parted by a newline
    FAILED = 4  # the job raised anything else, told in the body; the process ends


def send_job(stream: IO[bytes], job: bytes, *, seconds: float, memory: int) -> None:
    """Write `job`, which may use `seconds` of processor time and `memory` bytes."""
    stream.write(_JOB.pack(len(job), seconds, memory))
    stream.write(job)
    stream.flush()


def receive_job(stream: IO[bytes]) -> tuple[bytes, float, int] | None:
    """The next job, its seconds and its memory; None where the stream has ended."""
    head = _exactly(stream, _JOB.size)
    if head is None:
        return None
    length, seconds, memory = _JOB.unpack(head)
    job = _exactly(stream, length)
    return None if job is None else (job, seconds, memory)


def send_reply(stream: IO[bytes], kind: Kind, body: bytes = b"") -> None:
    """Write one reply."""
    stream.write(_REPLY.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def receive_reply(stream: IO[bytes]) -> tuple[Kind, bytes] | None:
    """The next reply; None where the stream has ended, be it in the middle of one."""
    head = _exactly(stream, _REPLY.size)
    if head is None:
        return None
    kind, length = _REPLY.unpack(head)
    body = _exactly(stream, length)
    return None if body is None else (Kind(kind), body)


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    data = stream.read(length)
    return data if len(data) == length else None
