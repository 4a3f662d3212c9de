"""Furniture: lines that belong to the page and not to its words, contents lists, footnotes."""

from __future__ import annotations

import re

from kg.read.lines import Line

_ALWAYS = re.compile(
    r"(?i)(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-|age \d{1,4}"
    r"|this page is intentionally (?:left )?blank|public document pack|\d{1,4}\s*\|\s*p\s*a\s*g\s*e"
)
_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,5}")
_ENTRY = re.compile(r"[A-Z0-9(].{2,110}?(?:\s*[.…_]{3,}\s*|\s+)(\d{1,3})")
_NOTE = re.compile(r"(\d{1,2})\s+(?=[A-Z‘“\"'(h])")


def furniture_lines(lines: list[Line]) -> list[int]:
    """Indices of page numbers, running heads and remarks of the printer."""
    edges = _edges(lines)
    repeated = _running_heads(lines, edges)
    found = []
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > 120:
            continue
        if _ALWAYS.fullmatch(text) or (
            index in edges and (_NUMBER.fullmatch(text) or _numberless(text) in repeated)
        ):
            found.append(index)
    return found


def _edges(lines: list[Line]) -> set[int]:
    """The first and last lines of pages."""
    edges: set[int] = set()
    for index, line in enumerate(lines):
        if line.top:
            edges.add(index)
            if index:
                edges.add(index - 1)
    if edges and lines:
        edges.add(len(lines) - 1)
    return edges


def _running_heads(lines: list[Line], edges: set[int]) -> set[str]:
    """The words, numbers aside, that stand at the edge of three pages in a row, or of every other of five."""
    seen: dict[str, list[int]] = {}
    page = 0
    for index, line in enumerate(lines):
        page += line.top
        if index in edges:
            seen.setdefault(_numberless(line.text), []).append(page)
    return {
        words
        for words, pages in seen.items()
        if len(words) > 6
        and not words.endswith(".")
        and any(c - a <= 4 for a, c in zip(pages, pages[2:], strict=False))
    }


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def contents_lines(lines: list[Line]) -> list[int]:
    """Indices of entries of a contents list: five or more lines that end in page numbers that never fall."""
    found: list[int] = []
    run: list[int] = []
    page = 0
    for index, line in enumerate(lines):
        entry = _ENTRY.fullmatch(line.text)
        number = int(entry[1]) if entry else -1
        if entry and page <= number <= page + 40:
            run.append(index)
            page = number
            continue
        if run and not entry and len(line.text) < 60 and _wrapped_entry(lines, index):
            run.append(index)
            continue
        found.extend(run if _is_contents(run, lines) else ())
        run, page = ([index], number) if entry and number < 40 else ([], 0)
    found.extend(run if _is_contents(run, lines) else ())
    return found


def _wrapped_entry(lines: list[Line], index: int) -> bool:
    return (
        index + 1 < len(lines)
        and _ENTRY.fullmatch(lines[index + 1].text) is not None
        and lines[index + 1].gap == 0
    )


def _is_contents(run: list[int], lines: list[Line]) -> bool:
    if len(run) < 5:
        return False
    numbers = {lines[i].text.split()[-1] for i in run}
    return len(numbers) >= 3 and sum(len(lines[i].text.split()) > 1 for i in run) > len(run) * 0.6


def footnote_lines(lines: list[Line]) -> list[int]:
    """Indices of footnotes: after a line of blanks or strokes, from a small number to the end of the page."""
    found: list[int] = []
    inside = False
    for index, line in enumerate(lines):
        if line.top:
            inside = False
        if line.ruled and _NOTE.match(line.text):
            inside = True
        if inside:
            found.append(index)
    return found
