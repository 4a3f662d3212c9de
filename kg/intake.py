"""Intake: one source from its bytes to what it prints, each in a process of its own, many at once.

A job carries bytes and gives bytes, so any executor may run it. Whatever a document does to its process becomes one
sentence about that document; results come in the order in which the sources were named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kg.errors import SourceError, WorkLost
from kg.isolate import IsolatedExecutor, cores
from kg.model.found import Extraction
from kg.model.text import Document, Issue, Severity
from kg.read import Entry, name_of, open_source, read_bytes, renamed
from kg.read.characters import one_line

if TYPE_CHECKING:
    from kg.rules import Rules

WORTH = 250_000  # bytes that keep a process busy for about a second: for less, another one does not pay
AHEAD = 2  # jobs under way for each process: their bytes are held in memory


@dataclass(frozen=True, slots=True)
class Taken:
    """A source as read, and what was found in it."""

    document: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Order:
    """A source to take in: the name that it gets in the build, its file, what a manifest says of it."""

    name: str
    path: Path
    entry: Entry | None = None


@contextmanager
def readers(paths: Iterable[Path]) -> Iterator[Executor]:
    """An executor with as many processes as the files at `paths` and the machine are worth; ended at the end."""
    sizes = [path.stat().st_size for path in paths if path.is_file()]
    with IsolatedExecutor(max(1, min(cores(), len(sizes), 1 + sum(sizes) // WORTH))) as executor:
        yield executor


def take_in(
    orders: Sequence[Order], *, executor: Executor, progress: Callable[[str, int, int], None]
) -> list[Taken | Issue]:
    """Every source read and extracted, or the issue that says why not, in the order of `orders`."""

    def submit(order: Order) -> Future[bytes]:
        data = open_source(order.path)
        return executor.submit(take_in_one, order.name, data, order.entry, renamed(order.path))

    def step(order: Order, done: int) -> None:
        progress(f"Reading {order.name}", done, len(orders))

    names = [order.name for order in orders]
    return _each(names, orders, submit, step)


def take_again(documents: Sequence[Document], *, executor: Executor) -> list[Taken | Issue]:
    """Documents that were read before, extracted anew, in their order."""

    def submit(document: Document) -> Future[bytes]:
        return executor.submit(take_again_one, msgspec.msgpack.encode(document))

    names = [document.source.name for document in documents]
    return _each(names, documents, submit, lambda _document, _done: None)


def read_alone(path: Path) -> Document:
    """The document at `path` as it is published, read in a process of its own; SourceError where it cannot be."""
    with readers([path]) as executor:
        job = executor.submit(read_one, name_of(path), open_source(path))
        try:
            return msgspec.msgpack.decode(job.result(), type=Document)
        except WorkLost as error:
            raise SourceError(_sentence(name_of(path), error)) from error


def read_one(name: str, data: bytes) -> bytes:
    """Job: the document in `data`."""
    return msgspec.msgpack.encode(read_bytes(name, data))


def take_in_one(name: str, data: bytes, entry: Entry | None, noted: tuple[Issue, ...] = ()) -> bytes:
    """Job: the document in `data` with what reaches a person masked, and what it prints; `noted` are issues of it."""
    from kg.redact import redact
    from kg.rules import Rules

    rules = Rules()
    document = redact(read_bytes(name, data, entry=entry), rules=rules)
    document = replace(document, issues=noted + document.issues) if noted else document
    return msgspec.msgpack.encode(Taken(document, read_and_extract(document, rules=rules)))


def take_again_one(document: bytes) -> bytes:
    """Job: what a document prints that was read before."""
    from kg.rules import Rules

    read = msgspec.msgpack.decode(document, type=Document)
    return msgspec.msgpack.encode(Taken(read, read_and_extract(read, rules=Rules())))


def read_and_extract(document: Document, *, rules: Rules) -> Extraction:
    """All that one source prints, without a look at any other; in this process."""
    from kg.extract import extract
    from kg.redact import trim
    from kg.segment import segment

    return trim(extract(segment(document, rules=rules), rules=rules))


_T = TypeVar("_T")


def _each(
    names: Sequence[str],
    things: Sequence[_T],
    submit: Callable[[_T], Future[bytes]],
    step: Callable[[_T, int], None],
) -> list[Taken | Issue]:
    """What a job for each thing gave, in their order, however they end; no more under way than memory bears."""
    ended: dict[int, Taken | Issue] = {}
    under_way: dict[Future[bytes], int] = {}
    for at, thing in enumerate(things):
        step(thing, len(ended))
        try:
            under_way[submit(thing)] = at
        except SourceError as error:
            ended[at] = _unreadable(names[at], str(error))
        if len(under_way) >= AHEAD * cores():
            _collect(under_way, ended, names, when=FIRST_COMPLETED)
    _collect(under_way, ended, names, when=ALL_COMPLETED)
    return [ended[at] for at in range(len(things))]


def _collect(
    under_way: dict[Future[bytes], int], ended: dict[int, Taken | Issue], names: Sequence[str], *, when: str
) -> None:
    """Move jobs that have ended from `under_way` to `ended`."""
    for job in wait(under_way, return_when=when).done:
        at = under_way.pop(job)
        try:
            ended[at] = msgspec.msgpack.decode(job.result(), type=Taken)
        except SourceError as error:
            ended[at] = _unreadable(names[at], str(error))
        except WorkLost as error:
            ended[at] = _unreadable(names[at], _sentence(names[at], error))


def _unreadable(name: str, message: str) -> Issue:
    return Issue("unreadable", one_line(message), name, Severity.ERROR)


def _sentence(name: str, error: WorkLost) -> str:
    return (
        f"{name} could not be used: reading it {error}; open it in the program that made it, save it anew and try "
        "again, or leave it out."
    )
