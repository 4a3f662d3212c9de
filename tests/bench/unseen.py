"""Figures of papers with gold beside them: `python -m tests.bench.unseen [FOLDER] [--only=NAME,NAME] [--notes] [--keep]`.

FOLDER is tests/unseen by default. Each paper is built alone. `--notes` lists, paper by paper, what was missed or
wrongly found; without it only totals are printed, as for papers that nobody shall look into. `--keep` writes the
notes of all papers to tests/unseen/still-missed.json, against which the test holds every later run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.evaluate.figures import Unit, f1_of
from kg.pipeline import build
from kg.query.graph import open_graph
from kg.query.records import all_records
from tests.unseen_gold import Record, Tally
from tests.unseen_score import score

UNSEEN = Path(__file__).parent.parent / "unseen"
STILL = UNSEEN / "still-missed.json"


@cache
def read_paper(source: Path) -> dict[str, list[Record]]:
    """The records of one paper, built alone."""
    with tempfile.TemporaryDirectory() as folder:
        build([source], Path(folder) / "build")
        return all_records(open_graph(Path(folder) / "build"))


def score_paper(source: Path, gold: Path) -> Tally:
    """The tally of one paper."""
    return score(json.loads(gold.read_text(encoding="utf-8")), read_paper(source))


def still_missed() -> dict[str, list[str]]:
    """What was missed or wrongly found in each paper when it was last kept."""
    found: dict[str, list[str]] = json.loads(STILL.read_text(encoding="utf-8"))
    return found


def papers(folder: Path) -> list[tuple[Path, Path]]:
    """Each paper of `folder` with its gold."""
    golds = sorted(path for path in folder.glob("*.json") if path.name != STILL.name)
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
    tallies: dict[str, Tally] = {}
    for source, gold in papers(Path(values[0]) if values else UNSEEN):
        if only is not None and gold.stem not in only:
            continue
        tallies[gold.stem] = score_paper(source, gold)
        if "--notes" in arguments:
            print(f"\n== {source.name}", *tallies[gold.stem].notes, sep="\n   ")
    print("\n".join(table(list(tallies.values()))))
    if "--keep" in arguments:
        known = {name: sorted(set(tally.notes)) for name, tally in tallies.items() if tally.notes}
        STILL.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
