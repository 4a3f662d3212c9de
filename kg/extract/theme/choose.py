"""Choice: which themes the hits of one passage are enough for, strongest first; few rather than many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.extract.theme.match import Hit

_SURE = 0.9  # what a general theme must reach beside a particular one


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme with its score and the hit that shows it best."""

    theme: str
    score: float
    hit: Hit


def choose(
    found: Sequence[Hit],
    *,
    floor: float = 0.5,
    most: int = 4,
    general: Collection[str] = (),
    lone: float = 1.0,
) -> list[Choice]:
    """The themes that `found` speaks for with a score of `floor` or more, at most `most`.

    Different cues of a theme add up like independent witnesses: 1 - (1-a)(1-b). Below the floor it abstains.
    Where none reaches the floor, the best alone will do at `lone` or more: a record that is meant to say something.
    Of the scheme, `general` themes (which fit almost any text) must be surer beside a particular one, and come last of equals;
    then the longer, more particular cue comes first.
    """
    by_theme: dict[str, list[Hit]] = {}
    for hit in found:
        by_theme.setdefault(hit.theme, []).append(hit)
    choices = [_weigh(theme, group) for theme, group in by_theme.items()]
    chosen = [choice for choice in choices if choice.score >= floor]

    def rank(choice: Choice) -> tuple[float, bool, int, int, str]:
        hit = choice.hit
        return (-choice.score, choice.theme in general, hit.start - hit.end, hit.start, choice.theme)

    if any(choice.theme not in general for choice in chosen):
        chosen = [choice for choice in chosen if choice.theme not in general or choice.score >= _SURE]
    if chosen:
        return sorted(chosen, key=rank)[:most]
    return sorted((choice for choice in choices if choice.score >= lone), key=rank)[:1]


def _weigh(theme: str, group: Sequence[Hit]) -> Choice:
    strengths = {hit.words: hit.strength for hit in group}
    doubt = 1.0
    for words in sorted(strengths):
        doubt *= 1 - strengths[words]
    best = min(group, key=lambda hit: (-hit.strength, hit.start))
    return Choice(theme, round(1 - doubt, 3), best)
