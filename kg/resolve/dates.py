"""When an action is due, where the plan prints one date: 'Apr-20', 'July 21', '31st Dec 20', '30/11/2020'."""

from __future__ import annotations

import re

_MONTHS = {
    name: f"{number:02d}"
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_FORMS = (
    re.compile(rf"^(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}$", re.I),
    re.compile(rf"^(?:by |end (?:of )?|by end (?:of )?)?{_MONTH}\s*[-‐–/,' ’]*\s*{_YEAR}$", re.I),
    re.compile(r"^(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>(?:19|20)?\d\d)$"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?$"),
)


def due_date(due: str | None) -> str | None:
    """The ISO reading of a due date as printed, as precise as it is; None where it is not one date."""
    if not due:
        return None
    text = " ".join(due.split())
    for form in _FORMS:
        match = form.match(text)
        if match:
            return _iso(match)
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = parts["year"] if len(parts["year"]) == 4 else "20" + parts["year"]
    month = _MONTHS.get(parts["month"][:3].lower()) or parts["month"].zfill(2)
    if not "01" <= month <= "12":
        return None
    day = parts.get("day")
    if day is None:
        return f"{year}-{month}"
    return f"{year}-{month}-{day.zfill(2)}" if 1 <= int(day) <= 31 else None
