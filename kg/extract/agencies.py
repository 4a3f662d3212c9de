"""Bodies named in the text: listed names, roles that stand for a body, unseen names by their last words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.addressees import addressees, answering
from kg.extract.lexicon import SMALL, Case, Node, lexicon
from kg.model.evidence import evidence
from kg.model.found import FoundAgency
from kg.model.keys import digest
from kg.model.names import WORD, fold_word
from kg.model.text import BlockKind, Outline, Passage
from kg.rules import Rules
from kg.seed import read_seed

__all__ = ["addressees", "answering", "find_agencies", "named_in"]

_SKIPPED = {BlockKind.FURNITURE, BlockKind.CONTENTS}
_CONFIDENCE = {
    "agencies/listed": 0.95,
    "agencies/role": 0.8,
    "agencies/pattern": 0.8,
    "agencies/acronym": 0.9,
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folded text: its interval, the rule that found it, what its last words show."""

    start: int
    end: int
    rule: str
    type: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text, with its form for comparing."""

    start: int
    end: int
    fold: str
    capital: bool


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
            match = pattern.match(text, named.end)
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


def named_in(text: str, *, rules: Rules, acronyms: frozenset[str] = frozenset()) -> list[Named]:
    """The names of bodies in a folded text, left to right, none inside another."""
    tokens = _tokens(text)
    if not tokens:
        return []
    known = _listed(text, tokens, lexicon(rules))
    known.extend(_spelt(text, tokens, acronyms))
    known.extend(_patterned(text, tokens, known, rules))
    known.sort(key=lambda named: (named.start, -named.end))
    chosen: list[Named] = []
    end = -1
    for named in known:
        if named.start >= end:
            if named.rule:
                chosen.append(named)
            end = named.end
    return chosen


def _tokens(text: str) -> list[Token]:
    return [
        Token(match.start(), match.end(), fold_word(word), word[0].isupper())
        for match in WORD.finditer(text)
        for word in (match.group(),)
    ]


def _listed(text: str, tokens: list[Token], root: Node) -> list[Named]:
    found: list[Named] = []
    first = root.next
    skip = 0
    for index, token in enumerate(tokens):
        if index < skip or token.fold not in first:
            continue
        node, best, at = root, None, index
        while at < len(tokens):
            following = node.next.get(tokens[at].fold)
            if following is None:
                break
            node = following
            if node.end is not None and _printed_well(text, tokens, index, at, node.end):
                best = (at, node.end)
            at += 1
        if best is not None:
            last, (_, _, rule) = best
            end = tokens[last].end
            if text[end - 1] in "'’":
                end -= 1
            found.append(Named(token.start, end, rule))
            skip = last + 1
    return found


def _printed_well(text: str, tokens: list[Token], first: int, last: int, end: tuple[Case, str, str]) -> bool:
    case, listed, _ = end
    start, stop = tokens[first].start, tokens[last].end
    printed = text[start:stop]
    if case is Case.ANY:
        return True
    if case is Case.EXACT:
        shouted = printed.isupper() and text.isupper()
        same = printed == listed or (printed.isupper() and printed == listed.upper())
        return same and not (shouted and len(printed) < 5 and len(text) > 12)
    small = all(token.capital or token.fold in SMALL for token in tokens[first : last + 1])
    if case is Case.CAPITAL:
        return small or (not any(token.capital for token in tokens[first : last + 1]) and last - first > 1)
    if not tokens[first].capital:
        return False
    begins = first == 0 or text[start - 2 : start - 1] in ".:;!?•-–|"
    if case is Case.CHARITY:
        return not begins and printed == listed
    return _stands_alone(text[stop : stop + 24]) if begins else _not_a_part(text, tokens, last)


def _stands_alone(after: str) -> bool:
    return _follows().match(after) is not None


@cache
def _follows():  # type: ignore[no-untyped-def]
    return Rules().named("agencies", "stands-for-a-body").pattern


def _not_a_part(text: str, tokens: list[Token], last: int) -> bool:
    """Whether the word is not the first of a longer name ('Health Visitor')."""
    if last + 1 >= len(tokens):
        return True
    following = tokens[last + 1]
    return not (following.capital and text[tokens[last].end : following.start] == " ")


def _spelt(text: str, tokens: list[Token], acronyms: frozenset[str]) -> Iterator[Named]:
    if not acronyms:
        return
    for token in tokens:
        if token.capital and text[token.start : token.end] in acronyms:
            yield Named(token.start, token.end, "agencies/acronym")


@cache
def _heads() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Heads by their last word, longest first."""
    grouped: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for head in read_seed().heads:
        words = tuple(fold_word(match.group()) for match in WORD.finditer(head.words))
        grouped.setdefault(words[-1], []).append((words, head.type, head.level))
    return {last: tuple(sorted(group, key=lambda h: (-len(h[0]), h[0]))) for last, group in grouped.items()}


@cache
def _stops(rules: Rules) -> frozenset[str]:
    return frozenset(fold_word(word) for word in rules.named("agencies", "before-a-name").phrases)


def _patterned(text: str, tokens: list[Token], known: list[Named], rules: Rules) -> list[Named]:
    """Names that end in a telling word, walking back over capitals: 'Anyshire Steering Group'."""
    if text.isupper():
        return []
    heads, stops = _heads(), _stops(rules)
    ends = {named.end for named in known}
    starts = {named.start for named in known}
    found = []
    for index, token in enumerate(tokens):
        group = heads.get(token.fold)
        if group is None or not token.capital or index == 0:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            following is not None
            and following.fold in heads
            and following.capital
            and text[token.end : following.start] == " "
        ):
            continue
        first = _walk_back(text, tokens, index, ends, starts, stops)
        if first >= index:
            continue
        words = [t.fold for t in tokens[first : index + 1]]
        for head, type, level in group:
            if len(words) > len(head) and tuple(words[-len(head) :]) == head:
                found.append(Named(tokens[first].start, token.end, "agencies/pattern", type, level))
                break
    return found


def _walk_back(
    text: str, tokens: list[Token], index: int, ends: set[int], starts: set[int], stops: frozenset[str]
) -> int:
    """The first token of the name that ends at `index`."""
    first = at = index
    while at > 0 and index - at < 9:
        before = tokens[at - 1]
        gap = text[before.end : tokens[at].start]
        if gap not in {" ", "-", " - ", ", "}:
            break
        if gap == ", " and not (at - 2 >= 0 and tokens[at].capital):
            break
        if gap == ", ":
            break
        if before.fold in SMALL:
            if at - 2 < 0 or before.fold in {"to", "with", "by", "or", "at", "on", "in", "the"}:
                break
            earlier = tokens[at - 2]
            if not earlier.capital or text[earlier.end : before.start] != " ":
                break
            if before.fold in {"and", "&"} and (
                earlier.end in ends or (tokens[at].start in starts and at != index)
            ):
                break
            if before.fold in {"of", "for"} and earlier.fold in stops:
                break
            at -= 1
            continue
        if not before.capital or before.fold in stops:
            break
        at -= 1
        first = at
    while first < index and tokens[first].fold in SMALL:
        first += 1
    return first
