"""Answers beside a recommendation: which cells of a row speak to it, and which tell of an action of a plan alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.grid.tables import Row, Table
from kg.extract.response.stance import state_of
from kg.model.kinds import ResponseStance
from kg.model.progress import Progress
from kg.model.text import Folded
from kg.rules import Rules

POINTS_AT = re.compile(
    r"(?i)^\W*(?:see\b.{0,60}|as (?:above|below|recommendation\b.{0,60})|recommendations?\s+\d[\w.()]*\)?(?:\s*[ivx]+\))?"
    r"(?:\s*\(.*\))?(?:\s*(?:,|and|to|[-–])\s*\d[\w.()]*)*)\W*$"
)
"""Words that only point at a recommendation: "See above", "Recommendation 2a) i)"."""
_OPENS_WITH_STATE = re.compile(
    r"(?i)^\W*(?:complete[d]?|closed|in progress|ongoing|on[- ](?:track|going)|not (?:yet )?(?:due|started|begun|complete[d]?)|"
    r"partially complete[d]?|under way|underway|delayed|overdue|(?:red|amber|green|blue))\b"
    r"(?!\s+(?:in|on|by)?\s*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_LETTER = 3  # characters of a status that is a letter or "No", which decides nothing
_BRIEF = 5  # words of an update that is no more than a state
_STATE = 60  # characters of a status


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says to the recommendation in it: the words, the verdict and status printed beside them, who answers."""

    words: Folded
    verdict: ResponseStance | None = None
    status: str = ""
    agency: str = ""


def answers_in(table: Table, row: Row, rules: Rules) -> Iterator[Answer]:
    """What answers the recommendation of a row: the column of responses, the verdict alone, else an update that is not of an action."""
    verdict = _verdict(row, rules)
    status = "" if table.has("action") and table.any("response") else _status(row)
    for agency, words in row.by_agency:
        if words.text.strip("-–— "):
            yield Answer(words, _stance(words.text, rules), agency=agency)
    for role in _ANSWERING:
        cells = [
            words for words in row.own(role) if _says(words.text, rules) and not POINTS_AT.match(words.text)
        ]
        if cells and (role in ("response", "verdict") or _is_of_recommendation(table, row, role, rules)):
            for words in cells if role != "verdict" else cells[:1]:
                brief = (
                    words.text
                    if role in ("progress", "outcome", "verdict") and len(words.text.split()) <= _BRIEF
                    else ""
                )
                yield Answer(words, verdict, status or brief)
            return


_ANSWERING = ("response", "outcome", "progress", "verdict", "action")


def _is_of_recommendation(table: Table, row: Row, role: str, rules: Rules) -> bool:
    """Whether an update tells of the recommendation: there is no better answer, and it does not tell of actions alone."""
    if role == "action":
        return not table.any("response", "verdict", "outcome", "progress", "owner", "lead-agency", "due")
    if table.has("response") or table.has("verdict", "action") or table.by_action:
        return False
    plan = table.has("action") and table.any("owner", "agency", "lead-agency", "due")
    return not (plan and _OPENS_WITH_STATE.match(row.first(role)))


def _says(text: str, rules: Rules) -> bool:
    """Whether a cell says anything: two words or more, or a verdict or state."""
    return (
        len(text.split()) > 1
        or _stance(text, rules) is not None
        or state_of(text, rules=rules) is not Progress.NOT_STATED
    )


def _verdict(row: Row, rules: Rules) -> ResponseStance | None:
    """The verdict printed in a column of its own, or a refusal among the statuses: "We said no"."""
    said = _stance(row.text("verdict"), rules)
    status = row.text("status")
    if said is not None or len(status) <= _LETTER:
        return said
    told = _stance(status, rules)
    return told if told is not ResponseStance.ACCEPTED else None


def _stance(text: str, rules: Rules) -> ResponseStance | None:
    for rule in rules.group("verdicts") if text else ():
        if rule.pattern.search(text):
            return ResponseStance(rule.give("stance"))
    return None


def _status(row: Row) -> str:
    own = row.own("status")
    return row.text("status") if own and len(own[0].text) <= _STATE else ""
