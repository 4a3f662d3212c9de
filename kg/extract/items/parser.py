"""Walk the lines of one embedded document and gather its recommendations.

A label ("Recommendation 3") opens one wherever it stands; so does an item in a region that a heading or lead-in opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kg.extract.items.continuation import Growth
from kg.extract.items.draft import Draft, complete, labelled, listed, part_of, titled
from kg.extract.items.signs import RESTATED, Numbered, Region, Signs
from kg.extract.page.labels import Label
from kg.extract.page.lines import Line, cut, line_label
from kg.extract.page.marks import MarkKind, leading_mark
from kg.extract.page.mood import asks
from kg.model.text import Folded
from kg.rules import Rule

_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}")


class Walk:
    """The state of one walk; `run` gives the drafts in reading order."""

    def __init__(self, signs: Signs, growth: Growth) -> None:
        self._signs = signs
        self._growth = growth
        self._rules = signs.rules
        self._before = ""
        self._after: Line | None = None
        self._region: Region | None = None
        self._open: Draft | None = None
        self._serial = 0
        self._drafts: list[Draft] = []

    def run(self, lines: Iterable[Line]) -> tuple[Draft, ...]:
        """The drafts of `lines`, in reading order."""
        for line, self._after in pairwise((*lines, None)):
            assert line is not None
            self._take(line)
            self._before = line.words.text
        return complete(self._drafts)

    def _take(self, line: Line) -> None:
        if not line.text or _LEADERS.search(line.words.text):
            return
        label = line_label(line, rules=self._rules)
        if label is not None and self._signs.passes_over(line, label, self._drafts):
            self._open = None
        elif label is not None and (label.sure or self._region is not None or self._in_series(label)):
            self._open_label(line, label)
        elif self._signs.is_heading(line, self._before):
            self._heading(line)
        elif self._signs.limit("boilerplate", line.text) or (self._open is not None and self._continue(line)):
            return
        elif self._region is not None:
            self._item(self._region, line)
        else:
            self._lead_in(line)

    def _in_series(self, label: Label) -> bool:
        if label.number == "1":
            return True
        return any(d.labelled and d.rule == label.rule for d in self._drafts[-3:])

    # labels

    def _open_label(self, line: Line, label: Label) -> None:
        rest = cut(line.words, label.end, len(line.words.text))
        draft = labelled(line, label, self._region)
        self._growth.below_label = True
        if rest.text:
            self._growth.below_label = self._set_title(line, draft, rest)
        if label.part:
            draft.stem = self._stem_of(label.number)
        self._start(draft)

    def _set_title(self, line: Line, draft: Draft, rest: Folded) -> bool:
        """Words beside a label are its title where they ask for nothing; then its words stand below."""
        topic = line.heading or line.passage.block.emphasis or self._signs.is_topic(rest.text, self._after)
        short = len(rest.text) < 140 and not rest.text.endswith((".", ";", ":"))
        if short and (topic or not asks(rest.text, rules=self._rules)):
            draft.title = rest.text
            draft.title_words = rest
            return True
        draft.add(rest, line.passage.index)
        return False

    def _stem_of(self, number: str) -> Draft | None:
        for draft in reversed(self._drafts):
            if draft.number == number and draft.part is None and draft.pieces:
                return draft
        return None

    def _last(self) -> Numbered | None:
        return self._drafts[-1] if self._drafts else None

    def _start(self, draft: Draft) -> None:
        self._drafts.append(draft)
        self._open = draft
        draft.region = self._region.serial if self._region is not None else 0

    def _heading(self, line: Line) -> None:
        text = line.words.text
        level = line.level or (2 if line.mark.depth == 1 or text[:1].isdigit() else 6)
        if self._region is not None and self._signs.announces(line):
            self._open, self._region = None, replace(self._region, lead_in=text)
            return
        if self._titles_open(text):
            assert self._open is not None
            self._open.title, self._open.title_words = text, line.words
            return
        self._open = self._growth.top = None
        found = self._signs.section(text, self._before)
        if found is not None:
            self._enter(found, text, level if line.heading else min(level, 3))
        elif self._region is not None and self._signs.numbers_one(self._region, line, self._last()):
            self._open_titled(self._region, line)
        elif self._region is not None:
            self._region = self._signs.beyond(self._region, text, level)

    def _titles_open(self, text: str) -> bool:
        """Whether a heading below a bare label is its title."""
        draft = self._open
        if draft is None or not draft.labelled or draft.pieces or draft.title:
            return False
        return self._signs.section(text, self._before) is None and not self._signs.limit(
            "closing-heading", text
        )

    def _open_titled(self, region: Region, line: Line) -> None:
        mark = line.mark if line.mark.kind is not MarkKind.NONE else leading_mark(line.words.text)
        draft = titled(line, mark, region)
        self._growth.below_label = True
        self._start(draft)

    def _enter(self, rule: Rule, text: str, level: int) -> None:
        if rule.give("mode") == "no":
            self._region = None
            return
        before = self._region
        if before is not None and level > before.level and rule.give("mode") == "list" == before.mode:
            self._serial += 1
            self._region = replace(
                before, headings=(*before.headings[:1], text), lead_in="", serial=self._serial
            )
            return
        self._serial += 1
        self._region = Region(
            mode=rule.give("mode"),
            level=level,
            rule=f"recommendations/{rule.id}",
            basis=rule.give("basis"),
            what=rule.give("what"),
            headings=(text,),
            serial=self._serial,
            sure=rule.give("sure") != "no",
        )

    def _lead_in(self, line: Line) -> None:
        region = self._signs.announced(line.text, self._serial + 1)
        if region is not None:
            self._serial += 1
            self._region = region
            self._growth.top = None
        elif self._growth.answers and self._signs.restates(line, self._last(), self._after):
            self._start(listed(line, RESTATED))
            self._growth.below_label = False

    # items

    def _item(self, region: Region, line: Line) -> None:
        self._open = None
        text, mark = line.text, line.mark
        if self._signs.limit("decision-of-a-meeting", text):
            self._region = None
            return
        if region.mode == "quoted":
            self._quoted(region, line)
            return
        if self._signs.announces(line):
            another = self._signs.limit("of-another", text)
            self._region = None if another else replace(region, lead_in=text)
            return
        if region.mode == "lead" and mark.kind is MarkKind.NONE:
            self._region = None
            self._lead_in(line)
            return
        if (
            self._growth.top is not None
            and self._growth.top.kind is MarkKind.BULLET
            and mark.kind is MarkKind.NUMBER
        ):
            self._region = None  # numbered paragraphs go on after a list of bullets
            return
        if self._signs.is_item(region, line, self._growth.top):
            self._open_item(region, line)

    def _quoted(self, region: Region, line: Line) -> None:
        """A plan quotes under such a heading in plain paragraphs; its own outcome or a bullet ends the quotation."""
        if line.mark.kind is MarkKind.BULLET or self._signs.limit("quotation-ends", line.text):
            self._region = None
        elif len(line.text.split()) >= 8:
            self._open_item(region, line)

    def _open_item(self, region: Region, line: Line) -> None:
        mark = line.mark
        if (
            self._growth.top is None
            or mark.kind is self._growth.top.kind
            or self._growth.top.kind is MarkKind.NONE
        ):
            self._growth.top, self._growth.depth = mark, line.passage.block.level
        draft = listed(line, region)
        self._growth.below_label = False
        self._start(draft)

    # what goes on with the recommendation that is open

    def _continue(self, line: Line) -> bool:
        draft = self._open
        assert draft is not None
        whole = cut(line.words, line.start, len(line.words.text))
        if not draft.labelled and not draft.pieces and not self._growth.starts(line):
            self._open = None
            return False
        if self._becomes_part(draft, line, whole):
            return True
        goes_on = self._growth.goes_on(draft, line)
        if goes_on:
            draft.add(whole, line.passage.index)
        else:
            self._open = None
        return goes_on or (not draft.pieces and not draft.title)

    def _becomes_part(self, draft: Draft, line: Line, whole: Folded) -> bool:
        """Lettered items below a number are its parts; a number without words of its own gives no stem."""
        if (
            line.mark.kind is not MarkKind.LETTER
            or draft.number is None
            or self._signs.limit("rationale", line.text)
        ):
            return False
        value = line.mark.value
        expected = "a" if draft.part is None else chr(ord(draft.part) + 1)
        if value != expected or (
            draft.part is None and not draft.labelled and not draft.number[:1].isdigit()
        ):
            return False
        stem = draft.stem if draft.part is not None else (draft if draft.pieces else None)
        if draft.part is None and stem is None:
            self._drafts.remove(draft)
        part = part_of(draft, stem, value, line)
        part.add(whole, line.passage.index)
        self._start(part)
        return True
