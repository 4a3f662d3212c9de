"""Seconds, peak memory and recall of the search for repeated recommendations, beside comparing all pairs of a sample.

`python -m tests.bench.repeats [HOW_MANY]` (default 66000, what 1,400 reviews of 47 recommendations hold). The texts are
generated: each asks one invented body to do something about some subjects; one in twenty is an earlier one reworded.
The run is a process of its own, so that peak memory is its own.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass

from kg.model.entity import Recommendation
from kg.model.evidence import Evidence
from kg.model.text import Span
from kg.resolve.repeats import find_repeats
from kg.rules import Rules

PER_REVIEW = 47
_OPENINGS = (
    "The Partnership should ensure that", "It is recommended that", "The Board must seek assurance that",
    "All agencies should be reminded that", "The Trust should review how", "The council should audit whether",
)  # fmt: skip
_WHO = "midwives teachers police officers social workers health visitors housing officers carers pharmacists paramedics youth workers".split()
_DOES = "record share question review escalate assess explain monitor supervise challenge plan verify rehearse publish evaluate".split()
_ROOTS = (
    "bruise injury sleep attendance medication poverty tenancy debt culture language disability autism bereavement "
    "separation pregnancy discharge conference contact exploitation knife internet alcohol cannabis heroin violence "
    "coercion stalking suicide overdose capacity hoarding neglect transition placement adoption permanence travel "
    "court proceeding visit supervision caseload chronology genogram threshold referral meeting minutes budget audit"
).split()
_KINDS = "early repeated hidden serious unexplained disputed seasonal overnight weekend shared private informal written spoken telephone digital regional national former future".split()


class _Dice:
    """A small generator of its own, the same on every machine."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def pick(self, items: list[str] | tuple[str, ...]) -> str:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return items[(self.state >> 33) % len(items)]


@dataclass(frozen=True)
class Result:
    """One run: seconds, peak megabytes of the process, share of planted repeats found, comparisons a second."""

    recommendations: int
    seconds: float
    megabytes: float
    recall: float
    all_pairs_seconds: float


def generated(count: int) -> tuple[list[Recommendation], list[tuple[str, str]]]:
    """`count` recommendations, and the pairs of which one is the other reworded."""
    dice = _Dice(7)
    made: list[Recommendation] = []
    planted = []
    texts: list[tuple[list[str], str]] = []
    for number in range(count):
        words = [
            f"{dice.pick(_KINDS)} {dice.pick(_ROOTS)} of {dice.pick(_KINDS)} {dice.pick(_ROOTS)}"
            for _ in range(3)
        ]
        if number % 20 == 19 and number > 2 * PER_REVIEW:
            earlier = (number - 2 * PER_REVIEW) // 20 * 20
            words = list(reversed(texts[earlier][0]))
            planted.append((_id(earlier), _id(number)))
        text = f"{dice.pick(_OPENINGS)} {dice.pick(_WHO)} {dice.pick(_DOES)} {', '.join(words)} in {_place(number)}."
        texts.append((words, text))
        made.append(_recommendation(number, text))
    return made, planted


def _place(number: int) -> str:
    return f"Vale{number // PER_REVIEW % 311:03d}"


def _id(number: int) -> str:
    return f"recommendation/r{number // PER_REVIEW:05d}/{number:06d}"


def _recommendation(number: int, text: str) -> Recommendation:
    where = Evidence("generated.txt", "x", Span(0, len(text)), text, "bench", 1.0)
    return Recommendation(
        id=_id(number),
        evidence=where,
        text=text,
        basis="review",
        review=f"review/r{number // PER_REVIEW:05d}",
    )


def measure(count: int) -> Result:
    """Search `count` generated recommendations for repeats; all pairs are compared on a sample and scaled up."""
    made, planted = generated(count)
    rules = Rules()
    start = time.perf_counter()
    found = find_repeats(made, rules=rules)
    seconds = time.perf_counter() - start
    hit = sum(any(r.recommendation == one for r in found.get(other, ())) for one, other in planted)
    return Result(
        recommendations=count,
        seconds=seconds,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        recall=hit / max(1, len(planted)),
        all_pairs_seconds=_all_pairs(made[:400]) * (count * count) / (400 * 400),
    )


def _all_pairs(sample: list[Recommendation]) -> float:
    from kg.likeness import cosine, read, weigh

    rules = Rules()
    start = time.perf_counter()
    texts = [read(one.text, rules=rules) for one in sample]
    weights = weigh(texts, rules=rules)
    vectors = [weights.vector(text) for text in texts]
    for at, one in enumerate(vectors):
        for other in vectors[at + 1 :]:
            cosine(one, other)
    return time.perf_counter() - start


def main() -> None:
    """Print one line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 66_000
    one = measure(count)
    print(
        f"{one.recommendations} recommendations: {one.seconds:.1f} s, {one.megabytes:.0f} MB at most, "
        f"{one.recall:.0%} of planted repeats found; all pairs would take about {one.all_pairs_seconds:.0f} s "
        f"({one.all_pairs_seconds / one.seconds:.0f} times as long)"
    )


if __name__ == "__main__":
    main()
