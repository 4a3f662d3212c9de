"""Reviews over time: commissioned, published, answered, and what was promised for when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from kg.view.gather import Network, gather
from kg.view.names import in_full
from kg.view.page import asset, plain, render
from kg.view.shape import Records, shorten, where
from kg.view.timeline_picture import Row, picture, years_of
from kg.view.words import counted, spoken_date

#: kind of event: what it is called, one and of many
EVENTS = {
    "commissioned": "Commissioned",
    "published": "Review published",
    "response": "Date that a response mentions",
    "due": "Action due",
    "meeting": "Resolution of a scrutiny meeting",
}
#: kind of event that is counted by period: what its row is about
ROWS = {
    "response": "dates that its responses mention",
    "due": "actions due",
    "meeting": "resolutions",
}
_WIDE, _LEFT, _NARROW = 1100.0, 310.0, 340.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated, on a lane: `date` ISO as precise as known."""

    lane: str
    kind: str
    date: str
    says: str
    where: str


def events(records: Records) -> tuple[Event, ...]:
    """Everything dated in the records of reviews, responses, actions and resolutions, in order of time."""
    net = gather(records)
    found = [*_of_reviews(net), *_of_responses(net)]
    for action in records.get("action", ()):
        date = action.get("due_date") or action.get("due")
        plan = str(action.get("plan") or "Plans")
        found.append(Event(plan, "due", str(date), shorten(str(action["text"]), 160), where(action)))
    for item in records.get("scrutiny_item", ()):
        if item.get("item_kind") == "resolution":
            says = shorten(str(item["text"]), 160)
            found.append(
                Event("Scrutiny meetings", "meeting", str(item.get("meeting_date")), says, where(item))
            )
    dated = {event for event in found if years_of(event.date) is not None}
    return tuple(sorted(dated, key=lambda e: (e.date, e.lane, e.kind, e.says, e.where)))


def _of_reviews(net: Network) -> Iterator[Event]:
    for id, review in net.reviews.items():
        for field, kind in (("commissioned_date", "commissioned"), ("published_date", "published")):
            if review.get(field):
                yield Event(net.names[id], kind, str(review[field]), str(review["name"]), where(review))


def _of_responses(net: Network) -> Iterator[Event]:
    """A response that answers several recommendations is told once."""
    for item in net.recommendations:
        for answer in net.responses.get(str(item["id"]), ()):
            for date in answer.get("dates") or ():
                yield Event(
                    net.named(item),
                    "response",
                    str(date),
                    shorten(str(answer.get("text") or ""), 160),
                    where(answer),
                )


def rows(found: tuple[Event, ...], order: list[str]) -> list[Row]:
    """The events row by row: reviews in `order`, each with the dates of its responses below, then plans and meetings."""
    lanes = {lane: place for place, lane in enumerate(order)}
    sorts: dict[tuple[int, str, str], list[int]] = {}
    for index, event in enumerate(found):
        kind = "review" if event.kind in ("commissioned", "published") else event.kind
        place = lanes.get(event.lane, len(lanes)) if kind in ("review", "response") else len(lanes) + 1
        sorts.setdefault((place, event.lane, kind), []).append(index)
    ranks = ("review", "response", "due", "meeting")
    return [
        Row(lane, kind, ROWS.get(kind, ""), tuple((index, found[index].kind, found[index].date) for index in own))
        for (place, lane, kind), own in sorted(
            sorts.items(), key=lambda entry: (entry[0][0], ranks.index(entry[0][2]) if entry[0][0] > len(lanes) else 0, entry[0][1], ranks.index(entry[0][2]))
        )
    ]  # fmt: skip


def draw(records: Records) -> str:
    """The page: rows in an SVG, wide and narrow, and the same events in lists that open."""
    net = gather(records)
    found = events(records)
    lines = rows(found, [net.names[id] for id in net.reviews])
    shown = {event.lane for event in found}
    return render(
        "timeline.html.j2",
        scripts=(asset("table.js"), asset("timeline.js")),
        title="Reviews, responses and promises over time",
        sentence=_sentence(found, len(net.reviews)),
        note=_missing(records, net, shown),
        pictures=[
            ("wide", picture(lines, wide=_WIDE, left=_LEFT)),
            ("narrow", picture(lines, wide=_NARROW, left=0.0)),
        ]
        if found
        else [],
        kinds={event.kind for event in found},
        lists=list(_lists(found, lines)),
        full=[
            (plain(short), plain(name))
            for short, name in in_full(net.names, net.reviews.values())
            if short in shown
        ],
    )


def _missing(records: Records, net: Network, shown: set[str]) -> str:
    """What has no date and so no place in the picture."""
    reviews = [net.names[id] for id in net.reviews if net.names[id] not in shown]
    undated = sum(years_of(a.get("due_date") or a.get("due")) is None for a in records.get("action", ()))
    told = (
        [f"No date was found for the {'review' if len(reviews) == 1 else 'reviews'} {', '.join(reviews)}."]
        if reviews
        else []
    )
    told += (
        [f"{counted(undated, 'action')} of plans without a date that could be read are not drawn."]
        if undated
        else []
    )
    return plain(" ".join(told))


def _sentence(found: tuple[Event, ...], reviews: int) -> str:
    if not found:
        return (
            "No date was found in these documents."
            if reviews
            else "No review of a case and no date was found in these documents."
        )
    kinds = {kind: sum(event.kind == kind for event in found) for kind in EVENTS}
    told = [
        f"{kinds['published']} of the {counted(reviews, 'review')} named with a date of publication"
        if reviews
        else "no review of a case",
        *(
            f"{counted(kinds[kind], noun)} {rest}"
            for kind, noun, rest in (
                ("response", "date", "that responses mention"),
                ("due", "action", "due"),
                ("meeting", "resolution", "of scrutiny meetings"),
            )
            if kinds[kind]
        ),
    ]
    span = f"From {spoken_date(found[0].date)} to {spoken_date(found[-1].date)}"
    return f"{span}: {', '.join(told)}. What is dated by month or year alone stands in the middle of it."


def _lists(found: tuple[Event, ...], lines: list[Row]) -> Iterator[dict[str, object]]:
    """What each row holds, for the list that opens; reviews first, in one list."""
    reviews = [index for row in lines if row.kind == "review" for index, _, _ in row.marks]
    numbers = count(1)
    if reviews:
        yield _list(
            next(numbers),
            "Reviews: commissioned and published",
            "Review",
            [(i, found[i].lane) for i in reviews],
            found,
        )
    for row in lines:
        if row.kind != "review":
            heading = f"{row.name}: {row.about}"
            yield _list(
                next(numbers), heading, "What", [(i, EVENTS[kind]) for i, kind, _ in row.marks], found
            )


def _list(
    number: int, heading: str, head: str, own: list[tuple[int, str]], found: tuple[Event, ...]
) -> dict[str, object]:
    return {
        "number": number,
        "heading": plain(heading),
        "count": len(own),
        "span": f"{spoken_date(found[own[0][0]].date)} to {spoken_date(max(found[i].date for i, _ in own))}",
        "head": head,
        "open": number == 1 and head == "Review",
        "events": [
            (f"e{i}", found[i].date, spoken_date(found[i].date), EVENTS[found[i].kind] if head == "Review" else "",
             plain(what), plain(found[i].says), plain(found[i].where))
            for i, what in own
        ],
    }  # fmt: skip
