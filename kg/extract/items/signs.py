"""Signs on the page of recommendations: which heading opens a list of them, which line is an item, what is never one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg.extract.page.labels import Label
from kg.extract.page.lines import Line, numbered_head
from kg.extract.page.marks import Mark, MarkKind, leading_mark
from kg.extract.page.mood import asks, asks_before_it_reports, own_voice, reports
from kg.extract.page.wording import overlap
from kg.rules import Rule, Rules

_HEAD_NUMBER = re.compile(
    r"^(?:section |part |step )?\(?\d{0,3}(?:\.\d{1,3})*[.):]?\s*(?=[A-Za-z])", re.IGNORECASE
)

_ENTRY = re.compile(r"[a-z)’'?] \d{1,3}$")  # of a contents list that lost its dots: "Our recommendations 14"
_LISTED = ("", "improvement", "concern", "question")  # kinds of items that all have a mark where one has
_HEAD = 90  # characters of the longest heading that is set as plain text
_LEAD = 80  # characters in which an answer is announced
_SENTENCE = 4  # words of the shortest sentence that tells what was done
_TITLE = 12  # words of the longest title beside a label
_BEGIN = 240  # characters in which a sentence that asks has its verb
_ASKING = re.compile(r"^(?:The |All |Each |Both |[A-Z]).*\b(?:should|must|shall)\b")
_UNLIKE = 0.5  # below which two wordings are not one recommendation


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text in which items are recommendations, with what opened it."""

    mode: str  # list: every item; mixed: items that ask for something; lead: the list after a lead-in
    level: int
    rule: str
    basis: str = ""
    what: str = ""
    lead_in: str = ""
    headings: tuple[str, ...] = ()
    serial: int = 0
    sure: bool = True  # whether its heading speaks of recommendations outright


class Worded(Protocol):
    """What is asked of a recommendation printed before: its number and words."""

    @property
    def number(self) -> str | None: ...

    @property
    def text(self) -> str: ...


class Numbered(Worded, Protocol):
    """What is asked of the recommendation read last: its rule, number, title and words."""

    rule: str
    title: str


RESTATED = Region("list", 7, "recommendations/numbered-in-answer")


@dataclass(frozen=True, slots=True)
class Signs:
    """The rules that read lines of a document with recommendations.

    `headed`: whether a heading alone may open a list; plans and annual reports use the word for other things.
    """

    rules: Rules
    headed: bool = True

    def limit(self, id: str, text: str) -> bool:
        """Whether `text` is what the rule `id` of recommendation-limits.toml describes."""
        return self.rules.named("recommendation-limits", id).pattern.search(text) is not None

    def is_heading(self, line: Line, before: str) -> bool:
        """Whether a line is a heading, or looks like one; `before` is the text of the line above."""
        if line.heading:
            return True
        text = line.text
        if len(text) > 120 or text.endswith((".", ";", ",")):
            return False
        if _ENTRY.search(text) or (text.endswith("?") and line.mark.kind is not MarkKind.NONE):
            return False
        if numbered_head(line):
            return not asks(text, rules=self.rules)
        if line.passage.block.emphasis and line.mark.kind in (MarkKind.NONE, MarkKind.NUMBER):
            return not asks(text, rules=self.rules)
        if len(text) < _HEAD and line.mark.kind is MarkKind.NONE and self.limit("closing-heading", text):
            return not asks(text, rules=self.rules)
        rule = (
            self.section(text, before)
            if line.cell is not None or text.isupper() or len(text) < _HEAD
            else None
        )
        return rule is not None and rule.give("sure") != "no"  # a doubtful one needs to be set as a heading

    def section(self, text: str, before: str) -> Rule | None:
        """The rule of the heading that opens (or only seems to open) a list of recommendations."""
        bare = _HEAD_NUMBER.sub("", text).strip()
        if bare[:1].islower():
            bare = f"{before} {bare}"  # a heading broken over two lines
        for rule in self.rules.group("recommendation-sections"):
            if rule.give("mode") != "group" and rule.pattern.search(bare):
                return rule if self.headed or rule.give("mode") in ("quoted", "no") else None
        return None

    def announces(self, line: Line) -> bool:
        """Whether a line announces items: "The Board should:", "To the Trust:", "The matters of concern are as follows."."""
        matters = self.rules.named("recommendation-leadins", "matters-follow")
        if self._names_for_whom(line) or matters.pattern.search(line.text[-200:]):
            return True
        if line.text.endswith(":"):
            follow = self.rules.named("recommendation-leadins", "recommendations-follow")
            should = self.rules.named("recommendation-leadins", "body-should")
            plain = line.mark.kind is MarkKind.NONE or line.mark.depth > 1
            return bool(follow.pattern.search(line.text[-400:])) or (
                plain and bool(should.pattern.search(line.text[-200:]))
            )
        return False

    def _names_for_whom(self, line: Line) -> bool:
        """Whether a line only says for whom the items below it are."""
        if line.mark.kind is not MarkKind.NONE:
            return False
        return self.rules.named("recommendation-leadins", "for-whom").pattern.search(line.text) is not None

    def is_item(self, region: Region, line: Line, top: Mark | None) -> bool:
        """Whether a line of `region`, whose first item had the mark `top`, is one of its items."""
        text, mark = line.text, line.mark
        if len(text.split()) < 4 or self.limit("rationale", text) or self.limit("not-recommending", text):
            return False
        if region.what == "question" and text.endswith("?"):
            return True
        if mark.kind is MarkKind.NONE:
            return self._is_plain_item(region, text, top)
        if region.mode == "mixed" or mark.depth > 1:
            return asks_before_it_reports(own_voice(text, rules=self.rules), rules=self.rules)
        return True

    def _is_plain_item(self, region: Region, text: str, top: Mark | None) -> bool:
        """A paragraph without mark: where items have marks it is none; else it has to ask, in its own voice."""
        if top is not None and top.kind is not MarkKind.NONE and region.what in _LISTED:
            return False
        if region.what == "concern":
            return True
        if region.what == "improvement" and len(text.split()) <= 60 and not reports(text, rules=self.rules):
            return True
        voice = own_voice(text, rules=self.rules)
        if region.mode == "mixed":
            return asks_before_it_reports(voice, rules=self.rules)
        return asks(voice, rules=self.rules)

    def beyond(self, region: Region, text: str, level: int) -> Region | None:
        """The region after a heading inside it: with that group ("Health"), or None where it ends there."""
        group = self.rules.named("recommendation-sections", "agency-group").pattern.search(text)
        closes = self.limit("closing-heading", text) or level < region.level
        leaves = level == region.level or region.what == "question"
        if region.mode == "lead" or closes or (leaves and not group):
            return None
        return replace(region, headings=(*region.headings[:1], text), lead_in="")

    def announced(self, text: str, serial: int) -> Region | None:
        """The region that a paragraph opens whose last words announce recommendations or matters of concern."""
        if not text.endswith(":") and "MATTERS OF CONCERN" not in text:
            return None
        if self.limit("of-another", text):
            return None
        rule = self.rules.named("recommendation-leadins", "recommendations-follow")
        if rule.pattern.search(text[-400:]) and not self.limit("decision-of-a-meeting", text):
            return Region("lead", 7, f"recommendations/{rule.id}", lead_in=text, serial=serial)
        rule = self.rules.named("recommendation-leadins", "matters-follow")
        if rule.pattern.search(text):
            return Region("list", 7, f"recommendations/{rule.id}", "coroner", "concern", serial=serial)
        return None

    def numbers_one(self, region: Region, line: Line, last: Numbered | None) -> bool:
        """Whether a heading numbers one recommendation: "1. Voice of the child", and "2. ..." after it."""
        mark = line.mark if line.mark.kind is not MarkKind.NONE else leading_mark(line.words.text)
        if (
            mark.kind is not MarkKind.NUMBER
            or mark.depth > 1
            or self.limit("closing-heading", line.words.text)
        ):
            return False
        after = last is not None and last.title and last.number == str(int(mark.value) - 1)
        return region.mode == "list" and (mark.value == "1" or bool(after))

    def is_topic(self, beside: str, after: Line | None) -> bool:
        """Whether words beside a label that might be an order ("Support for carers") head a sentence that asks, right below."""
        if after is None or after.heading or len(beside.split()) > _TITLE or beside[-1:] in (",", ")"):
            return False
        return after.mark.kind is MarkKind.NONE and _ASKING.search(after.text[:_BEGIN]) is not None

    def restates(self, line: Line, last: Numbered | None, after: Line | None) -> bool:
        """A paragraph of an answering document that asks: the recommendation, printed above its answer.

        It is numbered in turn, or a line that is labelled as an answer ("Board response: ...") stands right below it.
        """
        mark = line.mark
        if after is not None and not line.heading and asks(line.text, rules=self.rules):
            lead = self.rules.named("response-layout", "leading-answer").pattern.match(after.text[:_LEAD])
            if lead and "respon" in lead.group().lower():
                return True
        if mark.kind is not MarkKind.NUMBER or mark.depth > 1:
            return False
        follows = last is not None and last.rule == RESTATED.rule and last.number == str(int(mark.value) - 1)
        in_turn = mark.value == "1" if last is None else follows
        return in_turn and asks_before_it_reports(own_voice(line.text, rules=self.rules), rules=self.rules)

    def passes_over(self, line: Line, label: Label, before: Sequence[Worded]) -> bool:
        """Whether a label announces no recommendation: an answer, another review's, or what was done about one that
        is printed before ("Recommendation 2: Nurses are in post.")."""
        return (
            label.what == "answer"
            or self.limit("of-another", label.lead)
            or self.answers(line.words.text[label.end :], label, before)
        )

    def answers(self, rest: str, label: Label, before: Sequence[Worded]) -> bool:
        """Whether the words beside a label ask for nothing, though those printed before with its number did."""
        if (
            len(rest.split()) < _SENTENCE
            or not rest.endswith(".")
            or asks(own_voice(rest, rules=self.rules), rules=self.rules)
        ):
            return False
        same = [one.text for one in before if one.number == label.number]
        return any(asks(text, rules=self.rules) and overlap(text, rest) < _UNLIKE for text in same)
