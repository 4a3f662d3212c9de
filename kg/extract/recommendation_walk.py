"""Walk the lines of one embedded document and gather its recommendations.

Two things open one: a label ("Recommendation 3"), wherever it stands; or an item in a region, which a heading
("Recommendations for Health") or a lead-in ("It is recommended that the Board:") opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.extract.labels import Label
from kg.extract.language import asks, asks_before_it_reports, leans_on_what_went_before, reports
from kg.extract.lines import Line, cut, line_label, numbered_head
from kg.extract.marks import Mark, MarkKind, leading_mark
from kg.extract.recommendation_draft import Draft
from kg.extract.wording import begins_with
from kg.model.text import BlockKind, Folded
from kg.rules import Rule, Rules

_LIST_GOES_ON = re.compile(r"(?::|;|,|[;,]? (?:and|or))\s*$")
_HEAD_NUMBER = re.compile(r"^(?:section |part |step )?\(?\d{0,3}(?:\.\d{1,3})*[.):]?\s*(?=[A-Za-z])", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}")


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


@dataclass(frozen=True, slots=True)
class Known:
    """Wordings of labelled recommendations printed elsewhere in the source, to tell where a restatement ends."""

    texts: Mapping[tuple[str, str | None], str]


class Walk:
    """The state of one walk; `run` gives the drafts in reading order."""

    def __init__(
        self, *, rules: Rules, known: Known | None = None, response: bool = False, headed: bool = True
    ) -> None:
        """`headed`: whether a heading alone may open a region; plans and annual reports use the word for other things."""
        self._rules = rules
        self._headed = headed
        self._before = ""
        self._known = known.texts if known else {}
        self._response = response
        self._region: Region | None = None
        self._open: Draft | None = None
        self._top: Mark | None = None
        self._depth = 0  # list level of the top items
        self._below_label = False
        self._serial = 0
        self._regions: dict[int, int] = {}  # id of draft -> serial of its region
        self._drafts: list[Draft] = []

    def run(self, lines: Iterable[Line]) -> tuple[Draft, ...]:
        """The drafts of `lines`, in reading order."""
        for line in lines:
            self._take(line)
            self._before = line.words.text
        return self._complete()

    def _take(self, line: Line) -> None:
        if not line.text or _LEADERS.search(line.words.text):
            return
        label = line_label(line, rules=self._rules)
        if label is not None and label.what == "answer":
            self._open = None
        elif label is not None and (label.sure or self._region is not None or self._in_series(label)):
            self._open_label(line, label)
        elif self._is_heading(line):
            self._heading(line)
        elif self._limit("boilerplate", line.text) or (self._open is not None and self._continue(line)):
            return
        elif self._region is not None:
            self._item(self._region, line)
        else:
            self._lead_in(line)

    def _limit(self, id: str, text: str) -> bool:
        return self._rules.named("recommendation-limits", id).pattern.search(text) is not None

    def _in_series(self, label: Label) -> bool:
        if label.number == "1":
            return True
        return any(d.labelled and d.rule == label.rule for d in self._drafts[-3:])

    # labels

    def _open_label(self, line: Line, label: Label) -> None:
        rest = cut(line.words, label.end, len(line.words.text))
        draft = Draft(
            rule=label.rule,
            confidence=0.98 if label.sure else 0.9,
            number=label.number,
            part=label.part,
            labelled=True,
            emphatic=line.passage.block.emphasis,
            boxed=line.passage.block.boxed,
            headings=self._headings(label),
            lead_in=self._region.lead_in if self._region else "",
            basis=_basis_of(label.what, self._region),
            first=line.passage.index,
            last=line.passage.index,
        )
        self._below_label = True
        if rest.text:
            self._below_label = self._set_title(line, draft, rest)
        if label.part:
            draft.stem = self._stem_of(label.number)
        self._start(draft)

    def _set_title(self, line: Line, draft: Draft, rest: Folded) -> bool:
        """Words beside a label are its title where they ask for nothing; then its words stand below."""
        short = len(rest.text) < 140 and not rest.text.endswith((".", ";", ":"))
        if short and (line.heading or line.passage.block.emphasis or not asks(rest.text, rules=self._rules)):
            draft.title = rest.text
            draft.title_words = rest
            return True
        draft.add(rest, line.passage.index)
        return False

    def _headings(self, label: Label) -> tuple[str, ...]:
        own = tuple(word for word in (label.lead, label.to) if word)
        return (self._region.headings if self._region else ()) + own

    def _stem_of(self, number: str) -> Draft | None:
        for draft in reversed(self._drafts):
            if draft.number == number and draft.part is None and draft.pieces:
                return draft
        return None

    def _start(self, draft: Draft) -> None:
        self._drafts.append(draft)
        self._open = draft
        if self._region is not None:
            self._regions[id(draft)] = self._region.serial

    # headings and regions

    def _is_heading(self, line: Line) -> bool:
        if line.heading:
            return True
        text = line.text
        if len(text) > 120 or text.endswith((".", ";", ",")):
            return False
        if numbered_head(line):
            return not asks(text, rules=self._rules)
        if line.passage.block.emphasis and line.mark.kind in (MarkKind.NONE, MarkKind.NUMBER):
            return not asks(text, rules=self._rules)
        return (line.cell is not None or text.isupper() or len(text) < 60) and self._section(text) is not None

    def _section(self, text: str) -> Rule | None:
        bare = _HEAD_NUMBER.sub("", text).strip()
        if bare[:1].islower():
            bare = f"{self._before} {bare}"  # a heading broken over two lines
        for rule in self._rules.group("recommendation-sections"):
            if rule.give("mode") != "group" and rule.pattern.search(bare):
                return rule if self._headed or rule.give("mode") in ("quoted", "no") else None
        return None

    def _heading(self, line: Line) -> None:
        text = line.words.text
        level = line.level or (2 if line.mark.depth == 1 or text[:1].isdigit() else 6)
        if self._region is not None and self._announces(self._region, line):
            self._open, self._region = None, replace(self._region, lead_in=text)
            return
        if self._open is not None and self._open.labelled and not self._open.pieces and not self._open.title:
            if self._section(text) is None and not self._limit("closing-heading", text):
                self._open.title = text
                self._open.title_words = line.words
                return
        self._open = None
        self._top = None
        found = self._section(text)
        if found is not None:
            self._enter(found, text, level)
        elif self._region is not None and self._numbers_one(self._region, line, text):
            self._open_titled(self._region, line)
        elif self._region is not None:
            self._pass_heading(self._region, text, level)

    def _numbers_one(self, region: Region, line: Line, text: str) -> bool:
        """Whether a heading numbers one recommendation: "1. Voice of the child", and "2. ..." after it."""
        mark = line.mark if line.mark.kind is not MarkKind.NONE else leading_mark(text)
        if mark.kind is not MarkKind.NUMBER or mark.depth > 1 or self._limit("closing-heading", text):
            return False
        last = self._drafts[-1] if self._drafts else None
        after = last is not None and last.title and last.number == str(int(mark.value) - 1)
        return region.mode == "list" and (mark.value == "1" or bool(after))

    def _open_titled(self, region: Region, line: Line) -> None:
        mark = line.mark if line.mark.kind is not MarkKind.NONE else leading_mark(line.words.text)
        title = line.words.text[max(mark.end, line.start) :].strip()
        draft = Draft(
            rule=region.rule,
            confidence=0.88,
            number=mark.value,
            title=title,
            lead_in=region.lead_in,
            headings=(*region.headings[:1], title),
            basis=region.basis,
            first=line.passage.index,
        )
        self._below_label = True
        self._start(draft)

    def _enter(self, rule: Rule, text: str, level: int) -> None:
        if rule.give("mode") == "no":
            self._region = None
            return
        before = self._region
        if before is not None and level > before.level and rule.give("mode") == "list" == before.mode:
            self._region = replace(before, headings=(*before.headings[:1], text), lead_in="")
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
        )

    def _pass_heading(self, region: Region, text: str, level: int) -> None:
        group = self._rules.named("recommendation-sections", "agency-group").pattern.search(text)
        closes = self._limit("closing-heading", text) or level < region.level
        if region.mode == "lead" or closes or (level == region.level and not group):
            self._region = None
        else:
            self._region = replace(region, headings=(*region.headings[:1], text), lead_in="")

    def _lead_in(self, line: Line) -> None:
        text = line.text
        if not text.endswith(":") and "MATTERS OF CONCERN" not in text:
            return
        rule = self._rules.named("recommendation-leadins", "recommendations-follow")
        concern = self._rules.named("recommendation-leadins", "matters-follow")
        if rule.pattern.search(text[-400:]) and not self._limit("decision-of-a-meeting", text):
            self._serial += 1
            self._region = Region("lead", 7, f"recommendations/{rule.id}", lead_in=text, serial=self._serial)
        elif concern.pattern.search(text):
            self._serial += 1
            self._region = Region(
                "list", 7, f"recommendations/{concern.id}", "coroner", "concern", serial=self._serial
            )
        self._top = None

    # items

    def _item(self, region: Region, line: Line) -> None:
        self._open = None
        text, mark = line.text, line.mark
        if self._limit("decision-of-a-meeting", text):
            self._region = None
            return
        if region.mode == "quoted":
            self._quoted(region, line)
            return
        if self._announces(region, line):
            self._region = replace(region, lead_in=text)
            return
        if region.mode == "lead" and mark.kind is MarkKind.NONE:
            self._region = None
            self._lead_in(line)
            return
        if self._top is not None and self._top.kind is MarkKind.BULLET and mark.kind is MarkKind.NUMBER:
            self._region = None  # numbered paragraphs go on after a list of bullets
            return
        if self._is_item(region, line):
            self._open_item(region, line)

    def _quoted(self, region: Region, line: Line) -> None:
        """A plan quotes under such a heading in plain paragraphs; its own outcome or a bullet ends the quotation."""
        if line.mark.kind is MarkKind.BULLET or self._limit("quotation-ends", line.text):
            self._region = None
        elif len(line.text.split()) >= 8:
            self._open_item(region, line)

    def _announces(self, region: Region, line: Line) -> bool:
        if line.text.endswith(":"):
            follow = self._rules.named("recommendation-leadins", "recommendations-follow")
            should = self._rules.named("recommendation-leadins", "body-should")
            plain = line.mark.kind is MarkKind.NONE or line.mark.depth > 1
            return bool(follow.pattern.search(line.text[-400:])) or (
                plain and bool(should.pattern.search(line.text[-200:]))
            )
        return False

    def _is_item(self, region: Region, line: Line) -> bool:
        text, mark = line.text, line.mark
        if len(text.split()) < 4 or self._limit("rationale", text) or self._limit("not-recommending", text):
            return False
        if region.what == "question" and text.endswith("?"):
            return True
        if mark.kind is MarkKind.NONE:
            listed = self._top is not None and self._top.kind is not MarkKind.NONE
            if listed and region.what in ("", "improvement"):
                return False
            plain = (
                region.what == "improvement"
                and len(text.split()) <= 60
                and not reports(text, rules=self._rules)
            )
            return region.what == "concern" or plain or asks(text, rules=self._rules)
        if region.mode == "mixed" or mark.depth > 1:
            return asks(text, rules=self._rules) and not reports(text[:80], rules=self._rules)
        return True

    def _open_item(self, region: Region, line: Line) -> None:
        mark = line.mark
        if self._top is None or mark.kind is self._top.kind or self._top.kind is MarkKind.NONE:
            self._top, self._depth = mark, line.passage.block.level
        number = mark.value if mark.kind is not MarkKind.BULLET and mark.value else None
        draft = Draft(
            rule=region.rule,
            confidence=0.9 if region.mode == "list" else 0.8,
            number=number,
            lead_in=region.lead_in,
            headings=region.headings,
            basis=region.basis,
            emphatic=line.passage.block.emphasis,
            first=line.passage.index,
        )
        draft.add(cut(line.words, line.start, len(line.words.text)), line.passage.index)
        self._below_label = False
        self._start(draft)

    # what goes on with the recommendation that is open

    def _continue(self, line: Line) -> bool:
        draft = self._open
        assert draft is not None
        whole = cut(line.words, line.start, len(line.words.text))
        if not draft.labelled and not draft.pieces and not self._starts_titled(line):
            self._open = None
            return False
        if self._becomes_part(draft, line, whole):
            return True
        goes_on = self._goes_on(draft, line)
        if goes_on:
            draft.add(whole, line.passage.index)
        elif not draft.pieces and not draft.title:
            self._open = None
            return True
        if not goes_on:
            self._open = None
        return goes_on

    def _starts_titled(self, line: Line) -> bool:
        return line.mark.kind is MarkKind.NONE and asks(line.text, rules=self._rules)

    def _becomes_part(self, draft: Draft, line: Line, whole: Folded) -> bool:
        """Lettered items below a number are its parts; a number without words of its own gives no stem."""
        if (
            line.mark.kind is not MarkKind.LETTER
            or draft.number is None
            or self._limit("rationale", line.text)
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
        part = Draft(
            rule=draft.rule,
            confidence=draft.confidence,
            number=draft.number,
            part=value,
            title=draft.title if draft.part else "",
            lead_in=stem.text if stem else draft.lead_in,
            headings=draft.headings,
            stem=stem,
            basis=draft.basis,
            labelled=draft.labelled,
            emphatic=draft.emphatic,
            boxed=draft.boxed,
            first=line.passage.index,
        )
        part.add(whole, line.passage.index)
        self._start(part)
        return True

    def _goes_on(self, draft: Draft, line: Line) -> bool:
        text = line.text
        if not draft.pieces:
            return self._first_words(draft, line)
        known = self._known.get((draft.number or "", draft.part)) if draft.labelled else None
        if known is not None and begins_with(known, draft.text):
            return begins_with(known, f"{draft.text} {text}")
        before = draft.pieces[-1].text
        if text[:1].islower() and not before.endswith((".", "?", ":")) and line.mark.kind is MarkKind.NONE:
            return True
        if self._limit("rationale", text) or self._limit("response-begins", text):
            return False
        if line.mark.kind is not MarkKind.NONE:
            return self._list_goes_on(draft, line, before)
        if draft.emphatic != line.passage.block.emphasis and self._response:
            return False
        leans = leans_on_what_went_before(text, rules=self._rules)
        return (leans or self._below_label) and asks_before_it_reports(text, rules=self._rules)

    def _first_words(self, draft: Draft, line: Line) -> bool:
        if self._limit("response-begins", line.text):
            return False
        draft.emphatic = line.passage.block.emphasis
        draft.boxed = draft.boxed or line.passage.block.boxed
        draft.first = line.passage.index
        return True

    def _list_goes_on(self, draft: Draft, line: Line, before: str) -> bool:
        """Bullets after a colon, and those after them, belong to the words that announce them."""
        if line.mark.depth > 1 and (self._top is None or line.mark.depth <= max(self._top.depth, 1)):
            return False
        if self._top is not None and self._same_series(self._top, line):
            return False
        if _LIST_GOES_ON.search(before):
            return True
        bulleted = draft.last == line.passage.index - 1 and len(draft.pieces) > 1
        return bulleted or (
            draft.labelled and line.mark.kind is MarkKind.BULLET and self._below_label and not self._response
        )

    def _same_series(self, top: Mark, line: Line) -> bool:
        nested = line.passage.block.kind is BlockKind.LIST_ITEM and line.passage.block.level > self._depth
        return line.mark.kind is top.kind and line.mark.depth == top.depth and not nested

    # the end

    def _complete(self) -> tuple[Draft, ...]:
        """Drafts with words; an item beside labelled ones in one region is commentary, a bare title a contents line."""
        labelled = [self._regions.get(id(d), 0) for d in self._drafts if d.labelled]
        full = {(d.number, d.part) for d in self._drafts if d.labelled and d.pieces}
        kept = []
        for draft in self._drafts:
            serial = self._regions.get(id(draft), 0)
            if not draft.labelled and labelled.count(serial) >= 2:
                continue
            if not draft.pieces and draft.title_words is not None and (draft.number, draft.part) not in full:
                draft.add(draft.title_words, draft.first)
            if draft.pieces and len(draft.text.split()) >= 3:
                kept.append(draft)
        return tuple(kept)


def _basis_of(what: str, region: Region | None) -> str:
    if region is not None and region.basis:
        return region.basis
    return "inspection" if what == "improvement" else ""
