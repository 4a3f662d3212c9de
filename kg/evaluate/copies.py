"""Copies: a record that stands in another source's printing of a document counts for the printing that was annotated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.evaluate.match import COPY, Record

_KINDS = ("scrutiny_item", "action", "finding", "learning_point", "good_practice")


def with_copies(
    records: Mapping[str, Sequence[Record]], sources: Sequence[str]
) -> dict[str, Sequence[Record]]:
    """`records` with those of the same document in another source added for each of `sources`, marked as copies.

    A build keeps what two sources print alike once, with the place of one of them.
    """
    groups = _groups(records.get("document", ()))
    widened: dict[str, Sequence[Record]] = dict(records)
    for kind in _KINDS:
        added = [
            {**record, "source": source, "line_start": None, "line_end": None, COPY: True}
            for source in sources
            for record in records.get(kind, ())
            if _is_copy(record, source, groups)
        ]
        if added:
            widened[kind] = [*records[kind], *added]
    return widened


def _groups(documents: Sequence[Record]) -> dict[tuple[str, str], set[str]]:
    """The sources that print a document, by source and title of each of its printings."""
    first = {str(row.get("id")): str(row.get("same_as") or row.get("id")) for row in documents}
    printed: dict[str, set[str]] = {}
    for row in documents:
        printed.setdefault(first[str(row.get("id"))], set()).add(str(row.get("source")))
    return {
        (str(row.get("source")), str(row.get("title"))): printed[first[str(row.get("id"))]]
        for row in documents
    }


def _is_copy(record: Mapping[str, Any], source: str, groups: Mapping[tuple[str, str], set[str]]) -> bool:
    own = str(record.get("source"))
    return own != source and source in groups.get((own, str(record.get("document"))), ())
