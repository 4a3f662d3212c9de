"""Figures of papers not met before: `python -m tests.bench.unseen [FOLDER] [--only=NAME,NAME] [--notes]`.

FOLDER (default tests/unseen) holds papers with gold beside them. Each paper is built alone. `--notes` lists, paper by
paper, what was missed or wrongly found; without it only totals are printed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg.evaluate.figures import Unit, f1_of
from kg.pipeline import build
from kg.query.graph import open_graph
from kg.query.records import all_records
from tests.unseen_gold import Tally
from tests.unseen_score import score

UNSEEN = Path(__file__).parent.parent / "unseen"


def score_paper(source: Path, gold: Path) -> Tally:
    """The tally of one paper, built alone."""
    with tempfile.TemporaryDirectory() as folder:
        build([source], Path(folder) / "build")
        records = all_records(open_graph(Path(folder) / "build"))
    return score(json.loads(gold.read_text(encoding="utf-8")), records)


def papers(folder: Path) -> list[tuple[Path, Path]]:
    """Each paper of `folder` with its gold."""
    golds = sorted(path for path in folder.glob("*.json") if not path.name.startswith("still-"))
    return [(source_of(path), path) for path in golds]


def source_of(gold: Path) -> Path:
    """The paper beside `gold`: same name, another ending."""
    return next(path for path in sorted(gold.parent.glob(f"{gold.stem}.*")) if path.suffix != ".json")


def table(tallies: Sequence[Tally]) -> list[str]:
    """A line a measure over all `tallies`."""
    together: dict[str, list[Unit]] = {}
    for tally in tallies:
        for measure, units in tally.units.items():
            together.setdefault(measure, []).extend(units)
    lines = [f"{'measure':22} {'P':>6} {'R':>6} {'F1':>6}  right false missed"]
    for measure in sorted(together):
        units = together[measure]
        counts = [
            round(sum(values)) for values in zip(*((u.right, u.false, u.missed) for u in units), strict=True)
        ]
        values = " ".join(f"{value:6.3f}" for value in f1_of(units))
        lines.append(f"{measure:22} {values}  {counts[0]:5} {counts[1]:5} {counts[2]:6}")
    return lines


def main(arguments: Sequence[str]) -> None:
    """Print the totals of a folder."""
    values = [one for one in arguments if not one.startswith("--")]
    named = [one.removeprefix("--only=") for one in arguments if one.startswith("--only=")]
    only = set(named[0].split(",")) if named else None
    tallies = []
    for source, gold in papers(Path(values[0]) if values else UNSEEN):
        if only is not None and gold.stem not in only:
            continue
        tallies.append(score_paper(source, gold))
        if "--notes" in arguments:
            print(f"\n== {source.name}", *tallies[-1].notes, sep="\n   ")
    print("\n".join(table(tallies)))


if __name__ == "__main__":
    main(sys.argv[1:])
