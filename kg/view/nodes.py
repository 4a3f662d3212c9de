"""The nodes of the network: what each is called, how heavy it is, and the words its panel shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.view.gather import Network
from kg.view.names import by_date
from kg.view.shape import Quote, Record, ViewNode, where
from kg.view.words import counted, recommends, said, spoken_date, state, stood, titled


def _names(net: Network, ids: Iterable[str]) -> tuple[str, ...]:
    listed = sorted((net.reviews[rid] for rid in ids if rid in net.reviews), key=by_date)
    return tuple(net.names[str(review["id"])] for review in listed)


def _year(review: Record) -> tuple[str, ...]:
    date = review.get("published_date") or review.get("commissioned_date")
    return (str(date)[:4],) if date else ()


def review_node(net: Network, rid: str) -> ViewNode:
    """A review, as heavy as it has recommendations."""
    review = net.reviews[rid]
    own = net.of_review.get(rid, ())
    facts = [("Type", titled(review.get("type")))]
    if review.get("published_date"):
        facts.append(("Published", spoken_date(review["published_date"])))
    facts.append(("Recommendations", recommends(review, own)))
    facts.append(("Themes", ", ".join(review.get("carries") or ()) or "none found"))
    return ViewNode(
        id=rid,
        kind="review",
        label=net.names[rid],
        title=str(review["name"]),
        weight=max(1, len(own)),
        stands=counted(len(own), "recommendation") if own else recommends(review, own),
        facts=tuple(facts),
        quotes=(Quote(str(review["quote"]), where(review)),) if review.get("quote") else (),
        reviews=(net.names[rid],),
        years=_year(review),
        stances=_stances(net, own),
    )


def _stances(net: Network, items: Iterable[Record]) -> tuple[str, ...]:
    """How the responses to `items` say that they stand."""
    answers = [answer for item in items for answer in net.responses.get(str(item["id"]), ())]
    return tuple(sorted({str(answer["stance"]) for answer in answers if answer.get("stance")}))


def theme_node(net: Network, theme: str, places: dict[str, int], *, of: int, tier: int) -> ViewNode:
    """A theme, as heavy as reviews share it; its panel quotes what carries it."""
    carrying = [*net.on_theme.get(theme, ()), *net.points_on.get(theme, ())]
    years = sorted({year for rid in places for year in _year(net.reviews[rid])})
    agencies = sorted({name for item in carrying for name in item.get("addressed_to") or ()})
    return ViewNode(
        id=f"theme:{theme}",
        kind="theme",
        label=theme,
        weight=len(places),
        stands=counted(len(places), "review"),
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
        stances=_stances(net, carrying),
        tier=tier,
    )


def _counted(items: list[Record]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[str(item["kind"])] += 1
    told = [counted(count, kind) for kind, count in sorted(counts.items())]
    return ", ".join(told) or "headings of the account of the case"


def _title(net: Network, item: Record) -> str:
    if item["kind"] == "recommendation":
        return f"{net.called(item)}: recommendation"
    return f"{net.named(item)}: {said(item['kind'])}"


def agency_node(net: Network, name: str, places: dict[str, int]) -> ViewNode:
    """An agency, as heavy as recommendations are addressed to it."""
    agency = net.agency_types.get(name, {})
    items = net.to_agency.get(name, ())
    return ViewNode(
        id=f"agency:{name}",
        kind="agency",
        label=name,
        weight=len(items),
        stands=counted(len(items), "recommendation"),
        facts=(
            ("Type", titled(agency.get("type"))),
            (
                "Recommendations addressed to it",
                f"of {len(net.recommendations)}, {stood(items)}",
            ),
        ),
        quotes=tuple(Quote(str(item["text"]), where(item), _title(net, item)) for item in items),
        reviews=_names(net, places),
        agencies=(name,),
        years=tuple(sorted({year for rid in places for year in _year(net.reviews[rid])})),
        stances=_stances(net, items),
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
    return ViewNode(
        id=str(item["id"]),
        kind="recommendation",
        label=net.called(item),
        mark=net.marks[str(item["id"])],
        parent=str(item["review"]),
        facts=(
            ("Text", str(item["text"])),
            ("Review", f"{net.named(item)}: {review['name']}"),
            ("Addressed to", ", ".join(item.get("addressed_to") or ()) or "nobody by name"),
            ("Themes", ", ".join(item.get("themes") or ()) or "none found"),
            ("Stands", state(item)),
        ),
        quotes=tuple(quotes),
        reviews=(net.named(item),),
        agencies=tuple(item.get("addressed_to") or ()),
        years=_year(review),
        stances=_stances(net, [item]),
    )


def _answer_title(answer: Record) -> str:
    who = ", ".join(answer.get("agencies") or ()) or "The partnership"
    return f"Response: {who} ({said(answer.get('stance') or 'not_stated')})"
