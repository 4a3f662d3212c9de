"""Records to the network: reviews, the themes they share and the agencies their recommendations address.

Which themes count for a review is decided in the graph (`crg:carriesTheme`); recommendations unfold from their review. At first only
the themes of the most reviews are drawn (tier 0), then all that recur (1), then those of a single review (2).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from kg.view.gather import Network, gather
from kg.view.nodes import agency_node, recommendation_node, review_node, theme_node
from kg.view.shape import Records, ViewEdge, ViewGraph
from kg.view.words import counted

FIRST = 14
"""At most so many themes are drawn before more is asked for, so that the picture is read in seconds."""

Places = dict[str, dict[str, int]]  # theme or agency to reviews, with how many facts stand behind it


def network_graph(records: Records, *, recurring_only: bool = True) -> ViewGraph:
    """The whole network; `recurring_only` leaves out themes of a single review where any recur."""
    net = gather(records)
    in_reviews: Places = net.carried
    addressed: Places = defaultdict(lambda: defaultdict(int))
    for item in net.recommendations:
        for agency in item.get("addressed_to") or ():
            addressed[agency][str(item["review"])] += 1
    recurring = {theme for theme, places in in_reviews.items() if len(places) > 1}
    shown = recurring if recurring and recurring_only else set(in_reviews)
    linked = {rid for theme in shown for rid in in_reviews[theme]}
    linked |= {rid for places in addressed.values() for rid in places}
    linked |= {str(item["review"]) for item in net.recommendations}
    tier = tiers(in_reviews)
    nodes = [
        *(review_node(net, rid) for rid in net.reviews if rid in linked),
        *(
            theme_node(net, theme, in_reviews[theme], of=len(net.known), tier=tier[theme])
            for theme in tier
            if theme in shown
        ),
        *(agency_node(net, name, addressed[name]) for name in sorted(addressed)),
        *(recommendation_node(net, item) for item in net.recommendations),
    ]
    edges = [*_theme_edges(shown, in_reviews), *_agency_edges(addressed)]
    edges += _recommendation_edges(net, shown)
    return ViewGraph("What keeps coming back", _sentence(net, in_reviews), tuple(nodes), tuple(edges))


def tiers(in_reviews: Places) -> dict[str, int]:
    """Every theme, the most recurrent first, with when it is drawn.

    Themes of equally many reviews come together, unless they are more than `FIRST` by themselves.
    """
    order = sorted(in_reviews, key=lambda t: (-len(in_reviews[t]), -sum(in_reviews[t].values()), t))
    recur = any(len(places) > 1 for places in in_reviews.values())
    first: list[str] = []
    for count, same in groupby(order, key=lambda theme: len(in_reviews[theme])):
        group = list(same)
        if (recur and count < 2) or (first and len(first) + len(group) > FIRST):
            break
        first += group[: FIRST if not first else None]
    return {
        theme: 0 if theme in first else 1 if len(in_reviews[theme]) > 1 or not recur else 2 for theme in order
    }


def _sentence(net: Network, in_reviews: Places) -> str:
    """What recurs, most first, in words: the picture told before it is seen."""
    recurring = [theme for theme in tiers(in_reviews) if len(in_reviews[theme]) > 1]
    known = len(net.known)
    if not recurring:
        return f"No theme recurs yet in the {counted(known, 'review')} whose themes are known."
    groups = [
        (count, list(same)) for count, same in groupby(recurring, key=lambda theme: len(in_reviews[theme]))
    ]
    count, top = groups[0]
    named = "; ".join(top[:4]) + (f"; and {len(top) - 4} more" if len(top) > 4 else "")
    every = f"all {known} reviews" if count == known else f"{count} of the {known} reviews"
    told = f"{counted(len(top), 'theme')} {'is' if len(top) == 1 else 'are'} in {every} whose themes are known: {named}."
    rest = [f"{len(same)} in {count}" for count, same in groups[1:]]
    return told + (f" Further themes recur: {', '.join(rest)} of {known}." if rest else "")


def _theme_edges(shown: set[str], in_reviews: Places) -> list[ViewEdge]:
    return [
        ViewEdge(
            rid,
            f"theme:{theme}",
            f"carries the theme in {count} recommendations, learning points or findings"
            if count
            else "names the theme in a heading",
            max(1, count),
            faint=not count,
        )
        for theme in sorted(shown)
        for rid, count in sorted(in_reviews[theme].items())
    ]


def _agency_edges(addressed: Places) -> list[ViewEdge]:
    return [
        ViewEdge(rid, f"agency:{name}", f"{counted(count, 'recommendation')} addressed to", count)
        for name in sorted(addressed)
        for rid, count in sorted(addressed[name].items())
    ]


def _recommendation_edges(net: Network, shown: set[str]) -> list[ViewEdge]:
    edges = []
    for item in net.recommendations:
        rid = str(item["id"])
        edges.append(ViewEdge(str(item["review"]), rid, "recommends"))
        edges += [
            ViewEdge(rid, f"theme:{theme}", "is about")
            for theme in item.get("themes") or ()
            if theme in shown
        ]
        edges += [
            ViewEdge(rid, f"agency:{name}", "is addressed to") for name in item.get("addressed_to") or ()
        ]
    return edges
