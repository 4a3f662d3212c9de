"""Report: the figures as a table or JSON, and what was gained and lost since the run before, by id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.atomic import write_file
from kg.errors import DataError
from kg.evaluate.figures import Figure
from kg.evaluate.themes import ThemeFigure

LAST = "last-run.json"


@dataclass(frozen=True, slots=True)
class Ids:
    """Gold ids that were found and missed, and ids of records that match nothing."""

    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confused:
    """How often, of the figure `name`, what a person labelled `told` was read as `read`."""

    name: str
    told: str
    read: str
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the run before, for one kind."""

    name: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    newly_false: tuple[str, ...]
    no_longer_false: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one run, one line a theme, and the ids behind them."""

    figures: tuple[Figure, ...]
    themes: tuple[ThemeFigure, ...] = ()
    ids: Mapping[str, Ids] = field(default_factory=dict)
    stances: tuple[Confused, ...] = ()

    def figure(self, name: str, measure: str | None = None) -> Figure:
        """The figure called `name`; raises KeyError where there is none."""
        for figure in self.figures:
            if figure.name == name and measure in (None, figure.measure):
                return figure
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "figures": [asdict(figure) for figure in self.figures],
            "themes": [asdict(theme) for theme in self.themes],
            "stances": [asdict(confused) for confused in self.stances],
            "ids": {name: asdict(ids) for name, ids in sorted(self.ids.items())},
        }

    def changes(self, before: Mapping[str, Ids]) -> tuple[Change, ...]:
        """Gains and losses by id since `before`, only where there are any."""
        found = []
        for name, now in sorted(self.ids.items()):
            then = before.get(name, Ids())
            change = Change(
                name,
                gained=tuple(sorted(set(now.right) - set(then.right))),
                lost=tuple(sorted(set(then.right) - set(now.right))),
                newly_false=tuple(sorted(set(now.false) - set(then.false))),
                no_longer_false=tuple(sorted(set(then.false) - set(now.false))),
            )
            if change.gained or change.lost or change.newly_false or change.no_longer_false:
                found.append(change)
        return tuple(found)


def read_last(folder: Path) -> dict[str, Ids] | None:
    """The ids of the run before, or None where none was kept; raises DataError where the file is damaged."""
    path = folder / LAST
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["ids"]
        return {
            name: Ids(*(tuple(ids[key]) for key in ("right", "missed", "false")))
            for name, ids in kept.items()
        }
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} is damaged; delete it and run with --update to keep this run instead."
        ) from error


def write_last(folder: Path, report: Report) -> Path:
    """Keep the ids and figures of this run as the one to compare with; gives the file's path."""
    path = folder / LAST
    kept = report.as_json()
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_file(path, text.encode())
    return path
