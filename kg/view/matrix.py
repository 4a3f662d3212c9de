"""Themes by review and themes by agency as heat maps that are tables: a count in each cell, and the words behind it.

Beyond `MOST` reviews the columns are years, beyond as many agencies their kinds, so that a page is read at any size. Both tables
have one scale (`SCALE`), of fixed bounds: a shade is the same number in both, on every page and on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.view.gather import Network, gather
from kg.view.names import gist, in_full
from kg.view.page import as_json, asset, plain, render
from kg.view.shape import Record, Records, shorten, where
from kg.view.words import counted, recommends, said, titled, unknown_themes

MOST = 25
"""Columns of reviews or agencies that are still read one by one on a screen of 1,366 px (39 px each beside the names)."""
SCALE = (1, 2, 3, 5, 10)
"""The least count of each shade; most cells hold 1 to 4, and those beyond 10 are the ones to read first."""
_WORDS = 160  # of a record behind a cell

Cells = Mapping[
    str, Sequence[str]
]  # column to the records behind the cell; none where a heading alone names the theme


@dataclass(frozen=True, slots=True)
class Grid:
    """A heat map: `rows` are (name, remark, counts by column); 0 is no fact, -1 a theme of a heading only.

    `behind` gives for each row, column by column, the ids of the records that a cell counts.
    """

    title: str
    caption: str
    counted: str  # what the second column counts, for its head
    columns: tuple[tuple[str, str], ...]  # name and remark, such as a denominator
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    behind: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what it is called, a remark, and the reviews or agencies that it holds."""

    name: str
    remark: str
    holds: tuple[str, ...]


def grids(records: Records) -> tuple[Grid, Grid]:
    """Themes by reviews (recommendations, learning points, findings, good practice) and themes by agencies.

    Reviews stand in order of date, agencies in that of the alphabet, themes of the most reviews on top in both.
    """
    return _grids(gather(records))


def _grids(net: Network) -> tuple[Grid, Grid]:
    order = sorted(net.carried, key=lambda t: (-len(net.carried[t]), -sum(net.carried[t].values()), t))
    return _by_review(net, order), _by_agency(net, order)


def _by_review(net: Network, order: Sequence[str]) -> Grid:
    told = {id for places in net.carried.values() for id in places}
    reviews = [id for id in net.reviews if id in told]
    columns = _years(net, reviews) if len(reviews) > MOST else [
        _Column(net.names[id], _made(net, id), (id,)) for id in reviews
    ]  # fmt: skip
    home = {id: place for place, column in enumerate(columns) for id in column.holds}
    rows, behind = [], []
    for theme in order:
        places = net.carried[theme]
        cells: list[list[str]] = [[] for _ in columns]
        for item in (*net.on_theme.get(theme, ()), *net.points_on.get(theme, ())):
            if item["review"] in places:
                cells[home[str(item["review"])]].append(str(item["id"]))
        named = {home[id] for id in places}
        counts = tuple(len(cell) or (-1 if place in named else 0) for place, cell in enumerate(cells))
        rows.append((theme, f"{len(places)} of {len(net.known)}", counts))
        behind.append(tuple(map(tuple, cells)))
    by_year = (
        " Reviews stand together by the year of publication, else of commission."
        if len(reviews) > MOST
        else ""
    )
    return Grid(
        title="Themes by year of review" if by_year else "Themes by review",
        caption="The number in a cell: recommendations, learning points, findings and examples of good practice of the "
        f"review{'s' if by_year else ''} that carry the theme. A dash: a heading of an account of the case alone names the theme, or another paper "
        f"tells it. Themes are known of {len(net.known)} of the {counted(len(net.reviews), 'review')} named.{by_year}",
        counted="Reviews with the theme",
        columns=tuple((column.name, column.remark) for column in columns),
        rows=tuple(rows),
        behind=tuple(behind),
    )  # fmt: skip


def _made(net: Network, id: str) -> str:
    own = net.of_review.get(id, ())
    return counted(len(own), "recommendation") if own else recommends(net.reviews[id], own)


def _years(net: Network, reviews: Sequence[str]) -> list[_Column]:
    held: dict[str, list[str]] = {}
    for id in reviews:  # in order of date
        review = net.reviews[id]
        year = str(review.get("published_date") or review.get("commissioned_date") or "")[:4]
        held.setdefault(year or "Year not known", []).append(id)
    return [_Column(year, counted(len(ids), "review"), tuple(ids)) for year, ids in held.items()]


def _by_agency(net: Network, order: Sequence[str]) -> Grid:
    agencies = sorted(net.to_agency, key=str.casefold)
    kind: Callable[[str], str] = lambda name: titled(net.agency_types.get(name, {}).get("type"))  # noqa: E731
    several = len(agencies) > MOST
    held: dict[str, list[str]] = {}
    for name in agencies:
        held.setdefault(kind(name) if several else name, []).append(name)
    columns = []
    for head in sorted(held, key=str.casefold):
        ids = {str(item["id"]) for name in held[head] for item in net.to_agency[name]}
        bodies = f"{counted(len(held[head]), 'agency')}, " if several else ""
        columns.append(_Column(head, bodies + counted(len(ids), "recommendation"), tuple(held[head])))
    home = {name: place for place, column in enumerate(columns) for name in column.holds}
    rows, behind = [], []
    for theme in order:
        cells: list[dict[str, None]] = [{} for _ in columns]  # one addressed to two of a kind counts once
        on = set()
        for item in net.on_theme.get(theme, ()):
            for name in item.get("addressed_to") or ():
                cells[home[name]][str(item["id"])] = None
                on.add(name)
        if on:
            rows.append((theme, f"{len(on)} of {len(agencies)}", tuple(map(len, cells))))
            behind.append(tuple(map(tuple, cells)))
    return Grid(
        title="Themes by kind of agency addressed" if several else "Themes by agency addressed",
        caption="The number in a cell: recommendations on the theme that are addressed to "
        + (
            "agencies of the kind. One that is addressed to two kinds counts for both."
            if several
            else "the agency. One that is addressed to two agencies counts for both."
        ),
        counted="Agencies addressed on it",
        columns=tuple((column.name, column.remark) for column in columns),
        rows=tuple(rows),
        behind=tuple(behind),
    )


def draw(records: Records) -> str:
    """The page with both heat maps, the themes that recur first and those of one review folded."""
    net = gather(records)
    maps = _grids(net)
    recurring = {theme for theme, places in net.carried.items() if len(places) > 1}
    used = {id for grid in maps for row in grid.behind for cell in row for id in cell}
    listed = [item for item in (*net.recommendations, *net.points) if str(item["id"]) in used]
    number = {str(item["id"]): place for place, item in enumerate(listed)}
    return render(
        "matrix.html.j2",
        scripts=(asset("table.js"), asset("matrix.js")),
        title="Themes across reviews and agencies",
        sentence=_sentence(net, recurring),
        scale=[(step + 1, _bounds(step)) for step in range(len(SCALE))] if net.known else [],
        grids=[_shown(grid, recurring, number) for grid in maps if grid.columns],
        full=[(plain(short), plain(name)) for short, name in in_full(net.names, net.reviews.values())],
        data=as_json([_behind(net, item) for item in listed]),
    )


def _sentence(net: Network, recurring: set[str]) -> str:
    if not net.known:
        return unknown_themes(len(net.reviews))
    of = counted(len(net.carried), "theme")
    stand = f"{len(recurring)} of {of} {'stands' if len(recurring) == 1 else 'stand'} in two or more reviews"
    if not recurring:
        stand = f"No theme of {of} stands in more than one review"
    return f"{stand}; those of the most reviews come first."


def _behind(net: Network, item: Record) -> list[str]:
    """What is shown of a record behind a cell: what it is, its words, and where they stand."""
    name = (
        net.called(item) if item["kind"] == "recommendation" else f"{net.named(item)}: {said(item['kind'])}"
    )
    words = shorten(gist(str(item.get("text") or item["quote"])), _WORDS)
    return [plain(name), plain(words), plain(where(item))]


def _shown(grid: Grid, recurring: set[str], number: Mapping[str, int]) -> dict[str, object]:
    rows = [
        (
            plain(name),
            remark,
            _aside(counts),
            [
                (count, step(count), " ".join(str(number[id]) for id in ids))
                for count, ids in zip(counts, behind, strict=True)
            ],
        )
        for (name, remark, counts), behind in zip(grid.rows, grid.behind, strict=True)
    ]
    first = [row for row, (name, _, _) in zip(rows, grid.rows, strict=True) if name in recurring]
    rest = [row for row, (name, _, _) in zip(rows, grid.rows, strict=True) if name not in recurring]
    return {
        "title": grid.title,
        "caption": grid.caption,
        "counted": grid.counted,
        "tight": len(grid.columns) > 8,
        "columns": [(plain(name), plain(remark)) for name, remark in grid.columns],
        "parts": [("", first), ("themes of a single review", rest)] if first else [("", rest)],
    }


def _aside(counts: Sequence[int]) -> str:
    """What a plain count of reviews would hide: "1 in a heading alone or told elsewhere"."""
    alone = sum(count < 0 for count in counts)
    return f"{alone} in a heading alone or told elsewhere" if alone else ""


def step(count: int) -> int:
    """Shade 0 (none) to 5 (most) of a count, the same in every table."""
    return sum(count >= least for least in SCALE)


def _bounds(place: int) -> str:
    """What a shade stands for: "1", "3 to 4", "10 or more"."""
    least = SCALE[place]
    if place == len(SCALE) - 1:
        return f"{least} or more"
    most = SCALE[place + 1] - 1
    return str(least) if least == most else f"{least} to {most}"
