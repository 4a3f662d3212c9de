"""Themes by reviews, and themes by agencies, as heat maps that are tables: counts and denominators in the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.view.gather import gather
from kg.view.page import asset, plain, render
from kg.view.shape import Records


@dataclass(frozen=True, slots=True)
class Grid:
    """A heat map: `rows` are (name, remark, counts by column); 0 is no fact, -1 a theme of the case only."""

    caption: str
    corner: str
    columns: tuple[tuple[str, str], ...]  # name and remark, such as a denominator
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]

    @property
    def largest(self) -> int:
        """The largest count, at least 1."""
        return max((count for _, _, counts in self.rows for count in counts), default=1) or 1


def grids(records: Records) -> tuple[Grid, Grid]:
    """Themes by reviews (recommendations, learning points, findings, good practice) and themes by agencies."""
    net = gather(records)
    in_review: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_agency: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in (*net.recommendations, *net.points):
        for theme in item.get("themes") or ():
            in_review[theme][str(item["review"])] += 1
            for agency in item.get("addressed_to") or ():
                by_agency[theme][agency] += 1
    for rid, review in net.reviews.items():
        for theme in review.get("themes") or ():
            in_review[theme].setdefault(rid, -1)
    total: dict[str, int] = defaultdict(int)
    for item in net.recommendations:
        total[str(item["review"])] += 1
        for agency in item.get("addressed_to") or ():
            total[agency] += 1
    reviews = [rid for rid in net.reviews if any(rid in places for places in in_review.values())]
    reviews.sort(key=lambda rid: (-total[rid], str(net.reviews[rid]["name"])))
    agencies = sorted({a for places in by_agency.values() for a in places}, key=lambda a: (-total[a], a))
    return (
        Grid(
            caption=f"In how many recommendations, learning points, findings and examples of good practice of each "
            f"review a theme stands (themes are known of {len(net.known)} of the {len(net.reviews)} reviews named).",
            corner="Theme",
            columns=tuple((str(net.reviews[r]["name"]), _recommendations(total[r])) for r in reviews),
            rows=_rows(in_review, reviews, of=len(net.known), unit="reviews"),
        ),
        Grid(
            caption="How many recommendations on a theme are addressed to each agency. A recommendation that is "
            "addressed to two agencies counts for both.",
            corner="Theme",
            columns=tuple((agency, _recommendations(total[agency])) for agency in agencies),
            rows=_rows(by_agency, agencies, of=len(agencies), unit="agencies"),
        ),
    )


def _recommendations(count: int) -> str:
    return f"{count} recommendation{'' if count == 1 else 's'}" if count else "report not among the documents"


def _rows(
    counts: Mapping[str, Mapping[str, int]], columns: Sequence[str], *, of: int, unit: str
) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    order = sorted(
        counts,
        key=lambda theme: (-len(counts[theme]), -sum(max(0, n) for n in counts[theme].values()), theme),
    )
    return tuple(
        (
            theme,
            f"{len(counts[theme])} of {of} {unit}",
            tuple(counts[theme].get(column, 0) for column in columns),
        )
        for theme in order
    )


def draw(records: Records) -> str:
    """The page with both heat maps."""
    themes_reviews, themes_agencies = grids(records)
    shared = sum(1 for _, _, counts in themes_reviews.rows if sum(1 for count in counts if count) > 1)
    return render(
        "matrix.html.j2",
        scripts=(asset("table.js"),),
        title="Themes across reviews and agencies",
        sentence=f"{shared} of {len(themes_reviews.rows)} themes stand in two or more reviews. "
        "The darker a cell, the more recommendations and learning carry the theme; the number says how many.",
        grids=[_shown(themes_reviews), _shown(themes_agencies)],
    )


def _shown(grid: Grid) -> dict[str, object]:
    return {
        "caption": grid.caption,
        "corner": grid.corner,
        "columns": [(plain(name), plain(remark)) for name, remark in grid.columns],
        "rows": [
            (plain(name), remark, [(count, _step(count, grid.largest)) for count in counts])
            for name, remark, counts in grid.rows
        ],
    }


def _step(count: int, largest: int) -> int:
    """Shade 0 (none) to 5 (most) of a count."""
    return 0 if count <= 0 else 1 + min(4, (count * 5 - 1) // max(5, largest))
