"""Recommendations in running text: "The review therefore recommends that ...", where a report lists none."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.language import asks, leans_on_what_went_before, sentences
from kg.extract.lines import Line, cut
from kg.extract.recommendation_draft import Draft
from kg.rules import Rules

_CUES = ("ecommend", "suggest")


def recommended_in_prose(lines: Iterable[Line], *, rules: Rules) -> tuple[Draft, ...]:
    """One draft for each sentence in which the review itself recommends, with a next one that leans on it."""
    says = [rules.named("recommendation-prose", id) for id in ("review-recommends", "it-is-recommended")]
    other = rules.named("recommendation-prose", "not-of-this-review").pattern
    decision = rules.named("recommendation-limits", "decision-of-a-meeting").pattern
    drafts: list[Draft] = []
    for line in lines:
        text = line.words.text
        if line.heading or not any(cue in text for cue in _CUES):
            continue
        draft: Draft | None = None
        for start, end in sentences(text):
            sentence = text[start:end]
            rule = next((rule for rule in says if rule.pattern.search(sentence)), None)
            if rule is not None and not other.search(sentence) and not decision.search(sentence):
                draft = Draft(rule=f"recommendations/{rule.id}", confidence=0.75, first=line.passage.index)
                draft.add(cut(line.words, max(start, line.start), end), line.passage.index)
                drafts.append(draft)
            elif (
                draft is not None
                and leans_on_what_went_before(sentence, rules=rules)
                and asks(sentence, rules=rules)
            ):
                draft.add(cut(line.words, start, end), line.passage.index)
            else:
                draft = None
    return tuple(d for d in drafts if len(d.text.split()) >= 8 and not d.text.endswith(":"))
