"""Records to the network: reviews, the themes they share and the agencies their recommendations address.

Themes of recommendations and of the case count alike here; recommendations unfold from their review.
"""

from __future__ import annotations

from collections import defaultdict

from kg.view.gather import Network, gather
from kg.view.nodes import agency_node, recommendation_node, review_node, theme_node
from kg.view.shape import Records, ViewEdge, ViewGraph


def network_graph(records: Records, *, recurring_only: bool = True) -> ViewGraph:
    """The whole network; `recurring_only` leaves out themes of a single review where any recur."""
    net = gather(records)
    in_reviews: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    addressed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in (*net.recommendations, *net.points):
        for theme in item.get("themes") or ():
            in_reviews[theme][str(item["review"])] += 1
    for review_id, review in net.reviews.items():
        for theme in review.get("themes") or ():
            in_reviews[theme].setdefault(review_id, 0)
    for item in net.recommendations:
        for agency in item.get("addressed_to") or ():
            addressed[agency][str(item["review"])] += 1
    recurring = {theme for theme, places in in_reviews.items() if len(places) > 1}
    shown = recurring if recurring and recurring_only else set(in_reviews)
    linked = {rid for theme in shown for rid in in_reviews[theme]}
    linked |= {rid for places in addressed.values() for rid in places}
    nodes = [
        *(review_node(net, rid) for rid in sorted(linked)),
        *(theme_node(net, theme, in_reviews[theme], len(net.known)) for theme in sorted(shown)),
        *(agency_node(net, name, addressed[name]) for name in sorted(addressed)),
        *(recommendation_node(net, item) for item in net.recommendations),
    ]
    edges = [*_theme_edges(shown, in_reviews), *_agency_edges(addressed)]
    edges += _recommendation_edges(net, shown)
    return ViewGraph("What keeps coming back", _sentence(net, recurring, linked), tuple(nodes), tuple(edges))


def _sentence(net: Network, recurring: set[str], linked: set[str]) -> str:
    return (
        f"{len(recurring)} themes recur in two or more of the {len(net.known)} reviews whose themes are known ({len(net.reviews)} are named); the picture shows "
        f"{len(linked)} reviews, the themes that join them, and the agencies that their "
        f"{len(net.recommendations)} recommendations are addressed to."
    )


def _theme_edges(shown: set[str], in_reviews: dict[str, dict[str, int]]) -> list[ViewEdge]:
    return [
        ViewEdge(
            rid,
            f"theme:{theme}",
            f"carries the theme in {count} recommendations, learning points or findings"
            if count
            else "names the theme in its account of the case",
            max(1, count),
            faint=not count,
        )
        for theme in sorted(shown)
        for rid, count in sorted(in_reviews[theme].items())
    ]


def _agency_edges(addressed: dict[str, dict[str, int]]) -> list[ViewEdge]:
    return [
        ViewEdge(rid, f"agency:{name}", f"{count} recommendations addressed to", count)
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
