"""The stance of an answer: what it says of the recommendation, else what it tells of the work, sentence by sentence.

Completion is the statement with the gravest consequences, so it needs most: a sentence that reports the work, that speaks
of what was asked, and no sentence that leaves something to be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from re import Pattern, compile

from kg.extract.page.mood import sentences
from kg.extract.page.wording import stems
from kg.extract.response.verdict import verdict_of
from kg.model.kinds import ResponseStance
from kg.model.progress import Progress
from kg.model.text import Folded
from kg.rules import Rule, Rules

_OPENING = 3  # sentences in which a word of acceptance speaks of the recommendation
_ROOT = 5  # letters by which "reviewed" is known in "a review"
#: beginnings of a sentence that goes on with the one before
_LEANS = ("it ", "they ", "this ", "these ", "all of ", "both ", "a reply")


class Told(StrEnum):
    """What a sentence says of the work."""

    QUOTED = "quoted"
    CLOSED = "closed"
    CUSTOM = "custom"
    OPEN = "open"
    PLANNED = "planned"
    ROUTINE = "routine"
    BACKGROUND = "background"
    SHORT = "short"
    STEP = "step"
    DONE = "done"
    EXISTING = "existing"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it says of the work."""

    text: str
    told: Told


_PRESENT = dict(
    pair.split(":") for pair in "wrote:write written:write sent:send held:hold took:take taken:take met:meet made:make "
    "gave:give given:give built:build told:tell saw:see seen:see rewritten:write taught:teach brought:bring led:lead".split()
)  # fmt: skip
_OPEN = frozenset({Told.OPEN, Told.PLANNED})
_STATES = (
    ResponseStance.COMPLETED,
    ResponseStance.IN_PROGRESS,
)  # of the work: less than what the answer itself says


def stance_of(text: str, *, asked: str = "", status: str = "", rules: Rules) -> ResponseStance:
    """The stance of the answer `text` to the recommendation `asked`, beside which `status` is printed ("" where unknown).

    A verdict that is printed decides: as the first words of the answer, else in the column or line beside it. Else refusal,
    reservation and acceptance in the first sentences, then the state of the work that is printed beside the answer. Then
    whatever is open keeps the answer open, unless words after it close the recommendation; work that is done counts where
    it speaks of what was asked and does not fall short of it.
    """
    beside = verdict_of(status, rules=rules)
    printed = verdict_of(text, rules=rules) or (beside if beside not in _STATES else None)
    if printed is not None:
        return printed
    told = told_in(text, asked=asked, rules=rules)
    said = next((says for one in told[:_OPENING] if (says := _said(one.text, rules))), "")
    if said == "accepted" and any(_said(one.text, rules) == "refused" for one in told):
        said = "reserved"
    if said == "reserved":
        return ResponseStance.PARTLY_ACCEPTED
    if said == "refused":
        return ResponseStance.NOT_ACCEPTED
    if said == "accepted":
        closed = any(sentence.told is Told.CLOSED for sentence in told) and not _open(told)
        return ResponseStance.COMPLETED if closed else ResponseStance.ACCEPTED
    if beside is not None:
        return beside
    return _with_status(_of_work(told, asked), status, rules)


def accepts_or_refuses(text: str, *, rules: Rules) -> bool:
    """Whether the first sentence of `text` speaks of a recommendation as accepted, in part or not."""
    spans = sentences(text)
    return bool(spans) and _said(text[: spans[0][1]], rules) != ""


def _open(told: Sequence[Sentence]) -> bool:
    """Whether a sentence after the last that closes the recommendation leaves something to do."""
    kinds = [sentence.told for sentence in told]
    last = max((i for i, kind in enumerate(kinds) if kind is Told.CLOSED), default=-1)
    return bool(_OPEN & set(kinds[last + 1 :]))


def stopped(words: Sequence[Folded]) -> str:
    """The paragraphs of an answer as sentences: a verdict alone on its line ("Reject") ends there."""
    return " ".join(w.text if w.text.endswith((".", "?", "!", ":", ";")) else f"{w.text}." for w in words)


def status_in(text: str, *, rules: Rules) -> str:
    """What an answer says after "Status:"."""
    found = rules.named("response-layout", "status-line").pattern.search(text)
    return found["status"] if found else ""


def _said(text: str, rules: Rules) -> str:
    """What the first sentences say of the recommendation itself."""
    return next((says for says in ("reserved", "refused", "accepted") if _cue(text, says, rules)), "")


def told_in(text: str, *, asked: str = "", rules: Rules) -> tuple[Sentence, ...]:
    """The sentences of `text`, each with what it says of the work."""
    spans = sentences(text)
    return tuple(Sentence(text[a:b], _told(text[a:b], asked, rules)) for a, b in spans)


def state_of(status: str, *, rules: Rules) -> Progress:
    """The state that a status column, a rating or a short remark prints: "Open - on track" is in progress.

    Green alone says nothing: it is "on track" in some keys and "complete" in others.
    """
    for rule in rules.group("statuses"):
        if rule.pattern.search(status):
            return Progress(rule.give("state"))
    return Progress.NOT_STATED


def state_told(text: str, *, asked: str, rules: Rules) -> Progress:
    """The state of the action `asked` that sentences tell: completed where one says so and none leaves anything to do.

    A step taken, or work on something else, is work under way; nothing but plans is work not started.
    """
    told = told_in(text, asked=asked, rules=rules)
    kinds = {sentence.told for sentence in told}
    done = any(one.told is Told.DONE and speaks_of(told, index, asked) for index, one in enumerate(told))
    if (done or Told.CLOSED in kinds) and not kinds & (_OPEN | {Told.SHORT}):
        return Progress.COMPLETED
    if kinds & {Told.OPEN, Told.SHORT, Told.STEP, Told.DONE, Told.CLOSED}:
        return Progress.IN_PROGRESS
    return Progress.NOT_STARTED if Told.PLANNED in kinds else Progress.NOT_STATED


def _with_status(told: ResponseStance, status: str, rules: Rules) -> ResponseStance:
    """A printed status beside the answer: what is open in either stays open."""
    state = state_of(status, rules=rules) if status else Progress.NOT_STATED
    if state in (Progress.IN_PROGRESS, Progress.NOT_STARTED):
        return ResponseStance.IN_PROGRESS
    if state is Progress.COMPLETED and told is not ResponseStance.IN_PROGRESS:
        return ResponseStance.COMPLETED
    return told


def _of_work(told: Sequence[Sentence], asked: str) -> ResponseStance:
    kinds = [sentence.told for sentence in told]
    if Told.CLOSED in kinds and not _OPEN & set(kinds[kinds.index(Told.CLOSED) :]):
        return ResponseStance.COMPLETED
    if (_OPEN | {Told.SHORT}) & set(kinds):
        return ResponseStance.IN_PROGRESS
    done = sum(speaks_of(told, index, asked) for index, kind in enumerate(kinds) if kind is Told.DONE)
    existing = sum(kind in (Told.EXISTING, Told.CUSTOM) for kind in kinds)
    if done and 3 * done >= done + existing:
        return ResponseStance.COMPLETED
    if existing:
        return ResponseStance.ALREADY_IN_PLACE
    return ResponseStance.IN_PROGRESS if {Told.STEP, Told.ROUTINE} & set(kinds) else ResponseStance.NOT_STATED


def _told(sentence: str, asked: str, rules: Rules) -> Told:
    """What one sentence says; an open word hides what it covers from completion ("will be completed")."""
    for told in (Told.QUOTED, Told.CUSTOM):
        if _cue(sentence, told, rules):
            return told
    closed = [match.span() for rule in _of(rules, Told.CLOSED) for match in rule.pattern.finditer(sentence)]
    aims = [match.span("aim") for rule in _of(rules, "purpose") for match in rule.pattern.finditer(sentence)]
    left = _without(sentence, [*closed, *aims])
    opened = [(told, *match.span()) for told in (Told.OPEN, Told.PLANNED) for rule in _of(rules, told)
              for match in rule.pattern.finditer(left)]  # fmt: skip
    if closed and not opened:
        return Told.CLOSED
    if _cue(sentence, Told.ROUTINE, rules):
        return Told.ROUTINE
    rest = _without(sentence, [(start, end) for _, start, end in opened])
    if opened:
        # planned work beside finished work in one sentence is work under way
        return Told.OPEN if _cue(rest, Told.DONE, rules) else opened[0][0]
    if _cue(sentence, Told.BACKGROUND, rules):
        return Told.BACKGROUND
    if _cue(rest, Told.DONE, rules) or _asked_step(rest, asked, rules):
        return Told.SHORT if _short(sentence, asked, rules) else Told.DONE
    return next((told for told in (Told.STEP, Told.EXISTING) if _cue(rest, told, rules)), Told.NOTHING)


def _asked_step(sentence: str, asked: str, rules: Rules) -> bool:
    """Whether `sentence` tells of a step that is itself what was asked: "considered" for "should consider"."""
    steps = (match["verb"] for rule in _of(rules, Told.STEP) for match in rule.pattern.finditer(sentence))
    begin = tuple(_PRESENT.get(verb.lower(), verb.lower())[:_ROOT] for verb in steps)
    return bool(begin) and any(word.strip("(“\"'").startswith(begin) for word in asked.lower().split())


def _without(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


def _short(sentence: str, asked: str, rules: Rules) -> bool:
    """Whether the work told of is less than `asked`: an internal audit for an independent one, some for all."""
    for rule in _of(rules, Told.SHORT):
        wanted = _compiled(rule.give("asked"))
        if wanted.search(asked) and not wanted.search(sentence) and rule.pattern.search(sentence):
            return True
    return False


def speaks_of(told: Sequence[Sentence], index: int, asked: str) -> bool:
    """Whether the sentence at `index` shares a word with what was asked; so may the one it leans on, or a plain one after it."""
    wanted = _stems(asked)
    if not wanted:
        return True
    near = [told[index].text]
    if told[index].text.lower().startswith(_LEANS) and index:
        near.append(told[index - 1].text)
    if index + 1 < len(told) and told[index + 1].told in (Told.NOTHING, Told.EXISTING):
        near.append(told[index + 1].text)
    return any(wanted & _stems(text) for text in near)


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> Pattern[str]:
    return compile(pattern)


def _stems(text: str) -> set[str]:
    """Content words; the past of an irregular verb counts as the verb, since what was asked is told as done."""
    return {stem for word in text.split() for stem in stems(_PRESENT.get(word.strip(".,;:").lower(), word))}


def _cue(text: str, says: str, rules: Rules) -> bool:
    return any(rule.pattern.search(text) for rule in _of(rules, says))


def _of(rules: Rules, says: str) -> Iterator[Rule]:
    return (rule for rule in rules.group("responses") if rule.give("says") == says)
