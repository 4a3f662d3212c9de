"""Mood and sentences: what asks, what reports, and where a sentence ends. Rules first, no statistical model."""

from __future__ import annotations

import re

from kg.rules import Rules

_STOP = re.compile(r"[.?!][\"'’”)\]]*\s+(?=[\"'‘“(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|St|No|Nos|para|paras|pp?|cf|vs|etc|e\.g|i\.e|approx|Fig|Vol|Ch|ed|eds|al|Co|Ltd|Insp|Sgt|Det|Cllr|Hon|Jr|Sr|[A-Z])\.)\s*$"
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open intervals of the sentences of folded `text`; "e.g.", "No." and initials do not end one."""
    found = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        end = stop.end() - len(stop.group()) + len(stop.group().rstrip())
        found.append((start, end))
        start = stop.end()
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def asks(text: str, *, rules: Rules) -> bool:
    """Whether `text` asks for something to be done: "should", "is to be", "Ensure ...", "Police to ..."."""
    return (
        rules.named("language", "directive").pattern.search(text) is not None
        or rules.named("language", "imperative").pattern.search(text) is not None
        or rules.named("language", "body-to-act").pattern.search(text) is not None
    )


def asks_itself(text: str, *, rules: Rules) -> bool:
    """Whether `text` asks in its own voice: not in words it quotes, of what should have been done, or that were told."""
    return asks(own_voice(text, rules=rules), rules=rules)


def own_voice(text: str, *, rules: Rules) -> str:
    """`text` without quotations, what was told or once recommended, and judgements made with hindsight."""
    for id in ("quoted", "hindsight", "told"):
        text = rules.named("language", id).pattern.sub(" ", text)
    return text.strip()


def reports(text: str, *, rules: Rules) -> bool:
    """Whether the first sentences of `text` report what was, is being or will be done."""
    return rules.named("language", "report").pattern.search(text[:300]) is not None


def asks_before_it_reports(text: str, *, rules: Rules) -> bool:
    """Whether `text` asks for something, and does so before it tells what was or will be done."""
    if not asks(text, rules=rules):
        return False
    told = rules.named("language", "report").pattern.search(text)
    if told is None:
        return True
    cues = (
        rules.named("language", id).pattern.search(text) for id in ("directive", "imperative", "body-to-act")
    )
    return any(cue is not None and cue.start() < told.start() for cue in cues)


def leans_on_what_went_before(text: str, *, rules: Rules) -> bool:
    """Whether `text` carries on the thought before it: "This should include ..."."""
    return rules.named("language", "anaphoric").pattern.search(text) is not None
