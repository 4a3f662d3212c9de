"""Bodies named in the text: listed names, roles that stand for a body, unseen names by their last words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.extract.bodies.acronyms import Explained, explained, spelt_out, unsupported
from kg.extract.bodies.aliases import (
    branded,
    former_names,
    lower_cased,
    roles_played,
    said_twice,
    set_up_alike,
    short_names,
)
from kg.extract.bodies.mentions import Named, named_in
from kg.model.evidence import evidence
from kg.model.found import FoundAgency
from kg.model.keys import digest
from kg.model.names import name_key
from kg.model.text import BlockKind, Outline, Passage, Span
from kg.rules import Rules

__all__ = ["find_agencies", "named_in"]

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS}
_TITLES = {BlockKind.HEADING, BlockKind.PARAGRAPH}
_SHORT = 60  # characters of a line on a title page
_CONFIDENCE = {
    "agencies/listed": 0.95,
    "agencies/role": 0.8,
    "agencies/pattern": 0.8,
    "agencies/acronym": 0.9,
    "agencies/renamed": 0.9,
    "agencies/role-played": 0.7,
    "agencies/short-name": 0.7,
    "agencies/lower-case": 0.7,
    "agencies/torn": 0.7,
    "agencies/own-name": 0.6,
    "agencies/set-up-alike": 0.6,
}
_SAID = frozenset(
    {"agencies/renamed", "agencies/role-played", "agencies/set-up-alike"}
)  # what the document says of a name found anyway


def find_agencies(outline: Outline, *, rules: Rules) -> tuple[FoundAgency, ...]:
    """Every mention of a body or of a role that stands for one, in reading order.

    A name with its acronym in brackets is a mention, and so is the acronym inside them.
    """
    texts = {p.index: p.text for p in outline.passages if p.block.kind not in _SKIPPED}
    plain = {index: named_in(text, rules=rules) for index, text in texts.items()}
    brackets = explained(texts, plain, rules)
    own = _own_names(texts, plain, brackets, rules)
    spelt = _spelling(own)
    others = unsupported(texts, plain, own, rules)
    mentions: list[FoundAgency] = []
    for passage in outline.passages:
        if passage.index not in plain:
            continue
        named = plain[passage.index]
        if spelt is not None and spelt.search(passage.text):
            named = named_in(passage.text, rules=rules, own=spelt)
        if passage.index in brackets:
            named = _with_brackets(named, brackets[passage.index].brackets)
        text = passage.text
        mentions.extend(
            _mention(outline, passage, one, own)
            for one in named
            if text[one.start : one.end].upper() not in others
        )
    mentions.extend(_torn(outline, rules))
    return tuple(sorted(mentions, key=lambda mention: mention.evidence.span))


def _torn(outline: Outline, rules: Rules) -> Iterator[FoundAgency]:
    """Listed names that are set over two short lines of a title page, each a block of its own."""
    for one, other in pairwise(outline.passages):
        short = all(
            p.block.kind in _TITLES and len(p.text) <= _SHORT and p.text[-1:].isalpha() for p in (one, other)
        )
        if not short or one.embedded != other.embedded:
            continue
        edge = len(one.text)
        for named in named_in(f"{one.text} {other.text}", rules=rules):
            if named.start < edge < named.end and named.rule != "agencies/pattern":
                start = one.words.span(named.start, edge).start
                end = other.words.span(0, named.end - edge - 1).end
                place = evidence(
                    outline.document,
                    Span(start, end),
                    embedded=outline.embedded[one.embedded].key if outline.embedded else "",
                    rule="agencies/torn",
                    confidence=_CONFIDENCE["agencies/torn"],
                )
                name = f"{one.text} {other.text}"[named.start : named.end]
                yield FoundAgency(name=name, evidence=place, key=digest("agency", place.source, start, name))


def _own_names(
    texts: dict[int, str], plain: dict[int, list[Named]], brackets: dict[int, Explained], rules: Rules
) -> dict[str, tuple[str, str]]:
    """Every name that the document explains, with the name it stands for and the rule that says so."""
    acronyms = {acronym: long for found in brackets.values() for acronym, long in found.acronyms}
    acronyms |= spelt_out(texts, plain, acronyms, rules)
    said = (
        ("agencies/acronym", acronyms | said_twice(texts, acronyms)),
        ("agencies/renamed", former_names(texts, plain, rules)),
        ("agencies/role-played", roles_played(texts, plain, rules)),
        ("agencies/short-name", short_names(texts, plain)),
        ("agencies/lower-case", lower_cased(texts, plain)),
        ("agencies/set-up-alike", set_up_alike(texts, rules)),
        ("agencies/own-name", branded(texts, plain, rules)),
    )
    own: dict[str, tuple[str, str]] = {}
    for rule, names in said:
        for name, long in names.items():
            own.setdefault(name, (long, rule))
    return own


def _spelling(own: dict[str, tuple[str, str]]) -> re.Pattern[str] | None:
    """What finds the document's own names in a text, the longest first; letters of a longer code are none: 'LA C 2'."""
    longest = sorted(own, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w| [A-Z]\b)") if longest else None


def _mention(
    outline: Outline, passage: Passage, named: Named, own: dict[str, tuple[str, str]]
) -> FoundAgency:
    name = passage.text[named.start : named.end]
    long, rule = _stands_for(name, own) or (None, named.rule)
    if named.rule != "agencies/acronym" and rule not in _SAID:
        rule = named.rule
    place = evidence(
        outline.document,
        passage.words.span(named.start, named.end),
        embedded=outline.embedded[passage.embedded].key if outline.embedded else "",
        rule=rule,
        confidence=_CONFIDENCE[rule],
    )
    return FoundAgency(
        name=name,
        evidence=place,
        key=digest("agency", place.source, place.span.start, name),
        stands_for=long,
        type=named.type,
        level=named.level,
    )


def _stands_for(name: str, own: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """What a name stands for, also with a word for its people after it or an area before: 'AIG staff'."""
    said = own.get(name) or own.get(name.rsplit(" ", 1)[0])
    if said is not None or " " not in name:
        return said
    key = name_key(name)
    for other, (long, rule) in own.items():
        if rule == "agencies/set-up-alike" and name_key(other) == key:
            return long, rule
    for role, (long, rule) in own.items():
        if rule == "agencies/role-played" and name.endswith(" " + role):
            return long, rule
    return None


def _with_brackets(named: list[Named], brackets: tuple[Named, ...]) -> list[Named]:
    """`named` with the bracketed acronym drawn into the name before it; the acronym stays a name as well."""
    starts = {bracket.start: bracket for bracket in brackets}
    joined = [replace(one, end=starts.pop(one.start).end) if one.start in starts else one for one in named]
    fresh = [b for b in starts.values() if not any(_crosses(one, b) for one in named)]
    return sorted([*joined, *fresh], key=lambda one: (one.start, -one.end))


def _crosses(one: Named, other: Named) -> bool:
    """Whether two names overlap, `one` not being wholly inside `other`."""
    apart = one.end <= other.start or other.end <= one.start
    return not apart and not (other.start <= one.start and one.end <= other.end)
