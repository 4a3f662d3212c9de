"""Dates as titles print them, to ISO, no more precise than printed."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    rf"(?i)\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b"
)
_FIGURES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b")
_MONTH_YEAR = re.compile(rf"(?i)\b{_MONTH}\s?[-–,]?\s?(?P<year>\d{{4}}|\d{{2}})\b")
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d{2})\b")


def date_in(text: str) -> str | None:
    """The first date in `text` as "2020-08-27", "2020-10" or "2020", the most precise form first; else None."""
    for pattern in (_DAY, _FIGURES, _MONTH_YEAR, _YEAR):
        for found in pattern.finditer(text):
            iso = _iso(found.groupdict())
            if iso:
                return iso
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    year = parts["year"] or ""
    year = f"20{year}" if len(year) == 2 else year
    named = parts.get("month")
    if named is None:
        return year
    month = int(named) if named.isdigit() else _MONTHS.index(named[:3].lower()) + 1
    if not 1 <= month <= 12:
        return None
    day = parts.get("day")
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= 31 else None
