"""Records to the network: reviews, the themes they share and the agencies their recommendations address.

Themes of recommendations and of the case count alike here; recommendations unfold from their review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.view.shape import Quote, Record, Records, ViewEdge, ViewGraph, ViewNode, number, shorten, where

STATES = {"responded": "A response is published", "no_response": "No published response found"}


@dataclass(frozen=True, slots=True)
class Network:
    """Records sorted for drawing: who links to what, counted."""

    reviews: dict[str, Record]
    recommendations: tuple[Record, ...]
    points: tuple[Record, ...]
    responses: dict[str, list[Record]] = field(default_factory=dict)
    agency_types: dict[str, Record] = field(default_factory=dict)


def gather(records: Records) -> Network:
    """The records that the network shows: reviews of cases, their recommendations and learning."""
    safeguarding = {
        str(review["id"]): review
        for review in records.get("review", ())
        if review.get("basis", "review") in (None, "review")
    }
    responses: dict[str, list[Record]] = defaultdict(list)
    for response in records.get("response", ()):
        if response.get("recommendation"):
            responses[str(response["recommendation"])].append(response)
    points = [
        point
        for kind in ("learning_point", "good_practice", "finding")
        for point in records.get(kind, ())
        if point.get("review") in safeguarding
    ]
    return Network(
        reviews=safeguarding,
        recommendations=tuple(
            item for item in records.get("recommendation", ()) if item.get("review") in safeguarding
        ),
        points=tuple(points),
        responses=dict(responses),
        agency_types={str(agency["name"]): agency for agency in records.get("agency", ())},
    )


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
        *(_review_node(net, rid) for rid in sorted(linked)),
        *(_theme_node(net, theme, in_reviews[theme], len(net.reviews)) for theme in sorted(shown)),
        *(_agency_node(net, name, addressed[name]) for name in sorted(addressed)),
        *(_recommendation_node(net, item) for item in net.recommendations),
    ]
    edges = [*_theme_edges(shown, in_reviews), *_agency_edges(addressed)]
    edges += _recommendation_edges(net, shown)
    return ViewGraph("What keeps coming back", _sentence(net, recurring, linked), tuple(nodes), tuple(edges))


def _sentence(net: Network, recurring: set[str], linked: set[str]) -> str:
    return (
        f"{len(recurring)} themes recur in two or more of {len(net.reviews)} reviews; the picture shows "
        f"{len(linked)} reviews, the themes that join them, and the agencies that their "
        f"{len(net.recommendations)} recommendations are addressed to."
    )


def _names(net: Network, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(net.reviews[rid]["name"]) for rid in ids if rid in net.reviews))


def _year(review: Record) -> tuple[str, ...]:
    date = review.get("published_date") or review.get("commissioned_date")
    return (str(date)[:4],) if date else ()


def _review_node(net: Network, rid: str) -> ViewNode:
    review = net.reviews[rid]
    own = [item for item in net.recommendations if item["review"] == rid]
    answered = sum(1 for item in own if item.get("response_state") == "responded")
    facts = [("Type", str(review.get("type") or "").replace("_", " "))]
    if review.get("published_date"):
        facts.append(("Published", str(review["published_date"])))
    if own:
        facts.append(("Recommendations", f"{len(own)}, of which {answered} have a published response"))
    else:
        facts.append(("Recommendations", "the report itself is not among the documents"))
    facts.append(("Themes", ", ".join(review.get("themes") or ()) or "none found"))
    return ViewNode(
        id=rid,
        kind="review",
        label=str(review["name"]),
        weight=max(1, len(own)),
        facts=tuple(facts),
        quotes=(Quote(str(review["quote"]), where(review)),) if review.get("quote") else (),
        reviews=(str(review["name"]),),
        years=_year(review),
    )


def _theme_node(net: Network, theme: str, places: dict[str, int], of: int) -> ViewNode:
    carrying = [item for item in (*net.recommendations, *net.points) if theme in (item.get("themes") or ())]
    years = sorted({year for rid in places for year in _year(net.reviews[rid])})
    agencies = sorted({name for item in carrying for name in item.get("addressed_to") or ()})
    return ViewNode(
        id=f"theme:{theme}",
        kind="theme",
        label=theme,
        weight=len(places),
        facts=(
            ("In", f"{len(places)} of {of} reviews: {', '.join(_names(net, places))}"),
            ("Carried by", _counted(carrying)),
        ),
        quotes=tuple(
            Quote(str(item.get("text") or item["quote"]), where(item), _title(net, item)) for item in carrying
        ),
        reviews=_names(net, places),
        agencies=tuple(agencies),
        years=tuple(years),
        stances=tuple(sorted({str(item["stance"]) for item in carrying if item.get("stance")})),
    )


def _counted(items: list[Record]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[str(item["kind"]).replace("_", " ")] += 1
    said = [
        f"{count} {kind}{'' if count == 1 or kind == 'good practice' else 's'}"
        for kind, count in sorted(counts.items())
    ]
    return ", ".join(said) or "headings and paragraphs"


def _title(net: Network, item: Record) -> str:
    review = net.reviews[str(item["review"])]
    kind = str(item["kind"]).replace("_", " ").capitalize()
    return f"{kind} {number(item)}".strip() + f", {review['name']}"


def _agency_node(net: Network, name: str, places: dict[str, int]) -> ViewNode:
    agency = net.agency_types.get(name, {})
    items = [item for item in net.recommendations if name in (item.get("addressed_to") or ())]
    answered = sum(1 for item in items if item.get("response_state") == "responded")
    return ViewNode(
        id=f"agency:{name}",
        kind="agency",
        label=name,
        weight=sum(places.values()),
        facts=(
            ("Type", str(agency.get("type") or "not known").replace("_", " ")),
            (
                "Recommendations addressed to it",
                f"{len(items)} of {len(net.recommendations)}; {answered} have a published response",
            ),
        ),
        quotes=tuple(Quote(str(item["text"]), where(item), _title(net, item)) for item in items),
        reviews=_names(net, places),
        agencies=(name,),
        years=tuple(sorted({year for rid in places for year in _year(net.reviews[rid])})),
    )


def _recommendation_node(net: Network, item: Record) -> ViewNode:
    review = net.reviews[str(item["review"])]
    answers = net.responses.get(str(item["id"]), [])
    quotes = [Quote(str(item["quote"]), where(item), "As printed")]
    quotes += [
        Quote(str(answer.get("text") or answer["quote"]), where(answer), _answer_title(answer))
        for answer in answers
    ]
    state = STATES.get(str(item.get("response_state")), "")
    return ViewNode(
        id=str(item["id"]),
        kind="recommendation",
        label=number(item) or shorten(str(item["text"]), 24),
        parent=str(item["review"]),
        facts=(
            ("Text", str(item["text"])),
            ("Review", str(review["name"])),
            ("Addressed to", ", ".join(item.get("addressed_to") or ()) or "nobody by name"),
            ("Themes", ", ".join(item.get("themes") or ()) or "none found"),
            ("Response", state),
        ),
        quotes=tuple(quotes),
        reviews=(str(review["name"]),),
        agencies=tuple(item.get("addressed_to") or ()),
        years=_year(review),
        stances=tuple(sorted({str(answer["stance"]) for answer in answers if answer.get("stance")})),
    )


def _answer_title(answer: Record) -> str:
    who = ", ".join(answer.get("agencies") or ()) or "The partnership"
    stance = str(answer.get("stance") or "not_stated").replace("_", " ")
    return f"Response: {who} ({stance})"


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
