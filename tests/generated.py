"""Papers of invented reviews in any number, joined as real ones are: shared bodies and themes, asks made before in other
words, reviews that speak of earlier ones, answers, plans, inspections, meetings. The same number, the same papers.

Nobody and nowhere here is real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_FIRST = "Ash Brook Clay Dun Elm Fern Glen Hart Ivy King Lang Mill Nor Oak Pine Quill Rush Sedge Thorn Vale".split()
_MIDDLE = " en er ing el in or ar an on ow es is os us ab eb ib ob ub".split(" ")
_LAST = "bridge combe dale field ford ham ley mere moor port stead ton wick".split()
_BODIES = (
    "Northmere City Council", "Eastshire Police", "Northmere Safeguarding Children Partnership", "Children's Social Care",
    "Northmere Hospitals NHS Foundation Trust", "the Probation Service", "Housing Services", "all schools", "General Practitioners",
)  # fmt: skip
_ASKS = (
    "share information about {} with partner agencies at the earliest point", "train every manager and practitioner in {}",
    "audit how {} is recorded and report what was learned", "review the policy and the pathway on {}",
    "tell families what is done about {} and hear what they say", "supervise staff who work with {} every month",
    "make sure that the voice of the child is heard where there is {}", "escalate disagreements about {} without delay",
)  # fmt: skip
_MATTERS = (
    "domestic abuse", "neglect", "bruising in babies", "self-neglect", "fathers and male partners", "missing children",
    "child sexual exploitation", "transition to adult services", "refusal of care", "mental capacity", "private fostering",
    "strategy meetings", "parental mental ill health", "substance misuse", "hidden men", "home education",
)  # fmt: skip
_LEARNT = (
    "Practitioners did not show professional curiosity about {}.", "Information about {} was not shared between agencies.",
    "Supervision of staff did not address {}.", "Assessments of risk did not consider {}.",
)  # fmt: skip


def name_of(number: int) -> str:
    """The pseudonym of a case, one of some thousands."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    return _FIRST[first] + _MIDDLE[rest // len(_LAST) % len(_MIDDLE)] + _LAST[rest % len(_LAST)]


def papers(count: int, *, asks: int = 6, filler: int = 0) -> Iterator[tuple[str, str]]:
    """`count` papers by file name: of each ten six reports of reviews, a response, an inspection, a plan and minutes.

    `asks` is how many recommendations a review makes, `filler` how many paragraphs of account stand between.
    """
    for number in range(count):
        rng = random.Random(number)
        kind = number % 10
        if kind == 7:
            yield f"inspection-{number:05d}.txt", _inspection(number, rng)
        elif kind == 6:
            yield f"response-{number:05d}.csv", _response(number - 5, asks, rng)
        elif kind == 8:
            yield f"plan-{number:05d}.csv", _plan(number - 8, asks, rng)
        elif kind == 9:
            yield f"minutes-{number:05d}.txt", _minutes(number, rng)
        else:
            yield f"review-{number:05d}.txt", report(number, asks=asks, filler=filler)


def write(folder: Path, count: int, *, asks: int = 6, filler: int = 0) -> Path:
    """The papers as files of `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in papers(count, asks=asks, filler=filler):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ask(number: int, place: int) -> str:
    """One recommendation of a review; about every third is one that an earlier review made in other words."""
    rng = random.Random(number * 97 + place)
    body, matter = rng.choice(_BODIES), rng.choice(_MATTERS)
    return f"{body[:1].upper()}{body[1:]} should {rng.choice(_ASKS).format(matter)}, as the case of {name_of(number)} showed."


def report(number: int, *, asks: int = 6, filler: int = 0) -> str:
    """A review that names an earlier one, with learning and recommendations."""
    rng = random.Random(number)
    year, case = 2006 + number % 17, name_of(number)
    lines = [
        "Northmere Safeguarding Children Partnership", "", f"Serious Case Review: {case}", "", f"Published March {year}", "",
        "1. Introduction", "",
        f"This review looks at what was done for {case}. Northmere City Council and Eastshire Police took part.", "",
    ]  # fmt: skip
    if number:
        lines += [f"The Serious Case Review of {name_of(max(0, number - 20))} found much the same.", ""]
    for turn in range(2):
        matter = rng.choice(_MATTERS)
        lines += [f"1.{turn + 1} {matter.capitalize()}", ""]
        lines += [f"The family told nobody of {matter}. {rng.choice(_LEARNT).format(matter)}", ""]
    for turn in range(filler):
        lines += [
            f"In the {turn + 1}. month the family was seen by {rng.choice(_BODIES)}. "
            f"{rng.choice(_LEARNT).format(rng.choice(_MATTERS))} A meeting was held and its minutes were sent to those who had been invited.",
            "",
        ]
    lines += ["2. Learning points", ""]
    for turn in range(3):
        lines += [f"Learning point {turn + 1}: {rng.choice(_LEARNT).format(rng.choice(_MATTERS))}", ""]
    lines += ["3. Recommendations", ""]
    for turn in range(asks):
        lines += [f"Recommendation {turn + 1}: {ask(number, turn)}", ""]
    lines += [f"Recommendation {asks + 1}: Northmere City Council should give assurance by:", ""]
    lines += ["(a) training every manager in neglect", "", "(b) reviewing how supervision is recorded", ""]
    return "\n".join(lines)


def _inspection(number: int, rng: random.Random) -> str:
    year = 2008 + number % 15
    lines = [
        "Joint inspection of services for children in need of help and protection", "", "Northmere City Council", "",
        f"Inspection report, published {year}", "", "Recommendations", "",
    ]  # fmt: skip
    for turn in range(3):
        lines += [
            f"{turn + 1}. The council should {rng.choice(_ASKS).format(rng.choice(_MATTERS))}.",
            "",
        ]
    return "\n".join(lines)


def _plan(number: int, asks: int, rng: random.Random) -> str:
    """A plan that answers a review that was printed some papers before."""
    lines = ["Recommendation,Action,Lead,Target date,Status"]
    for turn in range(asks):
        lines.append(
            f'"{turn + 1}. {ask(number, turn)}",Write guidance on {rng.choice(_MATTERS)},Head of Service,June {2010 + number % 14},{rng.choice(("Completed", "In progress", "Not started"))}'
        )
    return "\n".join(lines)


def _response(number: int, asks: int, rng: random.Random) -> str:
    """What was answered to the first half of the recommendations of a review."""
    lines = ["Recommendation,Response"]
    for turn in range(asks // 2):
        done = rng.choice(
            ("This has been completed", "This work is ongoing", "This recommendation is not accepted")
        )
        lines.append(f'"{turn + 1}. {ask(number, turn)}",{done}. Eastshire Police reported on it.')
    return "\n".join(lines)


def _minutes(number: int, rng: random.Random) -> str:
    day = f"{number % 27 + 1} May {2008 + number % 15}"
    lines = [
        "Northmere City Council", "", "CHILDREN AND FAMILIES SCRUTINY PANEL", f"MINUTES OF THE MEETING HELD ON {day.upper()}", "",
        "1. SAFEGUARDING", "", f"The Panel considered the Serious Case Review of {name_of(max(0, number - 9))}.", "", "RESOLVED:", "",
    ]  # fmt: skip
    for turn in range(3):
        lines += [
            f"({'i' * (turn + 1)}) That officers {rng.choice(_ASKS).format(rng.choice(_MATTERS))}.",
            "",
        ]
    return "\n".join(lines)
