"""Reviews over time: commissioned, published, answered, and what was promised for when."""

from __future__ import annotations

from dataclasses import dataclass

from kg.view.gather import gather
from kg.view.page import asset, plain, render
from kg.view.shape import Records, shorten, where

#: kind of event: sign in the picture, plain name
EVENTS = {
    "commissioned": ("M-6 6 0-6 6 6z", "Commissioned"),
    "published": ("M-6-6H6V6H-6z", "Review published"),
    "response": ("M0-7 7 0 0 7-7 0z", "Date named in a response"),
    "due": ("M-6-6 6 6M6-6-6 6", "Action due"),
    "meeting": ("M0-6A6 6 0 1 1 0 6 6 6 0 1 1 0-6z", "Resolution of a scrutiny meeting"),
}


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
    found: list[Event] = []
    for review in net.reviews.values():
        name = str(review["name"])
        for field, kind in (("commissioned_date", "commissioned"), ("published_date", "published")):
            if _year(review.get(field)) is not None:
                found.append(Event(name, kind, str(review[field]), f"{EVENTS[kind][1]}", where(review)))
    for answers in net.responses.values():
        for answer in answers:
            lane = str(answer.get("review_name") or "Responses")
            for date in answer.get("dates") or ():
                if _year(date) is not None:
                    found.append(
                        Event(
                            lane,
                            "response",
                            str(date),
                            shorten(str(answer.get("text") or ""), 160),
                            where(answer),
                        )
                    )
    for action in records.get("action", ()):
        date = action.get("due_date") or action.get("due")
        if _year(date) is not None:
            plan = shorten(str(action.get("plan") or "Plans"), 60)
            found.append(Event(plan, "due", str(date), shorten(str(action["text"]), 160), where(action)))
    for item in records.get("scrutiny_item", ()):
        if item.get("item_kind") == "resolution" and _year(item.get("meeting_date")) is not None:
            found.append(
                Event(
                    "Scrutiny meetings",
                    "meeting",
                    str(item["meeting_date"]),
                    shorten(str(item["text"]), 160),
                    where(item),
                )
            )
    return tuple(sorted(found, key=lambda e: (e.date, e.lane, e.kind, e.says)))


def _year(date: object) -> float | None:
    """A date as years with a fraction, None where it does not start with a year and a hyphen or end there."""
    text = str(date or "")
    parts = text.split("-")
    if not (parts[0].isdigit() and len(parts[0]) == 4 and all(part.isdigit() for part in parts[1:3])):
        return None
    month = int(parts[1]) if len(parts) > 1 else 7
    day = int(parts[2]) if len(parts) > 2 else 15
    return int(parts[0]) + (month - 1) / 12 + (day - 1) / 365


def draw(records: Records) -> str:
    """The page: lanes in an SVG and the same events in a table."""
    found = events(records)
    lanes = sorted(
        {event.lane for event in found}, key=lambda lane: (min(e.date for e in found if e.lane == lane), lane)
    )
    times = [time for event in found if (time := _year(event.date)) is not None]
    first, last = (int(min(times)), int(max(times)) + 1) if times else (2020, 2021)
    width, left, step = 1180, 330, 44

    def place(date: str) -> float:
        return round(left + (width - left - 20) * ((_year(date) or first) - first) / (last - first), 1)

    stride = max(1, -(-(last - first) // 14))
    return render(
        "timeline.html.j2",
        scripts=(asset("table.js"),),
        title="Reviews, responses and promises over time",
        sentence=f"{len(found)} dated events on {len(lanes)} lanes, from {first} to {last}. What is dated by month or year stands in its middle.",
        width=width,
        height=step * len(lanes) + 50,
        left=left,
        years=[(year, place(str(year) + "-01-01")) for year in range(first, last + 1, stride)],
        lanes=[(plain(shorten(lane, 44)), 40 + step * i) for i, lane in enumerate(lanes)],
        marks=[(place(e.date), 40 + step * lanes.index(e.lane), e.kind, EVENTS[e.kind][0]) for e in found],
        events=[(e.date, EVENTS[e.kind][1], plain(e.lane), plain(e.says), plain(e.where)) for e in found],
        kinds=[(kind, path, name) for kind, (path, name) in EVENTS.items()],
    )
