"""Names of bodies in one folded text: listed ones, a source's own acronyms, unseen ones by their last words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from kg.extract.lexicon import SMALL, Case, Ending, Node, areas, heads, lexicon
from kg.model.names import WORD, fold_word, singular
from kg.rules import Rules

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_POSTS = frozenset("nurse nurses worker workers doctor".split())
_BEFORE_ROLE = frozenset(
    "the a an all local authority council city county by from with in and or that if both".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folded text: its interval, the rule that found it, what its last words show."""

    start: int
    end: int
    rule: str
    type: str = ""
    level: str = ""


class Token(NamedTuple):
    """A word of a folded text, with its form for comparing (a tuple, for there are very many)."""

    start: int
    end: int
    fold: str
    one: str  # the same in the singular
    capital: bool


def named_in(text: str, *, rules: Rules, acronyms: frozenset[str] = frozenset()) -> list[Named]:
    """The names of bodies in a folded text, left to right, none inside another."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    tokens = _tokens(text)
    if not tokens:
        return []
    known = [_with_area(text, tokens, named) for named in _listed(text, tokens, rules)]
    known.extend(_spelt(text, tokens, acronyms))
    known.extend(_patterned(text, tokens, known, rules))
    known.sort(key=lambda named: (named.start, -named.end))
    chosen: list[Named] = []
    end = -1
    for named in known:
        if named.start >= end:
            if named.rule:
                chosen.append(_with_people(text, named, rules))
            end = named.end
    return chosen


def is_acronym(word: str, rules: Rules) -> bool:
    """Whether `word` is the listed acronym of a body or a role."""
    node = lexicon(rules).next.get(fold_word(word))
    return node is not None and node.end is not None and node.end.case is Case.EXACT


def _tokens(text: str) -> list[Token]:
    return [Token(match.start(), match.end(), *_forms(match.group())) for match in WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str, bool]:
    """A word folded, folded in the singular, and whether it begins with a capital."""
    fold = fold_word(word)
    return fold, singular(fold), word[0].isupper()


def _listed(text: str, tokens: list[Token], rules: Rules) -> list[Named]:
    """Names of the tree, the longest from the left."""
    found: list[Named] = []
    root = lexicon(rules)
    first = root.next
    skip = 0
    for index, token in enumerate(tokens):
        if index < skip or (token.fold not in first and token.one not in first):
            continue
        node: Node | None = root
        best: tuple[int, Ending] | None = None
        at = index
        while node is not None and at < len(tokens):
            following = plural = node.next.get(tokens[at].fold)
            if following is None or following.end is None:
                plural = node.next.get(tokens[at].one)
            if plural is not None and plural.end and _printed_well(text, tokens, index, at, plural.end):
                best = (at, plural.end)
            node = following
            at += 1
        if best is not None:
            last, ending = best
            found.append(Named(token.start, _bare_end(text, tokens[last], ending), ending.rule))
            skip = last + 1
    return found


def _bare_end(text: str, token: Token, ending: Ending) -> int:
    """The end of a name without the possessive that is not its own: "the Partnership's", not "Barnardo's"."""
    word = text[token.start : token.end]
    if word[-1] in "'’":
        return token.end - 1
    own = ending.name.rsplit(" ", 1)[-1].endswith(("'s", "’s"))
    return token.end - 2 if word.endswith(("'s", "’s")) and not own else token.end


def _printed_well(text: str, tokens: list[Token], first: int, last: int, ending: Ending) -> bool:
    """Whether the printed letters' case suits a name of this kind."""
    start, stop = tokens[first].start, tokens[last].end
    printed = text[start:stop]
    if ending.case is Case.EXACT:
        return _acronym_stands(text, printed, ending.name) and not _shredded(text, tokens, last)
    if ending.case is Case.THE:
        return tokens[last].capital
    if first == last and tokens[first].capital and _in_longer_name(text, tokens, first):
        return False
    if ending.case is Case.ANY:
        return True
    if ending.case is Case.CAPITAL:
        return tokens[first].capital or (last > first and tokens[last].one in heads())
    if not tokens[first].capital:
        return False
    if ending.case is Case.CHARITY:
        begins = first == 0 or text[start - 2 : start - 1] in ".:;!?•-–|"
        return not begins and printed == ending.name
    return rules_follow().match(text[stop : stop + 30]) is not None


def _acronym_stands(text: str, printed: str, listed: str) -> bool:
    bare = printed[:-1] if printed.endswith("s") and printed[:-1] == listed else printed
    if bare != listed and not (bare.isupper() and bare == listed.upper() and len(bare) < 9):
        return False
    shouted = len(bare) < 5 and len(text) > 12 and text.isupper()
    return not shouted


@cache
def rules_follow() -> re.Pattern[str]:
    """What stands after an ordinary word that is a body's name at the start of a sentence."""
    return Rules().named("agencies", "stands-for-a-body").pattern


def _in_longer_name(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a single word stands among other capitals: 'Healthy Schools Award', 'Child and Adolescent Health'."""
    if at + 1 < len(tokens):
        following = tokens[at + 1]
        if following.capital and text[tokens[at].end : following.start] == " ":
            return True
    if at == 0:
        return False
    before = tokens[at - 1]
    adjacent = text[before.end : tokens[at].start] == " "
    return adjacent and before.capital and before.fold not in _BEFORE_ROLE


def _shredded(text: str, tokens: list[Token], last: int) -> bool:
    """Whether a single letter follows, so that the capitals are a piece of a longer code: 'LA C 2'."""
    if last + 1 >= len(tokens):
        return False
    following = tokens[last + 1]
    return following.capital and following.end - following.start == 1 and text[tokens[last].end] == " "


def _with_area(text: str, tokens: list[Token], named: Named) -> Named:
    """The name with the area or council that is printed before it: 'Anyshire Case Review Group'."""
    if not named.rule or not text[named.start].isupper():
        return named
    at = next(i for i, token in enumerate(tokens) if token.start == named.start)
    best = named
    for length in range(1, min(at, 5) + 1):
        first = tokens[at - length]
        if text[tokens[at - 1].end : named.start] != " " or not first.capital:
            break
        if " ".join(token.fold for token in tokens[at - length : at]) in areas():
            best = replace(named, start=first.start)
    return best


def _with_people(text: str, named: Named, rules: Rules) -> Named:
    """The name with the word for its people: 'Education staff', 'CAMHS service'."""
    match = rules.named("agencies", "its-people").pattern.match(text[named.end : named.end + 20])
    if match is None or named.level == "team":
        return named
    acronym = text[named.start : named.end].isupper()
    return replace(named, end=named.end + match.end()) if acronym or match["people"] else named


def _spelt(text: str, tokens: list[Token], acronyms: frozenset[str]) -> Iterator[Named]:
    """The source's own acronyms."""
    if not acronyms:
        return
    for token in tokens:
        if token.capital and text[token.start : token.end] in acronyms:
            yield Named(token.start, token.end, "agencies/acronym")


@cache
def _stops(rules: Rules) -> frozenset[str]:
    return frozenset(fold_word(word) for word in rules.named("agencies", "before-a-name").phrases)


def _patterned(text: str, tokens: list[Token], known: list[Named], rules: Rules) -> list[Named]:
    """Names that end in a telling word, walking back over capitals: 'Anyshire Steering Group'."""
    if text.isupper():
        return []
    stops = _stops(rules)
    edges = {named.end for named in known} | {-named.start for named in known}
    found = []
    for index, token in enumerate(tokens):
        group = heads().get(token.fold)
        if group is None or not token.capital or index == 0 or _runs_on(text, tokens, index, stops):
            continue
        first = _walk_back(text, tokens, index, edges, stops)
        words = tuple(t.fold for t in tokens[first : index + 1])
        for head in group:
            if len(words) > len(head.words) and words[-len(head.words) :] == head.words:
                found.append(Named(tokens[first].start, token.end, "agencies/pattern", head.type, head.level))
                break
    return found


def _runs_on(text: str, tokens: list[Token], index: int, stops: frozenset[str]) -> bool:
    """Whether the name goes on: another capital follows that can be a part of it ('School Nurse')."""
    if index + 1 == len(tokens):
        return False
    following = tokens[index + 1]
    adjacent = text[tokens[index].end : following.start] == " "
    ends = following.fold in stops and following.fold not in _POSTS
    return adjacent and following.capital and (following.fold in heads() or not ends)


def _walk_back(text: str, tokens: list[Token], index: int, edges: set[int], stops: frozenset[str]) -> int:
    """The first token of the name that ends at `index`."""
    first = at = index
    while at > 0 and index - at < 9:
        before = tokens[at - 1]
        if text[before.end : tokens[at].start] not in {" ", "-", " - "} or before.end - 2 in edges:
            break
        if before.fold in SMALL:
            if not _bridges(text, tokens, at, index, edges, stops):
                break
        elif not before.capital or before.fold in stops:
            break
        at -= 1
        if before.fold not in SMALL:
            first = at
    return first


def _bridges(
    text: str, tokens: list[Token], at: int, index: int, edges: set[int], stops: frozenset[str]
) -> bool:
    """Whether the small word before `at` joins two halves of one name rather than two names."""
    joint = tokens[at - 1]
    if at < 2 or joint.fold not in {"and", "of", "for", "&"}:
        return False
    earlier = tokens[at - 2]
    if not earlier.capital or text[earlier.end : joint.start] != " ":
        return False
    if joint.fold in {"of", "for"}:
        return earlier.fold not in stops
    if earlier.end in edges or earlier.fold in heads():
        return False
    return at == index or -tokens[at].start not in edges
