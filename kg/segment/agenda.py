"""Agenda: the items that an agenda lists, which name the reports that follow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model.keys import match_form
from kg.model.text import DocumentKind
from kg.segment.heads import Start
from kg.segment.leaves import Leaf

_ITEM = re.compile(r"^(?:\d{1,2}[.)]?\s+)?(\S.*?)\s*(?:\(pages?\s[\d\s–-]+\))?$", re.I)
_NUMBER = re.compile(r"^\d{1,2}[.)]?(?:\s|$)")


def agenda_items(leaves: Sequence[Leaf]) -> list[str]:
    """The titles of the numbered headings in `leaves`, page numbers dropped: "SERIOUS CASE REVIEW - CLARE"."""
    items = []
    for leaf in leaves:
        numbered = _NUMBER.match(leaf.block.marker) or _NUMBER.match(leaf.text)
        found = _ITEM.match(leaf.text) if numbered and len(leaf.text) < 200 else None
        if found:
            items.append(found[1])
    return items


def with_titles(starts: list[Start], items: list[str]) -> list[Start]:
    """`starts`, reports that lost their head named after the item between those of their neighbours."""
    places = {match_form(item): place for place, item in enumerate(items)}
    reports = [i for i, one in enumerate(starts) if one.kind is DocumentKind.COVERING_REPORT]
    named = list(starts)
    for order, index in enumerate(reports):
        if starts[index].rule != "segment/beheaded":
            continue
        before = places.get(match_form(starts[reports[order - 1]].title)) if order else None
        after = places.get(match_form(starts[reports[order + 1]].title)) if order + 1 < len(reports) else None
        place = before + 1 if before is not None else after - 1 if after else None
        if place is not None and place < len(items) and (after is None or place < after):
            named[index] = replace(starts[index], title=items[place])
    return named
