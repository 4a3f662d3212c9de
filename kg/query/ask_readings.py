"""Which of its meanings a name has in a question, by the role of its words in the sentence.

"about housing" is the theme, "to housing" and "has housing done" the service that acts; "the NAI review" is a review.
Every combination of readings is tried with every question of the library; the words around only weigh them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from kg.query.ask_names import Mention, Reading
from kg.query.ask_words import Typed, bare, sense, stands

_MOST = 64  # combinations of readings that are tried

_ABOUT = frozenset("about on regarding concerning around re theme topic subject".split())
_TOWARD = frozenset("to by for from".split())
_ASKING = frozenset(
    "did do doe does done has have had is was were are should must will would can could need need may might".split()
)
_ACTING = frozenset(
    """do done did say said promise promised answer answered respond responded reply replied act agree agreed commit committed
    accept accepted need should must has have had will was were is been asked told""".split()
)
_REVIEWING = frozenset(
    "recommend recommended find found say said tell told make made ask asked identify conclude learn review report recommendation scr".split()
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One combination of readings: which mention is read how, the words with names as slots, and how likely it is."""

    chosen: tuple[tuple[Mention, Reading], ...]
    words: tuple[str, ...]
    shown: tuple[str, ...]  # the same as typed
    likely: float

    @property
    def senses(self) -> tuple[str, ...]:
        """Its words by what they are compared as."""
        return tuple(map(sense, self.words))

    def of(self, kind: str) -> list[tuple[Mention, Reading]]:
        """The mentions read as `kind`."""
        return [(mention, reading) for mention, reading in self.chosen if reading.kind == kind]


def senses(
    question: Typed, mentions: Sequence[Mention], phrases: Sequence[tuple[str, ...]]
) -> Iterator[Sense]:
    """Every combination of readings of `mentions`, names that are only words of a cue phrase of `phrases` left out."""
    options = [_options(question.words, mention, phrases) for mention in mentions]
    for combination in islice(product(*options), _MOST):
        chosen = tuple((m, r) for m, (r, _) in zip(mentions, combination, strict=True) if r is not None)
        yield Sense(chosen, *_slotted(question, chosen), sum(weight for _, weight in combination))


def _options(
    words: Sequence[str], mention: Mention, phrases: Sequence[tuple[str, ...]]
) -> list[tuple[Reading | None, float]]:
    before = next((word for word in reversed(words[: mention.start]) if bare([word])), "")
    after = words[mention.end] if mention.end < len(words) else ""
    options: list[tuple[Reading | None, float]] = [
        (reading, _weight(reading, before, after)) for reading in mention.readings
    ]
    name = tuple(mention.words.split())
    inside = [phrase for phrase in phrases if len(phrase) >= len(name) and stands(name, phrase) is not None]
    if inside and before not in _ABOUT:
        longer = any(len(phrase) > len(name) for phrase in inside)
        options = [*([] if longer else options), (None, 0.5)]
    return options


def _weight(reading: Reading, before: str, after: str) -> float:
    """How much more likely a reading is for the words before and after the name."""
    weight = 0.0 if reading.exact else -0.1
    if reading.kind == "theme":
        weight += 1.0 if before in _ABOUT else -0.7 if before in _TOWARD else 0.2
    elif reading.kind == "agency":
        weight += 0.3 * reading.acronym
        weight += -0.6 if before in _ABOUT else 1.0 if before in _TOWARD else 0.1
        weight += 0.7 * (before in _ASKING or after in _ACTING)
    else:
        weight += 0.8 * (after in _REVIEWING) + 0.1 * (before in ("in", "of", "did"))
    return weight


def _slotted(
    question: Typed, chosen: Sequence[tuple[Mention, Reading]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words with each name as the slot of its kind and without articles, for comparing and as typed."""
    slots = {mention.start: (mention.end, "{" + reading.kind + "}") for mention, reading in chosen}
    out: list[tuple[str, str]] = []
    at = 0
    while at < len(question.words):
        end, slot = slots.get(at, (at + 1, ""))
        out.append((slot, slot) if slot else (question.words[at], question.shown[at]))
        at = end
    kept = [(word, shown) for word, shown in out if bare([word])]
    return tuple(word for word, _ in kept), tuple(shown for _, shown in kept)
