"""Headings that say for whom what stands below them is: a body alone, 'Recommendations for Health', 'What should X do?'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.bodies.phrases import Agent, Reader, never
from kg.extract.bodies.subjects import directed
from kg.model.text import Section

_MARK = re.compile(
    r"^(?:(?:section|part|appendix|annex|chapter|theme)\s+)?(?:\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxIVX]+)[.):]*\s*[-–—:]?\s+)?",
    re.I,
)
_AFTER = re.compile(
    r"(?i)\s*(?:\((?:\d+|[^()]*recommend[^()]*)\)|[:.–—-]|(?:single[- ]agency\s+)?(?:recommendations?|actions?|action\s+plan))+\s*$"
)
_OF_PAPER = re.compile(
    r"(?i)\b(?:reviews?|inspections?|reports?|letters?|published|assessment|20\d\d|chapter)\b"
)
_BRACKET = re.compile(r"\s*\([^()]*\)?\s*")
_SMALL = frozenset("and of for the in on to with by at".split())
_WORDS = 7  # of a heading that is nothing but a name
_HALF = 0.5


def bodies_of_heading(heading: str, reader: Reader) -> list[Agent]:
    """The bodies that a heading says its recommendations are for."""
    text = _readable(" ".join(heading.split()))
    reader = replace(reader, proper=never)
    behind = reader.rules.named("addressees", "heading-for").pattern.search(text)
    found = reader.prefix(text[behind.end() :]) if behind else []
    if found:
        return _bodies(found)
    bare = _AFTER.sub("", text)
    for form in (bare, _MARK.sub("", bare)) if not _OF_PAPER.search(text) else ():
        found = reader.phrase(_BRACKET.sub(" ", form).strip())
        if found and not any(one.post for one in found):
            return found
        part = _part_of_body(_MARK.sub("", bare), reader)
        if part:
            return [Agent(part)]
    said = re.sub(r"(?i)^what\s+", "", _MARK.sub("", text))
    return _bodies(directed(said, reader)) if said != text or text.endswith(":") else []


def _part_of_body(title: str, reader: Reader) -> str:
    """A heading that is the name of a body with a part of it behind: 'Anyshire Council Children and Families'."""
    words = title.split()
    if len(words) > _WORDS or not all(word[0].isupper() or word in _SMALL for word in words):
        return ""
    thing = reader.rules.named("addressees", "a-thing").pattern
    for at in range(2, len(words)):
        first = " ".join(words[:at])
        named = [one for one in reader.names(first) if one.start == 0 and one.end == len(first)]
        if named and named[0].type and not thing.match(title, len(first)):
            return title
    return ""


def _bodies(found: list[Agent]) -> list[Agent]:
    return [one for one in found if not one.post]


def _readable(heading: str) -> str:
    """A heading in capitals as a name is printed elsewhere; letters of an acronym stay."""
    if not heading.isupper():
        return heading
    words = []
    for at, word in enumerate(heading.split()):
        low = word.lower()
        letters = len(word.strip("():,.")) <= 4 and not re.search("[AEIOU]", word)
        words.append(
            low if low in _SMALL and at else word if letters or low in {"nhs", "hmp"} else word.capitalize()
        )
    return " ".join(words)


def named_as_siblings(section: Section, sections: Sequence[Section], reader: Reader) -> str:
    """The title of a section where it is a name as most of those beside it are, though nothing else shows that it is one."""
    title = _MARK.sub("", _AFTER.sub("", " ".join(section.title.split()))) if section.title else ""
    words = title.split()
    if not words or len(words) > _WORDS or not all(word[0].isupper() or word in _SMALL for word in words):
        return ""
    beside = [
        one
        for one in sections
        if one is not section
        and (one.embedded, one.path, one.level) == (section.embedded, section.path, section.level)
    ]
    bodies = sum(bool(bodies_of_heading(one.title, reader)) for one in beside)
    return _readable(title) if bodies >= 2 and bodies >= _HALF * len(beside) else ""
