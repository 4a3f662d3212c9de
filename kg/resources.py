"""Where the ontology and the rules lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def ontology_folder() -> Path:
    """The folder `ontology/`: in a wheel it lies in the package, in a checkout next to it."""
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


@cache
def rules_folder() -> Path:
    """The folder of rule files."""
    return Path(__file__).parent / "rules"
