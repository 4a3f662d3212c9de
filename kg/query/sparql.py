"""SPARQL that a user wrote: refused where it does more than read, stopped when its time is up."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import QueryError, QueryStopped
from kg.query.graph import Graph, typed
from kg.query.prefixes import PREFIXES
from kg.query.table import Cell, Table
from kg.query.worker import receive, send

Term = tuple[str, str, str]  # kind (uri, bnode, literal, lang), value, datatype or language


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, in seconds by the clock on the wall, and how many rows it may give."""

    seconds: float = 10.0
    rows: int = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows of terms, or a truth value, or triples as N-Triples lines; `cut` at the row limit."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[str, ...] | None = None
    cut: bool = False

    def table(self) -> Table:
        """The rows as plain values; a truth value or triples as a table of their own."""
        if self.boolean is not None:
            return Table(("answer",), ((self.boolean,),))
        if self.triples is not None:
            return Table(("triple",), tuple((line.rstrip(" .\n"),) for line in self.triples), cut=self.cut)
        return Table(
            self.variables, tuple(tuple(_cell(term) for term in row) for row in self.rows), cut=self.cut
        )


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    return typed(term[1], term[2]) if term[0] == "literal" else term[1]


class Worker:
    """A child process that holds one store; killed when a query takes too long, and then started anew."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> subprocess.Popen[bytes]:
        """The running child, started where there is none."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.query.worker", str(self.store)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def ask(self, query: str, *, limits: Limits, guard: bool = True) -> Answer:
        """The answer to `query`; QueryError where it is refused, fails or takes longer than the limit."""
        process = self.start()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limits.seconds, stop)
        timer.start()
        try:
            send(process.stdin, {"query": query, "rows": limits.rows, "guard": guard})
            reply = receive(process.stdout)
        except (OSError, ValueError):
            reply = None
        finally:
            timer.cancel()
        if reply is None:
            self.close()
            if late.is_set():
                raise QueryStopped(
                    f"The query was stopped after {limits.seconds:g} seconds; ask for less, or allow more with --seconds."
                )
            raise QueryStopped("The query was stopped: it needed more memory than one query may use.")
        if "error" in reply:
            raise QueryError(reply["error"])
        return _read(reply)

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:  # what was still to be written has nobody to read it
                        continue
            self._process = None


def _read(reply: dict[str, Any]) -> Answer:
    if "boolean" in reply:
        return Answer(boolean=reply["boolean"])
    if "triples" in reply:
        return Answer(triples=tuple(reply["triples"]), cut=reply["cut"])
    rows = tuple(
        tuple(None if term is None else (term[0], term[1], term[2] if len(term) > 2 else "") for term in row)
        for row in reply["rows"]
    )
    return Answer(variables=tuple(reply["variables"]), rows=rows, cut=reply["cut"])


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


def unknown_terms(query: str) -> tuple[str, ...]:
    """One sentence for each term of our ontology in `query` that there is not, with the nearest that there is."""
    known = ontology_terms()
    found = dict.fromkeys(re.findall(r"(?<![\w:])crg:(\w+)", query))
    said = []
    for name in found if known else ():
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"; the nearest is crg:{near[0]}" if near else ""
            said.append(f"crg:{name} is not a term of the ontology{hint}.")
    said += [
        f"The prefix {prefix}: is not known; known are {', '.join(PREFIXES)}."
        for prefix in dict.fromkeys(re.findall(r"(?<![\w:<?$\"'])([a-z]\w*):\w", query))
        if prefix not in PREFIXES
        and not re.search(rf"PREFIX\s+{prefix}\s*:", query, re.I)
        and prefix not in ("http", "https", "urn")
    ]
    return tuple(said)


@cache
def ontology_terms() -> tuple[str, ...]:
    """The local names of the terms of our ontology."""
    from kg.resources import ontology_folder

    path = ontology_folder() / "case-review.ttl"
    if not path.is_file():
        return ()
    return tuple(sorted(set(re.findall(r"(?m)^crg:(\w+)", path.read_text(encoding="utf-8")))))
