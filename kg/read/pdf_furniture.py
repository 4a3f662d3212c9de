"""Furniture of a PDF: running heads and feet and page numbers, told by place and repetition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.pdf_pages import Item, PrintedPage

_ZONE = 0.16  # share of the page's height at its head and foot where furniture stands
_EDGE = 0.09  # where a line that two pages share is furniture already
_DRIFT = 7.0  # points by which the place may differ from page to page
_NUMBER = re.compile(
    r"(?i)^[\W_]*(?:p\s?a\s?g\s?e\s*)?[\W_]*(?P<label>\d{1,4}|[ivxl]{1,7})[\W_]*"
    r"(?:(?:of|/)\s*\d{1,4}|\|?\s*p\s?a\s?g\s?e)?[\W_]*$"
)
_PAGE = re.compile(r"(?i)\bpage\s*[|:]?\s*(?P<label>\d{1,4})\b|\b(?P<before>\d{1,4})\s*\|\s*p\s?a\s?g\s?e\b")
_TAIL = re.compile(r"(?:^|\s)(\d{1,4})$|^(\d{1,4})\s")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_BLANK = re.compile(
    r"(?i)^[\[(]?(?:this )?page (?:is |has been )?(?:intentionally|deliberately) (?:left )?blank[\])]?\.?$"
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Which items of each page are furniture, and the number printed on each page (None: none)."""

    items: tuple[frozenset[int], ...]
    labels: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: int
    index: int
    text: str
    key: str
    base: float
    edge: bool


def find_furniture(pages: Sequence[PrintedPage]) -> Furniture:
    """Lines that repeat at one height of the head or foot of pages (numbers apart), and page numbers."""
    candidates = [candidate for number, page in enumerate(pages) for candidate in _candidates(number, page)]
    by_key: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        by_key.setdefault(candidate.key, []).append(candidate)
    found: list[set[int]] = [set() for _ in pages]
    for group in by_key.values():
        for candidate in group:
            if _repeated(candidate, group):
                found[candidate.page].add(candidate.index)
    for candidate in candidates:
        if _alone(candidate, found, pages):
            found[candidate.page].add(candidate.index)
    labels = _labels(pages, candidates, found)
    for candidate in candidates:
        label = labels[candidate.page]
        if label is not None and _NUMBER.match(candidate.text) and label not in _numbers(candidate.text):
            found[candidate.page].discard(candidate.index)  # the number of a footnote
    return Furniture(tuple(frozenset(items) for items in found), labels)


def text_of(item: Item) -> str:
    """The words of a line or of a whole table."""
    if item.line is not None:
        return item.line.text
    return item.table.text if item.table is not None else ""


def _key(text: str) -> str:
    """`text` with page numbers and the like masked, but not long numbers nor a line full of them."""
    masked = _SHORT_NUMBER.sub("#", text).casefold()
    return masked if masked.count("#") <= 2 else text


def _candidates(number: int, page: PrintedPage) -> list[_Candidate]:
    found = []
    for index, item in enumerate(page.items):
        base = item.line.base if item.line else item.table.bottom if item.table else 0.0
        top = item.table.top if item.table else base
        share = base / page.height
        foot = top / page.height > 1 - _ZONE
        text = text_of(item)
        if share < _ZONE or foot or _BLANK.match(text):
            key = _key(text)
            edge = share < _EDGE or top / page.height > 1 - _EDGE
            found.append(_Candidate(number, index, text, key, base, edge))
    return found


def _in_sequence(candidate: _Candidate, group: Sequence[_Candidate]) -> bool:
    """Whether a bare number grows with the pages, as no number of a table or a year does."""
    number = _NUMBER.match(candidate.text)
    if number is None:
        return True
    offset = _value(number["label"]) - candidate.page
    others = ((other.page, _NUMBER.match(other.text)) for other in group if other.page != candidate.page)
    return any(match is not None and _value(match["label"]) - page == offset for page, match in others)


def _repeated(candidate: _Candidate, group: Sequence[_Candidate]) -> bool:
    if not _in_sequence(candidate, group):
        return False
    pages = {other.page for other in group if abs(other.base - candidate.base) <= _DRIFT}
    if len(pages) >= 3:
        return True
    near = any(abs(page - candidate.page) in (1, 2) for page in pages)
    return candidate.edge and near and len(pages) == 2


def _alone(candidate: _Candidate, found: Sequence[set[int]], pages: Sequence[PrintedPage]) -> bool:
    """A page number that stands beyond all text, or the words of a blank page."""
    if _BLANK.match(candidate.text):
        return True
    if not _NUMBER.match(candidate.text) or not candidate.edge:
        return False
    last = len(pages[candidate.page].items) - 1
    beyond = [i for i in range(last + 1) if i not in found[candidate.page] and i != candidate.index]
    return not beyond or candidate.index < beyond[0] or candidate.index > beyond[-1]


def _labels(
    pages: Sequence[PrintedPage], candidates: Sequence[_Candidate], found: Sequence[set[int]]
) -> tuple[str | None, ...]:
    """The number printed on each page: one that grows with the pages around it, else one called a page."""
    numbers: list[list[str]] = [[] for _ in pages]
    for candidate in candidates:
        if candidate.index in found[candidate.page]:
            numbers[candidate.page].extend(
                n for n in _numbers(candidate.text) if n not in numbers[candidate.page]
            )
    offsets = [{_value(label) - number for label in labels} for number, labels in enumerate(numbers)]
    counts: dict[int, int] = {}
    for values in offsets:
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    labels: list[str | None] = []
    for number, printed in enumerate(numbers):
        near = {
            value
            for other in offsets[max(0, number - 2) : number] + offsets[number + 1 : number + 3]
            for value in other
        }
        steady = [label for label in printed if _value(label) - number in near]
        best = max(steady, key=lambda label: (counts[_value(label) - number], label), default=None)
        labels.append(best if best else printed[0] if len(printed) == 1 and len(pages) <= 2 else None)
    return tuple(labels)


def _numbers(text: str) -> list[str]:
    whole = _NUMBER.match(text)
    if whole:
        return [whole["label"]]
    named = [match["label"] or match["before"] for match in _PAGE.finditer(text)]
    return named or [first or second for first, second in _TAIL.findall(text)]


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    letters = [values[letter] for letter in label.lower()]
    following = [*letters[1:], 0]
    return sum(-value if value < after else value for value, after in zip(letters, following, strict=True))
