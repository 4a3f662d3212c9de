"""The nodes of the network: what each is called, how heavy it is, and the words its panel shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.view.gather import STATES, Network
from kg.view.shape import Quote, Record, ViewNode, number, short_name, shorten, where


def _names(net: Network, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(net.reviews[rid]["name"]) for rid in ids if rid in net.reviews))


def _year(review: Record) -> tuple[str, ...]:
    date = review.get("published_date") or review.get("commissioned_date")
    return (str(date)[:4],) if date else ()


def review_node(net: Network, rid: str) -> ViewNode:
    """A review, as heavy as it has recommendations."""
    review = net.reviews[rid]
    own = [item for item in net.recommendations if item["review"] == rid]
    answered = sum(1 for item in own if item.get("response_state") == "responded")
    facts = [("Name", str(review["name"])), ("Type", str(review.get("type") or "").replace("_", " "))]
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
        label=short_name(str(review["name"])),
        weight=max(1, len(own)),
        facts=tuple(facts),
        quotes=(Quote(str(review["quote"]), where(review)),) if review.get("quote") else (),
        reviews=(str(review["name"]),),
        years=_year(review),
    )


def theme_node(net: Network, theme: str, places: dict[str, int], of: int) -> ViewNode:
    """A theme, as heavy as reviews share it; its panel quotes what carries it."""
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


def agency_node(net: Network, name: str, places: dict[str, int]) -> ViewNode:
    """An agency, as heavy as recommendations are addressed to it."""
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


def recommendation_node(net: Network, item: Record) -> ViewNode:
    """A recommendation, folded under its review, with what was answered."""
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
