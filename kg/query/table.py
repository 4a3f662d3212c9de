"""What every question gives back: named columns and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, every row as long as the columns; `cut` where a row limit ended it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    cut: bool = False

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"a row of {len(wrong)} values does not fit {len(self.columns)} columns")

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries, in order."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> tuple[Cell, ...]:
        """The values of one column; KeyError where there is none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Table:
    """A table from dictionaries: lists are joined by '; ', what is missing stays empty."""
    return Table(
        columns=tuple(columns),
        rows=tuple(tuple(cell(row.get(name)) for name in columns) for row in rows),
    )


def cell(value: object) -> Cell:
    """`value` as one cell: a list joined by '; ', a dictionary as its values joined by ', '."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return ", ".join(str(cell(part)) for part in value.values() if part not in (None, ""))
    if isinstance(value, Iterable):
        return "; ".join(str(cell(part)) for part in value) or None
    return str(value)
