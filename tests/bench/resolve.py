"""Seconds to resolve 1,000, 10,000 and 100,000 generated mentions, beside sorting as many names in the same run.

`python -m tests.bench.resolve [MENTIONS ...]`. Mentions are spread over papers of 200, each of a council of its own;
a fifth are names never seen before, a tenth acronyms of many bodies. Growth is printed as the exponent of a power law
between neighbouring sizes: 1 is linear, n log n comes to about 1.1, comparing all pairs would be 2.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass

from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundAgency, FoundReview
from kg.model.kinds import ReviewStatus
from kg.model.names import name_key
from kg.model.text import DocumentKind, EmbeddedDocument, Source, Span
from kg.resolve import resolve
from kg.seed import read_seed

PER_PAPER = 200
_ROLES = (
    "the Local Authority",
    "Children's Social Care",
    "the Constabulary",
    "the Board",
    "Police",
    "CCG",
    "Housing",
)
_UNSEEN = ("Steering Group", "Outreach Team", "NHS Foundation Trust", "Learning Forum", "Housing Association")


@dataclass(frozen=True)
class Result:
    """One run: mentions, seconds to resolve them, seconds to sort their names, bodies found."""

    mentions: int
    seconds: float
    sorting: float
    bodies: int


def generated(count: int) -> tuple[Extraction, ...]:
    """Papers with `count` mentions in all."""
    councils = [b for b in read_seed().bodies if b.upper_tier and b.end is None]
    return tuple(
        _paper(number, councils[number % len(councils)].name, min(PER_PAPER, count - number * PER_PAPER))
        for number in range(math.ceil(count / PER_PAPER))
    )


def _paper(number: int, council: str, mentions: int) -> Extraction:
    name = f"paper-{number:05d}.txt"
    found = tuple(_mention(name, number, at, council) for at in range(mentions))
    title = Evidence(name, name, Span(0, 6), "Report", "bench/title", 1.0)
    review = FoundReview(
        "r",
        title,
        f"Child {number % 97}x{number // 700} Serious Case Review",
        "serious_case_review",
        ReviewStatus.MENTIONED,
    )
    return Extraction(
        source=Source(name, name, "text/plain", publisher=council),
        text_sha256=name,
        embedded=(EmbeddedDocument(name, DocumentKind.REVIEW_REPORT, "Report", Span(0, 6)),),
        titles=(title,),
        fingerprints=(name,),
        reviews=(review,),
        agencies=found,
    )


def _mention(source: str, number: int, at: int, council: str) -> FoundAgency:
    if at % 5 == 0:
        printed = f"Vale{number}x{at % 35} {_UNSEEN[at % len(_UNSEEN)]}"
    elif at % 10 == 1:
        printed = ("SSCP", "BCC", "SCC", "HCC")[at % 4]
    elif at % 10 == 2:
        printed = council
    else:
        printed = _ROLES[at % len(_ROLES)]
    start = at * 100
    place = Evidence(source, source, Span(start, start + len(printed)), printed, "agencies/role", 0.8)
    return FoundAgency(name=printed, evidence=place)


def measure(count: int) -> Result:
    """Resolve `count` mentions and sort their names, timing both."""
    papers = generated(count)
    names = [mention.name for paper in papers for mention in paper.agencies]
    start = time.perf_counter()
    sorted(names, key=name_key.__wrapped__)
    sorting = time.perf_counter() - start
    start = time.perf_counter()
    knowledge = resolve(papers)
    return Result(count, time.perf_counter() - start, sorting, len(knowledge.agencies))


def main() -> None:
    """Print one line a size."""
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]
    measure(200)  # the seed is read once
    before: Result | None = None
    for size in sizes:
        one = measure(size)
        growth = ""
        if before is not None:
            power = math.log(one.seconds / before.seconds) / math.log(one.mentions / before.mentions)
            growth = f", growth n^{power:.2f}"
        print(
            f"{one.mentions:>7,} mentions: {one.seconds:.2f} s, {one.bodies:,} bodies, "
            f"{one.seconds / one.sorting:.1f} times as long as sorting the names{growth}"
        )
        before = one


if __name__ == "__main__":
    main()
