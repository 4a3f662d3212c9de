"""Recommendations in running text: "The review therefore recommends that ...", where a report lists none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.items.draft import Draft
from kg.extract.page.lines import Line, cut
from kg.extract.page.mood import asks, leans_on_what_went_before, sentences
from kg.rules import Rule, Rules


@dataclass(frozen=True, slots=True)
class _Says:
    """The rules by which a sentence recommends, and by which it only seems to."""

    direct: tuple[Rule, ...]
    counts: Rule  # "The group did recommend three things."
    next: Rule  # "First, that ..."
    never: tuple[re.Pattern[str], ...]

    def rule_of(self, sentence: str) -> Rule | None:
        """The rule by which the review itself recommends in `sentence`, or None."""
        if any(pattern.search(sentence) for pattern in self.never):
            return None
        return next((rule for rule in self.direct if rule.pattern.search(sentence)), None)


def recommended_in_prose(lines: Iterable[Line], *, rules: Rules) -> tuple[Draft, ...]:
    """One draft for each sentence in which the review itself recommends, with a next one that leans on it; one for
    each of the things that it counts off ("First, that ... Second, that ...")."""
    says = _says(rules)
    drafts: list[Draft] = []
    for line in lines:
        if not line.heading:
            drafts.extend(_of_paragraph(line, says, rules))
    return tuple(d for d in drafts if len(d.text.split()) >= 8 and not d.text.endswith(":"))


def _says(rules: Rules) -> _Says:
    prose = {id: rules.named("recommendation-prose", id) for id in _PROSE}
    limits = (
        rules.named("recommendation-limits", id).pattern
        for id in ("decision-of-a-meeting", "not-recommending")
    )
    return _Says(
        (
            prose["review-recommends"],
            prose["it-is-recommended"],
            prose["review-asks"],
            prose["asks-in-other-words"],
        ),
        prose["recommends-things"],
        prose["counted-off"],
        (prose["not-of-this-review"].pattern, *limits),
    )


_PROSE = (
    "review-recommends",
    "it-is-recommended",
    "review-asks",
    "asks-in-other-words",
    "recommends-things",
    "counted-off",
    "not-of-this-review",
)


def _of_paragraph(line: Line, says: _Says, rules: Rules) -> Iterator[Draft]:
    text = line.words.text
    draft: Draft | None = None
    counting = False
    for start, end in sentences(text):
        sentence = text[start:end]
        off = says.next.pattern.match(sentence) if counting else None
        if off is not None:
            yield _draft(line, says.next, start + off.end(), end)
            continue
        counting = _counts(sentence, says)
        rule = None if counting else says.rule_of(sentence)
        if rule is not None:
            draft = _draft(line, rule, max(start, line.start), end)
            yield draft
        elif (
            draft is not None
            and leans_on_what_went_before(sentence, rules=rules)
            and asks(sentence, rules=rules)
        ):
            draft.add(cut(line.words, start, end), line.passage.index)
        else:
            draft = None


def _counts(sentence: str, says: _Says) -> bool:
    never = any(pattern.search(sentence) for pattern in says.never)
    return not never and says.counts.pattern.search(sentence) is not None


def _draft(line: Line, rule: Rule, start: int, end: int) -> Draft:
    draft = Draft(rule=f"recommendations/{rule.id}", confidence=0.75, first=line.passage.index)
    draft.add(cut(line.words, start, end), line.passage.index)
    return draft
