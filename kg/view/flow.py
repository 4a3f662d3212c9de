"""From review to theme to agency to where it stands: how recommendations flow, as ribbons with a table.

Every recommendation counts once, so that all numbers are whole: it stands under the one of its themes that most
reviews share, and under "two or more agencies" where it is addressed to several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.view.flow_picture import CALM, STRIP, Column, picture
from kg.view.gather import Network, gather
from kg.view.names import gist, in_full
from kg.view.page import asset, plain, render
from kg.view.shape import Record, Records, shorten, where
from kg.view.words import OPEN, STANDS, state, stood

COLUMNS = ("Review", "Theme", "Recommendation", "Addressed to", "Stands")
_RECOMMENDATION = 2
_MOST = 14
_CROWDED = 40  # more recommendations than this have no column of their own
_STANDS = tuple(state({"standing": one}) for one in STANDS)
_OPEN = frozenset(state({"standing": one}) for one in OPEN)
NO_THEME, NOBODY, SEVERAL = "No theme found", "Nobody by name", "Two or more agencies"


@dataclass(frozen=True, slots=True)
class Flow:
    """Paths through the five columns with how many recommendations take them, whole and each counted once."""

    paths: tuple[tuple[tuple[str, ...], int], ...]
    recommendations: int


def flow(records: Records, *, most: int = _MOST) -> Flow:
    """Every recommendation's path; a column keeps its `most` heaviest names, the rest stand together as "7 other themes"."""
    net = gather(records)
    found = Counter(paths(net, most=most).values())
    return Flow(tuple(sorted(found.items())), len(net.recommendations))


def paths(net: Network, *, most: int = _MOST) -> dict[str, tuple[str, ...]]:
    """The path of each recommendation, by its id."""
    shared = _shared(net)
    whole = {
        str(item["id"]): (
            net.named(item),
            _main_theme(item, shared),
            net.called(item),
            _addressee(item),
            state(item),
        )
        for item in net.recommendations
    }
    kept = {
        column: _gathered([path[column] for path in whole.values()], noun, most)
        for column, noun in ((0, "reviews"), (1, "themes"), (3, "addressees"))
    }
    return {
        id: tuple(kept[i].get(name, name) if i in kept else name for i, name in enumerate(path))
        for id, path in whole.items()
    }


def _shared(net: Network) -> dict[str, tuple[int, int]]:
    """In how many reviews each theme stands, and in how many recommendations."""
    items = Counter(theme for item in net.recommendations for theme in item.get("themes") or ())
    places = net.carried
    return {theme: (len(places.get(theme, ())), items[theme]) for theme in {*places, *items}}


def _main_theme(item: Record, shared: Mapping[str, tuple[int, int]]) -> str:
    themes = [str(theme) for theme in item.get("themes") or ()]
    return min(themes, key=lambda theme: (-shared[theme][0], -shared[theme][1], theme), default=NO_THEME)


def _addressee(item: Record) -> str:
    named = item.get("addressed_to") or ()
    return SEVERAL if len(named) > 1 else str(named[0]) if named else NOBODY


def _gathered(names: Sequence[str], noun: str, most: int) -> dict[str, str]:
    """Names beyond the `most` heaviest, to what they are called together; a single one keeps its name."""
    order = [name for name, _ in sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))]
    beyond = order[most:] if len(order) > most + 1 else []
    return {name: f"{len(beyond)} other {noun}" for name in beyond}


def columns(net: Network, taken: Mapping[str, tuple[str, ...]]) -> list[Column]:
    """The columns with their names in order: reviews by date, themes by how many share them, agencies by the alphabet."""
    shared = _shared(net)
    dates = {name: place for place, name in enumerate(net.names[id] for id in net.reviews)}
    keys = (
        lambda name: (dates.get(name, len(dates)), name),
        lambda name: (name not in shared, *(-n for n in shared.get(name, (0, 0))), name),
        None,
        lambda name: (name in (SEVERAL, NOBODY) or name not in net.agency_types, name.casefold()),
        _STANDS.index,
    )
    crowded = len(taken) > _CROWDED
    found = []
    for index, key in enumerate(keys):
        if key is not None:
            names = sorted({path[index] for path in taken.values()}, key=key)
            found.append(Column(COLUMNS[index], tuple((name, name) for name in names), index))
        elif not crowded:
            themes = [name for name, _ in found[1].names]
            order = sorted(taken, key=lambda id: themes.index(taken[id][1]))
            found.append(Column(COLUMNS[index], tuple((id, taken[id][index]) for id in order), index))
    return found


def draw(records: Records) -> str:
    """The page: ribbons between the columns, what they hold as bars on a narrow screen, and the same as tables."""
    net = gather(records)
    taken, shared = paths(net), _shared(net)
    shown = columns(net, taken)
    few = [column for column in shown if column.place != _RECOMMENDATION]
    return render(
        "flow.html.j2",
        scripts=(asset("table.js"), asset("flow.js")),
        title="From review to response",
        sentence=f"{stood(net.recommendations)}."
        if not net.recommendations
        else f"{stood(net.recommendations)}. What is not in the documents may have been done all the same.",
        pictures=[
            ("few", picture(few, taken, open=_OPEN, tallest=CALM)),
            *([("each", picture(shown, taken, open=_OPEN))] if shown != few else []),
        ]
        if taken
        else [],
        bars=[
            (column.title, [(plain(name), _bar(taken, column.place, name)) for name, _ in column.names])
            for column in few
        ],
        total=len(taken),
        strip=STRIP,
        counts=[([plain(path[i]) for i in (0, 1, 3, 4)], number) for path, number in _together(taken, few)],
        rows=[_row(net, item, taken[str(item["id"])], shared) for item in net.recommendations],
        full=[(plain(short), plain(name)) for short, name in in_full(net.names, net.reviews.values())
              if any(path[0] == short for path in taken.values())],
    )  # fmt: skip


def _bar(taken: Mapping[str, tuple[str, ...]], place: int, name: str) -> tuple[int, int]:
    """How many recommendations pass through a name, and how many of them leave nothing to do."""
    own = [path for path in taken.values() if path[place] == name]
    return len(own), sum(path[4] not in _OPEN for path in own)


def _together(
    taken: Mapping[str, tuple[str, ...]], shown: Sequence[Column]
) -> list[tuple[tuple[str, ...], int]]:
    """The paths without the recommendation's own name, counted, in the order of the columns."""
    places = {column.place: {name: n for n, (name, _) in enumerate(column.names)} for column in shown}
    found = Counter((*path[:_RECOMMENDATION], "", *path[_RECOMMENDATION + 1 :]) for path in taken.values())
    return sorted(
        found.items(), key=lambda pair: [places[i][pair[0][i]] for i in range(5) if i != _RECOMMENDATION]
    )


def _row(
    net: Network, item: Record, path: tuple[str, ...], shared: Mapping[str, tuple[int, int]]
) -> dict[str, str]:
    main = _main_theme(item, shared)
    others = [str(theme) for theme in item.get("themes") or () if theme != main]
    return {
        "name": plain(net.called(item)),
        "text": plain(shorten(gist(str(item["text"])), 260)),
        "theme": plain(main),
        "others": plain("; ".join(others)),
        "to": plain("; ".join(item.get("addressed_to") or ()) or NOBODY),
        "state": plain(path[4]),
        "where": plain(where(item)),
    }
