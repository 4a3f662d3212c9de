"""The known names of bodies as a tree of folded words, so that one pass over a text finds the longest ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from kg.model.names import WORD, fold_word
from kg.rules import Rules
from kg.seed import Seed, read_seed


class Case(StrEnum):
    """How closely a printed name must keep the letters' case of the listed one."""

    ANY = "any"
    CAPITAL = "capital"  # every word but the small ones begins with a capital
    EXACT = "exact"  # as listed, for acronyms
    SOLO = "solo"  # one ordinary word with a capital: only where it stands for a body
    THE = "the"  # an article and a word with a capital: 'the Board'
    CHARITY = "charity"  # an ordinary word as a proper name: never at the start of a sentence


@dataclass(frozen=True, slots=True)
class Ending:
    """A listed name, how it must be printed, and the rule it is found by ("": no body at all)."""

    case: Case
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The folded last words of a name, with what they show."""

    words: tuple[str, ...]
    type: str
    level: str


@dataclass(slots=True)
class Node:
    """A step of the tree: the words that can follow, and the name that ends here."""

    next: dict[str, Node] = field(default_factory=dict)
    end: Ending | None = None


SMALL = frozenset("and of for the in on with to & or at by".split())
_FREE = {Case.EXACT: 0, Case.CHARITY: 0, Case.SOLO: 1, Case.THE: 1, Case.CAPITAL: 2, Case.ANY: 3}
_ORDINARY = {"voluntary", "housing", "national_body", "government"}
_ACRONYM = re.compile(r"^[A-Za-z&]*[A-Z&][A-Za-z&]*[A-Z][A-Za-z&]*s?$")


@cache
def lexicon(rules: Rules) -> Node:
    """The tree of all names in the seed and of the phrases that only look like names."""
    root = Node()
    for phrase in rules.named("agencies", "not-a-body").phrases:
        _plant(root, Ending(Case.ANY, phrase, ""))
    for ending in _endings(read_seed()):
        _plant(root, ending)
    return root


@cache
def heads() -> dict[str, tuple[HeadWords, ...]]:
    """Telling last words of names by the very last, longest first."""
    grouped: dict[str, list[HeadWords]] = {}
    for head in read_seed().heads:
        words = tuple(_folded(head.words))
        grouped.setdefault(words[-1], []).append(HeadWords(words, head.type, head.level))
    return {
        last: tuple(sorted(group, key=lambda h: (-len(h.words), h.words))) for last, group in grouped.items()
    }


@cache
def areas() -> frozenset[str]:
    """The folded names of the areas that have a council, and of the councils themselves."""
    named: set[str] = set()
    for body in read_seed().bodies:
        if body.type == "local_authority":
            for name in (*body.areas, body.name, *(short for short in body.short_names if " " in short)):
                words = _folded(name)
                named.add(" ".join(words))
                named.add(" ".join([*words, "city"]))
    return frozenset(named)


def _folded(name: str) -> list[str]:
    return [fold_word(match.group()) for match in WORD.finditer(name)]


def _endings(seed: Seed) -> Iterator[Ending]:
    for body in seed.bodies:
        for name in (body.name, *body.short_names):
            case = _case(name)
            if case is Case.SOLO and body.type in _ORDINARY:
                case = Case.CHARITY
            yield Ending(case, name.removeprefix("the "), "agencies/listed")
    for role in seed.roles:
        for variant in role.variants:
            case = Case.ANY if variant.islower() else _case(variant.removeprefix("the "))
            if variant.startswith("the ") and not variant.islower():
                case = Case.THE
            yield Ending(case, variant, "agencies/role")


def _case(name: str) -> Case:
    if _ACRONYM.match(name):
        return Case.EXACT
    return Case.SOLO if len(_folded(name)) == 1 else Case.CAPITAL


def _plant(root: Node, ending: Ending) -> None:
    """Put a name into the tree; of two with the same words the one that is freer in its case stays."""
    node = root
    for word in _folded(ending.name):
        node = node.next.setdefault(word, Node())
    held = node.end
    if held is None or (ending.rule == held.rule and _FREE[ending.case] > _FREE[held.case]):
        node.end = ending
