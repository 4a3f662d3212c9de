"""Reviews that a tracker of several reviews names: in a row across the table, or in its column "Review"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.recommendation.tables import recommendation_rows
from kg.extract.review.facts import Facts
from kg.extract.review.names import core, kind_of
from kg.extract.review.reports import ReviewDraft
from kg.language.dates import dates_in
from kg.model.evidence import evidence
from kg.model.kinds import ReviewStatus
from kg.model.text import EmbeddedDocument, Outline, Passage
from kg.rules import Rules

_MOST = 120  # characters of a cell that names a review
_ASIDE = re.compile(r"\s*\([^()]*\)?|\s+[-–—]\s+(?=[a-z])[^\"‘“']*$|\s*[:;,.]\s*$")


def tracked_reviews(
    outline: Outline,
    embedded: EmbeddedDocument,
    passages: Sequence[Passage],
    drafts: list[ReviewDraft],
    *,
    rules: Rules,
    places: frozenset[str],
) -> list[ReviewDraft]:
    """The reviews under which the rows of a tracker stand, those that are new added to `drafts`."""
    found: list[ReviewDraft] = []
    for passage, words in dict.fromkeys(_groups(outline, passages, rules=rules)):
        kind = kind_of(words, rules=rules) or kind_of(embedded.title, rules=rules)
        name = _ASIDE.sub("", _ASIDE.sub("", words)).strip()
        own = core(name, rules=rules, places=places)
        if kind is None or not own:
            continue
        draft = next((one for one in drafts if own & one.core), None)
        if draft is None:
            at = passage.text.find(name)
            span = passage.words.span(at, at + len(name)) if at >= 0 else passage.block.span
            place = evidence(
                outline.document, span, embedded=embedded.key, rule=f"reviews/{kind.id}", confidence=0.85
            )
            dates = dates_in(words, years=True)
            facts = Facts(published_date=dates[0].iso if dates else None)
            draft = ReviewDraft(name, kind, own, ReviewStatus.MENTIONED, place, facts=facts)
            drafts.append(draft)
        draft.aliases |= {name} if name != draft.name else set()
        if draft not in found:
            found.append(draft)
    return found


def _groups(outline: Outline, passages: Sequence[Passage], *, rules: Rules) -> Iterator[tuple[Passage, str]]:
    """The row (or the cell) that says of which review each row of recommendations is."""
    for row in recommendation_rows(passages, rules=rules, text=outline.document.text):
        if row.group is not None and len(row.group[1]) <= _MOST:
            yield row.group
