"""Findings, learning points and good practice: items under their headings, behind their labels, and sentences that say so."""

from __future__ import annotations

import re

from kg.extract.bodies.answering import answering
from kg.extract.finding.said import FEWEST_WORDS, Item, paragraph_number, said_in
from kg.extract.label.lines import Labelled
from kg.extract.label.verdict import judged_items
from kg.extract.page.labels import label_of, number_of
from kg.extract.page.lines import Line, cut, numbered_head
from kg.extract.page.marks import Mark, MarkKind
from kg.extract.review.records import subject_of
from kg.model.evidence import evidence
from kg.model.found import FoundFinding, FoundReview
from kg.model.keys import digest
from kg.model.kinds import FindingKind
from kg.model.text import BlockKind, DocumentKind, Outline, Span
from kg.rules import Rule, Rules

_HEAD_NUMBER = re.compile(
    r"^(?:(?:[Ss]tep|[Ss]ection|[Pp]art) )?\(?\d{0,3}(?:\.\d{1,3})*[.):]?\s*(?=[A-Za-z])"
)
_REFERENCE = re.compile(
    r"\s*[(\[]?\s*\b[Rr]ecommendations?\s+\d+[a-z]?(?:(?:,| and| &)\s*\d+[a-z]?)*\s*[)\]]?\s*\.?\s*$"
)


class _Walk:
    """One walk over the lines of a document; `items` grows in reading order."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._what: FindingKind | None = None
        self._rule: Rule | None = None
        self._level = 0
        self._top: Mark | None = None
        self._depth = 0  # list level of the top items
        self._open: Item | None = None
        self._label_open = False
        self._region = 0  # serial of the heading that the lines stand under
        self._labelled: set[tuple[int, FindingKind]] = set()  # kinds that labels announce under a heading
        self.items: list[Item] = []
        self.covered: set[int] = set()

    def take(self, line: Line) -> None:
        """Read one line on."""
        label = self._label(line)
        if label is not None:
            self._open_label(line, *label)
        elif label_of(line.passage, rules=self._rules) is not None:
            self._close()
        elif line.heading or self._bold_head(line):
            self._heading(line)
        elif self._label_open and self._open is not None and not self._open.pieces:
            self._add(self._open, line)
        elif self._what is not None:
            self._item(line)

    def _label(self, line: Line) -> tuple[Rule, str | None, int] | None:
        text = line.words.text
        if text[:1] not in "CcRrLlKkFfGgPpSsEeN":
            return None
        for rule in self._rules.group("findings"):
            found = rule.pattern.match(text[:90]) if rule.give("at") == "label" else None
            if found is not None:
                rest = text[found.end() :]
                if (
                    rest
                    and not rest[0].isupper()
                    and rest[0] not in "'‘“\"("
                    and not found.group().rstrip().endswith((":", "–", "-"))
                ):
                    return None
                number = found.groupdict().get("number")
                return rule, number_of(number) if number else paragraph_number(line), found.end()
        return None

    def _open_label(self, line: Line, rule: Rule, number: str | None, end: int) -> None:
        self._open = Item(
            FindingKind(rule.give("what")), f"findings/{rule.id}", 0.95, [], number, self._region
        )
        self._labelled.add((self._region, self._open.kind))
        self._label_open = True
        self.items.append(self._open)
        rest = cut(line.words, end, len(line.words.text))
        titled = line.heading and not rest.text.endswith((".", "?"))
        if not titled and (len(rest.text.split()) >= FEWEST_WORDS or rest.text.endswith(".")):
            self._open.pieces.append(rest)
        self.covered.add(line.passage.index)

    def _bold_head(self, line: Line) -> bool:
        text = line.text
        if numbered_head(line) or self._named_head(line):
            return True
        return line.passage.block.emphasis and len(text) < 110 and not text.endswith((".", ";", ","))

    def _named_head(self, line: Line) -> bool:
        """A short line of text that is, word for word, one of the headings: "Step 3: Good practice"."""
        text = line.words.text
        if len(text) > 60 or line.mark.kind is MarkKind.BULLET or text.endswith((".", ";", ",")):
            return False
        return self._heading_rule(text) is not None

    def _heading_rule(self, text: str) -> Rule | None:
        bare = _HEAD_NUMBER.sub("", text).strip()
        rules = (rule for rule in self._rules.group("findings") if rule.give("at") == "heading")
        return next((rule for rule in rules if rule.pattern.search(bare)), None)

    def _heading(self, line: Line) -> None:
        if self._label_open and self._open is not None and not self._open.pieces:
            return  # a title between the label and the words
        self._open, self._label_open, self._top = None, False, None
        self._region += 1
        bare = _HEAD_NUMBER.sub("", line.words.text).strip()
        level = line.level or 6
        rule = self._heading_rule(line.words.text)
        if rule is not None:
            self._what = None if rule.give("what") == "no" else FindingKind(rule.give("what"))
            self._rule, self._level = rule, level
            return
        closing = self._rules.named("recommendation-limits", "closing-heading").pattern.search(bare)
        if closing or level <= self._level or "ecommendation" in bare:
            self._close()

    def _close(self) -> None:
        self._what, self._rule, self._open, self._label_open = None, None, None, False

    def _item(self, line: Line) -> None:
        text, mark = line.text, line.mark
        assert self._what is not None and self._rule is not None
        if self._top is not None and self._top.kind is MarkKind.BULLET and _numbered_on(mark):
            self._close()  # numbered paragraphs go on after a list of bullets
            return
        if self._goes_on(line):
            assert self._open is not None
            self._add(self._open, line)
            return
        self._open = None
        if self._announces(text) or len(text.split()) < FEWEST_WORDS:
            return
        if mark.kind is MarkKind.NONE and (self._what is FindingKind.FINDING or self._top is not None):
            return
        if mark.kind is not MarkKind.NONE and self._top is None:
            self._top, self._depth = mark, line.passage.block.level
        number = mark.value if mark.kind is MarkKind.NUMBER else None
        plain = mark.kind is MarkKind.NONE or mark.depth > 1
        self._open = Item(self._what, f"findings/{self._rule.id}", 0.9, [], number, self._region, plain=plain)
        self.items.append(self._open)
        self._add(self._open, line)

    def complete(self) -> list[Item]:
        """The items with words; plain paragraphs beside labelled ones under one heading are commentary."""
        return [
            item
            for item in self.items
            if item.pieces and not (item.plain and (item.region, item.kind) in self._labelled)
        ]

    def _announces(self, text: str) -> bool:
        return (
            text.endswith(":")
            or re.search(
                r"(?i)\b(?:as follows|can be summarised|(?:set out|listed|summarised|shown) below|below are|a number of (?:lessons|learning)|following (?:good practice|learning|lessons)|^identify each individual learning)\b",
                text,
            )
            is not None
        )

    def _goes_on(self, line: Line) -> bool:
        """Bullets below a number, a sentence broken in two; a new mark of the series is a new item."""
        if self._open is None or not self._open.pieces:
            return False
        before = self._open.pieces[-1].text
        if line.text[:1].islower() and not before.endswith((".", "?", "!", ":")):
            return True
        nested = self._top is not None and line.mark.kind not in (MarkKind.NONE, self._top.kind)
        deeper = line.passage.block.kind is BlockKind.LIST_ITEM and line.passage.block.level > self._depth
        return line.mark.kind is not MarkKind.NONE and (nested or deeper) and self._top is not None

    def _add(self, item: Item, line: Line) -> None:
        words = cut(line.words, line.start, len(line.words.text))
        if words.text:
            item.pieces.append(words)
            self.covered.add(line.passage.index)


def _numbered_on(mark: Mark) -> bool:
    """Whether a mark is the number of a paragraph, not the first of a list below a bullet."""
    return mark.kind is MarkKind.NUMBER and mark.value != "1"


def finding_items(outline: Outline, index: int, lines: tuple[Line, ...], *, rules: Rules) -> tuple[Item, ...]:
    """All that the rules take for findings, learning points and good practice in one embedded document, of any kind."""
    walk = _Walk(rules)
    for line in lines:
        walk.take(line)
    items = walk.complete()
    if outline.embedded[index].kind is DocumentKind.REVIEW_REPORT:
        items += said_in(lines, walk.covered, rules=rules)
    return tuple(items)


def find_findings(
    outline: Outline,
    reviews: tuple[FoundReview, ...],
    candidates: tuple[tuple[Item, ...], ...],
    labelled: Labelled,
    *,
    rules: Rules,
) -> tuple[FoundFinding, ...]:
    """Every finding, learning point and instance of good practice that a document prints."""
    found: list[FoundFinding] = []
    for index, embedded in enumerate(outline.embedded):
        review = subject_of(reviews, embedded)
        items = judged_items(candidates[index], labelled, index)
        found.extend(_record(outline, embedded.key, item, review, rules=rules) for item in items)
    return tuple(sorted(found, key=lambda f: (f.evidence.span.start, f.key)))


def _record(
    outline: Outline, embedded: str, item: Item, review: FoundReview | None, *, rules: Rules
) -> FoundFinding:
    last = item.pieces[-1]
    trimmed = _REFERENCE.sub("", last.text)
    if trimmed and trimmed != last.text and len(trimmed.split()) >= 3:
        item.pieces[-1] = cut(last, 0, len(trimmed))
    spans = [piece.span(0, len(piece.text)) for piece in item.pieces]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    text = " ".join(piece.text for piece in item.pieces)
    agencies: dict[str, None] = {}
    if item.kind is FindingKind.GOOD_PRACTICE:
        for piece in item.pieces:
            agencies.update(dict.fromkeys(answering(piece, rules=rules)))
    return FoundFinding(
        key=f"{item.kind.value}/{digest(embedded, text, span.start)}",
        evidence=evidence(
            outline.document, span, embedded=embedded, rule=item.rule, confidence=item.confidence
        ),
        kind=item.kind,
        text=text,
        review=review.key if review else None,
        number=item.number,
        agencies=tuple(agencies),
    )
