"""Styles of a Word document: what a paragraph inherits, down the chain of styles it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kg.read.docx_numbers import W

_HEADING = re.compile(r"(?i)^heading\s*([1-9])$")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it leaves that to the one it is based on."""

    name: str
    based_on: str | None
    bold: bool | None
    size: float | None
    outline: int | None
    list_number: str | None
    list_depth: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, the style of plain paragraphs, and the size where nothing else gives one."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None
    size: float = 11.0

    def chain(self, id: str | None) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        current = id or self.default
        while current in self.by_id and self.by_id[current] not in found:
            style = self.by_id[current]
            found.append(style)
            current = style.based_on or ""
        return found

    def heading(self, id: str | None) -> int | None:
        """The level of a heading style: of 'Heading 2', of 'Title', or of an outline level."""
        for style in self.chain(id):
            match = _HEADING.match(style.name)
            if match:
                return min(int(match.group(1)), 6)
            if style.name.lower() == "title":
                return 1
            if style.outline is not None:
                return min(style.outline + 1, 6) if style.outline < 9 else None
        return None

    def is_contents(self, id: str | None) -> bool:
        """Whether it is the style of an entry of a table of contents."""
        return any(re.match(r"(?i)toc\s*\d|table of figures", style.name) for style in self.chain(id)[:1])

    def is_bold(self, id: str | None) -> bool:
        """Whether its words are bold unless they say otherwise."""
        return next((style.bold for style in self.chain(id) if style.bold is not None), False)

    def size_of(self, id: str | None) -> float:
        """The size of its words in points."""
        return next((style.size for style in self.chain(id) if style.size is not None), self.size)

    def numbers(self) -> dict[str, str]:
        """The list that each style counts in."""
        return {id: style.list_number for id, style in self.by_id.items() if style.list_number is not None}


def read_styles(root: etree._Element | None) -> Styles:
    """The styles that styles.xml defines."""
    if root is None:
        return Styles()
    by_id: dict[str, Style] = {}
    default = None
    for element in root.iterfind(f"{W}style"):
        id = element.get(f"{W}styleId", "")
        by_id[id] = _style(element)
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            default = id
    size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    return Styles(by_id, default, _half(size) or 11.0)


def switched_on(element: etree._Element | None) -> bool | None:
    """What a switch such as <w:b/> says; None where it is missing."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _half(element: etree._Element | None) -> float | None:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) / 2 if value.isdigit() else None


def _style(element: etree._Element) -> Style:
    def value(path: str) -> str | None:
        child = element.find(path)
        return child.get(f"{W}val") if child is not None else None

    outline, depth = value(f"{W}pPr/{W}outlineLvl"), value(f"{W}pPr/{W}numPr/{W}ilvl")
    return Style(
        name=value(f"{W}name") or "",
        based_on=value(f"{W}basedOn"),
        bold=switched_on(element.find(f"{W}rPr/{W}b")),
        size=_half(element.find(f"{W}rPr/{W}sz")),
        outline=int(outline) if outline and outline.isdigit() else None,
        list_number=value(f"{W}pPr/{W}numPr/{W}numId"),
        list_depth=int(depth) if depth and depth.isdigit() else None,
    )
