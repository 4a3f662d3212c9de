"""Times in a question in plain words: "since 2019", "in October 2020", "the last five years", "as of 31/3/2021".

A day, month or year becomes ISO as precise as it was typed; `since` and `until` hold both ends of a period.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_DAY = r"(?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+)?"
_WHEN = rf"(?:\d{{4}}-\d\d-\d\d|(?:19|20)\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{_DAY}\b(?:{_MONTH})\b,?\s+(?:19|20)\d\d|\b(?:19|20)\d\d)"
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}|few|couple of"
_SHAPES = (
    (rf"\b(?:between|from)\s+({_WHEN})\s+(?:and|to|until|till|-|–)\s+({_WHEN})", ("since", "until")),
    (rf"\b({_WHEN})\s*(?:-|–|to)\s*({_WHEN})(?![-\w])", ("since", "until")),
    (rf"\b(?:as\s+(?:of|at)|as\s+on)\s+({_WHEN})", ("on",)),
    (rf"\b(?:since|after|from|starting)\s+(?:\w+\s+)??({_WHEN})", ("since",)),
    (rf"\b(?:before|until|till|up\s+to|by)\s+(?:the\s+end\s+of\s+)?({_WHEN})", ("until",)),
    (rf"\b(?:in|during|of|for|on)\s+(?:the\s+year\s+)?({_WHEN})", ("both",)),
    (rf"({_WHEN})", ("both",)),
)
_PATTERNS = tuple((re.compile(shape, re.I), keys) for shape, keys in _SHAPES)
_LAST = re.compile(
    rf"\b(?:in\s+|over\s+|within\s+)?(?:the\s+)?(?:last|past)\s+(?:({_COUNT})\s+)?(year|month)s?\b", re.I
)
_THIS = re.compile(r"\bthis\s+year\b", re.I)
_PARTS = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+)?({_MONTH}),?\s+(\d{{4}})", re.I)


def periods(text: str, *, today: date) -> tuple[Mapping[str, str], str]:
    """The times in `text` by parameter (`since`, `until`, `on`), and `text` without them."""
    found: dict[str, str] = {}
    for pattern, keys in _PATTERNS:
        match = pattern.search(text)
        if match is None or (keys[0] != "on" and found):
            continue
        values = [iso(value) for value in match.groups()]
        if all(values):
            found |= _named(keys, [value for value in values if value])
            text = text[: match.start()] + " " + text[match.end() :]
    if not {"since", "until"} & set(found):
        found, text = _relative(found, text, today)
    return found, text


def _named(keys: tuple[str, ...], values: list[str]) -> dict[str, str]:
    if keys == ("both",):
        return {"since": values[0], "until": values[0]}
    return dict(zip(keys, values, strict=True))


def _relative(found: dict[str, str], text: str, today: date) -> tuple[dict[str, str], str]:
    last = _LAST.search(text)
    if last:
        word = (last[1] or "").lower()
        count = (
            int(word) if word.isdigit() else _NUMBERS.get(word, 1 if not word else 3 if word == "few" else 2)
        )
        since = _before(today, count, last[2].lower())
        found = {**found, "since": since}
        if last[2].lower() == "year" and not word and last[0].lower().startswith("last"):
            found["until"] = since  # "last year" is one year, "the last year" reaches to now
        return found, text[: last.start()] + " " + text[last.end() :]
    this = _THIS.search(text)
    if this:
        return {**found, "since": str(today.year)}, text[: this.start()] + " " + text[this.end() :]
    return found, text


def _before(today: date, count: int, unit: str) -> str:
    if unit == "year":
        return str(today.year - count)
    months = today.year * 12 + today.month - 1 - count
    return f"{months // 12}-{months % 12 + 1:02}"


def iso(text: str) -> str | None:
    """ "31 March 2021", "mar 2021", "31/03/21" or an ISO date as ISO; None where there is no such day."""
    words = text.strip()
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", words):
        return words if _exists(*map(int, words.split("-"))) else None
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", words)
    if slashed:
        year = int(slashed[3]) + (2000 if len(slashed[3]) == 2 else 0)
        return _iso(year, int(slashed[2]), int(slashed[1]))
    told = _PARTS.fullmatch(re.sub(r"^the\s+", "", words, flags=re.I))
    if told is None:
        return None
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(told[2][:3].lower()))
    return _iso(int(told[3]), month, int(told[1]) if told[1] else None)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not _exists(year, month, day or 1):
        return None
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _exists(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
