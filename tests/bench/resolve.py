"""Seconds to resolve 1,000, 10,000 and 100,000 generated mentions, beside sorting as many names in the same run.

`python -m tests.bench.resolve [MENTIONS ...]`. Mentions are spread over packs of 200, each of a council of its own, and
every pack holds what real ones do: a review told again in the next packs of its council under shorter names, its
recommendations printed three times (in full, shortened, and without a number), minutes, and a table that tracks the
minutes of the pack before; some packs print the minutes of the one before again. Names are of many sorts: councils,
bodies of regular kinds with and without a listed area, acronyms explained and unexplained, roles, teams, "the Board",
and names never seen before. Growth is the exponent of a power law between neighbouring sizes: 1 is linear, n log n
comes to about 1.1, comparing all pairs would be 2.
"""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import dataclass
from zlib import crc32

from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundAgency, FoundRecommendation, FoundReview, FoundScrutiny
from kg.model.kinds import ReviewStatus, ScrutinyKind
from kg.model.names import name_key
from kg.model.text import DocumentKind, EmbeddedDocument, Source, Span
from kg.resolve import resolve
from kg.seed import read_seed

PER_PAPER = 200
_ROLES = (
    "the Local Authority", "Children's Social Care", "the Constabulary", "the Board", "Police", "CCG", "Housing",
    "the Partnership", "Health", "Adult Social Care", "the Safeguarding Board", "Schools", "the Trust", "Early Help",
)  # fmt: skip
_KINDS = (
    "Safeguarding Children Board", "Safeguarding Children Partnership", "Safeguarding Adults Board",
    "Community Safety Partnership", "Constabulary", "Clinical Commissioning Group", "Youth Offending Service",
)  # fmt: skip
_TEAMS = (
    "Assessment Team",
    "Outreach Team",
    "Steering Group",
    "Learning Forum",
    "Housing Association",
    "Family Hub",
)
_FIRST = (
    "Ash",
    "Brook",
    "Clay",
    "Dun",
    "Elm",
    "Fern",
    "Glen",
    "Hart",
    "Ivy",
    "Kings",
    "Lang",
    "Mill",
    "Nor",
    "Oak",
)
_LAST = (
    "bridge",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "ley",
    "mere",
    "moor",
    "port",
    "shire",
    "stead",
    "ton",
    "wick",
)
_ASKS = (
    "share information about {} with schools", "train every manager in {}", "audit how {} is recorded",
    "review the policy on {}", "tell families what is done about {}", "agree one pathway for {}",
)  # fmt: skip
_MATTERS = (
    "domestic abuse", "neglect", "bruising in babies", "self-neglect", "fathers", "missing children", "exploitation",
    "transition to adult services", "refusal of care", "mental capacity", "private fostering", "strategy meetings",
)  # fmt: skip
_PACKS = 6  # of each council
_OWN_ASKS = 6  # recommendations of each review


@dataclass(frozen=True)
class Result:
    """One run: mentions, seconds to resolve them, seconds to sort their names, and what was found."""

    mentions: int
    seconds: float
    sorting: float
    bodies: int
    reviews: int = 0
    recommendations: int = 0
    scrutiny: int = 0
    tracked: int = 0
    copies: int = 0


def generated(count: int) -> tuple[Extraction, ...]:
    """Packs with `count` mentions in all, six of one council after another; the same every time."""
    councils = [b for b in read_seed().bodies if b.upper_tier and b.end is None]
    papers = math.ceil(count / PER_PAPER)
    return tuple(
        _paper(
            number,
            councils[number // _PACKS % len(councils)].name,
            min(PER_PAPER, count - number * PER_PAPER),
        )
        for number in range(papers)
    )


def _paper(number: int, council: str, mentions: int) -> Extraction:
    """One pack: every third prints a review of its council, which the next two tell again."""
    name = f"paper-{number:06d}.txt"
    key, minutes = f"{name}/report", f"{name}/minutes"
    title = _at(name, key, 0, "Report")
    told = number - number % 3  # the pack that prints this council's review in full
    people = f"{_name(told)} and {_name(told + 7)}"
    shown = (
        f"Serious Case Review – {people}",
        f"the {people.split()[0]} SCR",
        f"{people} Serious Case Review",
    )
    full = number == told
    review = FoundReview(
        "r",
        title,
        shown[number % 3],
        "serious_case_review",
        ReviewStatus.FULL_TEXT if full else ReviewStatus.MENTIONED,
        published_date=f"{2008 + number % 15}" if full else None,
    )
    before = number - 1 if number % _PACKS else -1  # the pack of this council before this one
    copied = before if number % 10 == 9 and before >= 0 else number  # whose minutes it prints
    return Extraction(
        source=Source(name, name, "text/plain", publisher=council),
        text_sha256=name,
        embedded=(
            EmbeddedDocument(key, DocumentKind.REVIEW_REPORT, "Report", Span(0, 900)),
            EmbeddedDocument(
                minutes, DocumentKind.MINUTES, f"Minutes {copied}", Span(900, 1800), date=_day(copied)
            ),
        ),
        titles=(title, _at(name, minutes, 900, "Minutes")),
        fingerprints=(key, f"minutes-{copied}"),
        sketches=(_sketch(key), _sketch(f"minutes-{copied}")),
        reviews=(review,),
        recommendations=tuple(_recommendations(name, key, told, full)),
        scrutiny=tuple(_scrutiny(name, minutes, copied, before)),
        agencies=tuple(_mention(name, key, number, at, council) for at in range(mentions)),
    )


def _sketch(text: str) -> tuple[int, ...]:
    return tuple(sorted(crc32(f"{text}{i}".encode()) for i in range(128)))


def _at(source: str, embedded: str, start: int, quote: str) -> Evidence:
    return Evidence(source, embedded, Span(start, start + len(quote)), quote, "bench/rule", 0.9)


def _day(number: int) -> str:
    return f"{2010 + number // 360 % 14}-{number // 30 % 12 + 1:02d}-{number % 28 + 1:02d}"


def _name(number: int) -> str:
    """A pseudonym of one of a few thousand, as reviews give them."""
    return _FIRST[number % len(_FIRST)] + _LAST[number // len(_FIRST) % len(_LAST)].replace("shire", "")


def _recommendations(source: str, key: str, review: int, full: bool) -> list[FoundRecommendation]:
    """In full and shortened where the review is printed; without a number, in other words, where it is told again."""
    found = []
    for at in range(_OWN_ASKS):
        rng = random.Random(review * 31 + at)
        ask = rng.choice(_ASKS).format(rng.choice(_MATTERS))
        short = f"The Partnership should {ask} by March {2012 + rng.randrange(12)}."
        whole = f"{short} It should report to the Board of {_name(rng.randrange(196))} on what was done and what changed."
        texts = (
            [(whole, str(at + 1)), (short, str(at + 1))] if full else [(whole.replace("by", "before"), None)]
        )
        for turn, (text, number) in enumerate(texts):
            place = _at(source, key, 10_000 + at * 1000 + turn * 400, text)
            found.append(
                FoundRecommendation(
                    f"{at}-{turn}",
                    place,
                    text,
                    "review",
                    review="r",
                    number=number,
                    restated=not full,
                    addressed_to=("the Partnership",),
                )
            )
    return found


def _scrutiny(source: str, key: str, minutes: int, tracked: int) -> list[FoundScrutiny]:
    """What the panel resolved in these minutes, and rows that track those of the pack before of this council."""
    found = []
    for at in range(4):
        text = f"that officers {_resolved(minutes, at)}"
        place = _at(source, key, 20_000 + at * 300, text)
        found.append(
            FoundScrutiny(f"s{at}", place, ScrutinyKind.RESOLUTION, text, meeting_date=_day(minutes))
        )
    for at in range(4 if tracked >= 0 else 0):
        text = f"That officers {_resolved(tracked, at).replace('is', 'be')}"
        place = _at(source, key, 30_000 + at * 300, text)
        row = FoundScrutiny(f"t{at}", place, ScrutinyKind.MONITORING_ROW, text, meeting_date=_day(tracked))
        found.append(row)
    return found


def _resolved(number: int, at: int) -> str:
    rng = random.Random(number * 17 + at)
    ask = rng.choice(_ASKS).format(rng.choice(_MATTERS))
    return f"{ask} and that a report about {_name(rng.randrange(196))} is brought to the meeting in month {at + 1}"


def _mention(source: str, key: str, number: int, at: int, council: str) -> FoundAgency:
    rng = random.Random(number * 1009 + at)
    sort = at % 10
    place = f"{_FIRST[rng.randrange(len(_FIRST))]}{_LAST[rng.randrange(len(_LAST))]}"
    if sort < 2:  # a name never seen before
        printed = f"{place} {number}{chr(97 + at % 26)} {_TEAMS[at % len(_TEAMS)]}"
    elif sort == 2:
        printed = ("SSCP", "BCC", "SCC", "HCC", "LSCB", "SAB", "CSP", "YOS")[rng.randrange(8)]
    elif sort == 3:
        printed = council
    elif sort == 4:  # a body of a regular kind, half of them of areas in no list
        area = council.partition(" ")[0] if at % 20 == 4 else f"{place}{number % 50}"
        printed = f"{area.title()} {_KINDS[rng.randrange(len(_KINDS))]}"
    elif sort == 5:
        printed = f"{place} {_TEAMS[rng.randrange(len(_TEAMS))]}"
    else:
        printed = _ROLES[rng.randrange(len(_ROLES))]
    start = at * 100
    where = Evidence(source, key, Span(start, start + len(printed)), printed, "agencies/role", 0.8)
    long = f"{council} Safeguarding Board" if printed == "SAB" and at % 3 == 0 else None
    return FoundAgency(name=printed, evidence=where, stands_for=long)


def measure(count: int) -> Result:
    """Resolve `count` mentions and sort their names, timing both."""
    papers = generated(count)
    names = [mention.name for paper in papers for mention in paper.agencies]
    start = time.perf_counter()
    sorted(names, key=name_key.__wrapped__)
    sorting = time.perf_counter() - start
    start = time.perf_counter()
    knowledge = resolve(papers)
    seconds = time.perf_counter() - start
    return Result(
        count,
        seconds,
        sorting,
        len(knowledge.agencies),
        len(knowledge.reviews),
        len(knowledge.recommendations),
        len(knowledge.scrutiny),
        sum(item.same_as is not None for item in knowledge.scrutiny),
        sum(document.same_as is not None for document in knowledge.documents),
    )


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
            f"{one.mentions:>7,} mentions: {one.seconds:.2f} s, {one.bodies:,} bodies, {one.reviews:,} reviews, "
            f"{one.recommendations:,} recommendations, {one.tracked:,} of {one.scrutiny:,} scrutiny items linked, "
            f"{one.copies:,} copies, {one.seconds / one.sorting:.1f} times as long as sorting the names{growth}"
        )
        before = one


if __name__ == "__main__":
    main()
