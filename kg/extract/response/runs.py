"""The walk over the lines of a paper that finds what is answered and what stands below it.

In a paper or section that answers, all that stands below an anchor answers it, up to the next one or a heading of the same
rank; elsewhere only what a label, a verdict or a word of acceptance opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.items.signs import Signs
from kg.extract.page.labels import Label
from kg.extract.page.lines import Line, cut, line_label
from kg.extract.page.marks import MarkKind
from kg.extract.response.openings import LEAD, Openings
from kg.extract.response.references import each_number
from kg.extract.response.sections import BELOW, Answering
from kg.extract.response.verdict import verdict_of
from kg.extract.response.zones import Anchor, Layout, Paragraph, Zone, around, with_gaps
from kg.model.found import FoundRecommendation
from kg.model.text import Folded, Outline, Span
from kg.rules import Rules

_PASSED = 6  # paragraphs of reasons after which no answer is looked for


def read_layout(
    outline: Outline,
    lines: Iterable[Line],
    recommendations: Sequence[FoundRecommendation],
    *,
    answers: bool,
    rules: Rules,
) -> Layout:
    """The zones of `lines` in reading order; `answers` where the whole paper does."""
    reader = _Reader(outline, recommendations, answers, rules)
    for line, after in pairwise((*lines, None)):
        assert line is not None
        reader.take(line, after)
    return reader.layout()


class _Reader:
    """The state of one walk over the lines of a document."""

    def __init__(
        self, outline: Outline, recommendations: Sequence[FoundRecommendation], answers: bool, rules: Rules
    ) -> None:
        self._text = outline.document.text
        self._rules = rules
        self._signs = Signs(rules)
        self._printed = [(r.evidence.span, r) for r in recommendations]
        self._placed: set[str] = set()
        self._latest: dict[tuple[str | None, str | None], FoundRecommendation] = {}
        self._end = 0
        self._over = False  # past the greeting that ends a letter
        self._where = Answering(rules, answers)
        self._how = Openings(rules)
        self._rank = 0  # of the heading above
        self._topic, self._title = 0, ""
        self._torn = False
        self._zone: Zone | None = None
        self._zones: list[Zone] = []
        self._anchors: list[Anchor] = []
        self._found: list[tuple[Paragraph, int, int]] = []

    def layout(self) -> Layout:
        """What has been read."""
        return Layout(
            tuple(zone for zone in self._zones if zone.paragraphs),
            tuple(self._anchors),
            with_gaps(self._found),
            self._torn,
        )

    def take(self, line: Line, after: Line | None) -> None:
        """Read one line on: an anchor, a heading, a paragraph, or several of them."""
        span = line.words.span(0, len(line.words.text))
        whole = line.words is line.passage.words
        pieces = line.passage.block.pieces if whole else (span,)
        here = [r for other, r in self._printed if any(other.overlaps(piece) for piece in pieces)]
        if here:
            for record in here:
                self._place(record, line)
        else:
            self._over = self._over or self._how.layout("letter-ends").match(line.words.text) is not None
            if not self._label(line, span) and not self._heading(line) and not self._over:
                self._words(line, span)
        self._end = max(self._end, span.end)

    # anchors

    def _place(self, record: FoundRecommendation, line: Line) -> None:
        self._latest[record.number, record.part] = record
        if record.key not in self._placed:
            self._placed.add(record.key)
            self._anchor(
                Anchor(line.passage.index, record.number, record.part, record, line.passage.block.boxed), line
            )
            assert self._zone is not None
            self._zone.quotes = True

    def _anchor(self, anchor: Anchor, line: Line, *, answers: bool = False) -> None:
        zone = self._zone
        if zone is None or zone.paragraphs or zone.headed:
            rank = line.level if line.heading else zone.rank if zone is not None else self._rank or BELOW
            zone = Zone(rank, answers, sure=self._where.now)
            self._zone = zone
            self._zones.append(zone)
        named = self._where.now and (anchor.recommendation is None or self._names(line))
        zone.open = zone.open or answers or self._where.whole or named
        if line.heading:
            zone.rank = min(zone.rank, line.level)
        zone.anchors.append(anchor)
        self._anchors.append(anchor)

    def _names(self, line: Line) -> bool:
        """Whether a label stands at the head of a line."""
        return line_label(line, rules=self._rules) is not None

    def _known(self, at: Line, number: str, part: str | None, *, answers: bool = False) -> None:
        """An anchor for a number that is not printed with its words here: those printed above, where there are any."""
        record = self._latest.get((number, part))
        place = Anchor(at.passage.index, number, part, record, at.passage.block.boxed)
        self._anchor(place, at, answers=answers)

    def _label(self, line: Line, span: Span) -> bool:
        """Whether a line names what is answered; the words beside the name are read on as its answer."""
        text = line.words.text
        several = self._how.layout("several").match(text)
        if several is not None:
            for number, part in each_number(several["numbers"]):
                self._known(line, number, part)
            assert self._zone is not None
            self._zone.joint = True
            return True
        on = self._how.layout("on-one").match(text)
        if on is not None and ((on["number"], on["part"]) in self._latest or self._where.now):
            self._begin()
            self._known(line, on["number"], (on["part"] or "").lower() or None, answers=True)
            self._paragraph(line, cut(line.words, on.end(), len(text)), span)
            return True
        label = line_label(line, rules=self._rules)
        if label is None:
            return False
        if self._signs.limit("of-another", label.lead):
            self._zone = None
            return True
        rest = cut(line.words, label.end, len(text))
        said = self._says(rest, label)
        if said:
            self._begin()
        self._known(line, label.number, label.part, answers=said or label.what == "answer")
        assert self._zone is not None
        self._zone.bare = not rest.text
        if said:
            self._paragraph(line, rest, span)
        return True

    def _begin(self) -> None:
        """The next anchor begins a zone of its own."""
        self._zone = None

    def _says(self, rest: Folded, label: Label) -> bool:
        """Whether the words beside a label answer rather than ask or only name a topic."""
        text = rest.text
        if self._signs.answers(text, label, tuple(self._latest.values())):
            return True
        return self._where.now and text.endswith((".", "!")) and self._how.opens(text)

    # headings

    def _heading(self, line: Line) -> bool:
        """Whether a line is a heading (or the row of a form that names who and when), which is no words of an answer."""
        text = line.words.text
        if self._how.layout("verdict").match(text):
            return False
        announces = self._how.layout("answer-heading").match(text) is not None
        if line.heading:
            self._under(line, text, announces)
            return True
        self._where.pass_line(line)
        if announces:
            self._announce()
            return True
        if self._how.layout("no-answer").match(text):
            return True
        return self._form_row(line)

    def _under(self, line: Line, text: str, announces: bool) -> None:
        level = line.level or BELOW
        self._topic, self._title = self._topic + 1, text
        self._rank = level
        self._where.pass_heading(line)
        zone = self._zone
        if zone is None:
            return
        if announces and not (zone.paragraphs and level < zone.rank):
            self._announce()
            if not zone.paragraphs:
                zone.rank = min(zone.rank, level)
            return
        ends = level < zone.rank if zone.headed and len(zone.anchors) > 1 else level <= zone.rank
        if ends or self._how.layout("answers-end").match(text):
            self._zone = None

    def _announce(self) -> None:
        if self._zone is not None:
            self._zone.open = self._zone.headed = True

    def _form_row(self, line: Line) -> bool:
        if line.cell is None:
            return False
        cells = [cell.text for cell in line.passage.cells if cell.text]
        if len(cells) != 2 or len(cells[0]) > 45:
            return False
        return line.words.text == cells[0] or self._how.layout("form-key").match(cells[0]) is not None

    # words

    def _words(self, line: Line, span: Span) -> None:
        zone, text = self._zone, line.words.text
        if zone is not None and not zone.open:
            zone.open = self._how.opens_anywhere(text, in_cell=line.cell is not None)
            if not zone.open:
                zone.passed += 1
                if zone.passed > _PASSED:
                    self._zone = None
                return
        self._paragraph(line, line.words, span)

    def _paragraph(self, line: Line, words: Folded, span: Span) -> None:
        distance = self._text.count("\n", self._end, span.start) if span.start > self._end else 0
        torn = next((other for other, _ in self._printed if span.covers(other)), None)
        self._torn = self._torn or torn is not None
        for piece in around(words, torn):
            for other, record in self._printed if torn is not None else ():
                if other.start < piece.offsets[0] and record.key not in self._placed:
                    self._place(record, line)
            paragraph = self._read(line, piece)
            if self._zone is not None:
                self._zone.paragraphs.append(paragraph)
            self._found.append((paragraph, len(self._anchors), distance))

    def _read(self, line: Line, words: Folded) -> Paragraph:
        """A paragraph without the word that announces it ("Response:"); its verdict where the line prints nothing else."""
        text = words.text
        verdict = self._how.layout("verdict-line").match(text)
        plain = Paragraph(words, line.passage.index, 0.0, self._topic, self._title)
        if verdict is not None and verdict_of(verdict["status"], rules=self._rules) is not None:
            on = (verdict["part"] or "").lstrip("0123456789").lower()
            return replace(plain, verdict=verdict["status"], on=on)
        lead = self._how.layout("leading-answer").match(text[:LEAD])
        if lead is not None and lead.end() < len(text):
            return replace(plain, words=cut(words, lead.end(), len(text)))
        mark = line.mark if line.mark.kind in (MarkKind.NUMBER, MarkKind.LETTER) else None
        return replace(plain, mark=mark.value if mark is not None else "")
