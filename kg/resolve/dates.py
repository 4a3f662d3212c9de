"""When an action is due, where the plan prints one date: 'Apr-20', 'By 31st Mar 21', 'Start: June 20 Completed by 30/9/20',
'QTR 4 21/22'. No date where it prints several, a start ("from January 2022"), or a season, whose end nobody has fixed."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: f"{number:02d}"
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_LEAD = r"(?:(?:in|during|on|for|the|end|of|early|mid|late|middle|beginning|month)[\s-]+)*"
_TAIL = r"(?:\s*\([^()\d]*\)|,?\s+at the latest)?[.,;]?"
_FORMS = tuple(
    re.compile(rf"(?:{form}){_TAIL}", re.IGNORECASE)
    for form in (
        rf"(?:on\s+|the\s+)*{_DAYS}(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}",
        rf"{_LEAD}{_MONTH}\s*[-‐–/,' ’]*\s*{_YEAR}",
        r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>(?:19|20)?\d\d)",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        r"(?:in\s+|during\s+)?(?P<year>(?:19|20)\d\d)",
    )
)
#: a quarter of a financial year, April to March, is told by two years; "Q2 2021" may be of the calendar
_QUARTER = re.compile(
    rf"{_LEAD}(?:(?:q|qtr|quarter)\s?(?P<quarter>[1-4])|(?P<whole>(?:financial\s+)?year))\s*(?:of\s+)?[,-]?\s*"
    rf"(?P<year>(?:20)?\d\d)\s?[/–-]\s?(?:20)?(?P<next>\d\d){_TAIL}",
    re.IGNORECASE,
)
_YEAR_END = re.compile(rf"(?:the\s+)?end\s+of\s+(?P<year>20\d\d){_TAIL}", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?<!not )\bby|\bno later than|\bdeadline|\bdue(?: date| on)?|\bbefore)\b\s*[:–-]?\s*", re.IGNORECASE
)


def due_date(due: str | None) -> str | None:
    """The ISO reading of a due date as printed, as precise as it is; None where it is not one date."""
    if not due:
        return None
    text = " ".join(due.split())
    whole = _read(text)
    if whole is not None:
        return whole
    rests = [text[by.end() :] for by in _BY.finditer(text)]
    dated = [rest for rest in rests if any(form.match(rest) for form in _FORMS) or _read(rest)]
    return _read(dated[0]) if len(dated) == 1 else None


def _read(text: str) -> str | None:
    """One date, and nothing else, in `text`."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _iso(match)
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        return _end_of_quarter(quarter)
    end = _YEAR_END.fullmatch(text)
    return f"{end['year']}-12" if end else None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = parts["year"] if len(parts["year"]) == 4 else "20" + parts["year"]
    if parts.get("month") is None:
        return year
    month = _MONTHS.get(parts["month"][:3].lower()) or parts["month"].zfill(2)
    if not "01" <= month <= "12":
        return None
    day = parts.get("day")
    if day is None:
        return f"{year}-{month}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _end_of_quarter(match: re.Match[str]) -> str | None:
    """The last month of a quarter, or of a whole financial year: "Q2 21/22" ends in September 2021."""
    year = int(match["year"][-2:])
    if int(match["next"]) != (year + 1) % 100:
        return None
    quarter = int(match["quarter"] or 4)
    return f"20{int(match['next']):02d}-03" if quarter == 4 else f"20{year:02d}-{3 + 3 * quarter:02d}"
