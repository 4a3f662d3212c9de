"""The known names of bodies as a tree of folded words, so that one pass over a text finds the longest ones."""

from __future__ import annotations

import re
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
    CHARITY = "charity"  # an ordinary word as a proper name: never at the start of a sentence


@dataclass(slots=True)
class Node:
    """A step of the tree: the words that can follow, and how a name that ends here must be printed."""

    next: dict[str, Node] = field(default_factory=dict)
    end: tuple[Case, str, str] | None = None  # case, name as listed, rule


SMALL = frozenset("and of for the in on with to & or at by".split())
_ACRONYM = re.compile(r"^[A-Za-z&]*[A-Z&][A-Za-z&]*[A-Z][A-Za-z&]*s?$")


@cache
def lexicon(rules: Rules) -> Node:
    """The tree of all names in the seed and of the phrases that only look like names."""
    root = Node()
    seed = read_seed()
    for phrase in rules.named("agencies", "not-a-body").phrases:
        _plant(root, phrase, (Case.ANY, phrase, ""))
    for name, case, rule in _names(seed):
        _plant(root, name, (case, name, rule))
    return root


def words_of(name: str) -> list[str]:
    """The folded words of a listed name, as they follow one another in the tree."""
    return [fold_word(match.group()) for match in WORD.finditer(name)]


def _names(seed: Seed) -> list[tuple[str, Case, str]]:
    named: list[tuple[str, Case, str]] = []
    for body in seed.bodies:
        for name in (body.name, *body.short_names):
            case = _case(name)
            if case is Case.SOLO and body.type in {"voluntary", "housing", "national_body", "government"}:
                case = Case.CHARITY
            named.append((name.removeprefix("the "), case, "agencies/listed"))
    for role in seed.roles:
        named.extend(_role_names(role.variants))
    return named


def _role_names(variants: tuple[str, ...]) -> list[tuple[str, Case, str]]:
    named = []
    for variant in variants:
        bare = variant.removeprefix("the ")
        case = Case.ANY if variant.islower() else _case(bare)
        if bare != variant and not variant.islower():
            case = Case.CAPITAL
        named.append((variant, case, "agencies/role"))
    return named


def _case(name: str) -> Case:
    if _ACRONYM.match(name):
        return Case.EXACT
    if len(words_of(name)) == 1:
        return Case.SOLO
    return Case.CAPITAL


def _plant(root: Node, name: str, end: tuple[Case, str, str]) -> None:
    node = root
    for word in words_of(name):
        node = node.next.setdefault(word, Node())
    if node.end is None or (node.end[0] is not Case.ANY and end[0] is Case.ANY and node.end[2] == end[2]):
        node.end = end
