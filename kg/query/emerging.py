"""Emerging: phrases that keep appearing and that the scheme does not cover, for a person to judge.

Candidates are runs of two or three telling words (C-value: Frantzi, Ananiadou and Mima 2000, by reviews first).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log2

from kg.likeness import stem
from kg.model.text import Span
from kg.query.records import Record
from kg.query.recurrence_uses import place
from kg.rules import Rules

KINDS = ("recommendation", "learning_point", "finding", "good_practice", "response")
_LONGEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_START = re.compile(r"(?:^|[.;:!?•|]\s*|[‘“\"']\s*)$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a record that hold a phrase, and where they stand."""

    text: str
    place: str
    review: str | None


@dataclass(frozen=True, slots=True)
class Emerging:
    """A phrase outside the scheme: in how many records of how many reviews, with quotes."""

    phrase: str
    records: int
    reviews: tuple[str, ...]
    score: float
    quotes: tuple[Quote, ...]


@dataclass(slots=True)
class _Found:
    printed: dict[str, int] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    stem: str
    start: int
    end: int
    proper: bool


def emerging(
    records: Iterable[Record],
    *,
    covered: Callable[[str], Sequence[Span]],
    names: Iterable[str] = (),
    fewest: int = 3,
    most: int = 20,
    rules: Rules | None = None,
) -> tuple[Emerging, ...]:
    """Phrases in `fewest` or more of `records`, ranked by reviews, then by how often and how long.

    `covered` gives the words of a text that the scheme knows; a phrase that touches them is left out, and so
    are `names` (bodies, pseudonyms, places) and words printed as proper names.
    """
    rules = rules or Rules()
    known = {stem(word.lower()) for name in names for word in _WORD.findall(name)}
    found: defaultdict[tuple[str, ...], _Found] = defaultdict(_Found)
    for record in records:
        text = str(record.get("text") or "")
        for row in _runs(text, covered(text), known, rules):
            for phrase in _phrases(row):
                entry = found[tuple(token.stem for token in phrase)]
                printed = " ".join(token.word.lower() for token in phrase)
                entry.printed[printed] = entry.printed.get(printed, 0) + 1
                entry.records[str(record["id"])] = record
    kept = {key: entry for key, entry in found.items() if len(_texts(entry)) >= fewest}
    ranked = [_weigh(key, entry, kept) for key, entry in sorted(kept.items()) if not _part_of(key, kept)]
    return tuple(sorted(ranked, key=lambda one: (-len(one.reviews), -one.score, one.phrase))[:most])


def _runs(text: str, covered: Sequence[Span], known: set[str], rules: Rules) -> Iterator[list[_Token]]:
    """Stretches of telling words, cut at punctuation, empty and common words, names and what the scheme knows."""
    empty = _empty(rules)
    row: list[_Token] = []
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        short = stem(word.lower())
        proper = word[0].isupper() and not _START.search(text[max(0, start - 3) : start])
        if row and text[row[-1].end : start].strip():
            yield row
            row = []
        if (
            proper
            or short in empty
            or short in known
            or any(start < s.end and s.start < end for s in covered)
        ):
            if row:
                yield row
            row = []
            continue
        row.append(_Token(word, short, start, end, proper))
    if row:
        yield row


def _phrases(row: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    for size in range(2, _LONGEST + 1):
        for at in range(len(row) - size + 1):
            yield tuple(row[at : at + size])


def _weigh(key: tuple[str, ...], entry: _Found, kept: dict[tuple[str, ...], _Found]) -> Emerging:
    printed = min(entry.printed, key=lambda words: (-entry.printed[words], words))
    texts = _texts(entry)
    reviews = sorted({str(record["review"]) for record in texts if record.get("review")})
    return Emerging(
        phrase=printed,
        records=len(texts),
        reviews=tuple(reviews),
        score=round(log2(len(key) + 1) * len(texts), 2),
        quotes=tuple(_quote(record, printed, key) for record in texts[:3]),
    )


def _texts(entry: _Found) -> list[Record]:
    """Its records, those with the same words counted once."""
    distinct: dict[str, Record] = {}
    for _, record in sorted(entry.records.items()):
        distinct.setdefault(" ".join(str(record["text"]).lower().split()), record)
    return list(distinct.values())


def _part_of(key: tuple[str, ...], kept: dict[tuple[str, ...], _Found]) -> bool:
    """Whether a longer phrase holds this one nearly as often."""
    mine = len(kept[key].records)
    return any(
        len(other) > len(key)
        and key in {other[at : at + len(key)] for at in range(len(other) - len(key) + 1)}
        and len(entry.records) * 1.25 >= mine
        for other, entry in kept.items()
    )


def _quote(record: Record, phrase: str, key: tuple[str, ...]) -> Quote:
    text = " ".join(str(record["text"]).split())
    tokens = [(stem(m.group().lower()), m.start(), m.end()) for m in _WORD.finditer(text)]
    size = len(key)
    at = next(
        (i for i in range(len(tokens) - size + 1) if tuple(t[0] for t in tokens[i : i + size]) == key), 0
    )
    start, end = (tokens[at][1], tokens[min(at + size, len(tokens)) - 1][2]) if tokens else (0, len(phrase))
    left, right = text.rfind(" ", 0, max(0, start - 60)) + 1, text.find(" ", min(len(text), end + 60))
    right = right if right >= 0 else len(text)
    cut = ("… " if left else "") + text[left:right] + (" …" if right < len(text) else "")
    where = place(record.get("source"), record.get("page"), record.get("line_start"))
    return Quote(cut, where, record.get("review_name"))


@cache
def _empty(rules: Rules) -> frozenset[str]:
    words = (*rules.named("likeness", "empty").phrases, *rules.named("likeness", "common").phrases)
    return frozenset(stem(word) for word in words)
