"""Names that are in no list, by their last words: walking back over capitals from 'Board', 'Team', 'Trust'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.extract.bodies.lexicon import SMALL, heads
from kg.extract.bodies.tokens import Named, Token
from kg.model.names import fold_word
from kg.rules import Rules

_PRISON = frozenset({"hmp", "hmyoi", "yoi"})
_BEFORE_OF = frozenset(
    "out borough city isle church university county vale college diocese archdiocese riding institute society".split()
)
_SEVERAL = frozenset("trusts boards councils partnerships committees panels groups forums".split())
_LOWER = frozenset(
    "team service unit hub group".split()
)  # often without a capital: 'the Family Outreach team'
_POSTS = frozenset("nurse nurses worker workers doctor".split())


@cache
def _stops(rules: Rules) -> frozenset[str]:
    return frozenset(fold_word(word) for word in rules.named("agencies", "before-a-name").phrases)


def patterned(text: str, tokens: list[Token], known: list[Named], rules: Rules) -> list[Named]:
    """Names that end in a telling word, walking back over capitals: 'Anyshire Steering Group'."""
    if text.isupper():
        return []
    stops = _stops(rules)
    edges = {named.end for named in known} | {-named.start for named in known}
    found = list(_prisons(text, tokens))
    for index, token in enumerate(tokens):
        group = heads().get(token.fold)
        if group is None or index == 0:
            continue
        if not token.capital and (token.one not in _LOWER or edges & {token.end, tokens[index - 1].end}):
            continue  # no word of a name, or one for the people of a name that ends before it
        if _runs_on(text, tokens, index, edges, stops):
            continue
        first = _walk_back(text, tokens, index, edges, stops)
        if not token.capital and sum(t.capital for t in tokens[first:index]) < 2:
            continue
        words = tuple(t.fold for t in tokens[first : index + 1])
        for head in group:
            if len(words) > len(head.words) and words[-len(head.words) :] == head.words:
                end = token.end - 2 if text[token.end - 2 : token.end] in {"'s", "’s"} else token.end
                found.append(Named(tokens[first].start, end, "agencies/pattern", head.type, head.level))
                break
    return found


def _prisons(text: str, tokens: list[Token]) -> Iterator[Named]:
    """'HMP Anytown': the one sort of body that is named by its first word."""
    for token, following in pairwise(tokens):
        if token.fold in _PRISON and following.capital and text[token.end : following.start] in {" ", "/"}:
            yield Named(token.start, following.end, "agencies/pattern", "prison", "agency")


def _runs_on(text: str, tokens: list[Token], index: int, edges: set[int], stops: frozenset[str]) -> bool:
    """Whether the name goes on: another capital follows that can be a part of it ('School Nurse')."""
    if index + 1 == len(tokens):
        return False
    following = tokens[index + 1]
    if -following.start in edges and following.fold not in heads():
        return False  # another name begins there
    adjacent = text[tokens[index].end : following.start] == " "
    ends = following.fold in stops and following.fold not in _POSTS
    return adjacent and following.capital and (following.fold in heads() or not ends)


def _walk_back(text: str, tokens: list[Token], index: int, edges: set[int], stops: frozenset[str]) -> int:
    """The first token of the name that ends at `index`."""
    first = at = index
    while at > 0 and index - at < 9:
        before = tokens[at - 1]
        if text[before.end : tokens[at].start] not in {" ", "-"} or before.end - 2 in edges:
            break
        if before.fold in SMALL:
            if not _bridges(text, tokens, at, index, edges, stops):
                break
        elif not before.capital or before.fold in stops or _ends_a_name(before, edges):
            break
        at -= 1
        if before.fold not in SMALL:
            first = at
    return first


def _ends_a_name(before: Token, edges: set[int]) -> bool:
    """Whether a telling word is the end of a name before: of a known one, or of several ('NHS Trusts')."""
    return before.fold in _SEVERAL or (before.one in heads() and before.end in edges)


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
        return earlier.fold in _BEFORE_OF
    if earlier.end in edges or earlier.fold in heads():
        return False
    return at == index or -tokens[at].start not in edges
