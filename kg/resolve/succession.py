"""Succession: of two bodies of regular kinds in one area, which followed which.

"Anyshire Safeguarding Children Partnership" follows "Anyshire Safeguarding Children Board": every area had the one until
29 September 2019 and the other after. The list of regular kinds says so; what the list of bodies says of a body comes first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.model.entity import Agency
from kg.resolve.directory import Directory


def with_succession(agencies: tuple[Agency, ...], directory: Directory) -> tuple[Agency, ...]:
    """`agencies`, those of a regular kind knowing it, and the body of their area that they follow."""
    kinds = {agency.id: form for agency in agencies if (form := _regular(agency, directory))}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in sorted(kinds):
        found[kinds[id]].append(id)
    known = {agency.id: agency for agency in agencies}
    follows: dict[str, list[str]] = defaultdict(list)
    for (area, kind), former in found.items():
        later = found.get((area, directory.regular_by_kind[kind].successor), [])
        if len(former) == len(later) == 1 and not _listed_otherwise(known[former[0]], directory):
            follows[later[0]].append(former[0])
    return tuple(_with(agency, kinds.get(agency.id, ("", ""))[1], follows[agency.id]) for agency in agencies)


def _regular(agency: Agency, directory: Directory) -> tuple[str, str] | None:
    """The area and the kind of a body with a regular name: its own, or of a listed body its type's."""
    if agency.level not in {"agency", "board"}:
        return None
    form = directory.regular_form(agency.name)
    if form is None or form[1].type != agency.type:
        return None
    return form[0], form[1].kind


def _listed_otherwise(former: Agency, directory: Directory) -> bool:
    """Whether the list of bodies says itself what followed."""
    body = directory.by_id.get(former.seed or "")
    return body is not None and bool(body.successors)


def _with(agency: Agency, kind: str, former: list[str]) -> Agency:
    if not kind:
        return agency
    before = (*agency.successor_of, *(id for id in former if id not in agency.successor_of))
    return replace(agency, regular=kind, successor_of=before)
