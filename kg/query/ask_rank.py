"""How well each question of the library fits one reading of a question in plain words.

Cue phrases count by how telling their words are, names and times by whether the question takes them, words that it has
no use for against it. A question that would drop a name ("which reviews mention neglect" as the list of all reviews) is
not taken on a weak cue.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.query.ask_cues import found, phrase, telling, value_of
from kg.query.ask_readings import Sense
from kg.query.ask_words import PLAIN
from kg.query.ask_words import sense as sense_of
from kg.query.graph import Graph
from kg.query.questions import Question, questions
from kg.query.values import Iri, Value

KINDS = ("theme", "agency", "review")
#: what names alone ask
_ALONE = {
    ("theme",): "about-theme",
    ("review",): "about-review",
    ("agency",): "recommendations-to-agency",
    ("theme", "agency"): "recommendations-to-agency",
    ("theme", "review"): "theme-evidence",
    ("agency", "review"): "review-recommendations",
}
_NUMBER = re.compile(r"(\d+)([a-z]?)")
_TAKEN, _DROPPED, _WEAK, _OWN = 0.5, -1.5, 0.4, 0.4
_ENOUGH = 0.6  # cues that say by themselves what is asked
_STRONG = 1.4  # cues from which a question may be asked though it drops a name
_MOST_LEFT = 3
#: words that ask more than to see what there is about a name
_POINTED = frozenset(
    "why how when where should not never no is are was were did do does has have had will would could".split()
)
_LENGTH = 0.15  # for each word of the longest phrase that is no name and joins no other
_JOINING = frozenset(
    "of to for by in on from about with at and did do is are was were which what who".split()
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A recommendation told by its number and review."""

    iri: Iri
    label: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question of the library for one sense: how well it fits, what it is given, what it has no use for."""

    question: Question
    sense: Sense
    score: float
    cues: float
    values: Mapping[str, object]  # plain values; names are filled in for the one that is taken
    said: Mapping[str, str]
    idle: tuple[str, ...]  # words that it has no use for
    dropped: tuple[str, ...]  # names and times that it cannot be narrowed by, as they are told

    @property
    def left(self) -> tuple[str, ...]:
        """All that it has no use for."""
        return (*self.idle, *self.dropped)

    @property
    def missing(self) -> tuple[str, ...]:
        """The types of what it needs and is not given."""
        given = {*self.values, *(kind for kind in KINDS if self.sense.of(kind))}
        return tuple(one.type for one in self.question.parameters if one.required and one.name not in given)

    @property
    def sure(self) -> bool:
        """Whether enough of the words speaks for it, and few against."""
        if any(one.startswith(KINDS) for one in self.dropped) and self.cues < _STRONG:
            return False
        if not self.cues and _POINTED & set(self.sense.words):
            return False
        some = 1 if self.cues >= _ENOUGH / 2 and not self.dropped else 0
        return len(self.idle) <= (_MOST_LEFT if self.cues >= _ENOUGH else some)

    def options(self) -> str:
        """Its parameters as they are typed on the command line."""
        takes = {one.name for one in self.question.parameters}
        named = [(r.kind, m.shown) for m, r in self.sense.chosen if r.kind in takes]
        plain = [(name, str(value)) for name, value in self.values.items() if not isinstance(value, Iri)]
        return " ".join(
            f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in (*named, *plain)
        )


def candidates(sense: Sense, times: Mapping[str, str], number: Numbered | None) -> Iterator[Candidate]:
    """Every question that a cue phrase asks, and the one that the names alone ask."""
    alone = _ALONE.get(tuple(kind for kind in KINDS if sense.of(kind)))
    for question in questions().values():
        strong, weak = found(question.words, sense.senses), found(question.weak, sense.senses)
        cues = _worth(strong) + _WEAK * _worth(weak)
        if cues or question.name == alone:
            used = {word for cue in (*strong, *weak) for word in cue}
            yield _candidate(question, sense, times, number, cues, used)


def _worth(phrases: list[tuple[str, ...]]) -> float:
    """What cue phrases tell together: their words once each, by how telling they are, and a little for length."""
    words = {word for cue in phrases for word in cue}
    longest = max((sum(not _joins(word) for word in cue) for cue in phrases), default=0)
    return sum(telling()[word] for word in words) + _LENGTH * longest


def _joins(word: str) -> bool:
    return word.startswith("{") or word in _JOINING


@dataclass(slots=True)
class _Given:
    """What a question is given by one sense, and what of it it cannot take."""

    values: dict[str, object]
    said: dict[str, str]
    used: set[str]  # senses of the words that gave a value
    refused: list[str]  # kinds of names
    late: list[str]  # times
    worded: int  # values that words gave


def _given(
    question: Question,
    sense: Sense,
    times: Mapping[str, str],
    number: Numbered | None,
    senses: tuple[str, ...],
) -> _Given:
    takes = {one.name for one in question.parameters}
    meant = value_of(question, senses)
    said = {name: value for name, (value, _) in meant.items()}
    said |= {key: value for name, value in times.items() if (key := _key(name, takes))}
    used = {word for _, cue in meant.values() for word in cue}
    refused = [kind for kind in KINDS if sense.of(kind) and kind not in takes]
    values: dict[str, object] = dict(said)
    if "owner" in takes and "agency" in refused:
        refused.remove("agency")
        values["owner"] = said["owner"] = sense.of("agency")[0][0].shown
    if number is not None and "id" in takes:
        refused = [kind for kind in refused if kind != "review"]
        values["id"], said["id"] = number.iri, number.label
        used |= {sense_of(word) for word in sense.words if _NUMBER.fullmatch(word)}
    return _Given(values, said, used, refused, [name for name in times if not _key(name, takes)], len(meant))


def _candidate(
    question: Question,
    sense: Sense,
    times: Mapping[str, str],
    number: Numbered | None,
    cues: float,
    used: set[str],
) -> Candidate:
    senses, own = sense.senses, _own(question)
    given = _given(question, sense, times, number, senses)
    used = used | given.used
    idle = {
        word: shown
        for word, shown in zip(sense.words, sense.shown, strict=True)
        if not word.startswith("{") and word not in PLAIN and sense_of(word) not in used | own
    }
    told = telling()
    score = sense.likely + cues + 0.6 * given.worded
    score += 0.3 * (len(times) - len(given.late)) - 0.4 * len(given.late)
    score += sum(_DROPPED if kind in given.refused else _TAKEN for kind in KINDS if sense.of(kind))
    score += _OWN * sum(told.get(word, 0.0) for word in (own - used) & set(senses) - PLAIN)
    score -= sum(0.2 + 0.6 * told.get(sense_of(word), 0.0) for word in idle)
    dropped = [_told(sense, kind) for kind in given.refused]
    dropped += [f"{name.replace('_', ' ')} ({times[name]})" for name in given.late]
    return Candidate(
        question, sense, score, cues, given.values, given.said, tuple(idle.values()), tuple(dropped)
    )


def _key(name: str, takes: Iterable[str]) -> str | None:
    """The parameter for a time: a question that looks back from a day takes the end of a period as that day."""
    if name in takes:
        return name
    return "on" if name == "until" and "on" in takes else None


def _told(sense: Sense, kind: str) -> str:
    return f"{kind} ({'; '.join(dict.fromkeys(reading.label for _, reading in sense.of(kind)))})"


@cache
def _own(question: Question) -> frozenset[str]:
    """The senses of the words in which a question tells what it asks and gives."""
    told = (question.question, question.title, *(name for name, _ in question.columns))
    return frozenset(sense_of(word) for text in told for word in phrase(text.replace("_", " ")))


def numbered(graph: Graph, sense: Sense) -> Numbered | None:
    """The recommendation that a number and the name of one review tell: "recommendation 3a of the Ash review"."""
    reviews = {iri for _, reading in sense.of("review") for iri in reading.iris}
    numbers = [match for word in sense.words if (match := _NUMBER.fullmatch(word))]
    if len(reviews) != 1 or len(numbers) != 1 or "recommendation" not in sense.words:
        return None
    query = """SELECT ?s ?label WHERE { VALUES ?review { UNDEF } VALUES ?number { UNDEF } ?s a crg:Recommendation ;
        crg:review ?review ; crg:number ?number ; rdfs:label ?label . OPTIONAL { ?s crg:part ?letter }
        VALUES ?part { UNDEF } FILTER(COALESCE(?letter, "") = ?part) }"""
    given: dict[str, list[Value]] = {
        "review": [Iri(reviews.pop())],
        "number": [numbers[0][1]],
        "part": [numbers[0][2]],
    }
    rows = graph.select(query, given).rows
    return Numbered(Iri(str(rows[0][0])), str(rows[0][1])) if len(rows) == 1 else None
