"""Recommendations that an answering paper quotes without calling them so: set apart from their answers in a box, in bold, in
quotation marks, in a table of one column or by their number, or simply printed right above words that accept or refuse.

A way of setting them apart that twice stands above such words is the paper's own way, and counts wherever it is met.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.items.draft import Draft
from kg.extract.page.labels import label_of
from kg.extract.page.lines import Line, cut, line_label
from kg.extract.page.mood import asks_before_it_reports, own_voice
from kg.extract.page.wording import overlap
from kg.extract.response.openings import LEAD, Openings
from kg.extract.response.references import each_number
from kg.extract.response.sections import Answering
from kg.extract.response.stance import accepts_or_refuses
from kg.extract.response.verdict import verdict_of
from kg.model.text import Folded, Span
from kg.rules import Rules

RULE = "recommendations/set-apart"
_FEWEST = 4  # words of the shortest recommendation
_LONGEST = 160  # words of the longest that is known by asking alone
_TWICE = 2
_QUOTED = re.compile(r"^[“\"‘'].{20,}[”\"’'][.]?$")
_OURS = re.compile(r"^(?:We|Our|I|It is (?:right|clear|important))\b")
_OF_IT = re.compile(r"^Th(?:is|ese|e) recommendations?\b")
_SET_APART = ("box", "table", "quote", "bold")
_SENTENCE = 8  # words of the shortest sentence in bold that is no heading
_ECHO = 0.6  # the same, for words that accept or refuse and so may echo what was asked
_UNLIKE = 0.35  # share of words below which an answer is not a second printing


@dataclass(slots=True)
class _Unit:
    """Words that belong together on the page: a paragraph, or the lines of one item in a box drawn as a table."""

    pieces: list[Folded]
    first: int
    last: int
    style: str = ""
    number: str | None = None
    part: str | None = None
    cell: bool = False  # whether it stands in a table proper

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Group:
    """Units in a row with what stands above and below them."""

    units: list[_Unit] = field(default_factory=list)
    numbers: tuple[tuple[str, str | None], ...] = ()  # that a label above them names
    quoted: bool = False  # whether a label above says that a recommendation follows
    answered: bool = False  # whether words below them accept or refuse
    followed: bool = False  # whether plain words stand below them


def restated(
    lines: Iterable[Line], known: Sequence[Draft], *, answers: bool, rules: Rules
) -> tuple[Draft, ...]:
    """Drafts for what is quoted in `lines` and in none of `known`; `answers` where the whole paper answers."""
    taken = [piece.span(0, len(piece.text)) for draft in known for piece in draft.pieces]
    groups = list(_groups(lines, taken, answers, rules))
    for group in groups:
        group.quoted = group.quoted or bool(group.numbers and group.units[-1].style == "quote")
    styles = Counter(g.units[-1].style for g in groups if g.answered or g.quoted)
    usual = {style for style in _SET_APART if styles[style] >= _TWICE}
    drafts: list[Draft] = []
    for group in groups:
        own = group.units[-1].style in usual and group.followed
        if group.answered or group.quoted or own:
            drafts.extend(_drafts(group, rules, set_apart=bool(usual)))
    return tuple(drafts)


def _groups(lines: Iterable[Line], taken: Sequence[Span], answers: bool, rules: Rules) -> Iterator[_Group]:
    """Rows of units that may be quoted, each ended by what stands below it."""
    where = Answering(rules, answers)
    group = _Group()
    for unit in _units(lines, where, rules):
        if isinstance(unit, _Group):  # a heading or label: what was gathered above it is not answered
            group = unit
            continue
        if any(piece.span(0, len(piece.text)).overlaps(span) for piece in unit.pieces for span in taken):
            group = _Group()
        elif not _bears_number(unit) and Openings(rules).opens(unit.text):
            if group.units and _answers(unit, group, rules):
                group.answered = True
                yield group
            group = _Group()
        elif _may_be(unit, group, rules):
            if group.units and group.units[-1].style != unit.style:
                if group.units[-1].style:  # plain words below what is set apart are its answer
                    group.followed = True
                    yield group
                    group = _Group()
                    continue
                group = _Group(numbers=group.numbers, quoted=group.quoted)
            group.units.append(unit)
        else:
            if group.units:
                group.followed = True
                yield group
            group = _Group()


def _answers(unit: _Unit, group: _Group, rules: Rules) -> bool:
    """Whether words that open an answer are to the group above: below plain words only where they say so at once, and not
    where all paragraphs are numbered alike."""
    if group.units[-1].style in _SET_APART or group.quoted:
        return True
    if group.units[-1].style == "number" and unit.number is not None:
        return False
    return accepts_or_refuses(unit.text[:LEAD], rules=rules) or verdict_of(unit.text, rules=rules) is not None


def _bears_number(unit: _Unit) -> bool:
    """Whether a unit is quoted beyond doubt, whatever it says: "8.4 We agree with the principle" in a box."""
    return unit.style in _SET_APART and unit.number is not None


def _units(lines: Iterable[Line], where: Answering, rules: Rules) -> Iterator[_Unit | _Group]:
    """The units of the parts that answer; an empty group for each heading or label between them."""
    box: _Unit | None = None
    table: int | None = None
    for line in lines:
        text = line.words.text
        where.pass_line(line)
        if not where.now:
            continue
        boxed = line.passage.block.table if line.cell is not None and _alone(line) else None
        if box is not None and (boxed is None or boxed != table):
            yield box
            box = None
        table = boxed
        label = _label(line, rules)
        if label is not None and not (line.heading and Openings(rules).opens(text)):
            if box is not None:
                yield box
                box = None
            yield label
            continue
        if boxed is None:
            yield _unit(line, rules)
            continue
        item = _unit(line, rules)
        if box is not None and item.number is None:
            box.pieces += item.pieces
            box.last = item.last
        else:
            if box is not None:
                yield box
            box = item
            box.style = "table"
    if box is not None:
        yield box


def _alone(line: Line) -> bool:
    return sum(bool(cell.text) for cell in line.passage.cells) == 1


def _label(line: Line, rules: Rules) -> _Group | None:
    """The empty group that a heading, or the label of one or several quoted recommendations, begins."""
    text = line.words.text
    several = rules.named("response-layout", "several").pattern.match(text)
    if several is not None:
        return _Group(numbers=tuple(each_number(several["numbers"])), quoted=True)
    whole = line.words is line.passage.words
    label = label_of(line.passage, rules=rules) if whole else line_label(line, rules=rules)
    if label is not None:
        bare = label.end >= len(text.rstrip())
        return _Group(numbers=((label.number, label.part),) if bare and label.what != "answer" else ())
    if rules.named("response-layout", "restated-label").pattern.match(text):
        return _Group(quoted=True)
    return _Group() if line.heading and not Openings(rules).opens(text) else None


def _unit(line: Line, rules: Rules) -> _Unit:
    block = line.passage.block
    text = line.words.text
    marker = f"{block.marker} " if block.marker and line.words is line.passage.words else ""
    found = rules.named("response-layout", "set-apart-number").pattern.match(marker + text)
    words, number, part = line.words, None, None
    if found is not None and found.end() >= len(marker):
        words = cut(line.words, found.end() - len(marker), len(text))
        number, part = found["number"], found["part"]
        part = f"{part}({found['sub']})" if part and found["sub"] else part
    style = "box" if block.boxed else "quote" if _QUOTED.match(words.text) else ""
    style = style or ("bold" if block.emphasis and not line.heading else "number" if number else "")
    in_table = line.cell is not None and not _alone(line)
    return _Unit([words], line.passage.index, line.passage.index, style, number, part, in_table)


def _may_be(unit: _Unit, group: _Group, rules: Rules) -> bool:
    """Whether a unit may be (one of) the quoted recommendations: set apart, or asking in another's voice."""
    text = unit.text
    words = len(text.split())
    if words < _FEWEST or (text[:1].islower() and not group.units) or _OF_IT.match(text) or unit.cell:
        return False
    if unit.style in _SET_APART:
        whole = text[-1:] in ".;:”\"')]" and (unit.style != "bold" or words >= _SENTENCE)
        return whole or unit.number is not None
    if group.quoted and (unit.number is not None or len(group.units) < len(group.numbers)):
        return True
    wanted = own_voice(text, rules=rules)
    if _OURS.match(text):
        return False
    return words <= _LONGEST and asks_before_it_reports(wanted, rules=rules)


def _drafts(group: _Group, rules: Rules, *, set_apart: bool) -> Iterator[Draft]:
    """A draft for each unit of a group, numbered by itself or by the label above."""
    units = group.units
    plain = units[-1].style in ("", "number") and not group.quoted
    if plain and set_apart and not any(number for number, _ in group.numbers):
        return  # the paper sets its quotations apart: plain words are the answer
    named = group.numbers if len(group.numbers) == len(units) else ((None, None),) * len(units)
    for unit, (number, part) in zip(units, named, strict=True):
        draft = Draft(RULE, 0.85, unit.number or number, unit.part or part, first=unit.first, last=unit.last)
        for piece in unit.pieces:
            draft.add(piece, unit.last)
        yield draft


def without_answers(drafts: Sequence[Draft], *, rules: Rules) -> list[Draft]:
    """`drafts` without a second row of labels whose words answer those of the first: "Concern 1", "I accept this."."""
    printed: dict[tuple[str | None, str | None], Draft] = {}
    again: list[Draft] = []
    for draft in drafts:
        before = printed.setdefault((draft.number, draft.part), draft)
        if not draft.labelled or before is draft:
            continue
        least = _UNLIKE if not Openings(rules).opens(draft.text) else _ECHO
        asks = asks_before_it_reports(own_voice(draft.text, rules=rules), rules=rules)
        if not asks and overlap(before.text, draft.text) < least:
            again.append(draft)
    said = sum(Openings(rules).opens(draft.text) for draft in again)
    if len(again) < _TWICE or not said:
        return list(drafts)
    return [draft for draft in drafts if draft not in again]
