"""A child process that answers queries on a read-only store, so that it can be killed when time is up.

Neither engine can time out from Python and a signal does not interrupt it, so the limit is enforced from
outside. `python -m kg.query.worker STORE` reads requests and writes replies, each a length and JSON.
"""

from __future__ import annotations

import json
import struct
import sys
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.query.prefixes import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

Message = dict[str, Any]
_LENGTH = struct.Struct(">I")
MEMORY = 4 << 30  # bytes of address space that a worker may use
LARGEST = 64 << 20  # bytes of one reply


def main(path: Path) -> None:
    """Answer requests from standard input until it ends."""
    _limit_memory()
    sys.setrecursionlimit(20_000)
    store = _open(path)
    while (request := receive(sys.stdin.buffer)) is not None:
        try:
            reply = _answer(store, request)
        except QueryError as error:
            reply = {"error": str(error)}
        except MemoryError:
            reply = {"error": "The query needs more memory than one query may use."}
        send(sys.stdout.buffer, reply)


def send(stream: IO[bytes], message: Message) -> None:
    """Write one message."""
    body = json.dumps(message, ensure_ascii=True).encode()
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Read one message; None where the stream has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        return None
    message: Message = json.loads(body)
    return message


def _open(path: Path) -> Store:
    from pyoxigraph import Store

    if path.is_dir():
        return Store.read_only(str(path))
    store = Store()
    store.bulk_load(path=str(path))
    return store


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the time limit has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answer(store: Store, request: Message) -> Message:
    from pyoxigraph import QueryBoolean, QuerySolutions

    query, most = request["query"], int(request["rows"])
    if request.get("guard", True):
        _checked(query)
    try:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, QueryBoolean):
            return {"boolean": bool(found)}
        if isinstance(found, QuerySolutions):
            rows, cut = _taken(([_term(term) for term in row] for row in found), most)
            return {"variables": [variable.value for variable in found.variables], "rows": rows, "cut": cut}
        rows, cut = _taken((f"{triple} .\n" for triple in found), most)
        return {"triples": sorted(set(rows)), "cut": cut}
    except SyntaxError as error:
        raise QueryError(_explained(query, str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"The query failed: {error}.") from error


@lru_cache(maxsize=256)
def _checked(query: str) -> None:
    """The guard's word on `query`, remembered where it was good: the same questions are asked again and again."""
    from kg.query.guard import check

    check(query)


def _taken(rows: Any, most: int) -> tuple[list[Any], bool]:
    """At most `most` rows and at most LARGEST bytes of them, and whether that left any out."""
    taken: list[Any] = []
    size = 0
    for row in rows:
        if len(taken) >= most or size > LARGEST:
            return taken, True
        taken.append(row)
        size += len(row) if isinstance(row, str) else sum(len(term[1]) + 40 for term in row if term)
    return taken, False


def _term(term: Any) -> list[str] | None:
    """A term as [kind, value, datatype or language]: kinds are uri, bnode, literal and lang."""
    if term is None:
        return None
    name = type(term).__name__
    if name == "NamedNode":
        return ["uri", term.value]
    if name == "BlankNode":
        return ["bnode", term.value]
    if name == "Literal":
        return (
            ["lang", term.value, term.language]
            if term.language
            else ["literal", term.value, term.datatype.value]
        )
    return ["literal", str(term), "http://www.w3.org/2001/XMLSchema#string"]


def _explained(query: str, said: str) -> str:
    """The store's syntax error as a place in the query and, where it says more than a list of tokens, why."""
    import re

    from kg.query.guard import pointed

    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", said, re.S)
    if match is None:
        return f"The query cannot be read: {said}."
    telling = re.search(
        r"Prefix not found|The SELECT contains a variable that is unbound|IRI parsing failed", match[3]
    )
    return pointed(
        query, int(match[1]), int(match[2]), telling[0][0].lower() + telling[0][1:] if telling else ""
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
