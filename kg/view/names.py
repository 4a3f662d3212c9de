"""Short names of reviews and recommendations, and the order in which lists show them.

The full name of a review stands on its own page and beside its first mention; rows, links, lanes and lists carry
the short one: the pseudonym of the case, else what is particular in its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kg.view.shape import Record, number, short_name, shorten

_LONGEST = 40
_KINDS = (
    r"(?:(?:serious|local|thematic|child|children(?:['’]s)?|safeguarding|case|practice|adults?|domestic|homicide|"
    r"abuse|related|death|learning|rapid|overview|extended|concise|significant|independent)\s+)*"
    r"(?:reviews?|report|SCRs?|SARs?|DHRs?|L?CSPRs?)"
)
_ALONE = re.compile(
    rf"(?:{_KINDS}|(?:\w+\s+)?(?:serious|thematic|rapid|learning|overview|safeguarding|practice|case))?", re.I
)
_TAIL = re.compile(rf"(?<=\w)(?:\s*[:–,-]\s*|\s+){_KINDS}\s*$", re.I)
_HEAD = re.compile(r"^(?:SCR|SAR|DHR|L?CSPR)\b[\s:–-]*(?=\w)", re.I)
_WORD = re.compile(r"[^\W_]+")
_OF = re.compile(r"^(?:concerning|of|into|on|regarding|about|in respect of)\s+(?:the\s+)?", re.I)
_LEAD = re.compile(r"^it\s+is\s+recommended\s+(?:that\s+)?", re.I)


def review_names(reviews: Iterable[Record]) -> dict[str, str]:
    """Each review's id to its short name; two that would be called the same are told apart by year, then by number."""
    listed = sorted(reviews, key=by_date)
    short = {str(one["id"]): _short(one) for one in listed}
    for tell in (_year, None):
        clashing = {
            name for name, count in Counter(n.casefold() for n in short.values()).items() if count > 1
        }
        seen: Counter[str] = Counter()
        for one in listed:
            name = short[str(one["id"])]
            if name.casefold() in clashing:
                seen[name.casefold()] += 1
                mark = tell(one) if tell else str(seen[name.casefold()])
                short[str(one["id"])] = f"{name} ({mark})" if mark else name
    return short


def _short(review: Record) -> str:
    name = str(review["name"])
    printed = " ".join([name, *(str(a) for a in review.get("aliases") or ())]).casefold()
    cases = [str(one.get("pseudonym") or "") for one in review.get("subjects") or ()]
    if 0 < len(cases) < 3 and all(len(case) > 2 and case.casefold() in printed for case in cases):
        return shorten(" and ".join(cases), _LONGEST)
    words = _words(name)
    found = [particular(name)]
    for alias in review.get("aliases") or ():
        tried = particular(str(alias))
        if _words(tried) <= words and not tried.isupper():
            found.append(tried)
    return shorten(min(found, key=lambda one: (len(one), sum(map(str.isupper, one)), one)), _LONGEST)


def particular(name: str) -> str:
    """What is left of a review's name without the words that every review's name has, the whole name if nothing is."""
    cut = _HEAD.sub("", short_name(name))
    while (shorter := _OF.sub("", _TAIL.sub("", cut))) != cut:
        cut = shorter
    cut = cut[:1].upper() + cut[1:]
    return name if _ALONE.fullmatch(cut.strip()) else cut


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def by_date(review: Record) -> tuple[str, str, str]:
    """Order of reviews: by publication or else commission, those without a date last, then by name."""
    date = review.get("published_date") or review.get("commissioned_date") or review.get("period_end")
    return (str(date or "9999"), str(review["name"]).casefold(), str(review["id"]))


def _year(review: Record) -> str:
    date = by_date(review)[0]
    return "" if date == "9999" else date[:4]


def by_number(item: Record) -> tuple[int, int, str, str, int, str]:
    """Order of one review's recommendations: by number and part, those without a number after them as printed."""
    printed = str(item.get("number") or "")
    first = re.match(r"\d+", printed)
    place = item.get("start") or item.get("line_start") or 0
    return (
        not printed, int(first.group()) if first else 0, printed, str(item.get("part") or ""), int(place),
        str(item["id"]),
    )  # fmt: skip


def recommendation_marks(items: Iterable[Record]) -> dict[str, str]:
    """Each recommendation's id to its number in its review, "(3)" where the document prints none and we count."""
    marks: dict[str, str] = {}
    own: Counter[str] = Counter()
    for item in sorted(items, key=lambda one: (str(one["review"]), by_number(one))):
        if not number(item):
            own[str(item["review"])] += 1
        marks[str(item["id"])] = number(item) or f"({own[str(item['review'])]})"
    return marks


def gist(text: str) -> str:
    """A recommendation without "It is recommended that", which so many begin with."""
    cut = _LEAD.sub("", text.strip())
    return cut[:1].upper() + cut[1:]


def in_full(names: Mapping[str, str], reviews: Iterable[Record]) -> list[tuple[str, str]]:
    """Short and full name of each review where they differ, in order of date: what a picture says once."""
    return [
        (names[str(one["id"])], str(one["name"]))
        for one in sorted(reviews, key=by_date)
        if names.get(str(one["id"]), one["name"]) != one["name"]
    ]
