"""To whom a recommendation speaks: those it asks itself, else those of its lead-in, headings, column, letter or paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.bodies.headings import bodies_of_heading
from kg.extract.bodies.phrases import Agent, Reader
from kg.extract.bodies.recipients import bodies_of_line
from kg.extract.bodies.subjects import asked, doing, lacking, owning, refers_back
from kg.extract.bodies.terms import Terms
from kg.model.names import name_key

_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“\"'(•])|\s•\s*")
_LONGEST = 6000  # characters of a recommendation that are read
_PASSED_ON = re.compile(r"(?i)\W*(?:to\s+)?(?:ask|invite|press|require|request|urge|encourage|write\s+to)\s")
_RECOMMENDS = re.compile(
    r"(?i)\b(?:recommends?|recommended|proposes?|suggests?|ma(?:kes?|de))\b(?!\s+to\b)(?![^:]*\b(?:to|for)\b)"
)
_DATE = re.compile(
    r"(?i)\b(?:20\d\d|january|february|march|april|june|july|august|september|october|november|december)\b"
)


_FORCE = re.compile(r"\b(?:[Pp]olice|[Cc]onstabulary)\b")  # its officers are the force


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a recommendation and may say to whom it speaks; `headings` are outermost first.

    `column` holds the words of a table's column of bodies, `before` those whom the recommendation before it asks,
    `sent_to` those a letter goes to, `statements` whether it says what is amiss rather than what to do,
    `concern` whether it is a coroner's, which asks nobody in its words, `own` the paper's own board.
    """

    lead_in: str = ""
    headings: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()
    statements: bool = False
    concern: bool = False
    own: tuple[str, ...] = ()
    terms: Terms = field(default_factory=Terms)


def addressees(words: str, around: Around, reader: Reader) -> tuple[str, ...]:
    """Names, as printed or as the paper explains them, of those a recommendation asks to act.

    The words before the first directive come first; a post ('Head of Nursing') gives way to a body that stands above it,
    beside it or in the letter's address, and is told only where there is none.
    """
    text = words[:_LONGEST]
    found = _in_words(text, around, reader)
    bodies = [one.name for one in found if not one.post or _FORCE.search(one.name)]
    if not any(_is_named(name, reader) for name in bodies):
        bodies = _column_bodies(around, reader) or _of_stem(text, around, reader) or bodies
    if bodies and _PASSED_ON.match(text):  # whoever is told to ask is asked as well
        bodies = [*(_of_lead_in(around, reader) or _of_headings(around, reader)), *bodies]
    if not bodies and around.before and refers_back(text):
        bodies = list(around.before)
    for step in (_of_lead_in, _of_headings, _of_column):
        bodies = bodies or step(around, reader)
    if not bodies and text[:1].islower():  # a part that goes on with the one before it
        bodies = list(around.before)
    for read in (doing, owning) if not found and not bodies and not around.concern else ():
        bodies = bodies or [one.name for sentence in sentences(text) for one in read(sentence, reader)]
    if not bodies and around.statements and not found:
        bodies = [one.name for one in lacking(text, reader)]
    bodies = bodies or list(around.sent_to) or [one.name for one in found] or list(around.own)
    return distinct(around.terms.full(name) for name in bodies)


def _in_words(text: str, around: Around, reader: Reader) -> list[Agent]:
    """Those whom the words themselves ask: in a bracket before them, behind a lead-in that ends in 'that', by a sentence."""
    if around.concern:
        return []
    bracket = re.match(r"\W*\((?P<whom>[^()]{3,90})\)[.:]?\s", text)
    found = reader.phrase(bracket["whom"]) if bracket else []
    if not found and re.search(r"(?i)\bthat\W*$", around.lead_in):
        found = reader.prefix(text)
    if around.statements:
        return found or asked(next(sentences(text), ""), reader)
    return found or list(_told(text, reader))


def _of_stem(text: str, around: Around, reader: Reader) -> list[str]:
    """Those whom the words before a part ask ('The Board should ensure that:'), and those whom a question is put to."""
    if text.rstrip().endswith("?"):
        return _of_lead_in(around, reader) or _of_headings(around, reader)
    return (
        _of_lead_in(around, reader)
        if text[:1].islower() and around.lead_in.rstrip().endswith((":", ":-"))
        else []
    )


def _is_named(name: str, reader: Reader) -> bool:
    """Whether a body has a name of its own, rather than that of its kind or of its part in the matter."""
    names = reader.names(name)
    return any(one.rule != "agencies/role" for one in names) or (not names and reader.proper(name))


def _told(text: str, reader: Reader) -> Iterator[Agent]:
    """Those whom the sentences ask: the first that asks a body, and later ones that ask a body by name."""
    seen = False
    for sentence in sentences(text):
        found = asked(sentence, reader)
        yield from (one for one in found if not seen or any(letter.isupper() for letter in one.name[1:]))
        seen = seen or any(not one.post for one in found)


def _of_lead_in(around: Around, reader: Reader) -> list[str]:
    """The nearest sentence of the lead-in that asks, or is for, somebody."""
    for sentence in reversed(list(sentences(around.lead_in))):
        found = [one.name for one in asked(sentence, reader) if not one.post]
        if not found and not _RECOMMENDS.search(sentence):
            found = [one.name for one in bodies_of_heading(sentence, reader)]
        if found:
            return found
    return []


def _of_headings(around: Around, reader: Reader) -> list[str]:
    """Those of the nearest heading that is for somebody."""
    for heading in reversed(around.headings):
        found = [one.name for one in bodies_of_heading(heading, reader)]
        if found and reader.rules.named("addressees", "column-head").pattern.search(found[-1]) is None:
            return found
    return []


def _of_column(around: Around, _reader: Reader) -> list[str]:
    """What a table's column says where it names no body that is known: a post, a name in no list."""
    return [words for words in around.column if not _DATE.search(words)]


def _column_bodies(around: Around, reader: Reader) -> list[str]:
    """The bodies in a table's column: they say more than a post or a kind of body that the words ask; dates are none."""
    told = [words for words in around.column if not _DATE.search(words)]
    return [name for words in told for name in bodies_of_line(words, reader)]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a folded text."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    ends = [*(match.start() for match in _SENTENCE.finditer(text)), len(text)]
    return (text[start:end] for start, end in zip(starts, ends, strict=True) if end > start)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, whatever its case and article, by its first printing."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    return tuple(first.values())
