"""Answers that say which of several recommendations they are to: "2(a) We accept this.", "We accept recommendation 4."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.page.lines import cut
from kg.extract.page.mood import sentences
from kg.extract.response.runs import Anchor, Paragraph

_PART = re.compile(r"^(?:(?P<number>\d{1,2})\s?)?\((?P<part>[a-h])\)[:.]?\s+(?=[A-Z])")
_NAMED = re.compile(r"(?i)\brecommendations?\s+(?P<number>\d{1,2})\s?(?:\(?(?P<part>[a-h])\)?(?!\w))?")


@dataclass(slots=True)
class Answer:
    """Paragraphs that answer one recommendation, and others that they answer too."""

    target: Anchor
    also: tuple[Anchor, ...]
    paragraphs: list[Paragraph]


def by_name(group: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Answer] | None:
    """The answers below several recommendations where at least one says which it is to; None where none does.

    A paragraph that names nothing goes on with the one before; the first ones answer the whole, or all together.
    """
    named = [_named(paragraph, group) for paragraph in paragraphs]
    if len(group) < 2 or not any(named):
        return None
    whole = [anchor for anchor in group if anchor.part is None] or list(group)
    answers = [Answer(whole[0], tuple(whole[1:]), [])]
    for paragraph, found in zip(paragraphs, named, strict=True):
        if found is not None:
            anchor, end = found
            words = cut(paragraph.words, end, len(paragraph.words.text))
            answers.append(Answer(anchor, (), [replace(paragraph, words=words)]))
        else:
            answers[-1].paragraphs.append(paragraph)
    return [answer for answer in answers if answer.paragraphs]


def _named(paragraph: Paragraph, group: Sequence[Anchor]) -> tuple[Anchor, int] | None:
    """Which of `group` a paragraph names first, alone in its first sentence, and where its own words begin."""
    text = paragraph.words.text
    lead = _PART.match(text)
    if lead is not None:
        same = [a for a in group if a.part == lead["part"] and lead["number"] in (None, a.number)]
        return (same[0], lead.end()) if len(same) == 1 else None
    spans = sentences(text)
    found = _NAMED.findall(text[: spans[0][1]]) if spans else []
    if len(found) != 1:
        return None
    number, part = found[0]
    same = [a for a in group if a.number == number and (a.part or "") == part.lower()]
    return (same[0], 0) if len(same) == 1 else None
