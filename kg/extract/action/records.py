"""Actions: rows of action and improvement plans, trackers, and lists of next steps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.action.columns import PlanRow, column_rows
from kg.extract.action.rows import table_rows
from kg.extract.action.steps import next_steps
from kg.extract.action.torn import FEWEST, Torn
from kg.extract.grid.keys import BLANK, printed_keys, state_by_key
from kg.extract.page.labels import number_of
from kg.extract.response.stance import state_told
from kg.extract.review.titles import own_parts
from kg.model.evidence import evidence
from kg.model.found import FoundAction, FoundRecommendation, FoundReview
from kg.model.keys import digest, match_form
from kg.model.progress import Progress, ProgressBasis
from kg.model.text import Issue, Outline
from kg.rules import Rules

_LONG_STATUS = 60  # characters above which words about progress are no status
_DOCUMENT_TITLE = 120
_QUOTED = 40  # characters from which words beside an action are a quotation


def find_actions(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    recommendations: tuple[FoundRecommendation, ...],
    *,
    rules: Rules,
) -> tuple[FoundAction, ...]:
    """Every action of a plan in reading order, with the recommendation or review that it answers where it says so."""
    return read_actions(outline, reviews, recommendations, rules=rules)[0]


def read_actions(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    recommendations: tuple[FoundRecommendation, ...],
    *,
    rules: Rules,
) -> tuple[tuple[FoundAction, ...], tuple[Issue, ...]]:
    """The actions, and an issue for each row that is debris of torn columns and was left out."""
    rows = [
        *table_rows(outline, rules=rules),
        *column_rows(outline, rules=rules),
        *next_steps(outline, rules=rules),
    ]
    rows.sort(key=lambda row: row.words.offsets[0])
    rows, issues = _whole(outline, rows)
    keys = printed_keys(outline, rules=rules) if rows else {}
    found: list[FoundAction] = []
    seen: dict[str, int] = {}
    for row in rows:
        action = _found(outline, row, reviews, recommendations, keys, rules)
        times = seen[action.key] = seen.get(action.key, 0) + 1
        found.append(action if times == 1 else replace(action, key=digest(action.key, times)))
    return tuple(found), issues


def _whole(outline: Outline, rows: list[PlanRow]) -> tuple[list[PlanRow], tuple[Issue, ...]]:
    """The rows that are no debris, and an issue for each other one."""
    torn = Torn.of(outline.document.text if rows else "")
    kept: list[PlanRow] = []
    issues: list[Issue] = []
    for row in rows:
        words = torn.words(f"{row.words.text} {row.measure}")
        if len(words) < FEWEST:
            kept.append(row)
            continue
        start, name = row.words.offsets[0], outline.document.source.name
        line = outline.document.line(start) if outline.document.lined else None
        message = (
            f"A row of a plan in {name} is left out: its words are torn ({', '.join(words[:FEWEST])}), as a scan read "
            f"across columns tears them; read it in the file{f', line {line}' if line else ''}."
        )
        issues.append(Issue("torn-row", message, name, line=line))
    return kept, tuple(issues)


def _found(
    outline: Outline,
    row: PlanRow,
    reviews: Sequence[FoundReview],
    recommendations: Sequence[FoundRecommendation],
    keys: Mapping[str, str],
    rules: Rules,
) -> FoundAction:
    document = outline.embedded[row.embedded]
    text = row.words.text
    span = row.words.span(0, len(text))
    progress, basis = _progress(row, keys, rules)
    answered = _recommendation(row, recommendations, document.key, span.start, rules)
    return FoundAction(
        key=digest("action", document.key, text, row.owner, row.due),
        evidence=evidence(
            outline.document,
            span,
            embedded=document.key,
            rule=f"actions/{row.rule}",
            confidence=row.confidence,
        ),
        text=text,
        plan=document.title[:_DOCUMENT_TITLE] or None,
        priority=row.priority if row.priority and row.priority not in document.title else None,
        owner=row.owner or None,
        due=row.due or None,
        measure=row.measure or None,
        partners=row.partners or None,
        status=row.status or (row.progress if len(row.progress) <= _LONG_STATUS else "") or None,
        update=row.progress or None,
        progress=progress,
        progress_basis=basis,
        review=answered.review
        if answered
        else _review(row.about, reviews) or _review(_titled(document.title, rules), reviews),
        recommendation=answered.key if answered else None,
    )


def _progress(row: PlanRow, keys: Mapping[str, str], rules: Rules) -> tuple[Progress, ProgressBasis | None]:
    """How far the action has got, and where that is read: a status, sentences of an update, or a date that says "Complete".

    The action's own words tell only of steps in prose ("The guidance has been completed"); an action of a plan is an order.
    """
    printed = [row.status, row.progress if len(row.progress) <= _LONG_STATUS else "", row.due]
    for words in printed:
        state = state_by_key(words, keys, rules=rules) if words else Progress.NOT_STATED
        if state is not Progress.NOT_STATED and (words is not row.due or state is Progress.COMPLETED):
            return state, ProgressBasis.STATUS
    if not row.status and not row.progress and BLANK in keys:
        return state_by_key(BLANK, keys, rules=rules), ProgressBasis.STATUS
    state = (
        state_told(row.progress, asked=row.words.text, rules=rules) if row.progress else Progress.NOT_STATED
    )
    if state is not Progress.NOT_STATED:
        return state, ProgressBasis.UPDATE
    if row.rule == "next-steps":
        state = state_told(row.words.text, asked="", rules=rules)
        if state in (Progress.COMPLETED, Progress.IN_PROGRESS):
            return state, ProgressBasis.WORDS
    return Progress.NOT_STATED, None


def _recommendation(
    row: PlanRow, recommendations: Sequence[FoundRecommendation], embedded: str, start: int, rules: Rules
) -> FoundRecommendation | None:
    """The recommendation that the row repeats, quotes beside it, or names by its number in the same document."""
    here = [one for one in recommendations if one.evidence.embedded == embedded]
    same = [one for one in here if one.evidence.span.start <= start < one.evidence.span.end]
    beside = [one for one in here if row.beside is not None and row.beside.covers(one.evidence.span)]
    if same or len(beside) == 1:
        return (same or beside)[0]
    if not row.about:
        return None
    about = match_form(row.about)
    quoted = [
        one
        for one in recommendations
        if _QUOTED < len(one.text) <= len(about) + 9 and match_form(one.text) in about
    ]
    if len({one.key for one in quoted}) == 1:
        return quoted[0]
    label = rules.named("actions", "recommendation-label").pattern.match(row.about)
    numbered = [
        one for one in here if label and one.number == number_of(label["number"]) and one.part is None
    ]
    return numbered[0] if len(numbered) == 1 else None


def _titled(title: str, rules: Rules) -> str:
    """The title of a plan without headings of its text: "Action plan: Rowan SCR" tells what all its rows answer."""
    return " ".join(own_parts(title, rules=rules))


def _review(about: str, reviews: Sequence[FoundReview]) -> str | None:
    """The review whose name or alias of two words or more stands in the words above the action, if it is one."""
    folded = match_form(about)
    named = {
        review.key
        for review in reviews
        for name in (review.name, *review.aliases)
        if len(re.findall(r"\w+", name)) > 1 and match_form(name) in folded
    }
    return next(iter(named)) if len(named) == 1 else None
