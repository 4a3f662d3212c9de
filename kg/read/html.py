"""Read HTML: headings, paragraphs, lists and tables of a web page, without its navigation (through lxml)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from kg.model.text import BlockKind, Document, Source
from kg.read.assembly import Assembly
from kg.read.docx_numbers import printed
from kg.read.headings import is_capitals, is_title, split_number
from kg.read.html_parts import FLOW, holds_flow, parts_of
from kg.read.html_tables import html_rows, words_of
from kg.read.marks import is_decimal, split_mark

_CHARSET = re.compile(
    rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)"""
)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NUMBER = re.compile(r"[0-9]{1,9}")
_NUMBER_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(source: Source, data: bytes) -> Document:
    """The page in `data`: what stands in its <main> where it has one; collapsed panels are read, what is left out is
    an issue. Raises SourceError where it has no words, or nests or spans far more than a page can show."""
    text = _DECLARED.sub("", _decoded(data))
    parts = parts_of(source.name, text)
    starts = parts.starts
    levels = [
        level
        for tag, level in _HEADINGS.items()
        if any(start.find(f".//{tag}") is not None for start in starts)
    ]
    page = _Page(min(max(levels, default=0) + 1, 6), Assembly(source.name))
    for start in starts:
        page.walk(start)
    return page.assembly.document(source, issues=parts.issues)


def _decoded(data: bytes) -> str:
    """The characters of a page, by its mark, by what it declares, else UTF-8 or Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _CHARSET.search(data[:4096])
    names = [(declared[1] or declared[2]).decode("ascii")] if declared else []
    for name in [*names, "utf-8"]:
        try:
            return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


@dataclass(slots=True)
class _Page:
    """Walks a page and adds its blocks."""

    deepest: int  # level of headings that are only bold
    assembly: Assembly
    _contents: bool = False  # below a heading 'Contents'

    def walk(self, element: html.HtmlElement, *, depth: int = -1, boxed: bool = False) -> None:
        """Add what stands in `element`: runs of words between its blocks are paragraphs."""
        loose: list[str] = [element.text or ""]
        for child in element:
            if not isinstance(child.tag, str):
                loose.append(child.tail or "")
            elif child.tag in FLOW or holds_flow(child):
                self._paragraph("".join(loose), element, boxed)
                self._block(child, depth, boxed)
                loose = [child.tail or ""]
            else:
                loose.append(words_of(child) + (child.tail or ""))
        self._paragraph("".join(loose), element, boxed)

    def _block(self, element: html.HtmlElement, depth: int, boxed: bool) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading(words_of(element), _HEADINGS[tag], "h")
        elif tag == "table":
            rows, heads = html_rows(element, name=self.assembly.name)
            if len(rows) == 1 and len(rows[0]) == 1:
                self.walk(element, boxed=True)
            else:
                self.assembly.table(rows, rule="html-table", heads=heads)
        elif tag in ("ul", "ol"):
            self._list(element, depth + 1, boxed)
        elif tag in ("p", "pre", "dt", "summary", "figcaption", "caption", "address") and not holds_flow(
            element
        ):
            self._paragraph(words_of(element), element, boxed)
        else:
            self.walk(element, depth=depth, boxed=boxed or tag == "aside")

    def _heading(self, text: str, level: int, rule: str) -> None:
        mark, words = split_number(text.strip())
        self._contents = text.strip().casefold().rstrip(":") in (
            "contents",
            "table of contents",
            "on this page",
        )
        self.assembly.block(BlockKind.HEADING, words, level=level, marker=mark, emphasis=True, rule=rule)

    def _paragraph(self, text: str, element: html.HtmlElement, boxed: bool) -> None:
        if not text.strip():
            return
        if _is_jump(element):
            self.assembly.block(BlockKind.CONTENTS, text.strip(), rule="jump")
            return
        bold = _is_bold(element)
        mark, words = split_mark(text.strip())
        if (bold or is_capitals(words)) and is_title(words) and element.tag not in ("td", "th", "li"):
            mark, words = split_number(text.strip())
            self.assembly.block(
                BlockKind.HEADING,
                words,
                level=self.deepest,
                marker=mark,
                emphasis=bold,
                boxed=boxed,
                rule="bold",
            )
        elif mark and not is_decimal(mark):
            self.assembly.block(
                BlockKind.LIST_ITEM, words, marker=mark, emphasis=bold, boxed=boxed, rule="mark"
            )
        else:
            self.assembly.block(BlockKind.PARAGRAPH, words, marker=mark, emphasis=bold, boxed=boxed, rule="p")

    def _list(self, element: html.HtmlElement, depth: int, boxed: bool) -> None:
        count = _integer(element.get("start"), 1) - 1
        notes = "footnote" in (element.get("class") or "").lower() or element.xpath(
            "boolean(ancestor-or-self::*[@role='doc-endnotes'])"
        )
        for item in element:
            if item.tag != "li":
                if isinstance(item.tag, str):
                    self._block(item, depth, boxed)
                continue
            count = _integer(item.get("value"), count + 1)
            self._item(item, _number(element, count), depth, notes=bool(notes), boxed=boxed)

    def _item(self, item: html.HtmlElement, mark: str, depth: int, *, notes: bool, boxed: bool) -> None:
        """A list item: its first words are the item; what follows in blocks of its own stays below it."""
        first, rest = _first_words(item)
        typed, words = split_mark(first.strip())
        kind = BlockKind.FOOTNOTE if notes else BlockKind.LIST_ITEM
        if _is_jump(item) or (self._contents and item.xpath("boolean(.//a[starts-with(@href,'#')])")):
            kind = BlockKind.CONTENTS
        emphasis = _is_bold(item)
        self.assembly.block(
            kind, words, level=depth, marker=typed or mark, emphasis=emphasis, boxed=boxed, rule="li"
        )
        for child, tail in rest:
            self._block(child, depth, boxed)
            self._paragraph(tail, item, boxed)


def _first_words(item: html.HtmlElement) -> tuple[str, list[tuple[html.HtmlElement, str]]]:
    """The words of an item up to its first block (a first paragraph among them), and the blocks after."""
    words = [item.text or ""]
    rest: list[tuple[html.HtmlElement, str]] = []
    for child in item:
        if not isinstance(child.tag, str):
            words.append(child.tail or "")
        elif rest or _is_apart(child, "".join(words)):
            rest.append((child, child.tail or ""))
        else:
            words.append(words_of(child) + (child.tail or ""))
    return "".join(words), rest


def _is_apart(child: html.HtmlElement, words: str) -> bool:
    """Whether a child of an item is a block of its own: not the first paragraph that holds its words."""
    if child.tag in ("ul", "ol", "table") or holds_flow(child):
        return True
    return child.tag in FLOW and bool(words.strip())


def _number(element: html.HtmlElement, count: int) -> str:
    if element.tag == "ul":
        return "•"
    return f"{printed(count, _NUMBER_TYPES.get(element.get('type') or '', 'decimal'))}."


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and _NUMBER.fullmatch(value.strip()) else default


def _is_bold(element: html.HtmlElement) -> bool:
    """Whether all words of an element are strong."""
    if element.tag in ("dt", "summary", "th"):
        return True
    strong = "".join(
        "".join(e.itertext())
        for e in element.xpath(".//b[not(ancestor::b)] | .//strong[not(ancestor::strong)]")
    )
    letters = sum(map(str.isalnum, "".join(element.itertext())))
    return letters > 0 and sum(map(str.isalnum, strong)) >= 0.95 * letters


def _is_jump(element: html.HtmlElement) -> bool:
    """Whether an element is nothing but a link to a place on its own page."""
    links = element.xpath(".//a[starts-with(@href,'#')]")
    return len(links) == 1 and words_of(links[0]).strip() == words_of(element).strip()
