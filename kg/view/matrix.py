"""Themes by reviews, and themes by agencies, as heat maps that are tables: counts and denominators in the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.view.gather import Network, gather
from kg.view.names import in_full
from kg.view.page import asset, plain, render
from kg.view.shape import Records
from kg.view.words import counted, unknown_themes

Counts = Mapping[
    str, Mapping[str, int]
]  # theme to column, with the number of records; -1 a heading alone, or told elsewhere


@dataclass(frozen=True, slots=True)
class Grid:
    """A heat map: `rows` are (name, remark, counts by column); 0 is no fact, -1 a theme of a heading only."""

    title: str
    caption: str
    counted: str  # what the second column counts, for its head
    columns: tuple[tuple[str, str], ...]  # name and remark, such as a denominator
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]

    @property
    def largest(self) -> int:
        """The largest count, at least 1."""
        return max((count for _, _, counts in self.rows for count in counts), default=1) or 1


def grids(records: Records) -> tuple[Grid, Grid]:
    """Themes by reviews (recommendations, learning points, findings, good practice) and themes by agencies.

    Reviews stand in order of date, agencies in that of the alphabet, themes of the most reviews on top in both.
    """
    net = gather(records)
    in_review, by_agency, total = _counts(net)
    order = sorted(
        in_review,
        key=lambda t: (-len(in_review[t]), -sum(max(0, n) for n in in_review[t].values()), t),
    )
    reviews = [rid for rid in net.reviews if any(rid in places for places in in_review.values())]
    agencies = sorted({a for places in by_agency.values() for a in places}, key=str.casefold)
    return (
        Grid(
            title="Themes by review",
            caption="The number in a cell: recommendations, learning points, findings and examples of good practice of the "
            "review that carry the theme. A dash: a heading of its account of the case alone names the theme. Themes are known of "
            f"{len(net.known)} of the {len(net.reviews)} reviews named.",
            counted="Reviews with the theme",
            columns=tuple((net.names[r], _recommendations(total[r])) for r in reviews),
            rows=_rows(in_review, order, reviews, of=len(net.known)),
        ),
        Grid(
            title="Themes by agency addressed",
            caption="The number in a cell: recommendations on the theme that are addressed to the agency. One that is "
            "addressed to two agencies counts for both.",
            counted="Agencies addressed on it",
            columns=tuple((agency, _recommendations(total[agency])) for agency in agencies),
            rows=_rows(by_agency, [t for t in order if t in by_agency], agencies, of=len(agencies)),
        ),
    )


def _counts(
    net: Network,
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]], dict[str, int]]:
    in_review = {t: {id: count or -1 for id, count in places.items()} for t, places in net.carried.items()}
    by_agency: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    total: dict[str, int] = defaultdict(int)
    for item in (*net.recommendations, *net.points):
        for theme in item.get("themes") or ():
            for agency in item.get("addressed_to") or ():
                by_agency[theme][agency] += 1
    for item in net.recommendations:
        total[str(item["review"])] += 1
        for agency in item.get("addressed_to") or ():
            total[agency] += 1
    return in_review, by_agency, total


def _recommendations(count: int) -> str:
    return counted(count, "recommendation")


def _rows(
    counts: Counts, order: Sequence[str], columns: Sequence[str], *, of: int
) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    return tuple(
        (
            theme,
            f"{len(counts[theme])} of {of}",
            tuple(counts[theme].get(column, 0) for column in columns),
        )
        for theme in order
    )


def draw(records: Records) -> str:
    """The page with both heat maps, the themes that recur first and those of one review folded."""
    net = gather(records)
    themes_reviews, themes_agencies = grids(records)
    recurring = {name for name, _, counts in themes_reviews.rows if sum(map(bool, counts)) > 1}
    return render(
        "matrix.html.j2",
        scripts=(asset("table.js"),),
        title="Themes across reviews and agencies",
        sentence=unknown_themes(len(net.reviews))
        if not net.known
        else f"{len(recurring)} of {counted(len(themes_reviews.rows), 'theme')} stand in two or more reviews; those of the most reviews come first. "
        "The darker a cell, the more recommendations and learning carry the theme; the number says how many.",
        grids=[_shown(grid, recurring) for grid in (themes_reviews, themes_agencies)],
        full=[(plain(short), plain(name)) for short, name in in_full(net.names, net.reviews.values())],
    )


def _shown(grid: Grid, recurring: set[str]) -> dict[str, object]:
    rows = [
        (plain(name), remark, _aside(counts), [(count, _step(count, grid.largest)) for count in counts])
        for name, remark, counts in grid.rows
    ]
    first = [row for row, (name, _, _) in zip(rows, grid.rows, strict=True) if name in recurring]
    rest = [row for row, (name, _, _) in zip(rows, grid.rows, strict=True) if name not in recurring]
    return {
        "title": grid.title,
        "caption": grid.caption,
        "counted": grid.counted,
        "columns": [(plain(name), plain(remark)) for name, remark in grid.columns],
        "parts": [("", first), ("themes of a single review", rest)] if first else [("", rest)],
    }


def _aside(counts: Sequence[int]) -> str:
    """What a plain count of reviews would hide: "1 in a heading alone or told elsewhere"."""
    alone = sum(count < 0 for count in counts)
    return f"{alone} in a heading alone or told elsewhere" if alone else ""


def _step(count: int, largest: int) -> int:
    """Shade 0 (none) to 5 (most) of a count."""
    return 0 if count <= 0 else 1 + min(4, (count * 5 - 1) // max(5, largest))
