"""The report as text: a table of figures, one line a theme, gains and losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.evaluate.report import Ids, Report

_HEADS = ("what", "measure", "value", "95 % interval", "precision", "recall", "gold", "keywords", "people")
_SHOWN = 12  # ids of one line of changes


def print_report(report: Report, before: Mapping[str, Ids] | None, *, each: bool = False) -> str:
    """The report as lines of text; `before` are the ids of the run to compare with."""
    rows = [
        (
            figure.name,
            figure.measure,
            _number(figure.value),
            f"{_number(figure.low)} - {_number(figure.high)}" if figure.low is not None else "",
            _number(figure.precision),
            _number(figure.recall),
            str(figure.support or ""),
            _number(figure.baseline),
            _number(figure.human),
        )
        for figure in report.figures
    ]
    lines = _aligned([_HEADS, *rows])
    for name in dict.fromkeys(confused.name for confused in report.stances):
        lines += ["", *_stances(report, name)]
    if each:
        heads = ("theme", "gold", "found", "F1", "kappa")
        themes = [
            (t.theme, str(t.support), str(t.found), _number(t.f1), _number(t.kappa)) for t in report.themes
        ]
        lines += ["", *_aligned([heads, *themes])]
    lines += ["", *_changes(report, before)]
    return "\n".join(lines)


def _stances(report: Report, name: str) -> list[str]:
    """What was taken for what; a row is a label, a column what was read."""
    counts = {(c.told, c.read): c.count for c in report.stances if c.name == name}
    labels = sorted({label for pair in counts for label in pair})
    rows = [
        (told, *(str(counts.get((told, read), "")) for read in labels))
        for told in sorted({told for told, _ in counts})
    ]
    heads = (
        f"{name}: labelled by one person (rows), read by the program (columns); keywords = the commonest label",
    )
    return [*heads, *_aligned([("", *labels), *rows])]


def _changes(report: Report, before: Mapping[str, Ids] | None) -> list[str]:
    if before is None:
        return ["No earlier run is kept in the gold folder; --update keeps this one."]
    lines = []
    for change in report.changes(before):
        for word, ids in (
            ("gained", change.gained),
            ("lost", change.lost),
            ("newly false", change.newly_false),
            ("no longer false", change.no_longer_false),
        ):
            if ids:
                more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
                lines.append(f"{change.name}: {word} {len(ids)}: {', '.join(ids[:_SHOWN])}{more}")
    return lines or ["Nothing gained or lost since the run that was kept."]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
