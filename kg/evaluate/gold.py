"""Gold: what people found in a source, read from `FOLDER/NAME.json`, one file a source.

A list that a file does not have was not annotated and is not scored; an empty list says that there is nothing to find.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import DataError
from kg.model.keys import fold, slug

_LISTS = {
    "documents": "document",
    "reviews": "review",
    "recommendations": "recommendation",
    "responses": "response",
    "learning_points": "learning_point",
    "good_practice": "good_practice",
    "scrutiny_items": "scrutiny_item",
    "improvement_actions": "action",
    "agencies": "agency",
}
_WORDS = ("text", "action", "title", "name", "canonical")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a person found: its words, its lines (1-based, both inclusive) and what else was noted."""

    id: str
    kind: str
    source: str
    text: str
    lines: tuple[tuple[int, int], ...]
    noted: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, *names: str) -> Any:
        """The first noted value among `names` that is not null."""
        return next((self.noted[name] for name in names if self.noted.get(name) is not None), None)


@dataclass(frozen=True, slots=True)
class StanceLabel:
    """The stance, or progress, that a person gave to the answer, or action, that holds a line of a source."""

    id: str
    source: str
    line: int
    stance: str


@dataclass(frozen=True, slots=True)
class Gold:
    """All gold files of a folder; `second` is another person's coding of themes, `labels` the theme of each label."""

    items: tuple[Item, ...]
    annotated: frozenset[tuple[str, str]]  # (source, kind)
    second: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    addressed: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by the second coder
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    stances: tuple[StanceLabel, ...] = ()  # of responses
    progress: tuple[StanceLabel, ...] = ()  # of actions

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the annotated sources, sorted."""
        return tuple(sorted({source for source, _ in self.annotated}))

    def of(self, kind: str, source: str) -> tuple[Item, ...]:
        """The items of one kind in one source, in the order of the file."""
        return tuple(item for item in self.items if item.kind == kind and item.source == source)


def load_gold(folder: Path) -> Gold:
    """The gold in `folder`; raises DataError where there is none or a file breaks the format."""
    items: list[Item] = []
    annotated: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.json")):
        table = _read(path)
        source = table.get("doc")
        if not isinstance(source, str):
            continue
        for name, kind in _LISTS.items():
            if name in table:
                annotated.add((source, kind))
                items += _items(kind, source, table[name], path)
    if not annotated:
        raise DataError(
            f"There are no gold files in {folder}: a gold file is JSON and names its source in 'doc'."
        )
    second = folder / "second-coding.json"
    labels = folder / "theme-labels.json"
    told = folder / "stances.json"
    stances = _read(told) if told.is_file() else {}
    return Gold(
        items=tuple(items),
        annotated=frozenset(annotated),
        second=_second(_read(second), "themes") if second.is_file() else {},
        addressed=_second(_read(second), "addressed_to") if second.is_file() else {},
        labels=_read(labels)["labels"] if labels.is_file() else {},
        stances=_stances(stances, rows="items", name="stance"),
        progress=_stances(stances, rows="actions", name="progress"),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"The gold file {path} is not valid JSON: {error}.") from error
    return table if isinstance(table, dict) else {}


def _items(kind: str, source: str, rows: Sequence[Mapping[str, Any]], path: Path) -> list[Item]:
    found: list[Item] = []
    taken: set[str] = set()
    for row in rows:
        text = next((fold(str(row[name])) for name in _WORDS if row.get(name)), "")
        lines = _lines(row)
        if not text and kind != "response":
            raise DataError(f"An entry of '{kind}' in {path} has no words: {str(row)[:80]}.")
        id = f"{kind}/{row.get('id') or f'{source}/{lines[0][0] if lines else 0}-{slug(text, limit=30)}'}"
        while id in taken:
            id += "+"
        taken.add(id)
        found.append(Item(id, kind, source, text, lines, MappingProxyType(dict(row))))
    return found


def _lines(row: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    if "restated_at" in row or "line_start" in row or "start_line" in row:
        start = row.get("line_start", row.get("start_line"))
        end = row.get("line_end", row.get("end_line")) or start
        found = [(int(start), int(end))] if isinstance(start, int) and isinstance(end, int) else []
        found += [(int(o["line_start"]), int(o["line_end"])) for o in row.get("restated_at") or ()]
        return tuple(found)
    return tuple((int(line), int(line)) for line in row.get("lines") or () if isinstance(line, int))


def _stances(table: Mapping[str, Any], *, rows: str, name: str) -> tuple[StanceLabel, ...]:
    """The labels under `rows`, each the value of `name`."""
    return tuple(
        StanceLabel(f"{name}/{row['id']}", row["source"], int(row["line"]), row[name])
        for row in table.get(rows, ())
    )


def _second(table: Mapping[str, Any], noted: str) -> dict[str, tuple[str, ...]]:
    """What the second coder noted, by recommendation id or "line/N" of a learning point."""
    return {
        str(row.get("recommendation") or f"line/{row.get('learning_point_line')}"): tuple(row[noted])
        for row in table.get("items", ())
    }
