"""Papers with gold beside them: whole documents of any kind, each built alone and held against what a person found in it.

A gold file `NAME.json` names its document in `doc`, which lies beside it or in a folder `docs` beside the gold's. Its lists
are `reviews`, `recommendations`, `responses`, `learning_points`, `good_practice`, `findings`, `scrutiny_items` and `actions`;
only those named in `complete` are scored. An item with `core: false`, `restates: true` or `kind: conclusion` counts neither
for nor against. `author` (else the first word of the name) tells the family; `field` is `core` or `kin`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.evaluate.figures import Unit

Record = Mapping[str, Any]
Entry = Mapping[str, Any]

_LISTS = (
    "recommendations",
    "responses",
    "learning_points",
    "good_practice",
    "findings",
    "scrutiny_items",
    "actions",
)
_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its gold: `family` is left out of training together, `field` is reported apart."""

    document: Path
    gold: Entry
    family: str
    field: str

    @property
    def complete(self) -> frozenset[str]:
        """The lists of the gold that are whole."""
        return frozenset(self.gold.get("complete", ()))

    def entries(self, name: str) -> list[Entry]:
        """The items of one list, each as a mapping."""
        return [one if isinstance(one, dict) else {"text": one} for one in self.gold.get(name) or ()]


@dataclass
class Tally:
    """Units of one paper by measure, and a note for each that is not right."""

    units: dict[str, list[Unit]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(
        self, measure: str, note: object, *, right: float = 0, false: float = 0, missed: float = 0
    ) -> None:
        """Count one thing under `measure`."""
        self.units.setdefault(measure, []).append(Unit(right, false, missed))
        if false or missed:
            self.notes.append(f"{measure} {'missed' if missed else 'false'}: {note}")

    def either(self, measure: str, right: bool, note: object) -> None:
        """Count one thing that is right or not."""
        self.add(measure, note, right=right, missed=not right)


def load_papers(folders: Sequence[Path]) -> list[Paper]:
    """The papers of `folders`; raises DataError where a folder has none or a gold file is not JSON."""
    found: list[Paper] = []
    for folder in folders:
        before = len(found)
        for path in sorted(folder.glob("*.json")):
            try:
                gold = json.loads(path.read_text(encoding="utf-8"))
            except ValueError as error:
                raise DataError(f"The gold file {path} is not valid JSON: {error}.") from error
            document = _document(path, gold) if isinstance(gold, dict) else None
            if document is not None:
                gold = _whole(gold)
                family = str(gold.get("author") or re.split(r"[^a-z]", path.stem)[0])
                found.append(Paper(document, gold, family, str(gold.get("field") or "kin")))
        if len(found) == before:
            raise DataError(f"There are no gold files with their documents in {folder}.")
    return found


def _document(path: Path, gold: Entry) -> Path | None:
    """The document of a gold file: the one that it names, else the one beside it of the same name."""
    name = gold.get("doc")
    if isinstance(name, str):
        places = [
            path.parent / name,
            path.parent.parent / "docs" / name,
            *(above / "corpus" / name for above in path.parents),
        ]
    elif "recommendations" in gold:
        places = [one for one in sorted(path.parent.glob(f"{path.stem}.*")) if one.suffix != ".json"]
    else:
        return None
    return next((place for place in places if place.is_file()), None)


def _whole(gold: dict[str, Any]) -> dict[str, Any]:
    """A gold file in the one form: those without `complete` have whole the lists that they have at all."""
    if "complete" in gold:
        return gold
    levels = {"learning_points": "learning", "findings": "finding", "good_practice": "good practice"}
    told = {name: gold[name] for name in _LISTS if name in gold}
    marked = [
        one for name in levels for one in gold.get(name, ()) if isinstance(one, dict) and one.get("level")
    ]
    if marked:
        told |= {name: [one for one in marked if one["level"] == level] for name, level in levels.items()}
    told["responses"] = [
        {**one, "text_start": one.get("text_start") or one.get("starts"), "stance": None}
        for one in gold.get("responses", ())
    ]
    return {
        **gold,
        **told,
        "reviews": [],
        "complete": [name for name in told if name not in ("scrutiny_items", "actions")],
    }


def plain(text: object) -> str:
    """Words alone, lower case, one blank between them."""
    return _WORD.sub(" ", str(text or "")).strip().casefold()
