"""`kg explain`: Show one record in its place: the words around it, the rule, the confidence, what competed with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli._output import graph_options, open_asked
from kg.errors import BuildError

if TYPE_CHECKING:
    from kg.evaluate.explain import Explanation

_SHOWN = 70  # characters of another record's words


@click.command()
@click.argument("id", metavar="ID")
@graph_options
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(id: str, build: Path | None, endpoint: str | None, form: str) -> None:
    """Show the record called ID (its address, or the end of it) in its place on the page.

    With --endpoint the page itself is not at hand: the quote stands for it.
    """
    from kg.evaluate.explain import explain, find_record
    from kg.query.records import all_records
    from kg.rules import Rules

    records = all_records(open_asked(build, endpoint))
    record = find_record(records, id)
    text = _text(build, str(record.get("source"))) if endpoint is None else None
    explained = explain(record, records, text, rules=Rules())
    click.echo(_as_json(explained) if form == "json" else "\n".join(_as_lines(explained)))


def _text(build: Path | None, source: str) -> str | None:
    from kg.graph.build import Build, find_build

    try:
        return Build.open(build or find_build()).document(source).text
    except BuildError:
        return None  # a record that stands in no one source


def _as_lines(explained: Explanation) -> list[str]:
    record = explained.record
    where = ", ".join(
        part
        for part in (
            str(record.get("document") or ""),
            str(record.get("source") or ""),
            f"page {record['page_label'] or record['page']}" if record.get("page") else "",
        )
        if part
    )
    lines = [f"{record['kind'].replace('_', ' ')}  {record['id']}", where, ""]
    if explained.lines:
        lines += [
            f"{'>' if quoted else ' '} {number:>6}  {words}" for number, words, quoted in explained.lines
        ]
    else:
        lines.append(str(record.get("quote") or ""))
    confidence = record.get("confidence")
    lines += ["", f"Rule: {explained.rule or 'none'}"]
    lines += [f"  reads, for example: {example}" for example in explained.examples]
    lines.append(
        f"Confidence: {confidence:.2f}" if confidence is not None else "Confidence: a person decided"
    )
    lines += _printings(record)
    if explained.linked:
        lines += ["", f"What could be {explained.linked} (words in common; the chosen one is marked):"]
        lines += [
            f"{'*' if rival.chosen else ' '} {rival.likeness:.2f}  {_short(rival.record)}"
            for rival in explained.rivals
        ]
        if not any(rival.chosen for rival in explained.rivals):
            lines.append("  None was sure enough: it stays without a link.")
    if explained.overlapping:
        lines += ["", "Also read in these words:"]
        lines += [
            f"  {other['kind'].replace('_', ' ')} ({other.get('rule')}): {_short(other)}"
            for other in explained.overlapping
        ]
    return lines


def _printings(record: Mapping[str, Any]) -> list[str]:
    """Every place that prints it, with its words there where they differ."""
    places = record.get("occurrences") or ()
    if len(places) < 2:
        return []
    lines = ["", f"Printed in {len(places)} places:"]
    for place in places:
        line = (
            f"line {place['line_start']}" if place.get("line_start") else f"page {place.get('page') or '?'}"
        )
        kind = str(place.get("document_kind") or "").replace("_", " ")
        lines.append(f"  {place['source']}, {line} ({kind})")
        lines += [f"    in other words: {place['wording']}"] if place.get("wording") else []
    return lines


def _short(record: Mapping[str, Any]) -> str:
    words = " ".join(str(record.get("text") or record.get("name") or record.get("quote") or "").split())
    number = f"{record.get('number') or ''}{record.get('part') or ''}"
    cut = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " ..."
    return f"{number}  {cut}".strip()


def _as_json(explained: Explanation) -> str:
    return json.dumps(
        {
            "record": dict(explained.record),
            "lines": [{"line": n, "text": words, "quote": quoted} for n, words, quoted in explained.lines],
            "rule": explained.rule,
            "examples": list(explained.examples),
            "linked": explained.linked or None,
            "rivals": [
                {"id": r.record["id"], "likeness": round(r.likeness, 3), "chosen": r.chosen}
                for r in explained.rivals
            ],
            "overlapping": [other["id"] for other in explained.overlapping],
        },
        ensure_ascii=False,
        indent=2,
    )
