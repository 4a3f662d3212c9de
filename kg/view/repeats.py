"""Families of repeated recommendations, side by side, with the words that agree marked, the oldest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from kg.view.families import Families, families
from kg.view.gather import Network, gather
from kg.view.names import gist, in_full
from kg.view.page import asset, plain, render
from kg.view.shape import Record, Records, shorten, where
from kg.view.words import counted, said, spoken_date, state

_CARDS = 40
"""Families shown side by side; what is beyond stands in the table of all (a page of 300 reviews stays below 500 kB)."""
_LIKE = 5  # that a row of the table names
_MEMBERS = 12  # of one family side by side; the table has all


_WORD = re.compile(r"[^\W_][\w'’-]*")
_COMMON = frozenset(
    "the and for that with are all any this should been have has from will their they them not be to of in is on by as or an it its".split()
)


def mark(text: str, shared: frozenset[str] | set[str]) -> Markup:
    """`text` escaped, with the words (and plurals) of `shared` marked."""
    out: list[Markup] = []
    last = 0
    for match in _WORD.finditer(text):
        out.append(escape(text[last : match.start()]))
        word = escape(match.group())
        out.append(Markup("<mark>{}</mark>").format(word) if _stem(match.group()) in shared else word)
        last = match.end()
    out.append(escape(text[last:]))
    return Markup("").join(out)


def in_common(texts: Sequence[str]) -> set[str]:
    """The words that every one of `texts` uses, as `mark` compares them."""
    return set.intersection(*map(_stems, texts)) if texts else set()


def _stem(word: str) -> str:
    return word.casefold().removesuffix("’s").removesuffix("'s").rstrip("s")


def _stems(text: str) -> set[str]:
    return {_stem(w) for w in _WORD.findall(text) if w.casefold() not in _COMMON and len(w) > 2}


def draw(records: Records) -> str:
    """The page of families, and of all that is alike as a table."""
    net = gather(records)
    found = families(net.recommendations)
    calls = net.calls
    told = [item for item in net.recommendations if str(item["id"]) in found.alike]
    named = {net.named(item) for item in told}
    return render(
        "repeats.html.j2",
        scripts=(asset("table.js"),),
        title="Recommended before",
        sentence=_sentence(net, found),
        families=[_family(net, found, place) for place in range(min(_CARDS, len(found.groups)))],
        more=max(0, len(found.groups) - _CARDS),
        rows=[_row(calls, found, item) for item in told],
        full=[
            (plain(short), plain(name))
            for short, name in in_full(net.names, net.reviews.values())
            if short in named
        ],
    )


def _sentence(net: Network, found: Families) -> str:
    of = counted(len(net.recommendations), "recommendation")
    if not net.recommendations:
        return "No recommendation of a review was found, so there is nothing to compare."
    if len(net.of_review) < 2:
        return f"Recommendations of one review alone were found ({of}), so there is no other to compare them with."
    if not found.count:
        return (
            f"None of the {of} asks for much the same as one of another review, as far as their words tell."
        )
    beside = found.count - len(found.family)
    some = (
        f" {beside} more {'is' if beside == 1 else 'are'} like some of a family, not like all of it."
        if beside
        else ""
    )
    return (
        f"{found.count} of {of} {'asks' if found.count == 1 else 'ask'} for much the same as one of another review. "
        f"{len(found.family)} of them form {counted(len(found.groups), 'family')}, in each of which every one is like every other.{some}"
    )


def _family(net: Network, found: Families, place: int) -> dict[str, object]:
    group = found.groups[place]
    shared = in_common([str(item["text"]) for item in group])
    reviews = {str(item["review"]) for item in group}
    years = sorted({year for id in reviews if (year := _year(net.reviews[id]))})
    span = "" if not years else years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return {
        "head": f"{counted(len(group), 'recommendation')} of {counted(len(reviews), 'review')}",
        "span": span,
        "first": plain(shorten(gist(str(group[0]["text"])), 110)),
        "members": [_member(net, item, shared) for item in group[:_MEMBERS]],
        "more": [plain(net.called(item)) for item in group[_MEMBERS:]],
    }


def _year(review: Record) -> str:
    return str(review.get("published_date") or review.get("commissioned_date") or "")[:4]


def _member(net: Network, item: Record, shared: set[str]) -> dict[str, object]:
    answers = net.responses.get(str(item["id"]), [])
    date = net.reviews[str(item["review"])].get("published_date")
    return {
        "head": plain(net.called(item)),
        "date": spoken_date(date) or "date not known",
        "text": mark(plain(item["text"]), shared),
        "where": plain(where(item)),
        "to": plain(", ".join(item.get("addressed_to") or ()) or "nobody by name"),
        "themes": plain(", ".join(item.get("themes") or ())),
        "state": state(item),
        "answers": [
            (
                plain(
                    f"{', '.join(a.get('agencies') or ()) or 'The partnership'} ({said(a.get('stance') or 'not_stated')})"
                ),
                plain(shorten(str(a.get("text") or a["quote"]), 400)),
                plain(where(a)),
            )
            for a in answers[:4]
        ],
    }


def _row(calls: Mapping[str, str], found: Families, item: Record) -> dict[str, object]:
    id = str(item["id"])
    place = found.family.get(id)
    return {
        "name": plain(calls[id]),
        "text": plain(shorten(gist(str(item["text"])), 160)),
        "family": "" if place is None else str(place + 1),
        "like": plain("; ".join(calls[other] for other in found.alike[id][:_LIKE])),
        "more": max(0, len(found.alike[id]) - _LIKE),
        "state": state(item),
    }
