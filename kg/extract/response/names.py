"""Answers that say which of several recommendations they are to: "2(a) We accept this.", "We accept recommendation 4."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.page.lines import cut
from kg.extract.page.mood import sentences
from kg.extract.page.wording import overlap
from kg.extract.response.zones import Anchor, Paragraph

_PART = re.compile(r"^(?:(?P<number>\d{1,2})\s?)?\((?P<part>[a-h])\)[:.]?\s+(?=[A-Z])")
_NAMED = re.compile(r"(?i)\brecommendations?\s+(?P<number>\d{1,2})\s?(?:\(?(?P<part>[a-h])\)?(?!\w))?")
_ELSEWHERE = re.compile(
    r"(?i)\brecommendations?\s+\d{1,2}\b[^.]{0,12}\b(?:of|from|in) (?:the|that|its)\b[^.]{0,40}\b(?:report|review|inquiry)"
)
_ALL = re.compile(
    r"(?i)(?:we (?:\w+ )?)?(?:agree|accept)?\W*(?:both|all|these|the (?:\w+ )?recommendations)\b"
)
_LEAST = 0.05  # share of words that ties a sentence to one of the recommendations answered together


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
    if len(group) < 2:
        return None
    listed = _listed(group, paragraphs)
    named = [
        _named(paragraph, group) or (listed.get(index) if listed else None)
        for index, paragraph in enumerate(paragraphs)
    ]
    if not any(named):
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


def _listed(group: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, tuple[Anchor, int]]:
    """Items of a list of answers whose marks are the numbers of what they answer: at least two, the first one first."""
    found: dict[int, tuple[Anchor, int]] = {}
    for index, paragraph in enumerate(paragraphs):
        same = [a for a in group if paragraph.mark and (a.number or "") == paragraph.mark and a.part is None]
        if len(same) == 1 and all(same[0] is not anchor for anchor, _ in found.values()):
            text = paragraph.words.text
            end = len(paragraph.mark) if text.startswith(paragraph.mark) else 0
            while end and end < len(text) and text[end] in ".): ":
                end += 1
            found[index] = (same[0], end)
    return found if len(found) >= 2 and 0 in found else {}


def _named(paragraph: Paragraph, group: Sequence[Anchor]) -> tuple[Anchor, int] | None:
    """Which of `group` a paragraph names first, alone in its first sentence, and where its own words begin."""
    text = paragraph.words.text
    if paragraph.on:
        same = [a for a in group if a.part == paragraph.on]
        return (same[0], 0) if len(same) == 1 else None
    lead = _PART.match(text)
    if lead is not None:
        same = [a for a in group if a.part == lead["part"] and lead["number"] in (None, a.number)]
        return (same[0], lead.end()) if len(same) == 1 else None
    spans = sentences(text)
    one = _one_named(text[: spans[0][1]], group) if spans else None
    return (one, 0) if one is not None else None


def _one_named(sentence: str, group: Sequence[Anchor]) -> Anchor | None:
    found = _NAMED.findall(sentence)
    if len(found) != 1 or _ELSEWHERE.search(sentence):
        return None
    number, part = found[0]
    same = [a for a in group if a.number == number and (a.part or "") == part.lower()]
    return same[0] if len(same) == 1 else None


def by_sentence(group: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Answer] | None:
    """One paragraph to several, sentence by sentence: each names one of them or is like one above all; None where a
    sentence is tied to none, or one of them gets no sentence."""
    told = [p for p in paragraphs if not p.verdict]
    if len(told) != 1:
        return None
    words = told[0].words
    answers: dict[int, Answer] = {}
    for start, end in sentences(words.text):
        sentence = words.text[start:end]
        anchor = _one_named(sentence, group) or _like(sentence, group)
        if anchor is None or _ALL.match(sentence):
            return None
        piece = replace(told[0], words=cut(words, start, end))
        answers.setdefault(id(anchor), Answer(anchor, (), [])).paragraphs.append(piece)
    return list(answers.values()) if len(answers) == len(group) else None


def _like(sentence: str, group: Sequence[Anchor]) -> Anchor | None:
    """The one of `group` that shares clearly more words with `sentence` than the others do."""
    scored = sorted(
        (
            (overlap(a.recommendation.text, sentence) if a.recommendation else 0.0, i)
            for i, a in enumerate(group)
        ),
        reverse=True,
    )
    (best, at), (rival, _) = scored[0], scored[1]
    return group[at] if best >= _LEAST and best >= 1.5 * rival else None
