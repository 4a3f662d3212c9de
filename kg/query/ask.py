"""Plain words to a question of the library and its parameters, by rules and the graph's own names; no language model.

"What keeps recurring about information sharing since 2019, addressed to the police?" is recurring-themes
with theme, since and agency. What was understood is said, and what was not; where nothing fits, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.query.ask_cues import cue_words, phrase
from kg.query.ask_limits import Limit, limit
from kg.query.ask_names import Vocabulary, iris, vocabulary
from kg.query.ask_periods import periods
from kg.query.ask_rank import Candidate, candidates, numbered
from kg.query.ask_readings import Sense, senses
from kg.query.ask_words import Typed, bare, stands, typed
from kg.query.graph import Graph
from kg.query.questions import Question, questions
from kg.query.values import Iri

_AT_LEAST = re.compile(
    r"\b(?:(?:in )?at least|more than|minimum of) (\d+)(?: reviews?)?\b|\b(\d+) or more(?: reviews?)?\b", re.I
)
_NEAREST = 3
_REVIEWS = frozenset({"review", "report"})
_CHILD = frozenset({"child", "baby", "adult"})
_NEEDS = {"agency": "an agency", "date": "a day, month or year", "thing": "a number and a review"}
_POSSIBLE = 1.0  # how much less likely another reading may be and is still offered
_CLEARLY = 0.2  # how much better a question must fit that lacks what it needs, for none to be taken


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of a question in plain words: the question of the library or None, its values, what is left."""

    question: Question | None
    values: Mapping[str, object]
    said: tuple[tuple[str, str], ...] = ()  # parameter and what it was taken to mean
    left: tuple[str, ...] = ()  # words that nothing was made of
    nearest: tuple[Question, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()  # words typed otherwise, and what they were read as
    other: tuple[str, ...] = ()  # sentences on what else it could mean
    note: str = ""  # why it is not answered as typed
    draft: str = ""  # the words of a recommendation that may have been made before


def understand(graph: Graph, text: str, *, today: date | None = None) -> Understanding:
    """The question that `text` asks of `graph`; without a question where no rule fits, with the nearest ones."""
    limited = limit(text)
    if limited is not None:
        return _refused(limited)
    times, rest = periods(text, today=today or date.today())
    least = _AT_LEAST.search(rest)
    if least:
        times = {**times, "min_reviews": str(int(least[1] or least[2]) + least[0].lower().startswith("more"))}
        rest = rest[: least.start()] + " " + rest[least.end() :]
    known = vocabulary(graph)
    words = _typed(known, rest)
    ranked = sorted(
        (one for sense in _senses(known, words) for one in candidates(sense, times, numbered(graph, sense))),
        key=lambda one: (-one.score, one.question.name),
    )
    nearest = _nearest(ranked)
    best = next((one for one in ranked if not one.missing), None)
    stranger = _stranger(ranked, best)
    if best is None or not best.sure or stranger or _better_incomplete(ranked, best):
        note = _no_review(known, stranger) if stranger else _missing(ranked)
        return Understanding(None, {}, nearest=nearest, mended=words.mended, note=note)
    return _understood(graph, best, ranked, words, nearest)


def _typed(known: Vocabulary, text: str) -> Typed:
    return typed(text, known=frozenset(known.known) | cue_words(), people=known.people())


def _senses(known: Vocabulary, question: Typed) -> Iterable[Sense]:
    mentions = known.mentions(question.words, question.shown)
    plain = bare(question.words)
    phrases = [
        words
        for question in questions().values()
        for words in map(phrase, (*question.words, *question.weak))
        if not any(word.startswith("{") for word in words) and stands(words, plain) is not None
    ]
    return senses(question, mentions, phrases)


def _understood(
    graph: Graph, best: Candidate, ranked: Sequence[Candidate], words: Typed, nearest: tuple[Question, ...]
) -> Understanding:
    values: dict[str, object] = dict(best.values)
    said = dict(best.said)
    for kind in ("theme", "agency", "review"):
        chosen = best.sense.of(kind)
        if not chosen or kind not in {one.name for one in best.question.parameters}:
            continue
        values[kind] = list(dict.fromkeys(iri for _, reading in chosen for iri in iris(graph, reading)))
        said[kind] = "; ".join(dict.fromkeys(label for _, reading in chosen for label in reading.labels))
    return Understanding(
        best.question,
        values,
        tuple(sorted(said.items())),
        best.left,
        nearest,
        words.mended,
        _other(best, ranked),
    )


def _better_incomplete(ranked: Sequence[Candidate], best: Candidate) -> bool:
    first = ranked[0]
    return bool(first.missing) and first.cues > 0 and first.score - best.score > _CLEARLY


def _stranger(ranked: Sequence[Candidate], best: Candidate | None) -> str:
    """The word that seems to name a review or child which these documents do not know: "the zebra review", "Baby Zoe"."""
    one = best or next(iter(ranked), None)
    words = one.sense.shown if one else ()
    for before, after in pairwise(words):
        if one and after in _REVIEWS and before in one.idle and before not in cue_words():
            return before
        if one and before in _CHILD and after in one.idle and after not in cue_words():
            return after
    return ""


def _no_review(known: Vocabulary, word: str) -> str:
    labels = "; ".join(sorted(one.label for one in known.reviews if one.type in ("", "review")))
    return f"No review in these documents goes by {word!r}. There are: {labels}."


def _missing(ranked: Sequence[Candidate]) -> str:
    """What the question that fits best would need, where that is why it is not asked."""
    if not ranked or not ranked[0].missing or not ranked[0].cues:
        return ""
    first = ranked[0]
    needs = _NEEDS.get(first.missing[0], f"a {first.missing[0]}")
    return f"That comes nearest to {first.question.question!r}, which needs {needs}; no word of it tells one that is here."


def _other(best: Candidate, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """What else the question could mean: another reading of a name that is nearly as likely."""
    told: dict[str, str] = {}
    for one in ranked:
        if one.missing or not one.sure or best.score - one.score > _POSSIBLE:
            continue
        for mention, reading in one.sense.chosen:
            mine = next((r for m, r in best.sense.chosen if m.start == mention.start), None)
            if mine is None or mine.kind == reading.kind or mention.shown in told:
                continue
            told[mention.shown] = (
                f"{mention.shown!r} could also mean the {reading.kind} {reading.label}: "
                f"kg ask {one.question.name} {one.options()}"
            )
    return tuple(told.values())


def _nearest(ranked: Sequence[Candidate]) -> tuple[Question, ...]:
    first: dict[str, Question] = {}
    for one in ranked:
        if one.cues > 0:
            first.setdefault(one.question.name, one.question)
    return tuple(first.values())[:_NEAREST]


def _refused(limited: Limit) -> Understanding:
    near = tuple(questions()[name] for name in limited.near)
    return Understanding(None, {}, nearest=near, note=limited.says, draft=limited.draft)


__all__ = ["Iri", "Understanding", "understand"]
