"""Short papers as text, read and resolved in memory: what tests of resolution are written in."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from kg.extract import extract
from kg.model.entity import Agency, Knowledge
from kg.model.found import Extraction
from kg.model.keys import digest
from kg.model.text import Source
from kg.read.text import read_text
from kg.resolve import resolve
from kg.resolve.decisions import Decision
from kg.rules import Rules
from kg.segment import segment


def extracted(
    name: str, text: str, *, publisher: str | None = None, date: str | None = None, rules: Rules | None = None
) -> Extraction:
    """What is found in a paper called `name`."""
    source = Source(name, digest(text, length=64), "text/plain", publisher=publisher, date=date)
    rules = rules or Rules()
    return extract(segment(read_text(source, text), rules=rules), rules=rules)


def known(*extractions: Extraction, decisions: tuple[Decision, ...] = ()) -> Knowledge:
    """What the papers say together."""
    return resolve(tuple(extractions), decisions=decisions)


def agency_of(knowledge: Knowledge, name: str) -> Agency:
    """The one agency that bears `name`; fails where there are none or several."""
    found = [agency for agency in knowledge.agencies if name in {agency.name, *agency.aliases}]
    assert len(found) == 1, f"{name!r}: {[agency.id for agency in found]}"
    return found[0]


def changed_rules(folder: Path, *, file: str, old: str, new: str) -> Rules:
    """The project's rules with one thing changed, copied to `folder`."""
    copytree(Rules().folder, folder / "rules")
    text = (folder / "rules" / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    (folder / "rules" / file).write_text(text.replace(old, new), encoding="utf-8")
    return Rules(folder / "rules")
