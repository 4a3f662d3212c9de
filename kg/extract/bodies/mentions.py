"""Names of bodies in one folded text: listed ones, a source's own acronyms, unseen ones by their last words."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.bodies.lexicon import Case, Ending, Node, areas, lexicon
from kg.extract.bodies.tokens import Named, Token, tokens_of
from kg.extract.bodies.unlisted import patterned
from kg.extract.page.letters import printed_well
from kg.model.names import fold_word
from kg.rules import Rules

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_OTHERS = frozenset(
    "another other neighbouring different any adjoining previous".split()
)  # not the one of the place

__all__ = ["Named", "is_acronym", "named_in"]


def named_in(text: str, *, rules: Rules, own: re.Pattern[str] | None = None) -> list[Named]:
    """The names of bodies in a folded text, left to right, none inside another; `own` finds names of the source's own."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    tokens = tokens_of(text)
    if not tokens:
        return []
    places = {token.start: index for index, token in enumerate(tokens)}
    known = [_with_area(text, tokens, places, named) for named in _listed(text, tokens, rules)]
    if own is not None:
        known.extend(Named(*match.span(), "agencies/acronym") for match in own.finditer(text))
    acting = rules.named("agencies", "acts").pattern
    known.extend(Named(*match.span(), "agencies/role") for match in acting.finditer(text))
    known.extend(patterned(text, tokens, known, rules))
    known.sort(key=lambda named: (named.start, -named.end))
    chosen: list[Named] = []
    end = -1
    for named in known:
        if named.start < end:
            continue
        end = named.end
        if named.rule and chosen and _is_part(text, chosen[-1], named):
            chosen[-1] = replace(named, start=chosen[-1].start)
        elif named.rule:
            chosen.append(_with_people(text, named, rules))
    return chosen


def _is_part(text: str, council: Named, named: Named) -> bool:
    """Whether a role follows an unlisted council as its part: 'Anyshire County Council Adult Social Care'."""
    adjacent = text[council.end : named.start] == " " and text[named.start].isupper()
    return adjacent and council.type == "local_authority" and named.rule == "agencies/role"


def is_acronym(word: str, rules: Rules) -> bool:
    """Whether `word` is the listed acronym of a body or a role."""
    node = lexicon(rules).next.get(fold_word(word))
    return node is not None and node.end is not None and node.end.case is Case.EXACT


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
            if plural is not None and plural.end and printed_well(text, tokens, index, at, plural.end, rules):
                best = (at, plural.end)
            node = following
            at += 1
        if best is not None and token.fold == "the" and _goes_further(root, tokens, index + 1, best[0]):
            continue  # 'the Police and Crime Commissioner' is not 'the Police'
        if best is not None:
            last, ending = best
            elsewhere = index > 0 and ending.rule == "agencies/role" and tokens[index - 1].fold in _OTHERS
            rule = "" if elsewhere else ending.rule
            found.append(Named(token.start, _bare_end(text, tokens[last], ending), rule))
            skip = last + 1
    return found


def _goes_further(root: Node, tokens: list[Token], at: int, last: int) -> bool:
    """Whether a listed name that begins at `at` ends behind the token `last`."""
    node: Node | None = root
    while node is not None and at < len(tokens):
        node = node.next.get(tokens[at].fold)
        if node is not None and node.end is not None and node.end.rule and at > last:
            return True
        at += 1
    return False


def _bare_end(text: str, token: Token, ending: Ending) -> int:
    """The end of a name without the possessive that is not its own: "the Partnership's", not "Barnardo's"."""
    word = text[token.start : token.end]
    if word[-1] in "'’":
        return token.end - 1
    own = ending.name.rsplit(" ", 1)[-1].endswith(("'s", "’s"))
    return token.end - 2 if word.endswith(("'s", "’s")) and not own else token.end


def _with_area(text: str, tokens: list[Token], places: dict[int, int], named: Named) -> Named:
    """The name with the area or council that is printed before it: 'Anyshire Case Review Group'."""
    if not named.rule or not text[named.start].isupper():
        return named
    at = places[named.start]
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
