"""Families of repeated recommendations, side by side, with the words that agree marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from kg.query.records_parts import by_parts
from kg.view.gather import gather
from kg.view.names import by_date, in_full
from kg.view.page import plain, render
from kg.view.shape import Record, Records, shorten, where
from kg.view.words import said, state


def families(records: Records) -> tuple[tuple[Record, ...], ...]:
    """Recommendations joined by `repeats`, largest family first, each in order of publication."""
    items = {str(item["id"]): item for item in records.get("recommendation", ())}
    parent = {id: id for id in items}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for id, item in sorted(items.items()):
        for repeat in item.get("repeats") or ():
            other = _iri(repeat)
            if other in items:
                low, high = sorted((root(id), root(other)))
                parent[high] = low
    dates = {str(review["id"]): by_date(review) for review in records.get("review", ())}
    order = sorted(items, key=lambda id: (dates.get(str(items[id].get("review")), ("9999", "", "")), id))
    grouped: dict[str, list[Record]] = {}
    for id in order:
        grouped.setdefault(root(id), []).append(items[id])
    found = [tuple(group) for group in grouped.values() if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (-len(group), str(group[0]["id"]))))


def _iri(repeat: Any) -> str:
    return (
        str(repeat.get("id") or repeat.get("recommendation")) if isinstance(repeat, Mapping) else str(repeat)
    )


_WORD = re.compile(r"[^\W_][\w'’-]*")
_COMMON = frozenset(
    "the and for that with are all any this should been have has from will their they them not be to of in is on by as or an it its".split()
)


def mark(text: str, others: tuple[str, ...]) -> Markup:
    """`text` escaped, with the words (and plurals) that every other text uses marked."""
    shared = set.intersection(*(_stems(other) for other in others)) if others else set()
    out: list[Markup] = []
    last = 0
    for match in _WORD.finditer(text):
        out.append(escape(text[last : match.start()]))
        word = escape(match.group())
        out.append(Markup("<mark>{}</mark>").format(word) if _stem(match.group()) in shared else word)
        last = match.end()
    out.append(escape(text[last:]))
    return Markup("").join(out)


def _stem(word: str) -> str:
    return word.casefold().removesuffix("’s").removesuffix("'s").rstrip("s")


def _stems(text: str) -> set[str]:
    return {_stem(w) for w in _WORD.findall(text) if w.casefold() not in _COMMON and len(w) > 2}


def draw(records: Records) -> str:
    """The page of families."""
    net = gather(records)
    found = families(records)
    shown = []
    for family in found:
        members = []
        for item in family:
            others = tuple(str(other["text"]) for other in family if other is not item)
            answers = net.responses.get(str(item["id"]), [])
            members.append(
                {
                    "head": plain(net.called(item)),
                    "text": mark(plain(item["text"]), others),
                    "where": plain(where(item)),
                    "to": plain(", ".join(item.get("addressed_to") or ()) or "nobody by name"),
                    "themes": plain(", ".join(item.get("themes") or ())),
                    "state": state(item),
                    "answers": [
                        (
                            plain(
                                f"{', '.join(a.get('agencies') or ()) or 'The partnership'} ({said(a.get('stance') or 'not_stated')})"
                            ),
                            plain(shorten(str(a.get("text") or a["quote"]), 700)),
                            plain(where(a)),
                        )
                        for a in answers[:4]
                    ],
                }
            )
        shown.append(members)
    count = sum(len(family) for family in found)
    of = len(by_parts(records.get("recommendation", ())))
    return render(
        "repeats.html.j2",
        title="Recommended before",
        sentence=f"{count} recommendations of {of} ask for much the same as one of another review; "
        f"they form {len(found)} famil{'y' if len(found) == 1 else 'ies'}. Marked words stand in every recommendation of the family.",
        families=shown,
        full=[
            (plain(short), plain(name))
            for short, name in in_full(net.names, records.get("review", ()))
            if any(net.named(item) == short for family in found for item in family)
        ],
    )
