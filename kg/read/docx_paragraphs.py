"""Paragraphs of a Word document: their words, their number as printed, their type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kg.read.docx_numbers import Numbering, W
from kg.read.docx_styles import Styles, switched_on

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}rPr",
    f"{W}txbxContent",
    f"{MC}Fallback",
    f"{W}instrText",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its words, the mark before them, depth in its list, style, type, notes and boxes in it."""

    text: str
    mark: str
    depth: int
    style: str | None
    heading: int | None  # level where its style or itself says so
    bold: bool
    underlined: bool
    size: float
    notes: tuple[str, ...]
    boxes: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads paragraphs with the styles and lists of their document; lists count as they are read."""

    styles: Styles
    numbering: Numbering

    def read(self, paragraph: etree._Element) -> Words:
        """The words of `paragraph`, deleted ones left out, inserted ones in."""
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, f"{W}pStyle")
        parts: list[str] = []
        weights: list[tuple[int, bool, bool, float]] = []
        for run in _runs(paragraph):
            text = _text(run)
            parts.append(text)
            letters = sum(character.isalnum() for character in text)
            if letters:
                weights.append((letters, *self._type(run, style)))
        mark, depth = self._mark(properties, style) if "".join(parts).strip() else ("", 0)
        outline = _value(properties, f"{W}outlineLvl")
        heading = (
            int(outline) + 1
            if outline and outline.isdigit() and int(outline) < 6
            else self.styles.heading(style)
        )
        return Words(
            text="".join(parts).strip(),
            mark=mark,
            depth=depth,
            style=style,
            heading=heading,
            bold=bool(weights) and all(bold for _, bold, _, _ in weights),
            underlined=bool(weights) and all(underlined for _, _, underlined, _ in weights),
            size=max((size for *_, size in weights), default=self.styles.size_of(style)),
            notes=tuple(_notes(paragraph)),
            boxes=tuple(_boxes(paragraph)),
        )

    def _mark(self, properties: etree._Element | None, style: str | None) -> tuple[str, int]:
        number, depth = None, None
        if properties is not None:
            number = _value(properties, f"{W}numPr/{W}numId")
            depth = _value(properties, f"{W}numPr/{W}ilvl")
        if number is None:
            for inherited in self.styles.chain(style):
                if inherited.list_number is not None:
                    number = inherited.list_number
                    depth = depth if depth is not None else str(inherited.list_depth or 0)
                    break
        if number is None or number == "0":
            return "", 0
        at = int(depth) if depth and depth.isdigit() else 0
        return self.numbering.mark(number, at), at

    def _type(self, run: etree._Element, style: str | None) -> tuple[bool, bool, float]:
        """Bold, underlined, size of a run."""
        properties = run.find(f"{W}rPr")
        bold = switched_on(properties.find(f"{W}b")) if properties is not None else None
        under = switched_on(properties.find(f"{W}u")) if properties is not None else None
        character = _value(properties, f"{W}rStyle")
        if bold is None:
            bold = (character is not None and self.styles.is_bold(character)) or self.styles.is_bold(style)
        size = _value(properties, f"{W}sz")
        return bold, bool(under), int(size) / 2 if size and size.isdigit() else self.styles.size_of(style)


def _value(element: etree._Element | None, path: str) -> str | None:
    child = element.find(path) if element is not None else None
    return child.get(f"{W}val") if child is not None else None


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph in order, those of links, insertions and content controls among them."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _runs(child)


def _text(run: etree._Element) -> str:
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}sym":
            parts.append(_symbol(child.get(f"{W}char", "2022")))
    return "".join(parts)


def _symbol(code: str) -> str:
    """The character with the hexadecimal `code`; a replacement character where there is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _notes(paragraph: etree._Element) -> Iterator[str]:
    for reference in paragraph.iter(f"{W}footnoteReference"):
        yield f"footnote:{reference.get(f'{W}id')}"
    for reference in paragraph.iter(f"{W}endnoteReference"):
        yield f"endnote:{reference.get(f'{W}id')}"


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once though it is stored for old programs too."""
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = {ancestor.tag for ancestor in box.iterancestors()}
        if f"{MC}Fallback" not in ancestors and not _is_nested(box, paragraph):
            yield box


def _is_nested(box: etree._Element, paragraph: etree._Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag == f"{W}txbxContent":
            return True
    return False
