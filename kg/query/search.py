"""Search: words, phrases, AND, OR, NOT over everything found and every paragraph; ranked, with facets."""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BuildError, QueryError, QueryStopped
from kg.query.search_index import FILE, fill
from kg.query.search_words import expression_of

if TYPE_CHECKING:
    from kg.query.graph import Graph

FACETS = ("kind", "review", "theme", "agency", "year")
_MANY = {"theme": "themes", "agency": "agencies"}  # facets of which a place may have several values
_MARKS = ("\x02", "\x03")
_STEPS = 20_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that matches: `quote` its words, `lit` the intervals of it that matched."""

    kind: str
    id: str
    title: str
    quote: str
    lit: tuple[tuple[int, int], ...]
    score: float
    source: str | None
    page: int | None
    page_label: str | None
    line_start: int | None
    line_end: int | None
    review: str | None = None
    year: str | None = None

    def excerpt(self, width: int = 360) -> tuple[tuple[str, bool], ...]:
        """About `width` characters of the quote around its first lit words, in pieces, each lit or not."""
        start = max(0, (self.lit[0][0] if self.lit else 0) - width // 3)
        start = self.quote.rfind(" ", 0, start) + 1 if start else 0
        end = min(len(self.quote), max(start + width, self.lit[0][1] if self.lit else 0))
        pieces, at = [("… " if start else "", False)], start
        for begin, finish in self.lit:
            if at <= begin and finish <= end:
                pieces += [(self.quote[at:begin], False), (self.quote[begin:finish], True)]
                at = finish
        pieces.append((self.quote[at:end] + (" …" if end < len(self.quote) else ""), False))
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: how many places, the best of them, and counts by facet, largest first."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]


class Index:
    """An index that can be searched; made by `open_index`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def search(
        self, query: str, *, limit: int = 20, seconds: float | None = None, **filters: str | None
    ) -> Found:
        """Places that match `query`; `filters` by facet, for at most `seconds`.

        Raises QueryError where the query cannot be read, QueryStopped where time is up.
        """
        conditions, values = _conditions(filters)
        expression = expression_of(query)
        end = None if seconds is None else time.monotonic() + seconds
        self._connection.set_progress_handler(lambda: end is not None and time.monotonic() > end, _STEPS)
        try:
            return self._found(expression, conditions, values, limit)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise QueryStopped(f"The search was stopped after {seconds:g} seconds.") from error
            raise QueryError("The search cannot be read; put phrases in double quotes.") from error
        except sqlite3.DatabaseError as error:
            raise BuildError(f"The search index is damaged: {error}; run `kg build` again.") from error

    def _found(self, expression: str, conditions: str, values: list[str], limit: int) -> Found:
        run = self._connection.execute
        run("drop table if exists temp.place")
        run("create temp table place (number integer primary key, score real)")
        run(
            "insert into temp.place select words.rowid, bm25(words, 2.0, 1.0) from words "
            f"join entry on entry.number = words.rowid where words match ?{conditions}",
            (expression, *values),
        )
        rows = run(
            "select highlight(words, 1, ?, ?), words.title, best.score, entry.* from "
            "(select number, score from temp.place order by score, number limit ?) as best "
            "join words on words.rowid = best.number join entry on entry.number = best.number "
            "where words match ? order by best.score, best.number",
            (*_MARKS, limit, expression),
        ).fetchall()
        total = run("select count(*) from temp.place").fetchone()[0]
        return Found(total, tuple(_hit(row) for row in rows), {name: self._counts(name) for name in FACETS})

    def _counts(self, facet: str) -> tuple[tuple[str, int], ...]:
        """How many of the places found have each value of `facet`, the most frequent first."""
        many = _MANY.get(facet)
        value, more = ("each.value", f", json_each(entry.{many}) as each") if many else (f"entry.{facet}", "")
        rows = self._connection.execute(
            f"select {value}, count(*) from temp.place join entry using (number){more} "
            f"where {value} is not null group by 1 order by 2 desc, 1"
        )
        return tuple((str(name), int(count)) for name, count in rows)

    def close(self) -> None:
        """Close the index."""
        self._connection.close()


def open_index(graph: Graph) -> Index:
    """The index of a build; of a file or a server, one made in memory from its records."""
    if graph.build is not None:
        return open_built(graph.build)
    from kg.query.records import all_records

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection, records=all_records(graph))
    return Index(connection)


def open_built(directory: Path) -> Index:
    """The index of the build in `directory`; BuildError where it has none."""
    from kg.graph.build import Build

    path = Build.open(directory).search_path / FILE
    if not path.is_file():
        raise BuildError(f"The build in {directory} has no search index; run `kg build` again.")
    return open_file(path)


def open_file(path: Path) -> Index:
    """The index in a file, read-only."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute("pragma temp_store = memory")
    return Index(connection)


def _conditions(filters: dict[str, str | None]) -> tuple[str, list[str]]:
    clauses, values = "", []
    for name, value in filters.items():
        if name not in FACETS:
            raise QueryError(f"There is no filter {name!r}; the filters are {', '.join(FACETS)}.")
        if value is None:
            continue
        if name in _MANY:
            column = _MANY[name]
            clauses += f" and exists (select 1 from json_each(entry.{column}) where instr(lower(value), ?))"
            values.append(value.lower())
        elif name == "review":
            clauses += " and instr(lower(entry.review), ?)"
            values.append(value.lower())
        else:
            clauses += f" and entry.{name} = ?"
            values.append(value.lower().replace("-", "_").replace(" ", "_") if name == "kind" else value)
    return clauses, values


def _hit(row: tuple[Any, ...]) -> Hit:
    marked, title, score, _, kind, id, review, year, _, _, source, page, label, first, last, document = row
    quote, lit = _lit(str(marked))
    return Hit(
        kind=kind,
        id=id,
        title=title or document or "",
        quote=quote,
        lit=lit,
        score=round(-score, 4),
        source=source,
        page=page,
        page_label=label,
        line_start=first,
        line_end=last,
        review=review,
        year=year,
    )


def _lit(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words without marks, and where the marked ones stand."""
    quote: list[str] = []
    spans: list[tuple[int, int]] = []
    at = begun = 0
    for piece in re.split("([\x02\x03])", marked):
        if piece == _MARKS[0]:
            begun = at
        elif piece == _MARKS[1]:
            spans.append((begun, at))
        else:
            quote.append(piece)
            at += len(piece)
    return "".join(quote), tuple(spans)
