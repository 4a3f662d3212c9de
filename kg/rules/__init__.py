"""Rules: how things look on the page, as data. Each rule carries examples and counter-examples.

A rule file is `kg/rules/NAME.toml`, a list of `[[rule]]` tables:

    [[rule]]
    id = "numbered-heading"            # unique in the file
    pattern = '(?i)^recommendation\\s+(?P<number>\\d+)'   # a regular expression; or: phrases = ["...", "..."]
    gives = { kind = "heading" }       # optional strings that the code reading the rule understands
    examples = ["Recommendation 1"]    # each must match
    counter_examples = ["the recommendation of the group"]   # none may match

`(?&verb)` in a pattern stands for the part `verb` of `parts.toml`, where words that many rules share are written once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import RuleError
from kg.resources import rules_folder

PARTS = "parts"
_PART = re.compile(r"\(\?&([a-z-]+)\)")
_KEYS = {"id", "pattern", "phrases", "gives", "examples", "counter_examples", "note"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a compiled pattern, what it gives, and the words it must and must not match."""

    id: str
    pattern: re.Pattern[str]
    gives: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    def give(self, name: str, default: str = "") -> str:
        """What the rule gives under `name`."""
        return dict(self.gives).get(name, default)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule files of one folder, read when first asked for."""

    folder: Path = field(default_factory=rules_folder)

    def group(self, name: str) -> tuple[Rule, ...]:
        """The rules of `NAME.toml` in file order; raises RuleError where the file breaks the schema."""
        return _group(self.folder, name)

    def named(self, group: str, id: str) -> Rule:
        """The rule `id` of `group`; raises RuleError where there is none."""
        for rule in self.group(group):
            if rule.id == id:
                return rule
        raise RuleError(f"There is no rule '{id}' in {group}.toml.")

    def groups(self) -> tuple[str, ...]:
        """Names of all rule files."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.toml") if path.stem != PARTS))


@cache
def _group(folder: Path, name: str) -> tuple[Rule, ...]:
    return _load(folder / f"{name}.toml")


@cache
def _load(path: Path) -> tuple[Rule, ...]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RuleError(f"There is no rule file {path.name} in {path.parent}.") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name} is not valid TOML: {error}.") from error
    rules = tuple(_rule(path.name, table) for table in tables.get("rule", []))
    ids = [rule.id for rule in rules]
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise RuleError(f"{path.name} has two rules called {sorted(twice)[0]!r}; give each its own id.")
    return rules


def _rule(file: str, table: dict[str, object]) -> Rule:
    id = table.get("id")
    unknown = sorted(set(table) - _KEYS)
    if not isinstance(id, str) or unknown:
        raise RuleError(f"{file}: a rule needs an id and knows no {unknown}; see kg/rules/__init__.py.")
    phrases = tuple(_strings(file, id, table, "phrases"))
    pattern = table.get("pattern")
    if isinstance(pattern, str) == bool(phrases):
        raise RuleError(f"{file}: rule {id!r} needs either a pattern or phrases.")
    gives = table.get("gives", {})
    if not isinstance(gives, dict):
        raise RuleError(f"{file}: `gives` of rule {id!r} is a table of strings.")
    try:
        compiled = re.compile(
            _with_parts(file, id, pattern) if isinstance(pattern, str) else _any_of(phrases)
        )
    except re.error as error:
        raise RuleError(f"{file}: the pattern of rule {id!r} cannot be read: {error}.") from error
    return Rule(
        id=id,
        pattern=compiled,
        gives=tuple((str(k), str(v)) for k, v in gives.items()),
        examples=tuple(_strings(file, id, table, "examples")),
        counter_examples=tuple(_strings(file, id, table, "counter_examples")),
        phrases=phrases,
    )


@cache
def _parts() -> dict[str, str]:
    """The named parts of patterns, each a group of its own."""
    path = rules_folder() / f"{PARTS}.toml"
    return {
        name: f"(?:{words})"
        for name, words in tomllib.loads(path.read_text(encoding="utf-8"))["part"].items()
    }


def _with_parts(file: str, id: str, pattern: str) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] not in _parts():
            raise RuleError(f"{file}: rule {id!r} names a part {found[1]!r} that is not in {PARTS}.toml.")
        # in a verbose pattern blanks count for nothing unless they stand in brackets
        return _parts()[found[1]].replace(" ", "[ ]")

    return _PART.sub(part, pattern)


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in longest_first)
    return rf"(?i)(?<!\w)(?:{words})(?!\w)"


def _strings(file: str, id: str, table: dict[str, object], key: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"{file}: `{key}` of rule {id!r} is a list of strings.")
    return value
