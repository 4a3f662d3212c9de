"""The full-text index of a build: SQLite FTS5 (part of Python), stemmed by its Porter tokenizer.

One row a record (recommendation, response, learning point ...) and one a paragraph of the documents.
Sources of the method: SQLite's FTS5 documentation; ranking is its Okapi BM25.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.model.fold import fold_pieces
from kg.model.text import BlockKind, Document

Record = Mapping[str, Any]

FILE = "index.sqlite"
_KINDS = (
    "recommendation", "response", "learning_point", "good_practice", "finding", "action", "scrutiny_item", "review",
)  # fmt: skip
_PASSAGES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE_ROW)
_COLUMNS = (
    "kind, id, review, year, themes, agencies, source, page, page_label, line_start, line_end, document"
)
_SCHEMA = f"""
create virtual table words using fts5(title, text, tokenize = 'porter unicode61 remove_diacritics 2');
create table entry (number integer primary key, {_COLUMNS});
"""


def write_index(
    folder: Path, *, records: Mapping[str, Sequence[Record]], documents: Iterable[Document] = ()
) -> None:
    """Write the index of `records` and of the paragraphs of `documents` into `folder`; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        fill(connection, records=records, documents=documents)
    except sqlite3.OperationalError as error:  # a full disk
        raise OSError(errno.EIO, str(error), str(path)) from error
    finally:
        connection.close()


def fill(
    connection: sqlite3.Connection,
    *,
    records: Mapping[str, Sequence[Record]],
    documents: Iterable[Document] = (),
) -> None:
    """Make the tables on `connection` and fill them."""
    connection.execute("pragma journal_mode = off")
    connection.executescript(_SCHEMA)
    years = {str(r["id"]): str(r.get("published_date") or "")[:4] or None for r in records.get("review", ())}
    rows = [*_record_rows(records, years), *_passage_rows(documents, records)]
    with connection:
        for number, (title, text, entry) in enumerate(rows, start=1):
            connection.execute(
                "insert into words(rowid, title, text) values (?, ?, ?)", (number, title, text)
            )
            marks = ", ".join("?" * (len(entry) + 1))
            connection.execute(f"insert into entry values ({marks})", (number, *entry))
        connection.execute("insert into words(words) values ('optimize')")


_Row = tuple[str, str, tuple[Any, ...]]


def _record_rows(records: Mapping[str, Sequence[Record]], years: Mapping[str, str | None]) -> Iterator[_Row]:
    for kind in _KINDS:
        for record in records.get(kind, ()):
            review = record.get("review_name") or (record.get("name") if kind == "review" else None)
            year = years.get(str(record.get("review") or record["id"])) or _year(record)
            agencies = [*(record.get("addressed_to") or ()), *(record.get("agencies") or ())]
            text = str(record.get("text") or record.get("quote") or record.get("name") or "")
            number = f"{record.get('number') or ''}{record.get('part') or ''}"
            title = " ".join(
                str(word) for word in (review or record.get("title") or record.get("plan"), number) if word
            )
            yield title, text, _entry(kind, record, review, year, record.get("themes") or [], agencies)


def _year(record: Record) -> str | None:
    date = str(record.get("meeting_date") or record.get("published_date") or "")
    return date[:4] if date[:4].isdigit() else None


def _entry(
    kind: str,
    record: Record,
    review: object,
    year: str | None,
    themes: Sequence[str],
    agencies: Sequence[str],
) -> tuple[Any, ...]:
    return (
        kind,
        record["id"],
        review,
        year,
        json.dumps(list(themes)),
        json.dumps(list(dict.fromkeys(agencies))),
        *(
            record.get(field)
            for field in ("source", "page", "page_label", "line_start", "line_end", "document")
        ),
    )


def _passage_rows(documents: Iterable[Document], records: Mapping[str, Sequence[Record]]) -> Iterator[_Row]:
    titles: dict[str, list[tuple[int, str, str | None]]] = {}
    for row in records.get("document", ()):
        begins = (
            int(row.get("start") or 0),
            str(row.get("title") or ""),
            str(row.get("date") or "")[:4] or None,
        )
        titles.setdefault(str(row["source"]), []).append(begins)
    for document in sorted(documents, key=lambda one: one.source.name):
        known = sorted(titles.get(document.source.name, []))
        for block in document.blocks:
            if block.kind not in _PASSAGES:
                continue
            pieces = [piece for cell in block.cells for piece in cell.pieces] or list(block.pieces)
            words = fold_pieces(document.text, pieces).text
            if words.count(" ") < 3:
                continue
            start = block.span.start
            title, year = next(((t, y) for at, t, y in reversed(known) if at <= start), ("", None))
            page = document.page(start)
            place = {
                "id": f"{document.source.name}#{start}",
                "source": document.source.name,
                "page": page.number if page else None,
                "page_label": page.label if page else None,
                "line_start": document.line(start) if document.lined else None,
                "line_end": document.line(block.span.end - 1) if document.lined else None,
                "document": title,
            }
            yield title, words, _entry("passage", place, None, year, (), ())
