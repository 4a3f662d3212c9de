"""Responses: how many of the characters of the answers stand under the right recommendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.evaluate.figures import Unit
from kg.evaluate.gold import Gold, Item
from kg.evaluate.kinds import Outcome
from kg.evaluate.match import Record, in_source

_KIND = "narrative_response"


def response_units(
    records: Sequence[Record], gold: Gold, recommendations: Outcome, texts: Mapping[str, str]
) -> list[Unit]:
    """A unit for each run of each answer, in characters without blanks; one more for what is no answer at all."""
    of = {
        str(record.get("id")): item.noted["id"]
        for item, record in recommendations.pairs
        if "id" in item.noted
    }
    units: list[Unit] = []
    for source in gold.sources:
        items = [i for i in gold.of("response", source) if i.noted.get("kind", _KIND) == _KIND]
        text = texts.get(source)
        if text is None or (source, "response") not in gold.annotated:
            continue
        other = [i for i in gold.of("response", source) if i not in items]
        units += _source_units(in_source(records, source), items, other, of, text)
    return units


def _source_units(
    records: Sequence[Record], items: Sequence[Item], other: Sequence[Item], of: Mapping[str, str], text: str
) -> list[Unit]:
    starts = _line_starts(text)
    linked: dict[int, set[str]] = {}
    for record in records:
        if record.get("recommendation") is None or record.get("start") is None:
            continue
        to = of.get(str(record["recommendation"]), "?")
        for at in range(int(record["start"]), int(record["end"])):
            linked.setdefault(at, set()).add(to)
    units, covered = [], set()
    for item in items:
        want = str(item.noted["recommendation_id"])
        places = [
            at for a, b in item.lines for at in range(starts[a - 1], starts[b]) if not text[at].isspace()
        ]
        covered.update(places)
        right = sum(want in linked.get(at, ()) for at in places)
        units.append(
            Unit(right, sum(bool(linked.get(at, set()) - {want}) for at in places), len(places) - right)
        )
    covered.update(at for item in other for a, b in item.lines for at in range(starts[a - 1], starts[b]))
    astray = sum(at not in covered and not text[at].isspace() for at in linked)
    return [*units, Unit(false=astray)] if astray else units


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [min(start, len(text)) for start in starts]
