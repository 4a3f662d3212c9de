"""Bodies named in the text: listed names, roles that stand for a body, unseen names by their last words."""

from __future__ import annotations

from kg.extract.addressees import addressees, answering
from kg.extract.mentions import Named, named_in
from kg.model.evidence import evidence
from kg.model.found import FoundAgency
from kg.model.keys import digest
from kg.model.names import WORD
from kg.model.text import BlockKind, Outline, Passage
from kg.rules import Rules

__all__ = ["addressees", "answering", "find_agencies", "named_in"]

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS}
_CONFIDENCE = {
    "agencies/listed": 0.95,
    "agencies/role": 0.8,
    "agencies/pattern": 0.8,
    "agencies/acronym": 0.9,
}


def find_agencies(outline: Outline, *, rules: Rules) -> tuple[FoundAgency, ...]:
    """Every mention of a body or of a role that stands for one, in reading order."""
    acronyms = _learned(outline, rules)
    found = []
    for passage in outline.passages:
        if passage.block.kind in _SKIPPED:
            continue
        for named in named_in(passage.text, rules=rules, acronyms=frozenset(acronyms)):
            found.append(_mention(outline, passage, named, acronyms))
    return tuple(found)


def _mention(outline: Outline, passage: Passage, named: Named, acronyms: dict[str, str]) -> FoundAgency:
    name = passage.text[named.start : named.end]
    place = evidence(
        outline.document,
        passage.words.span(named.start, named.end),
        embedded=outline.embedded[passage.embedded].key if outline.embedded else "",
        rule=named.rule,
        confidence=_CONFIDENCE[named.rule],
    )
    return FoundAgency(
        name=name,
        evidence=place,
        key=digest("agency", place.source, place.span.start, name),
        acronym_of=acronyms.get(name),
        type=named.type,
        level=named.level,
    )


def _learned(outline: Outline, rules: Rules) -> dict[str, str]:
    """Acronyms that the document explains, with the name they stand for: the first explanation counts."""
    pattern = rules.named("agencies", "acronym-in-brackets").pattern
    learned: dict[str, str] = {}
    for passage in outline.passages:
        text = passage.text
        if "(" not in text or passage.block.kind in _SKIPPED:
            continue
        for named in named_in(text, rules=rules):
            match = pattern.match(text[named.end : named.end + 40])
            if match is None:
                continue
            name = text[named.start : named.end]
            if _spells(match["acronym"], name):
                learned.setdefault(match["acronym"], name)
    return learned


def _spells(acronym: str, name: str) -> bool:
    """Whether the letters of `acronym` follow one another at the beginnings of the words of `name`."""
    letters = [letter for letter in acronym.rstrip("s") if letter.isupper()]
    initials = [match.group()[0].upper() for match in WORD.finditer(name)]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters) and len(letters) >= 2
