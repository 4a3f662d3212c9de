"""Reviews called by their short name alone: a heading "Freddie (published August 2020)", "the Clare and Freddie reviews".

Only a name that the same document gives in full elsewhere is known so, and only where one review can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.review.names import core
from kg.extract.review.reports import ReviewDraft
from kg.extract.theme.draft import themes_in
from kg.language.dates import dates_in
from kg.model.evidence import evidence
from kg.model.kinds import ReviewStatus
from kg.model.text import BlockKind, DocumentKind, Outline, Passage
from kg.rules import Rules

_SILENT = {DocumentKind.GLOSSARY, DocumentKind.AGENDA}
_MUTE = {BlockKind.CONTENTS, BlockKind.FURNITURE}
_AND = re.compile(r"\s+(?:and|&)\s+|,\s+")
_OTHER_DATE = re.compile(r"(?i)\b(?:complet|commission|conclud)")
_Known = dict[frozenset[str], list[ReviewDraft]]


def join_short_names(
    outline: Outline, drafts: Sequence[ReviewDraft], *, rules: Rules, places: frozenset[str]
) -> None:
    """Add to each draft the places that call it by its short name, and the date that a heading gives it."""
    known = _known(drafts, rules=rules, places=places)
    if not known:
        return
    taken = [place.span for draft in drafts for place in (draft.evidence, *draft.places)]
    for passage in outline.passages:
        embedded = outline.embedded[passage.embedded]
        if embedded.kind in _SILENT or passage.block.kind in _MUTE:
            continue
        for draft, start, end, date in _called(passage, known, rules=rules, places=places):
            span = passage.words.span(start, end)
            if not any(span.overlaps(other) for other in taken):
                rule = f"reviews/{draft.kind.id}"
                draft.places.append(
                    evidence(outline.document, span, embedded=embedded.key, rule=rule, confidence=0.8)
                )
            date_told(draft, date)


def date_told(draft: ReviewDraft, date: str | None) -> None:
    """Give a review that is only spoken of the date told of it: the first, or one that says the same more finely."""
    known = draft.facts.published_date or ""
    if date and draft.status is ReviewStatus.MENTIONED and date.startswith(known):
        draft.facts = replace(draft.facts, published_date=date)


def _known(drafts: Sequence[ReviewDraft], *, rules: Rules, places: frozenset[str]) -> _Known:
    known: _Known = {}
    for draft in drafts:
        subjects = [subject.pseudonym or "" for subject in draft.facts.subjects]
        for own in {
            core(name, rules=rules, places=places) for name in (draft.name, *draft.aliases, *subjects)
        }:
            if own:
                known.setdefault(own, []).append(draft)
    return known


def _called(
    passage: Passage, known: _Known, *, rules: Rules, places: frozenset[str]
) -> Iterator[tuple[ReviewDraft, int, int, str | None]]:
    """Drafts that a passage calls by their short names, where, and the date of publication told there."""
    if passage.block.kind is BlockKind.HEADING:
        found = rules.named("review-names", "short-heading").pattern.match(passage.text)
        draft = _one(found["name"], known, rules=rules, places=places) if found else None
        if found and draft:
            tail = found["tail"] or ""
            dates = () if _OTHER_DATE.search(tail) else dates_in(tail, years=True)
            yield draft, found.start("name"), found.end("name"), dates[0].iso if dates else None
            return
    if "eview" not in passage.text:
        return
    for found in rules.named("review-names", "short-before").pattern.finditer(passage.text):
        whole = _one(found["name"], known, rules=rules, places=places)
        parts = (
            [whole]
            if whole
            else [_one(part, known, rules=rules, places=places) for part in _AND.split(found["name"])]
        )
        for draft in parts:
            if draft is not None:
                yield draft, found.start(), found.end(), None


def _one(name: str, known: _Known, *, rules: Rules, places: frozenset[str]) -> ReviewDraft | None:
    """The one review of this short name; none where the words are a theme, as a topic's heading is."""
    drafts = known.get(core(name, rules=rules, places=places), [])
    return drafts[0] if len(drafts) == 1 and not themes_in(name, rules=rules) else None
