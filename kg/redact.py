"""Redact: what reaches or identifies a person is masked in the stored text before anything else reads it.

So no quote, index, view or log can hold it: privacy by construction, not by a filter at each way out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundTheme
from kg.model.text import Document, Span
from kg.rules import Rules

MASK = "█"  # one for every masked character: offsets and lines stay
_AFTER = " \t\r\n.,;:)]>|"
REMOVED = "[removed]"  # what stands for a masked run in words that are not quotes
_RUN = re.compile(f"{MASK}+")
_CLEAR = re.compile(f"[^{MASK}]+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Identifier:
    """Words that reach or identify a person: what kind, where, by which rule."""

    kind: str
    span: Span
    rule: str


def identifiers(text: str, *, rules: Rules) -> Iterator[Identifier]:
    """Every identifier in `text`, rule by rule; two may overlap."""
    for rule in rules.group("privacy"):
        for match in rule.pattern.finditer(text):
            group: int | str = "mask" if "mask" in rule.pattern.groupindex else 0
            yield Identifier(rule.give("kind"), Span(match.start(group), match.end(group)), rule.id)


def mask(text: str, *, rules: Rules) -> str:
    """`text` with a mark for every character of an identifier; line ends stay."""
    found = list(identifiers(text, rules=rules))
    if not found:
        return text
    characters = list(text)
    for one in found:
        for position in range(one.span.start, one.span.end):
            if characters[position] != "\n":
                characters[position] = MASK
    return "".join(characters)


def redact(document: Document, *, rules: Rules) -> Document:
    """`document` with every identifier masked, also in its title; its offsets, lines and blocks stay."""
    source = document.source
    title = mask(source.title, rules=rules) if source.title else None
    text = mask(document.text, rules=rules)
    if text == document.text and title == source.title:
        return document
    return replace(document, text=text, source=replace(source, title=title))


def mask_names(document: Document, names: Iterable[str]) -> Document:
    """`document` with the people called `names` masked: the whole name, and the last one after a title."""
    forms = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        words = [re.escape(word) for word in name.split()]
        forms.append(r"\s+".join(words))
        if len(words) > 1:
            forms.append(rf"(?:Dr|Mr|Mrs|Ms|Miss|Prof(?:essor)?)\.?\s+{words[-1]}")
    if not forms:
        return document
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
    text = pattern.sub(lambda match: re.sub(r"[^\n]", MASK, match.group()), document.text)
    return document if text == document.text else replace(document, text=text)


def trim(extraction: Extraction) -> Extraction:
    """`extraction` with every quote cut down to its longest run without a mask, and other words without masks.

    A quote thus stays verbatim also against the file itself. What has no clear words left is dropped.
    """
    changes: dict[str, Any] = {
        field.name: _trim_all(value)
        for field in dataclasses.fields(extraction)
        if isinstance(value := getattr(extraction, field.name), tuple) and field.name not in _PAIRED
    }
    embedded = tuple(_trimmed(one) for one in extraction.embedded)
    titles = tuple(_trimmed(one) for one in extraction.titles)
    return replace(extraction, embedded=embedded, titles=titles, **changes)


_PAIRED = frozenset({"embedded", "titles", "fingerprints"})  # one for each embedded document: none may go


def _trim_all(things: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(_trimmed(one) for one in things if not _hidden(one))


def _hidden(thing: object) -> bool:
    """Whether the words that prove `thing` are all masked."""
    evidence = getattr(thing, "evidence", None)
    return isinstance(evidence, Evidence) and MASK in evidence.quote and _longest(evidence.quote) is None


def _trimmed(thing: T) -> T:
    """`thing` without masks anywhere in it; the same object where it has none."""
    new: object = thing
    if isinstance(thing, Evidence):
        new = _cut(thing) if MASK in thing.quote else thing
    elif isinstance(thing, str):
        new = _RUN.sub(REMOVED, thing) if MASK in thing else thing
    elif isinstance(thing, tuple):
        parts = tuple(_trimmed(part) for part in thing)
        new = parts if any(a is not b for a, b in zip(parts, thing, strict=True)) else thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, (Span, FoundTheme, type)):
        values = {field.name: getattr(thing, field.name) for field in dataclasses.fields(thing)}
        changed = {name: then for name, now in values.items() if (then := _trimmed(now)) is not now}
        new = replace(thing, **changed) if changed else thing
    return new  # type: ignore[return-value]  # the same type came out: mypy cannot see it


def _cut(evidence: Evidence) -> Evidence:
    place = _longest(evidence.quote)
    if place is None:
        return evidence
    start, end = place
    before = evidence.quote[:start].count("\n")
    first = evidence.line_start + before if evidence.line_start is not None else None
    last = first + evidence.quote[start:end].count("\n") if first is not None else None
    span = Span(evidence.span.start + start, evidence.span.start + end)
    return replace(evidence, span=span, quote=evidence.quote[start:end], line_start=first, line_end=last)


def _longest(quote: str) -> tuple[int, int] | None:
    """The interval of the longest run without masks or outer blanks, or None where no word is left."""
    best: tuple[int, int] | None = None
    for match in _CLEAR.finditer(quote):
        words = match.group()
        after = (
            _AFTER if match.start() else None
        )  # the stop or bracket behind a masked run is no part of the next words
        start = match.start() + len(words) - len(words.lstrip(after))
        end = match.start() + len(words.rstrip())
        if any(c.isalnum() for c in words) and (best is None or end - start > best[1] - best[0]):
            best = (start, end)
    return best
