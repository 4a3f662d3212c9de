"""The body of a Word document, walked in order: paragraphs, tables, boxes and notes to blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kg.model.text import BlockKind, Document, Issue, Source
from kg.read.assembly import Assembly, CellText
from kg.read.docx_numbers import W
from kg.read.docx_paragraphs import Reader, Words
from kg.read.headings import is_capitals, is_title, split_number
from kg.read.marks import is_decimal, read_mark, split_mark

_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph in the body or in a text box."""

    words: Words
    boxed: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: its rows, and how many of them Word repeats as heads (None: it does not say)."""

    rows: tuple[tuple[CellText, ...], ...]
    heads: int | None


@dataclass(frozen=True, slots=True)
class _Note:
    """A footnote or endnote, kept after the paragraph that refers to it."""

    text: str


@dataclass(slots=True)
class Body:
    """Keeps what it walks over in order; blocks are made at the end, when all type has been seen."""

    reader: Reader
    notes: Mapping[str, etree._Element]
    _things: list[_Text | _Table | _Note] = field(default_factory=list)
    _margins: list[str] = field(default_factory=list)

    def furniture(self, root: etree._Element) -> None:
        """Keep the words of a header or footer, each line once."""
        for paragraph in root.iter(f"{W}p"):
            text = self.reader.read(paragraph).text
            if any(map(str.isalpha, text)) and text not in self._margins:
                self._margins.append(text)

    def read(self, container: etree._Element, *, boxed: bool = False) -> None:
        """Keep all paragraphs and tables of `container`."""
        for child in _unwrapped(container):
            if child.tag == f"{W}p":
                words = self.reader.read(child)
                if words.text:
                    self._things.append(_Text(words, boxed))
                self._beside(words)
            elif child.tag == f"{W}tbl":
                self._table(child)

    def close(self, source: Source, *, issues: tuple[Issue, ...] = ()) -> Document:
        """The document of all that was kept; raises SourceError where that is no word."""
        assembly = Assembly(source.name)
        for margin in self._margins:
            assembly.block(BlockKind.FURNITURE, margin, rule="header-footer")
        texts = [thing for thing in self._things if isinstance(thing, _Text)]
        sizes: Counter[float] = Counter()
        for text in texts:
            sizes[text.words.size] += len(text.words.text)
        size = max(sizes, key=lambda size: (sizes[size], -size), default=11.0)
        deepest = min(max((text.words.heading or 0 for text in texts), default=0) + 1, 6)
        for thing in self._things:
            if isinstance(thing, _Table):
                assembly.table(thing.rows, rule="word-table", heads=thing.heads)
            elif isinstance(thing, _Note):
                assembly.block(BlockKind.FOOTNOTE, thing.text, rule="word-note")
            else:
                self._set(assembly, thing, size, deepest)
        return assembly.document(source, issues=issues)

    def _beside(self, words: Words) -> None:
        """Keep the text boxes and notes that hang on a paragraph."""
        for box in words.boxes:
            self.read(box, boxed=True)
        for name in words.notes:
            if name in self.notes:
                parts = [self.reader.read(p).text for p in self.notes[name].iter(f"{W}p")]
                self._things.append(_Note(" ".join(part for part in parts if part)))

    def _table(self, table: etree._Element) -> None:
        rows = [row for row in _unwrapped(table) if row.tag == f"{W}tr"]
        cells = [cell for row in rows for cell in _cells(row)]
        if len(cells) == 1:  # a frame around text
            self.read(cells[0], boxed=True)
            return
        beside: list[Words] = []
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        heads = next((index for index, head in enumerate(marked) if not head), 0)
        self._things.append(_Table(tuple(tuple(self._row(row, beside)) for row in rows), heads or None))
        for words in beside:
            self._beside(words)

    def _row(self, row: etree._Element, beside: list[Words]) -> Iterator[CellText]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = _columns(before) if before is not None else 0
        for cell in _cells(row):
            span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
            read = [self.reader.read(p) for p in cell.iter(f"{W}p") if not _in_box(p)]
            words = [item for item in read if item.text]
            beside.extend(item for item in read if item.notes or item.boxes)
            yield CellText(
                column=column,
                parts=tuple(f"{item.mark} {item.text}".strip() for item in words),
                carried=merge is not None and merge.get(f"{W}val", "continue") != "restart",
                bold=bool(words) and all(item.bold for item in words),
            )
            column += _columns(span) if span is not None else 1

    def _set(self, assembly: Assembly, thing: _Text, size: float, deepest: int) -> None:
        """Add a paragraph as what it is: contents entry, heading, list item or text."""
        words = thing.words
        emphasis = words.bold or words.underlined or words.size > 1.08 * size
        if self.reader.styles.is_contents(words.style):
            assembly.block(BlockKind.CONTENTS, words.text, rule="style")
            return
        lines = _items(words.text) if not words.mark else (words.text,)
        for line in lines:
            mark, text = (words.mark, line) if words.mark else split_mark(line)
            titled = (emphasis or is_capitals(text)) and is_title(text) and mark not in ("•", "-")
            if (words.heading is not None and len(text) <= 400) or titled:
                mark, text = (_bare(words.mark), line) if words.mark else split_number(line)
                kind, rule = BlockKind.HEADING, "bold" if words.heading is None else "style"
                level = words.heading or deepest
            elif mark and not is_decimal(mark):
                kind, level, rule = BlockKind.LIST_ITEM, words.depth, "list"
            else:
                kind, level, rule = BlockKind.PARAGRAPH, 0, "text"
            assembly.block(
                kind, text, level=level, marker=mark, emphasis=emphasis, boxed=thing.boxed, rule=rule
            )


def _bare(mark: str) -> str:
    """The number of a heading without its full stop."""
    return mark.rstrip(".)") if mark[:1].isdigit() else mark


def _items(text: str) -> tuple[str, ...]:
    """A paragraph whose lines open with marks is as many list items."""
    lines = text.split("\n")
    if not any(read_mark(line) for line in lines[1:]):
        return (text,)
    items: list[str] = []
    for line in lines:
        if items and read_mark(line) is None:
            items[-1] += f"\n{line}"
        else:
            items.append(line)
    return tuple(items)


def _unwrapped(element: etree._Element) -> Iterator[etree._Element]:
    """Children, those of content controls and accepted insertions among them."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _columns(element: etree._Element) -> int:
    """How many columns a cell spans; at most as many as Word allows."""
    value = element.get(f"{W}val", "1")
    return min(int(value), 63) if value.isdigit() else 1


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in _unwrapped(row) if cell.tag == f"{W}tc"]


def _in_box(paragraph: etree._Element) -> bool:
    return any(ancestor.tag == f"{W}txbxContent" for ancestor in paragraph.iterancestors())
