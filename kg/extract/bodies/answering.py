"""Who acts in an answer: 'X have developed', 'X: the audit is complete', 'completed by X'."""

from __future__ import annotations

import re

from kg.extract.bodies.addressees import distinct, sentences
from kg.extract.bodies.people import inspectorates
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.tokens import Named
from kg.model.names import name_key
from kg.model.text import Folded
from kg.rules import Rules

_WINDOW = 160  # characters looked at on either side of a name
_LONGEST = 6000  # characters of an answer that are read


def answering(words: Folded, *, rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of those who act in an answer."""
    acts, agent, speaker, looks_on, not_to_act, joins = (
        rules.named("addressees", id).pattern
        for id in ("acts", "agent", "speaker", "looks-on", "not-to-act", "joins")
    )
    reader = Reader(rules)
    found: list[str] = []
    for sentence in sentences(words.text[:_LONGEST]):
        names = reader.names(sentence)
        for at, named in enumerate(names):
            before, after = sentence[: named.start], sentence[named.end : named.end + _WINDOW]
            name = sentence[named.start : named.end]
            if at == 0 and not before.strip() and speaker.match(after):
                found.append(name)
            elif acts.match(after):
                judges = name_key(name) in inspectorates() and looks_on.match(after)
                if not judges and not not_to_act.search(before[-40:]):
                    found.extend(sentence[n.start : n.end] for n in _list_to(sentence, names, at, joins))
            elif agent.search(before[-120:]):
                found.append(name)
    return distinct(found)


def _list_to(sentence: str, names: list[Named], at: int, joins: re.Pattern[str]) -> list[Named]:
    """The list of names that ends at `at`: 'A, B and C'."""
    first = at
    while first > 0:
        between = sentence[names[first - 1].end : names[first].start]
        if not between.strip() or joins.match(between) is None:
            break
        first -= 1
    return names[first : at + 1]
