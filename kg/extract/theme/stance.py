"""Stance: whether the words around a cue lament, praise, ask for, deny or quote what the cue names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.theme.cues import theme_cues
from kg.model.kinds import Stance
from kg.model.text import Span
from kg.rules import Rules

_BEFORE, _AFTER = 150, 110
_TAGS = re.compile(r"<[^>]{1,30}>|[*#_\s]+")
_STARTS = re.compile(r"[.;!?:](?=\s)|\n\s*\n")
_ENDS = re.compile(r"[.;!?](?=\s|$)|\n\s*\n")

# "Appropriate sharing" is praise in a finding and a demand in a recommendation, and so is what is to be done "even if the
# criteria are not met"; what good practice "did not wait for" was not lacking: stances that a kind of passage does not take.
_DEAF: dict[Stance, tuple[Stance, ...]] = {
    Stance.RECOMMENDED: (Stance.GOOD, Stance.LACKING),
    Stance.GOOD: (Stance.LACKING, Stance.RECOMMENDED),
}


@dataclass(frozen=True, slots=True)
class _Cue:
    stance: Stance
    where: str
    groups: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _cues(rules: Rules) -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            Stance(rule.give("stance")),
            rule.give("where"),
            frozenset(rule.give("groups").split()),
            rule.pattern,
        )
        for rule in rules.group("themes-stance")
    )


@cache
def _groups(rules: Rules) -> dict[str, str]:
    return {entry.theme: entry.file.removesuffix(".toml") for entry in theme_cues(rules)}


def stance_of(text: str, cue: Span, theme: str, *, default: Stance, rules: Rules) -> Stance:
    """How the sentence around `cue` speaks of `theme`; `default`, from the kind of passage, where it does not say.

    "There was no evidence of domestic abuse" denies a harm; "no evidence of professional curiosity" laments
    a practice that was missing: rules may hold for some groups of themes only.
    """
    head = text[max(0, cue.start - _BEFORE) : cue.start]
    begin = max((match.end() for match in _STARTS.finditer(head)), default=0)
    before = _TAGS.sub(" ", head[begin:])
    tail = text[cue.end : cue.end + _AFTER]
    stop = _ENDS.search(tail)
    after = _TAGS.sub(" ", tail[: stop.start()] if stop else tail)
    group = _groups(rules).get(theme, "")
    deaf = _DEAF.get(default, ())
    for rule in _cues(rules):
        if (rule.groups and group not in rule.groups) or rule.stance in deaf:
            continue
        if rule.pattern.search(before if rule.where == "before" else after):
            return rule.stance
    return default
