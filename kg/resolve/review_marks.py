"""What singles a review out: the own words of its name, the letters and numbers in it, and the years it is told with.

"UK Covid-19 Inquiry, Module 1" has the words uk, covid, module and the numbers 19 and 1; "Child Q LCSPR" the letter q.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.found import FoundReview
from kg.model.names import fold_word, name_words, singular

_COMMON = frozenset(
    """the a an of into in on re regarding relating to concerning respect case cases serious child children and from for
    safeguarding practice review reviews local learning lessons thematic rapid overview report executive summary
    published briefing response partnership scr scrs cspr lcspr csprs sar sars dhr dhrs cpr extended concise national
    adults adult domestic homicide abuse related death significant multi agency recommendations following
    young person ms mr mrs miss baby family board final full independent audit two three four infant step inspection investigation
    story tragic matters inquiry enquiry public statutory regulation prevent prevention future deaths
    who whom whose which that was were is are be been by with at as their his her its this before after during between
    when where while under over""".split()
)
_INSPECTED = frozenset(
    """services service social care authority council county city borough metropolitan unitary standard need help protection looked
    leavers leaver effectiveness arrangements joint targeted area""".split()
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"(?i)\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?:19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
)
_FINANCIAL = re.compile(r"\b(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b")
_COUNTED = re.compile(
    r"(?i)\b\d+[ -](?:steps?|minutes?|points?|pages?|years?|months?|weeks?|days?)\b|\bregulation \d+\b"
)
_NUMBERED = re.compile(r"\b(?:[A-Z]{2,8}\s?)?(\d{1,3}/(?:19|20)\d\d)\b")
_PREFIX = r"child(?:ren)?|bab(?:y|ies)|infants?|young person|siblings?|adults?|persons?|mrs?|ms|miss|famil(?:y|ies)|case|scr|sar|dhr|l?cspr"
_LETTERS = re.compile(
    rf"\b(?P<kind>(?i:{_PREFIX})):? (?P<first>[A-Z]{{1,2}}\d?)\b(?P<more>(?:(?:, | ?& ?| and )[A-Z]\d?\b)*)"
)
_LETTER = re.compile(r"\b[A-Z]\d?\b")
_LONE = re.compile(r"(?<![\w’'.-])[B-HJ-Z]\d?(?![\w’'.-])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"^\d{1,3}$")
_ADULT = re.compile(r"(?i)^(?:adult|person|mr|ms|miss)")


@dataclass(frozen=True, slots=True)
class Core:
    """What is a name's own: its words in order, and its letters and numbers."""

    words: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.marks)

    @property
    def tokens(self) -> frozenset[str]:
        """Words and marks together, to look names up by."""
        return frozenset(self.words) | self.marks

    @property
    def telling(self) -> bool:
        """Whether no other place is likely to have a review of this name: two words, or a word and a number."""
        return len(set(self.words)) + len(self.marks) > 1 and bool(self.words)

    @property
    def initials(self) -> str:
        """The initials of three words or more, by which a long name is called for short."""
        return "".join(word[0] for word in self.words) if len(self.words) >= 3 else ""


def core_of(name: str, *, area: str | None = None, basis: str = "review") -> Core:
    """The words of a review's name that are its own: no kind of review, no place, no date."""
    bare = _COUNTED.sub(" ", _FINANCIAL.sub(" ", _DATE.sub(" ", name)))
    marks = {number.lstrip("0") for number in _NUMBERED.findall(bare)}
    bare = _NUMBERED.sub(" ", bare)
    for found in _LETTERS.finditer(bare):
        kind = _class_of(found["kind"])
        marks |= {f"{kind}{letter.lower()}" for letter in (found["first"], *_LETTER.findall(found["more"]))}
    bare = _LETTERS.sub(" ", bare)
    marks |= {letter.lower() for letter in _LONE.findall(bare)}
    common = _COMMON | _INSPECTED if basis == "inspection" else _COMMON
    place = set(name_words(area)) if area else set()
    words = []
    for word in name_words(_LONE.sub(" ", bare)):
        if _NUMBER.match(word):
            marks.add(word)
        elif (
            len(word) > 1 and not {word, fold_word(word + "s"), singular(word)} & common and word not in place
        ):
            words.append(singular(word))
    return Core(tuple(word for word in words if not _YEAR.fullmatch(word)), frozenset(marks))


def _class_of(kind: str) -> str:
    """A letter stands for a child, an adult or a family: "Child A" is not "Adult A" nor "Family A"."""
    if kind.lower().startswith("famil"):
        return "family-"
    return "adult-" if _ADULT.match(kind) else ""


def years_in(texts: Iterable[str | None]) -> frozenset[int]:
    """Every year named in `texts`."""
    return frozenset(int(year) for text in texts if text for year in _YEAR.findall(text))


def months_of(review: FoundReview) -> frozenset[int]:
    """The months that date an inspection, counted from year nought: those of its own date and of its dated names."""
    dated = [review.published_date or ""]
    return frozenset(int(iso[:4]) * 12 + int(iso[5:7]) for iso in dated if len(iso) >= 7)
