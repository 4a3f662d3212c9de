"""Cues of themes: the files of `kg/rules/themes/` as one tree of words, so that one pass finds every cue.

A cue is a row of words. `a/b` is either word, `word*` any word that begins so, `...` up to four words between;
plurals, possessives, case and hyphens do not matter, but a word in capitals ("PLO") must be printed so, and
`=fathers` is that very form, not "father".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

from kg.errors import RuleError
from kg.rules import Rules

STRENGTH = {"strong": 0.8, "fair": 0.4, "weak": 0.2, "never": 0.0}
_LOOSE = 0.05  # a cue with a gap says a little less
_KEYS = {*STRENGTH, "examples", "counter_examples", "note", "general"}
_ENDING = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class ThemeCues:
    """The cues of one theme by strength, with words that must and must not show it."""

    theme: str
    file: str
    cues: tuple[tuple[str, float], ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    general: bool = False  # fits almost any text: gives way to a particular theme that is as likely


@dataclass(slots=True)
class Node:
    """A step of the tree; `ends` holds (theme, strength) of the cues that end here, strength 0 for a 'never'."""

    next: dict[int, Node] = field(default_factory=dict)
    gap: Node | None = None
    ends: list[tuple[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class Lexicon:
    """All cues as a tree over classes of words, and the classes that each printed word belongs to."""

    root: Node = field(default_factory=Node)
    classes: dict[str, int] = field(default_factory=dict)
    exact: dict[str, int] = field(default_factory=dict)
    capitals: dict[str, int] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[int, ...]:
        """The classes of a printed word, those that can begin a cue included."""
        known = self.seen.get(word)
        if known is None:
            known = self.seen[word] = self._classify(word)
        return known

    def _classify(self, word: str) -> tuple[int, ...]:
        low = word.lower()
        found = [
            self.exact.get(stem(low)),
            self.exact.get(f"={low}"),
            self.capitals.get(_ENDING.sub("", word)),
        ]
        found += [self.capitals.get(word[:-1])] if word.endswith("s") else []
        found += [id for prefix, id in self.prefixes.get(low[:3], ()) if low.startswith(prefix)]
        return tuple(sorted({id for id in found if id is not None}))


def stem(word: str) -> str:
    """A lower-case word without its possessive or plural ending: "mothers'" and "mother" meet."""
    word = _ENDING.sub("", word)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]


@cache
def theme_cues(rules: Rules) -> tuple[ThemeCues, ...]:
    """The cues of every theme, sorted by theme; raises RuleError where a file breaks the schema."""
    found: dict[str, ThemeCues] = {}
    for path in sorted((rules.folder / "themes").glob("*.toml")):
        for theme, table in _tables(path):
            if theme in found:
                raise RuleError(f"{path.name} and {found[theme].file} both hold theme '{theme}'; keep one.")
            found[theme] = _cues(path, theme, table)
    return tuple(found[theme] for theme in sorted(found))


@cache
def general_themes(rules: Rules) -> frozenset[str]:
    """Themes that give way to a particular one."""
    return frozenset(entry.theme for entry in theme_cues(rules) if entry.general)


@cache
def lexicon(rules: Rules) -> Lexicon:
    """The tree of all cues."""
    made = Lexicon()
    for entry in theme_cues(rules):
        for cue, full in entry.cues:
            strength = max(full - _LOOSE, 0.0) if "..." in cue else full
            for words in _alternatives(cue):
                _plant(made, words, (entry.theme, strength))
    return made


def _tables(path: Path) -> list[tuple[str, dict[str, object]]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name} is not valid TOML: {error}.") from error
    for theme, table in tables.items():
        if not isinstance(table, dict) or set(table) - _KEYS:
            raise RuleError(f"{path.name}: theme '{theme}' may hold only {', '.join(sorted(_KEYS))}.")
    return list(tables.items())


def _cues(path: Path, theme: str, table: dict[str, object]) -> ThemeCues:
    def strings(key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise RuleError(f"{path.name}: `{key}` of theme '{theme}' is a list of strings.")
        return tuple(value)

    cues = tuple((cue, strength) for key, strength in STRENGTH.items() for cue in strings(key))
    return ThemeCues(
        theme, path.name, cues, strings("examples"), strings("counter_examples"), table.get("general") is True
    )


def _alternatives(cue: str) -> Iterator[tuple[str, ...]]:
    return product(*(part.split("/") if part != "..." else ["..."] for part in cue.replace("-", " ").split()))


def _plant(made: Lexicon, words: tuple[str, ...], end: tuple[str, float]) -> None:
    node = made.root
    for word in words:
        if word == "...":
            node.gap = node = node.gap or Node()
        else:
            node = node.next.setdefault(_class(made, word), Node())
    if end not in node.ends:
        node.ends.append(end)


def _class(made: Lexicon, word: str) -> int:
    capital = len(word) > 1 and word.removesuffix("s").isupper()
    form = word.removesuffix("s") if capital else word
    form = (
        form
        if capital or word.endswith("*")
        else word.lower()
        if word.startswith("=")
        else stem(word.lower())
    )
    id = made.classes.setdefault(form, len(made.classes))
    if form.endswith("*"):
        prefix = form[:-1].lower()
        row = made.prefixes.setdefault(prefix[:3], [])
        if (prefix, id) not in row:
            row.append((prefix, id))
    elif capital:
        made.capitals[form] = id
    else:
        made.exact[form] = id
    return id
