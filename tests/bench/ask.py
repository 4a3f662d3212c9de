"""The share of questions in plain words that are understood as was expected of them.

`python -m tests.bench.ask [FILE.toml ...]` prints each that is not, and the shares: right, not understood, misread.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.query.ask import Understanding, understand
from kg.query.graph import Graph, open_graph

FOLDER = Path(__file__).parent.parent / "cases" / "query"
FILES = tuple(sorted(FOLDER.glob("plain-words*.toml")))
TODAY = date(2026, 11, 27)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one question went: `right`, `silent` (not understood where it should be) or `misread`."""

    kind: str
    why: str = ""


def asked(path: Path) -> list[dict[str, Any]]:
    """The questions of one file."""
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["asked"]
    return found


def judge(graph: Graph, one: dict[str, Any]) -> Verdict:
    """What became of one question."""
    meant = understand(graph, one["ask"], today=TODAY)
    wanted: list[str] = one["question"]
    if meant.question is None:
        return _refused(meant, one) if not wanted else Verdict("silent", _nearest(meant))
    if meant.question.name not in wanted:
        return Verdict("misread", f"{meant.question.name} {dict(meant.said)}; not used: {meant.left}")
    said = dict(meant.said)
    takes = one.get("takes", {})
    if set(said) != set(takes) or any(takes[key].lower() not in said[key].lower() for key in takes):
        return Verdict("misread", f"{meant.question.name} takes {said}; not used: {meant.left}")
    return Verdict("right")


def _refused(meant: Understanding, one: dict[str, Any]) -> Verdict:
    near = one.get("near", [])
    if near and not set(near) & {question.name for question in meant.nearest}:
        return Verdict("silent", f"the nearest are {_nearest(meant)}")
    if one.get("says", "") not in getattr(meant, "note", ""):
        return Verdict("silent", "nothing is said of it")
    return Verdict("right")


def _nearest(meant: Understanding) -> str:
    return ", ".join(question.name for question in meant.nearest) or "none"


def main() -> None:
    """Print what was not understood as expected, and the shares."""
    graph = open_graph(Path("build"))
    for path in [Path(name) for name in sys.argv[1:]] or [path for path in FILES if path.exists()]:
        verdicts = [(one["ask"], judge(graph, one)) for one in asked(path)]
        for text, verdict in verdicts:
            if verdict.kind != "right":
                print(f"  {verdict.kind}: {text}: {verdict.why}")
        count = {kind: sum(v.kind == kind for _, v in verdicts) for kind in ("right", "silent", "misread")}
        print(f"{path.stem}: {len(verdicts)} questions, {count}")


if __name__ == "__main__":
    main()
