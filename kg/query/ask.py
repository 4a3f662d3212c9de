"""Plain words to a question of the library and its parameters, by rules and the graph's own names; no language model.

"What keeps recurring about information sharing since 2019, addressed to the police?" is recurring-themes
with theme, since and agency. What was understood is said, and what was not; where nothing fits, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.query.ask_limits import Limit, limit
from kg.query.ask_names import Vocabulary, iris, vocabulary
from kg.query.ask_periods import periods
from kg.query.ask_rank import Candidate, candidates, numbered
from kg.query.ask_readings import Sense, senses
from kg.query.ask_words import Typed, bare, cue, stands, typed
from kg.query.graph import Graph
from kg.query.questions import Question, questions
from kg.query.values import Iri

_AT_LEAST = re.compile(
    r"\b(?:(?:in )?at least|more than|minimum of) (\d+)(?: reviews?)?\b|\b(\d+) or more(?: reviews?)?\b", re.I
)
_NEAREST = 3
_POSSIBLE = 1.0  # how much less likely another reading may be and is still offered
_CLEARLY = 0.75  # how much better a question must fit that lacks what it needs, for none to be taken


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
    if best is None or not best.sure or _better_incomplete(ranked, best):
        return Understanding(None, {}, nearest=nearest, mended=words.mended, note=_missing(ranked, best))
    return _understood(graph, best, ranked, words, nearest)


def _typed(known: Vocabulary, text: str) -> Typed:
    return typed(text, known=frozenset(known.known), people=known.people())


def _senses(known: Vocabulary, words: Typed) -> Iterable[Sense]:
    mentions = known.mentions(words.words)
    plain = bare(words.words)
    phrases = [
        phrase
        for question in questions().values()
        for phrase in map(cue, (*question.words, *question.weak))
        if not any(word.startswith("{") for word in phrase) and stands(phrase, plain) is not None
    ]
    return senses(words.words, mentions, phrases)


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


def _missing(ranked: Sequence[Candidate], best: Candidate | None) -> str:
    """What the question that fits best would need, where that is why it is not asked."""
    if not ranked or not ranked[0].missing or not ranked[0].cues:
        return ""
    first = ranked[0]
    needs = first.missing[0].split(",")[0]
    return f"That comes nearest to {first.question.question!r}, but no word of it names {needs} that these documents know."


def _other(best: Candidate, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """What else the question could mean: another reading of a name that is nearly as likely."""
    told: dict[str, str] = {}
    for one in ranked:
        if one.missing or not one.sure or best.score - one.score > _POSSIBLE:
            continue
        for mention, reading in one.sense.chosen:
            mine = next((r for m, r in best.sense.chosen if m.start == mention.start), None)
            if mine is None or mine.kind == reading.kind or mention.words in told:
                continue
            told[mention.words] = (
                f"{mention.words!r} could also mean the {reading.kind} {reading.label}: "
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
