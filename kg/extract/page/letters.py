"""Whether a listed name is printed as that name is: 'Mind' the charity is no mind, 'LA C 2' no local authority."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.bodies.lexicon import Case, Ending, heads
from kg.extract.bodies.tokens import Token
from kg.rules import Rules

_BEFORE_ROLE = frozenset(
    "the a an all local authority council city county by from with in and or that if both".split()
)


def printed_well(text: str, tokens: list[Token], first: int, last: int, ending: Ending, rules: Rules) -> bool:
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
        return not begins and printed == ending.name and not _in_longer_title(text, tokens, first, last)
    return _follows(rules).match(text[stop : stop + 30]) is not None


def _acronym_stands(text: str, printed: str, listed: str) -> bool:
    bare = printed[:-1] if printed.endswith("s") and printed[:-1] == listed else printed
    if bare != listed and not (bare.isupper() and bare == listed.upper() and len(bare) < 9):
        return False
    shouted = len(bare) < 5 and len(text) > 12 and text.isupper()
    return not shouted


@cache
def _follows(rules: Rules) -> re.Pattern[str]:
    """What stands after an ordinary word that is a body's name at the start of a sentence."""
    return rules.named("agencies", "stands-for-a-body").pattern


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


def _in_longer_title(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """Whether a charity's name stands inside the name of something else: 'Mind of My Own', 'Guiding Young Minds'."""
    after = text[tokens[last].end : tokens[last].end + 5]
    before = tokens[first - 1]
    joined = (
        text[before.end : tokens[first].start] == " " and before.capital and before.fold not in _BEFORE_ROLE
    )
    return joined or (after[:4] == " of " and after[4:].isupper())


def _shredded(text: str, tokens: list[Token], last: int) -> bool:
    """Whether a single letter follows, so that the capitals are a piece of a longer code: 'LA C 2'."""
    if last + 1 >= len(tokens):
        return False
    following = tokens[last + 1]
    return following.capital and following.end - following.start == 1 and text[tokens[last].end] == " "
