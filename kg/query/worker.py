"""A child process that answers queries on a read-only store, so that it can be killed when time is up.

Neither engine can time out from Python and a signal does not interrupt it, so the limit is enforced from
outside. `python -m kg.query.worker STORE [--warm]` says when it is ready, then reads requests and writes replies, each a
length and JSON, a reply with the answer written out behind it where the request asks for that. Where whoever
started it is gone, it ends by itself.
"""

from __future__ import annotations

import faulthandler
import os
import struct
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypedDict

import msgspec

from kg.errors import QueryError, StoreBroken
from kg.query.answer import Message, Term, Written

if TYPE_CHECKING:
    from pyoxigraph import Store

_LENGTH = struct.Struct(">I")
MEMORY = 4 << 30  # bytes of address space that a worker may use
SWOLLEN = 256 << 20  # bytes that a worker may have grown by: the next query gets a slim one
LATE = 2.0  # seconds over its limit after which a worker that nobody killed ends itself
_NOT_ENOUGH = "The query needs more memory than one query may use."


def main(path: Path, *, warm: bool) -> None:
    """Answer requests from standard input until it ends, or until one has left much memory behind.

    With `warm` all that the first of them would wait for is done before.
    """
    from kg.query.execute import open_store, spare_of

    sys.setrecursionlimit(20_000)
    _limit_memory()
    store = open_store(path)
    if warm:
        _reply(store, {"query": "ASK { ?from ?p ?o }", "guard": True, "rows": 1, "forms": None})
    slim = _memory()
    send(sys.stdout.buffer, {"ready": True})
    with Path(os.devnull).open("w") as nowhere:
        while (request := receive(sys.stdin.buffer)) is not None:
            faulthandler.dump_traceback_later(request["seconds"] + LATE, exit=True, file=nowhere)
            reply, body = _reply(store, request)
            if reply.get("kind") == StoreBroken.__name__ and spare_of(path).is_file():
                store = open_store(spare_of(path))
                reply, body = _reply(store, request)
            faulthandler.cancel_dump_traceback_later()
            reply["last"] = _memory() - slim > SWOLLEN
            send(sys.stdout.buffer, reply, body)
            if reply["last"]:
                return


def _reply(store: Store, request: Message) -> tuple[Message, bytes]:
    from kg.query.execute import answered

    try:
        found = answered(store, request)
    except QueryError as error:
        return {"error": str(error), "kind": type(error).__name__}, b""
    except MemoryError:
        return {"error": _NOT_ENOUGH, "kind": "QueryStopped"}, b""
    if isinstance(found, Written):
        return {"form": found.form, "cut": found.cut}, found.body
    return found.message(), b""


def send(stream: IO[bytes], message: Message, body: bytes = b"") -> None:
    """Write one message, and `body` behind it."""
    rest = {**message, "body": len(body)}
    answer = {"answer": rest.pop("rows")} if isinstance(rest.get("rows"), tuple) else {}
    head = msgspec.json.encode({**answer, "rest": rest})
    stream.write(_LENGTH.pack(len(head)) + head)
    stream.write(body)
    stream.flush()


class _Plain(TypedDict, total=False):
    """A message as it is read: the rows of an answer as the tuples that an Answer holds, all else as it comes."""

    answer: tuple[tuple[Term | None, ...], ...]
    rest: dict[str, Any]


_READ = msgspec.json.Decoder(_Plain)


def receive(stream: IO[bytes]) -> Message | None:
    """Read one message, its body as bytes under "body"; None where the stream has ended."""
    start = stream.read(_LENGTH.size)
    if len(start) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(start)
    head = stream.read(length)
    if len(head) < length:
        return None
    read = _READ.decode(head)
    message: Message = {**read["rest"], "rows": read["answer"]} if "answer" in read else read["rest"]
    message["body"] = stream.read(expected := message["body"])
    return message if len(message["body"]) == expected else None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the time limit has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(
        resource.RLIMIT_CORE, (0, 0)
    )  # an engine that runs out of memory aborts: no file of that


def _memory() -> int:
    """The most bytes that this process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), warm="--warm" in sys.argv)
