"""Plain words to a question of the library and its parameters, by rules and the graph's own names; no language model.

"What keeps recurring about information sharing since 2019, addressed to the police?" is recurring-themes
with theme, since and agency. What was understood is said, and what was not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.query import names
from kg.query.ask_names import Mention, Vocabulary, vocabulary
from kg.query.graph import Graph
from kg.query.questions import Question, questions
from kg.query.values import Iri

_YEAR = r"((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)"
_PERIODS = (
    (re.compile(rf"\bbetween {_YEAR} and {_YEAR}", re.I), ("since", "until")),
    (re.compile(rf"\bfrom {_YEAR} (?:to|until) {_YEAR}", re.I), ("since", "until")),
    (re.compile(rf"\b(?:since|after|from) {_YEAR}", re.I), ("since",)),
    (re.compile(rf"\b(?:before|until|till|up to|by) {_YEAR}", re.I), ("until",)),
    (re.compile(rf"\b(?:in|during|of) {_YEAR}", re.I), ("since until",)),
)
_AT_LEAST = re.compile(r"\b(?:at least|more than|minimum of) (\d+) reviews?\b", re.I)
_STANCES = {
    "partly accepted": "partly_accepted", "not accepted": "not_accepted", "rejected": "not_accepted",
    "already in place": "already_in_place", "in progress": "in_progress", "completed": "completed", "accepted": "accepted",
}  # fmt: skip
_FALLBACK = (("theme", "about-theme"), ("review", "about-review"), ("agency", "recommendations-to-agency"))
_PLAIN = frozenset(
    """a about again all also an and any are as at be been being best both but by can could did do does each ever for found from get
    give had has have how i if in into is it its last made make many me more most much my no not of on or our over per please
    review said say see shall she should show so some still such tell than that the their them then there these they this those to
    up us was we were what when where which who whom whose why will with within would you your keep list find recommendation since
    after before until between during report case child thing question time say addressed address asked ask""".split()
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of a question in plain words: the question of the library or None, its values, what is left."""

    question: Question | None
    values: Mapping[str, object]
    said: tuple[tuple[str, str], ...]  # parameter and what it was taken to mean
    left: tuple[str, ...]  # words that nothing was made of
    nearest: tuple[Question, ...]


def understand(graph: Graph, text: str) -> Understanding:
    """The question that `text` asks of `graph`; without a question where no rule fits, with the nearest ones."""
    known = vocabulary(graph)
    found = _values(text)
    values: dict[str, object] = {name: value for name, value in found.items()}
    said = [(name, value) for name, value in sorted(found.items())]
    mentions, rest = known.mentions(_without_periods(text))
    mentions = [one for one in mentions if not _inside_cue(one.words, text)]
    for kind in ("theme", "agency", "review"):
        meant = [mention for mention in mentions if mention.kind == kind]
        if meant:
            values[kind] = _iris(graph, kind, meant)
            said.append((kind, "; ".join(dict.fromkeys(name for one in meant for name in one.labels))))
    ranked = _ranked(text, values)
    asked = next((one for _, one in ranked if _complete(one, values)), None)
    cues = {
        word
        for question in questions().values()
        for phrase in (*question.words, *question.weak)
        for word in names.tokens(phrase)
    }
    left = tuple(word for word in rest if word not in _PLAIN and word not in cues and not word.isdigit())
    if asked is None and len(left) <= 1:
        asked = next((questions()[name] for kind, name in _FALLBACK if kind in values), None)
    if asked is not None:
        takes = {parameter.name for parameter in asked.parameters}
        ignored = [f"{name} ({value})" for name, value in said if name not in takes]
        values = {name: value for name, value in values.items() if name in takes}
        said = [(name, value) for name, value in said if name in takes]
        left = (*left, *ignored)
    return Understanding(asked, values, tuple(said), left, tuple(question for _, question in ranked[:3]))


def _iris(graph: Graph, kind: str, meant: Sequence[Mention]) -> list[Iri]:
    if kind == "review":
        return [Iri(iri) for one in meant for iri in one.iris]
    known = names.themes(graph) if kind == "theme" else names.agencies(graph)
    heads = [one for one in known if any(one.iri in mention.iris for mention in meant)]
    upward = "skos:broader" if kind == "theme" else "org:subOrganizationOf"
    return [Iri(one.iri) for one in names.family(graph, known, heads, upward)]


def _values(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pattern, keys in _PERIODS:
        match = pattern.search(text)
        if match and not any(key in found for key in " ".join(keys).split()):
            for key, value in zip(keys, match.groups(), strict=True):
                found |= {name: value for name in key.split()}
    least = _AT_LEAST.search(text)
    if least:
        found["min_reviews"] = str(int(least[1]) + least[0].lower().startswith("more"))
    if re.search(r"\b(?:in full|full text|whole report)\b", text, re.I):
        found["status"] = "full_text"
    elif re.search(r"\bonly (?:mentioned|spoken of)\b", text, re.I):
        found["status"] = "mentioned"
    stance = next(
        (stance for words, stance in _STANCES.items() if re.search(rf"\b{words}\b", text, re.I)), None
    )
    if stance and not re.search(rf"\b(?:not|never|no)\b[\w ]*\b{stance.replace('_', ' ')}", text, re.I):
        found["stance"] = stance
    return found


def _without_periods(text: str) -> str:
    for pattern, _ in _PERIODS:
        text = pattern.sub(" ", text)
    return text


def _ranked(text: str, values: Mapping[str, object]) -> list[tuple[float, Question]]:
    """The questions whose cue phrases stand in `text`, best first: cue phrases found count most, longer ones more."""
    asked = " ".join(names.tokens(text))
    ranked = []
    for question in questions().values():
        takes = {parameter.name for parameter in question.parameters}
        cues = sum(len(phrase.split()) ** 1.5 for phrase in _longest(_found(question.words, asked)))
        cues += 0.3 * bool(_found(question.weak, asked))
        fits = sum(
            0.4 if name in takes else -0.6
            for name in values
            if name not in ("stance", "status") or name in takes
        )
        if cues:
            ranked.append((cues + fits, question))
    return sorted(ranked, key=lambda entry: (-entry[0], entry[1].name))


def _inside_cue(words: str, text: str) -> bool:
    """Whether `words` stand in `text` only as part of a longer cue phrase: 'practice' in 'good practice'."""
    asked = " ".join(names.tokens(text))
    for question in questions().values():
        for phrase in (" ".join(names.tokens(cue)) for cue in question.words):
            if phrase != words and re.search(rf"\b{re.escape(words)}\b", phrase):
                asked = re.sub(rf"\b{re.escape(phrase)}\b", " ", asked)
    return not re.search(rf"\b{re.escape(words)}\b", asked)


def _complete(question: Question, values: Mapping[str, object]) -> bool:
    """Whether `values` hold all that `question` needs."""
    return all(parameter.name in values for parameter in question.parameters if parameter.required)


def _found(cues: Sequence[str], asked: str) -> list[str]:
    """The cue phrases that stand in the tokens `asked`."""
    phrases = (" ".join(names.tokens(cue)) for cue in cues)
    return [phrase for phrase in phrases if re.search(rf"\b{re.escape(phrase)}\b", asked)]


def _longest(hits: Sequence[str]) -> list[str]:
    return [hit for hit in dict.fromkeys(hits) if not any(hit != other and hit in other for other in hits)]


__all__ = ["Understanding", "Vocabulary", "understand"]
