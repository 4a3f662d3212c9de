"""Bodies named in the text: listed names, roles that stand for a body, unseen names by their last words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.addressees import addressees, answering
from kg.extract.lexicon import heads
from kg.extract.mentions import Named, is_acronym, named_in
from kg.model.evidence import evidence
from kg.model.found import FoundAgency
from kg.model.keys import digest
from kg.model.names import WORD, fold_word, name_key, singular
from kg.model.text import BlockKind, Outline, Passage
from kg.rules import Rules

__all__ = ["addressees", "answering", "find_agencies", "named_in"]

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS}
_CAPITALS = re.compile(r"(?<![\w&(])[A-Z]{3,5}(?![\w&)])")
_BRACKETED = re.compile(r"\(([A-Z]{3,5})s?\)")
_TITLE = re.compile(
    r"(?:[A-Z][\w'’]+ (?:and |of |for |& )?){2,4}"
    r"(?:Services?|Teams?|Board|Panel|Committee|Group|Partnership|Unit|Hub|Trust|Forum|Council|Constabulary)\b"
)
_CONFIDENCE = {
    "agencies/listed": 0.95,
    "agencies/role": 0.8,
    "agencies/pattern": 0.8,
    "agencies/acronym": 0.9,
}


def find_agencies(outline: Outline, *, rules: Rules) -> tuple[FoundAgency, ...]:
    """Every mention of a body or of a role that stands for one, in reading order.

    A name with its acronym in brackets is a mention, and so is the acronym inside them.
    """
    plain = {p.index: named_in(p.text, rules=rules) for p in outline.passages if p.block.kind not in _SKIPPED}
    explained = _explained(outline, plain, rules)
    acronyms = {acronym: long for found in explained.values() for acronym, long in found.acronyms}
    acronyms |= _guessed(outline, acronyms, rules)
    known = frozenset(acronyms)
    spelt = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(known)))})\b") if known else None
    mentions: list[FoundAgency] = []
    for passage in outline.passages:
        if passage.index not in plain:
            continue
        named = plain[passage.index]
        if spelt is not None and spelt.search(passage.text):
            named = named_in(passage.text, rules=rules, acronyms=known)
        if passage.index in explained:
            named = _with_brackets(named, explained[passage.index].brackets)
        mentions.extend(_mention(outline, passage, one, acronyms) for one in named)
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Explained:
    """What one passage explains: acronyms with their names, and where "name (acronym)" stands."""

    acronyms: tuple[tuple[str, str], ...]
    brackets: tuple[Named, ...]


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


def _with_brackets(named: list[Named], brackets: tuple[Named, ...]) -> list[Named]:
    """`named` with the bracketed acronym drawn into the name before it; the acronym stays a name as well."""
    starts = {bracket.start: bracket for bracket in brackets}
    joined = [replace(one, end=starts.pop(one.start).end) if one.start in starts else one for one in named]
    fresh = [b for b in starts.values() if not any(o.start < b.end and b.start < o.end for o in named)]
    return sorted([*joined, *fresh], key=lambda one: (one.start, -one.end))


def _explained(outline: Outline, plain: dict[int, list[Named]], rules: Rules) -> dict[int, _Explained]:
    """Acronyms that the document explains, by passage; the first explanation of each counts."""
    pattern = rules.named("agencies", "acronym-in-brackets").pattern
    found: dict[int, _Explained] = {}
    seen: set[str] = set()
    for passage in outline.passages:
        text = passage.text
        if "(" not in text or passage.index not in plain:
            continue
        ends = {named.end: named for named in plain[passage.index]}
        pairs: list[tuple[str, str]] = []
        brackets: list[Named] = []
        for at, opened in enumerate(text):
            if opened != "(":
                continue
            end = at
            while end and text[end - 1] == " ":
                end -= 1
            match = pattern.match(text[end : end + 40])
            if match is None:
                continue
            start, rule = _long_name(text, end, match["acronym"], ends.get(end), rules)
            if start is None:
                continue
            brackets.append(Named(start, _with_head(text, end + match.end()), rule))
            if match["acronym"] not in seen:
                seen.add(match["acronym"])
                pairs.append((match["acronym"], text[start:end]))
        if brackets:
            found[passage.index] = _Explained(tuple(pairs), tuple(brackets))
    return found


def _guessed(outline: Outline, explained: dict[str, str], rules: Rules) -> dict[str, str]:
    """Capitals that nothing explains but that are the initials of exactly one name in the same source."""
    unknown: set[str] = set()
    texts = [p.text for p in outline.passages if p.block.kind not in _SKIPPED]
    for text in texts:
        if not text.isupper():
            unknown.update(_CAPITALS.findall(text))
    unknown = {word for word in unknown - set(explained) if not is_acronym(word, rules)}
    bracketed = {word for text in texts for word in _BRACKETED.findall(text)}
    spelt: dict[str, set[str]] = {}
    for text in texts if unknown - bracketed else ():
        for match in _TITLE.finditer(text):
            initials = "".join(word[0] for word in match.group().split() if word[0].isupper())
            if initials in unknown and initials not in bracketed:
                spelt.setdefault(initials, set()).add(match.group())
    return {
        acronym: names.pop()
        for acronym, names in sorted(spelt.items())
        if len({name_key(name) for name in names}) == 1
    }


def _with_head(text: str, end: int) -> int:
    """Where a name ends whose last word stands after its acronym: "Learning (SILG) subgroup"."""
    following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return following.end() if following and singular(fold_word(following.group())) in heads() else end


def _long_name(
    text: str, end: int, acronym: str, named: Named | None, rules: Rules
) -> tuple[int | None, str]:
    """Where the name begins that ends before "(acronym)": a found one, else words that spell a listed acronym."""
    if named is not None and _spells(acronym, text[named.start : named.end]):
        return named.start, named.rule
    if not is_acronym(acronym, rules):
        return None, ""
    starts = [match.start() for match in WORD.finditer(text[max(0, end - 120) : end])]
    tail = text[_after(text, end) : _with_head(text, _after(text, end))]
    for start in reversed([max(0, end - 120) + start for start in starts][-len(acronym) - 3 :]):
        if text[start] == acronym[0] and _spells(acronym, text[start:end] + tail):
            return start, "agencies/acronym"
    return None, ""


def _after(text: str, end: int) -> int:
    """The position behind the bracket that opens after `end`."""
    return text.find(")", end) + 1


def _spells(acronym: str, name: str) -> bool:
    """Whether the letters of `acronym` follow one another at the beginnings of the words of `name`."""
    letters = [letter for letter in acronym.rstrip("s") if letter.isupper()]
    initials = [fold_word(match.group())[0].upper() for match in WORD.finditer(name)]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters) and len(letters) >= 2
