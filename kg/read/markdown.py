"""Read Markdown, with HTML in it and tables parted by tabs or pipes; lines may be wrapped or whole paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model.text import Block, BlockKind, Document, Source, Span
from kg.read.inline import word_spans
from kg.read.labels import is_capital, is_label
from kg.read.marks import Mark, read_mark
from kg.read.rows import is_row, read_rows

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})\s+")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_BULLET = re.compile(r"[ \t]*([-*+])[ \t]+(?=\S)")
_NOTE = re.compile(r"\s*(?:<sup>\s*(\d{1,3})\s*</sup>|\[\^(\w+)\]:)\s*")
_FURNITURE = re.compile(
    r"(?i)(?:page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}|this page is intentionally (?:left )?blank|public document pack"
    r"|(?:public document pack\s+)?agenda item \d{1,3}[a-z]?(?:\s+appendix \d{1,2}[a-z]?)?|appendix \d{1,2})"
)
_PAGE = re.compile(r"(?i)page\s*(\d{1,4})(?!\d)")
_STOPS = ".!?:;"


def read_markdown(source: Source, text: str) -> Document:
    """The document in `text`: headings, whole paragraphs, list items, table rows, footnotes, furniture."""
    blocks = _Reader(text).read()
    return Document(source=source, text=text, blocks=tuple(blocks), lined=True)


class _Reader:
    """Walks the lines once; `blocks` is what was read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.tables = 0

    def read(self) -> list[Block]:
        """All blocks in reading order."""
        start = 0
        rows: list[tuple[int, int]] = []
        gap = 1
        for raw in self.text.split("\n"):
            end = start + len(raw)
            if is_row(raw):
                rows.append((start, end))
                gap = 0
            elif raw.strip():
                self._rows(rows)
                rows = []
                self._line(raw, start, end, gap)
                gap = 0
            else:
                gap += 1
                if rows and gap > 1:
                    self._rows(rows)
                    rows = []
            start = end + 1
        self._rows(rows)
        return self.blocks

    def _rows(self, rows: list[tuple[int, int]]) -> None:
        if rows:
            self.tables += 1
            self.blocks.extend(read_rows(self.text, rows, self.tables))

    def _line(self, raw: str, start: int, end: int, gap: int) -> None:
        heading = _HEADING.match(raw)
        if heading:
            self._add(BlockKind.HEADING, start + heading.end(), end, level=len(heading[1]))
            return
        if _RULE.fullmatch(raw):
            return
        note = _NOTE.match(raw)
        if note:
            self._add(BlockKind.FOOTNOTE, start + note.end(), end, marker=note[1] or note[2] or "")
            return
        if _FURNITURE.fullmatch(raw.strip().strip("*_#").strip()):
            self._add(BlockKind.FURNITURE, start, end)
            return
        bullet = _BULLET.match(raw)
        if bullet:
            indent = len(bullet[0]) - len(bullet[0].lstrip())
            self._item(start + bullet.end(), end, bullet[1], indent // 2)
            return
        self._prose(raw, start, end, gap)

    def _item(self, start: int, end: int, bullet: str, depth: int) -> None:
        mark, spans = self._marked(start, end)
        if not spans:
            return
        kind = BlockKind.PARAGRAPH if mark and _is_decimal(mark.text) else BlockKind.LIST_ITEM
        self.blocks.append(
            Block(
                kind,
                spans,
                depth if kind is BlockKind.LIST_ITEM else 0,
                mark.text if mark else bullet,
                rule="markdown/list",
            )
        )

    def _prose(self, raw: str, start: int, end: int, gap: int) -> None:
        mark, spans = self._marked(start, end)
        if not spans:
            return
        words = " ".join(span.slice(self.text) for span in spans)
        bold = _is_bold(raw)
        if mark is None and self._goes_on(words, gap):
            self._append(spans)
            return
        following = len(words) <= 110 and words[-1] not in ".,;" and words[0].isalnum()
        if is_label(words) or (following and (bold or is_capital(words))):
            level = 3 if is_label(words) else 4
            self.blocks.append(
                Block(
                    BlockKind.HEADING,
                    spans,
                    level,
                    mark.text if mark else "",
                    emphasis=bold,
                    rule="markdown/bold-heading",
                )
            )
            return
        decimal = mark is not None and _is_decimal(mark.text)
        kind = BlockKind.LIST_ITEM if mark and not decimal else BlockKind.PARAGRAPH
        self.blocks.append(
            Block(kind, spans, 0, mark.text if mark else "", emphasis=bold, rule="markdown/prose")
        )

    def _goes_on(self, words: str, gap: int) -> bool:
        """Whether these words run on from the last body block: a wrapped line, or a paragraph cut by a page."""
        last = self._last()
        if last is None:
            return False
        ending = last.pieces[-1].slice(self.text)
        stopped = ending.rstrip("”’\"')")[-1:] in _STOPS
        if stopped or last.kind is BlockKind.HEADING or len(ending) < 40:
            return False
        if words[0].islower():
            return True
        between = self.blocks[-1] is not last or gap == 0
        return between and len(ending) > 60 and ending[-1] not in ","

    def _last(self) -> Block | None:
        for block in reversed(self.blocks[-4:]):
            if block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
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
        line = self.text[first.start : end]
        mark = read_mark(line)
        if mark is None:
            return None, spans
        return mark, word_spans(self.text, first.start + mark.end, end)

    def _add(self, kind: BlockKind, start: int, end: int, *, level: int = 0, marker: str = "") -> None:
        spans = word_spans(self.text, start, end)
        if spans:
            self.blocks.append(Block(kind, spans, level, marker, rule=f"markdown/{kind.value}"))


def _is_decimal(mark: str) -> bool:
    return mark[0].isdigit() and "." in mark.rstrip(".")


def _is_bold(raw: str) -> bool:
    words = raw.strip()
    return (words.startswith("**") and words.endswith("**")) or (
        words.startswith("<b>") and words.endswith("</b>")
    )
