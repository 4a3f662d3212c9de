"""What the checks find is what their sentences say, told a second time in plain sets; and a hub does not slow them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

import pytest
from pyoxigraph import Store

from kg.graph.checks import load_checks, run_checks
from kg.graph.judge import judge
from kg.graph.shapes import run_shapes
from kg.graph.terms import CRG, PREFIXES
from kg.model.kinds import COUNTING, SPOKEN_OF
from tests.graph_breaks import breaks, scrambled

Pairs = set[tuple[str, str]]
LINKS = (
    "review stem addressedTo answeredBy agency respondsTo tracks updates sameAction of member repeats refersTo evidence "
    "occurrence inDocument sameDocument subject successorOf"
).split()


class Said:
    """The statements of a store as sets of pairs by property."""

    def __init__(self, store: Store) -> None:
        self.pairs: defaultdict[str, Pairs] = defaultdict(set)
        for quad in store:
            self.pairs[quad.predicate.value].add((quad.subject.value, quad.object.value))  # type: ignore[union-attr]

    def __call__(self, name: str) -> Pairs:
        return self.pairs[CRG + name]

    def of(self, name: str) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one, value in self(name):
            found[one].add(value)
        return found

    def a(self, name: str) -> set[str]:
        return {one for one, kind in self.pairs[PREFIXES["rdf"] + "type"] if kind == CRG + name}


def carries_without_use(said: Said) -> Pairs:
    weights, stances = said.of("weight"), said.of("stance")
    reviews, themes = said.of("review"), said.of("theme")
    given: Pairs = set()
    stated: Pairs = set()  # by what is stated to be a use of a theme
    for use in weights:
        if weights[use] & set(COUNTING) and stances.get(use, set()) - set(SPOKEN_OF):
            pairs = {(r, t) for r in reviews.get(use, ()) for t in themes.get(use, ())}
            given |= pairs
            stated |= pairs if use in said.a("ThemeUse") else set()
    return (said("carriesTheme") - given) | (stated - said("carriesTheme"))


def agency_without_words(said: Said) -> Pairs:
    of, agency, uses = said.of("of"), said.of("agency"), said.a("AgencyUse")
    told = {(one, body) for use in uses for one in of.get(use, ()) for body in agency.get(use, ())}
    return (said("addressedTo") | said("answeredBy")) - told


def dangling(said: Said) -> Pairs:
    there = {one for one, _ in said.pairs[PREFIXES["rdf"] + "type"]}
    names = [CRG + name for name in LINKS] + [
        PREFIXES["org"] + "subOrganizationOf",
        PREFIXES["dcterms"] + "isPartOf",
    ]
    return {pair for name in names for pair in said.pairs[name] if pair[1] not in there}


def counted_otherwise(said: Said) -> Pairs:
    lowest, stems = said.a("LowestPart"), said("stem")
    above = {stem for _, stem in stems}
    found = {(stem, part) for part, stem in stems if stem in lowest}
    found |= {(one, "no lowest part") for one in said.a("Recommendation") - lowest - above}
    for told, meant in (("theme", "asksAbout"), ("addressedTo", "asksOf")):
        led = said(told) | {(part, value) for part, stem in stems for value in said.of(told).get(stem, ())}
        found |= (said(meant) - led) | ({pair for pair in led if pair[0] in lowest} - said(meant))
    days = said.of("publishedDate")
    found |= {(one, year) for one, year in said("year") for day in days.get(one, ()) if day[:4] != year}
    return found


def same_number_twice(said: Said) -> Pairs:
    numbers, parts, reviews = said.of("number"), said.of("part"), said.of("review")
    groups: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in said.a("Recommendation"):
        for number in numbers.get(one, ()):
            for review in reviews.get(one, ()):
                for part in parts.get(one, {""}):
                    groups[review, number, part].add(one)
    return {(min(group), max(group)) for group in groups.values() if len(group) > 1}


PLAINLY = {
    "carries-without-use": carries_without_use,
    "agency-without-words": agency_without_words,
    "dangling": dangling,
    "counted-otherwise": counted_otherwise,
    "same-number-twice": same_number_twice,
}


def stores() -> Iterator[Store]:
    return chain((one.store() for one in breaks()), (scrambled(seed) for seed in range(60)))


def test_the_checks_that_compare_sets_find_what_they_say() -> None:
    checks = tuple(check for check in load_checks() if check.name in PLAINLY)
    seen = dict.fromkeys(PLAINLY, 0)
    for store in stores():
        said, found = Said(store), run_checks(store, checks)
        for name, plainly in PLAINLY.items():
            told = {(one.subject, one.detail) for one in found if one.check == name}
            assert told == plainly(said), name
            seen[name] += len(told)
    assert min(seen.values()) >= 20, seen


@pytest.mark.parametrize("seed", random.Random(0).sample(range(60), 6))
def test_pyshacl_judges_a_scrambled_graph_alike(seed: int) -> None:
    store = scrambled(seed)
    told = {(one.check, one.says, one.subject) for one in run_shapes(store)}
    assert told and told == {(one.check, one.says, one.subject) for one in judge(store)}
