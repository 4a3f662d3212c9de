"""Search: words, phrases, AND, OR, NOT over everything found and every paragraph; ranked, with facets."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BuildError, QueryError
from kg.query.search_index import FILE, fill

if TYPE_CHECKING:
    from kg.query.graph import Graph

FACETS = ("kind", "review", "theme", "agency", "year")
_TOKEN = re.compile(r'"([^"]*)"|(\()|(\))|([^\s()"]+)')
_PLAIN = re.compile(r"\w+")
_IRREGULAR = (
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("person", "people"),
    ("foot", "feet"),
)
_OTHER = {a: b for pair in _IRREGULAR for a, b in (pair, pair[::-1])}  # plurals that no stemmer undoes
_MARKS = ("\x02", "\x03")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that matches: `quote` its words with `[` `]`-free text, `lit` the intervals that matched."""

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

    def search(self, query: str, *, limit: int = 20, **filters: str | None) -> Found:
        """Places that match `query`; `filters` by facet. Raises QueryError where the query cannot be read."""
        where, values = _conditions(filters)
        sql = f"from words join entry on entry.number = words.rowid where words match ?{where}"
        expression = expression_of(query)
        try:
            rows = self._connection.execute(
                f"select highlight(words, 1, ?, ?), words.title, bm25(words, 2.0, 1.0) as score, entry.* {sql} "
                "order by score, entry.number limit ?",
                (*_MARKS, expression, *values, limit),
            ).fetchall()
            counted = self._connection.execute(
                f"select kind, review, year, themes, agencies {sql}", (expression, *values)
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise QueryError(f"The search cannot be read: {error}. Put phrases in double quotes.") from error
        return Found(len(counted), tuple(_hit(row) for row in rows), _facets(counted))

    def close(self) -> None:
        """Close the index."""
        self._connection.close()


def open_index(graph: Graph) -> Index:
    """The index of a build; of a file or a server, one made in memory from its records."""
    if graph.build is not None:
        from kg.graph.build import Build

        path = Build.open(graph.build).search_path / FILE
        if not path.is_file():
            raise BuildError(f"The build in {graph.build} has no search index; run `kg build` again.")
        return open_file(path)
    from kg.query.records import all_records

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection, records=all_records(graph))
    return Index(connection)


def open_file(path: Path) -> Index:
    """The index in a file, read-only."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return Index(sqlite3.connect(uri, uri=True, check_same_thread=False))


def expression_of(query: str) -> str:
    """`query` in FTS5's own syntax: words are quoted, so that no sign in them is taken for an operator.

    Words side by side must all occur; OR, AND, NOT and brackets work, as do "phrases", word* and -word.
    Raises QueryError where nothing is left to look for or a bracket or quote is open.
    """
    if query.count('"') % 2:
        raise QueryError('A double quote is open in the search: close the "phrase".')
    parts: list[str] = []
    for phrase, opening, closing, word in _TOKEN.findall(query):
        if opening or closing:
            parts.append(opening or closing)
        elif word in ("AND", "OR", "NOT"):
            parts.append(word)
        else:
            negated = word.startswith("-") and len(word) > 1
            term = _term(phrase or word.lstrip("-"), prefix=word.endswith("*"))
            if term:
                parts += ["NOT", term] if negated else [term]
    joined = _joined(parts)
    if not any(part not in ("AND", "OR", "NOT", "(", ")") for part in parts):
        raise QueryError("Name at least one word to search for.")
    if joined.count("(") != joined.count(")"):
        raise QueryError("A bracket is open in the search: close it.")
    return joined


def _term(words: str, *, prefix: bool) -> str:
    plain = _PLAIN.findall(words)
    if len(plain) == 1 and plain[0].lower() in _OTHER and not prefix:
        return f'("{plain[0]}" OR "{_OTHER[plain[0].lower()]}")'
    return f'"{" ".join(plain)}"{"*" if prefix else ""}' if plain else ""


def _joined(parts: list[str]) -> str:
    """`parts` with AND between neighbours that have no operator, and no operator at either end."""
    while parts and parts[0] in ("AND", "OR"):
        parts = parts[1:]
    while parts and parts[-1] in ("AND", "OR", "NOT"):
        parts = parts[:-1]
    if parts and parts[0] == "NOT":
        raise QueryError("A search cannot begin with NOT: say first what to look for.")
    out: list[str] = []
    for part in parts:
        ends = bool(out) and out[-1] not in ("AND", "OR", "NOT", "(")
        if ends and part not in ("AND", "OR", "NOT", ")"):
            out.append("AND")
        out.append(part)
    return " ".join(out)


def _conditions(filters: dict[str, str | None]) -> tuple[str, list[str]]:
    clauses, values = "", []
    for name, value in filters.items():
        if name not in FACETS:
            raise QueryError(f"There is no filter {name!r}; the filters are {', '.join(FACETS)}.")
        if value is None:
            continue
        if name in ("theme", "agency"):
            column = "themes" if name == "theme" else "agencies"
            clauses += f" and exists (select 1 from json_each(entry.{column}) where lower(value) like ?)"
            values.append(f"%{value.lower()}%")
        elif name == "review":
            clauses += " and lower(entry.review) like ?"
            values.append(f"%{value.lower()}%")
        else:
            clauses += f" and entry.{name} = ?"
            values.append(value.replace("-", "_") if name == "kind" else value)
    return clauses, values


def _hit(row: tuple[object, ...]) -> Hit:
    marked, title, score, _, kind, id, review, year, _, _, source, page, label, first, last, document = row
    quote, lit = _lit(str(marked))
    return Hit(
        kind=str(kind),
        id=str(id),
        title=str(title or document or ""),
        quote=quote,
        lit=lit,
        score=round(-float(str(score)), 4),
        source=_text(source),
        page=int(str(page)) if page is not None else None,
        page_label=_text(label),
        line_start=int(str(first)) if first is not None else None,
        line_end=int(str(last)) if last is not None else None,
        review=_text(review),
        year=_text(year),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


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


def _facets(
    rows: list[tuple[str, str | None, str | None, str, str]],
) -> dict[str, tuple[tuple[str, int], ...]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for kind, review, year, themes, agencies in rows:
        counts["kind"][kind] += 1
        if review:
            counts["review"][review] += 1
        if year:
            counts["year"][year] += 1
        counts["theme"].update(json.loads(themes))
        counts["agency"].update(json.loads(agencies))
    return {
        name: tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, count in counts.items()
    }
