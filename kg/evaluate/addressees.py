"""Addressees: which bodies a recommendation asks to act, by the names that the gold knows."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluate.figures import Unit
from kg.evaluate.gold import Gold, Item
from kg.evaluate.kinds import Outcome, plain


def addressee_units(outcome: Outcome, gold: Gold) -> list[Unit]:
    """Bodies asked to act, by the name under which the gold lists them."""
    pairs = [(item, record.get("addressed_to") or ()) for item, record in outcome.pairs]
    return _addressed(pairs, gold)


def second_addressee_units(gold: Gold) -> list[Unit]:
    """The second person's addressees against the first's, of recommendations that both coded."""
    both = [
        item
        for item in gold.items
        if item.kind == "recommendation" and item.noted.get("id") in gold.addressed
    ]
    return _addressed([(item, gold.addressed[str(item.noted["id"])]) for item in both], gold)


def _addressed(pairs: Sequence[tuple[Item, Sequence[str]]], gold: Gold) -> list[Unit]:
    names = {
        (item.source, plain(name)): plain(item.text)
        for item in gold.items
        if item.kind == "agency"
        for name in (
            item.text,
            *(item.noted.get("aliases") or ()),
            *(item.noted.get("ambiguous_aliases") or ()),
        )
    }
    units = []
    for item, named in pairs:
        told = {names.get((item.source, plain(n)), plain(n)) for n in item.noted.get("addressed_to") or ()}
        read = {names.get((item.source, plain(n)), plain(n)) for n in named}
        units.append(Unit(len(told & read), len(read - told), len(told - read)))
    return units
