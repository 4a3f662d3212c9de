"""What a paper about something else tells of a review: "Lessons from the Rowan SCR included drift".

The words that tell are in kg/rules/reviews-told.toml. A review that is only named, presented or discussed is not told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.review.speaking import MARK, Run, Sentence
from kg.model.text import Passage
from kg.rules import Rule, Rules

_BESIDE = ("it-found", "found-in-it", "its-lessons", "made-in-answer", "in-answer-made", "it-led-to")
_BELOW = "told-below-its-name"
_LEADS = (":", ":-", ": -", ":–")
_CLOSED = re.compile(r"[^(]*\)")  # the words that tell stood in brackets: what leads to the list did not


@dataclass(frozen=True, slots=True)
class Telling:
    """Characters of a passage that tell what reviews were about; `above`: so does the heading; `list`: so does a list below."""

    reviews: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    without: frozenset[str]  # themes that the telling itself brings
    above: bool = False
    list: bool = False


def tellings(passage: Passage, sentences: Sequence[Sentence], *, rules: Rules) -> Iterator[Telling]:
    """What the sentences of a passage tell of reviews that they name or can only mean."""
    leaning = rules.named("reviews-told", "leans")
    for at, sentence in enumerate(sentences):
        for rule, run, words in _said(sentence, rules):
            yield _telling(passage, sentence, rule, words, run, rules)
            if rule.give("where") != "after" and leaning.pattern.match(sentence.marked):
                before = [(sentences[at - 1].start, sentences[at - 1].end)] if at else []
                without = frozenset(leaning.give("not").split())
                yield Telling(run.reviews, tuple(before), without, above=not at)


def _said(sentence: Sentence, rules: Rules) -> Iterator[tuple[Rule, Run, tuple[int, int]]]:
    """Each rule that finds a telling in a sentence, the reviews told of, and the words of the rule."""
    other = rules.named("reviews-told", "of-somebody-else").pattern
    for id in _BESIDE:
        rule = rules.named("reviews-told", id)
        for match in rule.pattern.finditer(sentence.marked):
            run = _named_by(sentence, match.start(), match.end())
            if run is not None and not other.search(sentence.marked[: match.start()]):
                yield rule, run, match.span()
    rule = rules.named("reviews-told", _BELOW)
    found = rule.pattern.match(sentence.marked)
    if found and len(sentence.below) == 1 and MARK not in found.group():
        run = Run(sentence.start, sentence.start + found.end(), sentence.below)
        yield rule, run, found.span()


def _named_by(sentence: Sentence, start: int, end: int) -> Run | None:
    """The run that the words of a rule hold: the last, which they end with, else the one they begin with."""
    inside = [r for r in sentence.runs if r.start - sentence.start < end and start < r.end - sentence.start]
    return inside[-1] if inside else None


def _telling(
    passage: Passage, sentence: Sentence, rule: Rule, words: tuple[int, int], run: Run, rules: Rules
) -> Telling:
    """The side of the words on which the themes stand, up to another review or to what others did."""
    others = [other for other in sentence.runs if not set(other.reviews) <= set(run.reviews)]
    begin = max((o.end for o in others if o.end <= run.start), default=sentence.start)
    stop = min((o.start for o in others if o.start >= run.end), default=sentence.end)
    end_of_words = max(run.end, sentence.start + words[1])
    turn = rules.named("reviews-told", "somebody-else").pattern.search(passage.text, end_of_words, stop)
    stop = turn.start() if turn else stop
    if rule.give("where") == "after":
        begin = sentence.start + words[1]
        if (
            sentence.marked[words[1] - 1] == "("
        ):  # "Themes from the Rowan SCR (drift, neglect) are in our training"
            closed = passage.text.find(")", begin, stop)
            stop = closed if closed >= 0 else stop
    elif rule.give("where") == "before":
        stop = max(run.start, begin)
    return Telling(
        reviews=run.reviews,
        spans=((begin, stop),) if begin < stop else (),
        without=frozenset(rule.give("not").split()),
        list=sentence.end == len(passage.text)
        and _leads(passage.text, sentence.start + words[0], run.end, rules),
    )


def _leads(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a passage leads to a list of what was found: not of what was done in answer, nor with the words in brackets."""
    answers = rules.named("reviews-told", "answers").pattern.search(text[:start])
    return text.rstrip().endswith(_LEADS) and not answers and not _CLOSED.match(text[end:])
