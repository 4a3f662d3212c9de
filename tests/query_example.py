"""The small invented graph that the tests of asking share, and the rows written down beside it."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph.counted import counted
from kg.query.graph import Graph, open_file
from kg.query.prefixes import PREFIXES

FOLDER = Path(__file__).parent / "cases" / "query"
EXAMPLE = FOLDER / "example.trig"
_HEAD = re.compile(r"## (?P<name>[\w-]+)(?P<values>(?: \w+=\S+)*)")


def example() -> Graph:
    """The invented graph, in memory."""
    return open_file(EXAMPLE)


def derived(text: str, path: Path) -> Graph:
    """The graph of the TriG `text`, with what every count is made of, kept at `path`."""
    given = {quad for quad in parse(text, format=RdfFormat.TRIG)}
    follows = counted(given, graph=NamedNode(PREFIXES["id"] + "graph/resolved"))
    path.write_text("".join(f"{quad} .\n" for quad in given | set(follows)), "utf-8")
    return open_file(path)


def expected() -> dict[str, tuple[dict[str, list[str]], list[str]]]:
    """For each question its parameters, each with its values, and its rows, cells joined by ' | '."""
    found: dict[str, tuple[dict[str, list[str]], list[str]]] = {}
    rows: list[str] = []
    for line in (FOLDER / "expected.txt").read_text("utf-8").splitlines():
        head = _HEAD.fullmatch(line)
        if head:
            rows = []
            values: dict[str, list[str]] = {}
            for name, value in (pair.split("=", 1) for pair in head["values"].split()):
                values.setdefault(name, []).append(value.replace("_", " "))
            found[head["name"]] = (values, rows)
        elif line and not line.startswith("# "):
            rows.append(line)
    return found
