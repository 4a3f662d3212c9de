"""Numbers that Word makes itself: "(a)", "2.15", "iv." are not in the text of a paragraph but in its numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The name space of WordprocessingML."""

_HOLE = re.compile(r"%(\d)")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str
    text: str  # "%1.%2"
    start: int = 1
    legal: bool = False  # all numbers in digits


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)  # number of a list -> its kind
    kinds: dict[str, dict[int, Level]] = field(default_factory=dict)
    changed: dict[str, dict[int, Level]] = field(default_factory=dict)  # levels that a list sets itself
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def mark(self, number: str, depth: int) -> str:
        """Count on in list `number` at `depth` and give the mark as Word prints it; "" where it has none."""
        kind = self.lists.get(number)
        levels = {**self.kinds.get(kind or "", {}), **self.changed.get(number, {})}
        level = levels.get(depth)
        if kind is None or level is None:
            return ""
        counts = self._counts.setdefault(kind, {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted, start in self.restarts.get(number, {}).items():
                counts[restarted] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format == "bullet":
            return "•"
        if level.format == "none":
            return ""

        def number_of(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = levels.get(at, level)
            count = counts.setdefault(at, other.start)
            return printed(count, "decimal" if level.legal else other.format)

        return _HOLE.sub(number_of, level.text).strip()


def read_numbering(root: etree._Element | None, styles: Mapping[str, str]) -> Numbering:
    """The lists that numbering.xml defines; `styles`: lists that numbering styles name."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for kind in root.iterfind(f"{W}abstractNum"):
        name = kind.get(f"{W}abstractNumId", "")
        numbering.kinds[name] = dict(_level(level) for level in kind.iterfind(f"{W}lvl"))
        link = kind.find(f"{W}numStyleLink")
        if link is not None:
            links[name] = link.get(f"{W}val", "")
    for entry in root.iterfind(f"{W}num"):
        number = entry.get(f"{W}numId", "")
        named = entry.find(f"{W}abstractNumId")
        numbering.lists[number] = named.get(f"{W}val", "") if named is not None else ""
        for override in entry.iterfind(f"{W}lvlOverride"):
            depth = int(override.get(f"{W}ilvl", "0"))
            start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
            if start is not None:
                numbering.restarts.setdefault(number, {})[depth] = int(start.get(f"{W}val", "1"))
            if level is not None:
                numbering.changed.setdefault(number, {})[depth] = _level(level)[1]
    for name, style in links.items():
        target = numbering.lists.get(styles.get(style, ""), "")
        numbering.kinds[name] = numbering.kinds.get(target, {})
    return numbering


def _level(element: etree._Element) -> tuple[int, Level]:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return child.get(f"{W}val", default) if child is not None else default

    legal = element.find(f"{W}isLgl") is not None
    start = value("start", "1")
    level = Level(
        value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdigit() else 1, legal
    )
    return int(element.get(f"{W}ilvl", "0")), level


def printed(count: int, format: str) -> str:
    """`count` in a number format of Word: "3", "c", "iii", "Three", "Third" ..."""
    if format in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if format == "lowerLetter" else letters.upper()
    if format in ("lowerRoman", "upperRoman"):
        return _roman(count) if format == "lowerRoman" else _roman(count).upper()
    if format == "decimalZero":
        return f"{count:02}"
    if format == "ordinal":
        ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if format == "cardinalText":
        return _words(count).capitalize()
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += letters * (count // value)
        count %= value
    return text


def _words(count: int) -> str:
    if count < 20:
        return _ONES[count]
    if count < 100:
        return _TENS[count // 10] + (f"-{_ONES[count % 10]}" if count % 10 else "")
    return str(count)
