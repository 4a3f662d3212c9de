"""Read Markdown, with HTML in it and tables parted by tabs or pipes; lines may be wrapped or whole paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model.text import Block, BlockKind, Document, Source, Span
from kg.read.inline import is_bold, is_underlined, word_spans
from kg.read.labels import is_capital, is_label
from kg.read.marks import Mark, read_mark
from kg.read.measure import wrap_width
from kg.read.rows import Row, is_contents, is_row, is_ruled, is_tabular, parse_rows, parts_of, row_block
from kg.read.tables import APART, Tables
from kg.read.titles import mark_titles

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})\s+")
_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,3})*)[.)]?\s+(?=[A-Z‘“(])(?!(?i:steps?|minutes?|points?|years?|months?)\b)"
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_BULLET = re.compile(r"[ \t]*([-*+])[ \t]+(?=\S)")
_NOTE = re.compile(r"\s*(?:<sup>\s*(\d{1,3})\s*</sup>|\[\^(\w+)\]:)\s*")
_FURNITURE = re.compile(
    r"(?i)(?:page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}|this page is intentionally (?:left )?blank"
    r"|(?:public document pack\s*)?(?:agenda item \d{1,3}[a-z]?)?(?:\s*appendix \d{1,2})?)"
)
_STOPS = ".!?:;"


def read_markdown(source: Source, text: str) -> Document:
    """The document in `text`: headings, whole paragraphs, list items, table rows, footnotes, furniture."""
    return Document(source=source, text=text, blocks=tuple(_Reader(text).read()), lined=True)


class _Reader:
    """Walks the lines once; `blocks` is what was read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.width = wrap_width(text)  # of wrapped lines, 0 where a line is a paragraph
        self.tables = Tables(text, self.blocks)

    def read(self) -> list[Block]:
        """All blocks in reading order."""
        start, gap, skip = 0, 1, 0
        rows: list[tuple[int, int]] = []
        for raw in self.text.split("\n"):
            end = start + len(raw)
            if start < skip:
                pass
            elif raw.lstrip().startswith("<table"):
                self._flush(rows)
                rows = []
                skip = self.tables.add_html(start)
            elif is_row(raw):
                rows.append((start, end))
                gap = 0
            elif raw.strip():
                self._flush(rows)
                rows = []
                self._line(raw, start, end, gap)
                gap = 0
            else:
                gap += 1
                if gap > 1:
                    self._flush(rows)
                    rows = []
            start = end + 1
        self._flush(rows)
        mark_titles(self.text, self.blocks)
        return self.blocks

    def _flush(self, lines: list[tuple[int, int]]) -> None:
        rows = parse_rows(self.text, lines) if lines else []
        again = [row for row in rows if tuple(filter(None, row.words)) in self.tables.written]
        for row in again:
            self._add(BlockKind.FURNITURE, row.start, row.end)
        rows = [row for row in rows if row not in again] if again else rows
        if not rows:
            return
        if is_contents(rows):
            for row in rows:
                self._add(BlockKind.CONTENTS, row.start, row.end)
        elif is_tabular(rows) or is_ruled(self.text, lines) or self.tables.continues(rows):
            self.tables.add(rows)
        else:
            self.tables.count += 1
            for row in rows:
                self._form_row(row)

    def _form_row(self, row: Row) -> None:
        """A row of a form: a heading, a paragraph, or a number and its paragraph; else a row of a table."""
        filled = row.filled
        if len(filled) > 2 or (len(filled) == 2 and not row.marked):
            self.blocks.append(row_block(row, self.tables.count))
            return
        marker = ""
        first = row.cells[filled[0]].pieces[0].start
        if row.marked:
            marker, first = row.words[filled[0]], row.cells[filled[1]].pieces[0].start
        bold = row.bold
        for number, (tag, start, end) in enumerate(parts_of(self.text, self._opened(first), row.end)):
            if number == 0 and marker:
                self._paragraph(start, end, marker)
            elif tag == "li":
                self._item(start, end, "•", 1 if marker else 0)
            elif tag == "h":
                self._add(BlockKind.HEADING, start, end, level=4)
            else:
                self._prose(self.text[start:end], start, end, 1, bold=bold)

    def _opened(self, start: int) -> int:
        """`start` moved before the tag that stands right before it."""
        before = self.text.rfind("\t", 0, start)
        line = self.text.rfind("\n", 0, start)
        return max(before, line) + 1

    def _paragraph(self, start: int, end: int, marker: str) -> None:
        spans = word_spans(self.text, start, end)
        if spans:
            kind = BlockKind.PARAGRAPH if _is_decimal(marker) else BlockKind.LIST_ITEM
            self.blocks.append(Block(kind, spans, 0, marker, rule="markdown/form"))

    def _line(self, raw: str, start: int, end: int, gap: int) -> None:
        bare = raw.strip().strip("*_# ").strip()
        if bare and _FURNITURE.fullmatch(bare) and not (raw[0] == "#" and bare[0] in "Aa" and bare[1] == "p"):
            self._add(BlockKind.FURNITURE, start, end)
            return
        heading = _HEADING.match(raw)
        if heading:
            self._heading(start + heading.end(), end, len(heading[1]), "markdown/heading")
            return
        if _RULE.fullmatch(raw):
            return
        note = _NOTE.match(raw)
        if note:
            self._add(BlockKind.FOOTNOTE, start + note.end(), end, marker=note[1] or note[2] or "")
            return
        bullet = _BULLET.match(raw)
        if bullet:
            indent = len(bullet[0]) - len(bullet[0].lstrip())
            self._item(start + bullet.end(), end, bullet[1], indent // 2)
            return
        self._prose(raw, start, end, gap)

    def _heading(self, start: int, end: int, level: int, rule: str, *, bold: bool = False) -> None:
        """A heading, its number kept apart as its marker."""
        spans = word_spans(self.text, start, end)
        if not spans:
            return
        number = _NUMBER.match(self.text[spans[0].start : end])
        if number:
            spans = word_spans(self.text, spans[0].start + number.end(), end) or spans
        marker = number[1] if number else ""
        self.blocks.append(Block(BlockKind.HEADING, spans, level, marker, emphasis=bold, rule=rule))

    def _item(self, start: int, end: int, bullet: str, depth: int) -> None:
        mark, spans = self._marked(start, end)
        if not spans:
            return
        kind = BlockKind.PARAGRAPH if mark and _is_decimal(mark.text) else BlockKind.LIST_ITEM
        depth = depth if kind is BlockKind.LIST_ITEM else 0
        self.blocks.append(Block(kind, spans, depth, mark.text if mark else bullet, rule="markdown/list"))

    def _prose(self, raw: str, start: int, end: int, gap: int, *, bold: bool = False) -> None:
        mark, spans = self._marked(start, end)
        if not spans:
            return
        words = " ".join(span.slice(self.text) for span in spans)
        bold = bold or is_bold(raw)
        if mark is None and self._goes_on(words, gap):
            self._append(spans)
            return
        short = len(words) <= 110 and words[-1] not in ".,;" and words[0].isalnum()
        numbered = mark is None or mark.text[0].isdigit()
        if is_label(words) or (short and numbered and (bold or is_underlined(raw) or is_capital(words))):
            level = 3 if is_label(words) else 4
            if mark is None:
                self._heading(start, end, level, "markdown/bold", bold=bold)
            else:
                self.blocks.append(
                    Block(BlockKind.HEADING, spans, level, mark.text, emphasis=bold, rule="markdown/bold")
                )
            return
        decimal = mark is not None and _is_decimal(mark.text)
        kind = BlockKind.LIST_ITEM if mark and not decimal else BlockKind.PARAGRAPH
        marker = mark.text if mark else ""
        self.blocks.append(Block(kind, spans, 0, marker, emphasis=bold, rule="markdown/prose"))

    def _goes_on(self, words: str, gap: int) -> bool:
        """Whether these words run on from the last body block: a wrapped line, or a paragraph cut by a page."""
        last = self._last()
        if last is None:
            return False
        ending = last.pieces[-1].slice(self.text)
        stopped = ending.rstrip("”’\"')")[-1:] in _STOPS
        if gap == 0 and self.width:
            start = self.text.rfind("\n", 0, last.pieces[-1].end) + 1
            stop = self.text.find("\n", last.pieces[-1].end)
            room = self.width - (stop - start) - len(words.split(None, 1)[0])
            hard = self.text[start:stop].endswith("  ")
            return not hard and (words[0].islower() or room < self.width * 0.3)
        if stopped or len(ending) < 40:
            return False
        if words[0].islower():
            return True
        between = self.blocks[-1] is not last or gap == 0
        return between and len(ending) > 60 and ending[-1] != "," and (gap == 0 or len(words) > 60)

    def _last(self) -> Block | None:
        for block in reversed(self.blocks[-4:]):
            if block.kind not in APART:
                return block if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) else None
        return None

    def _append(self, spans: tuple[Span, ...]) -> None:
        last = self._last()
        assert last is not None
        index = len(self.blocks) - 1 - self.blocks[::-1].index(last)
        self.blocks[index] = replace(last, pieces=last.pieces + spans)

    def _marked(self, start: int, end: int) -> tuple[Mark | None, tuple[Span, ...]]:
        """The mark that opens the words between `start` and `end`, and the words after it."""
        spans = word_spans(self.text, start, end)
        if not spans:
            return None, ()
        first = spans[0]
        mark = read_mark(self.text[first.start : end])
        if mark is None:
            return None, spans
        return mark, word_spans(self.text, first.start + mark.end, end) or spans

    def _add(self, kind: BlockKind, start: int, end: int, *, level: int = 0, marker: str = "") -> None:
        spans = word_spans(self.text, start, end)
        if spans:
            self.blocks.append(Block(kind, spans, level, marker, rule=f"markdown/{kind.value}"))


def _is_decimal(mark: str) -> bool:
    return mark[0].isdigit() and "." in mark.rstrip(".")
