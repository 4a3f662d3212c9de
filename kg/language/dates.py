"""Dates in words, read as precisely as they are printed: "3rd November 2020", "July 2018", "12/05/2021", "2019"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DATE = re.compile(
    r"(?P<d>\d{1,2})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m") + r",?\s+(?P<y>(?:19|20)\d\d)\b"
    r"|(?P<n1>\b\d{1,2})[/.](?P<n2>\d{1,2})[/.](?P<n3>(?:(?:19|20)\d\d|\d\d))(?![\d/.]\d)"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|\b" + _MONTH.format("m2") + r"\s?-?,?\s?(?P<y2>(?:19|20)\d\d)\b"
    r"|(?<![\d/.£-])(?P<y3>(?:19|20)\d\d)(?![\d/%]|[.,]\d|-\d)",
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as ISO 8601 (2020-11-03, 2018-07 or 2019) and where it stands in the words read."""

    iso: str
    start: int
    end: int


def dates_in(text: str, *, years: bool = False) -> tuple[Date, ...]:
    """Every date in `text`, day first as in Britain; bare years only where asked for."""
    if not any(character.isdigit() for character in text):
        return ()
    found = []
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso is not None and (years or len(iso) > 4):
            found.append(Date(iso, match.start(), match.end()))
    return tuple(found)


def _iso(match: re.Match[str]) -> str | None:
    if match["iso"]:
        return match["iso"]
    if match["y3"]:
        return match["y3"]
    if match["m2"]:
        return f"{match['y2']}-{_month(match['m2']):02d}"
    if match["m"]:
        return _day(int(match["d"]), _month(match["m"]), match["y"])
    year = match["n3"] if len(match["n3"]) == 4 else f"20{match['n3']}"
    return _day(int(match["n1"]), int(match["n2"]), year)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower()))


def _day(day: int, month: int, year: str) -> str | None:
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 and 1 <= month <= 12 else None
