"""Furniture: lines that belong to the page and not to its words, contents lists, footnotes."""

from __future__ import annotations

import re

from kg.read.labels import is_label
from kg.read.lines import Line
from kg.read.marks import read_mark

_ALWAYS = re.compile(
    r"(?i)(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-|age \d{1,4}"
    r"|(?:official|restricted|confidential|not protectively marked)(?:\s?[-–:]\s?sensitive)?(?:\s+\d{1,4})?"
    r"|this page is intentionally (?:left )?blank|public document pack|(?:public document pack\s+)?agenda item \d{1,3}[a-z]?(?:\W+appendix \d{1,2})?|\d{1,4}\s*\|\s*p\s*a\s*g\s*e"
)
_LABEL = re.compile(r"(?i)page\s*(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?")
_FIELD = re.compile(r"[A-Z][A-Z /()-]{3,40}:\s")
_BODY = re.compile(r"(?i)\b(?:council|panel|committee|cabinet|board|partnership)\b")
_CHAIN = 3  # pages
_FAR = 250  # lines between two printings of the heads of one table
_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,5}")
_ENTRY = re.compile(r"[A-Z0-9(].{2,110}?(?:\s*[.…_]{3,}\s*|\s+)(\d{1,3})")
_DOTS = re.compile(r"(?:[.…_]\s?){4,}\s*\d{1,3}$")
_NOTE = re.compile(r"(\d{1,2})\s+(?=[A-Z‘“\"'(h])")


def furniture_lines(lines: list[Line]) -> list[int]:
    """Indices of page numbers, running heads and remarks of the printer."""
    edges = _edges(lines)
    heads = _running_heads(lines, edges)
    counted = _page_numbers(lines)
    again = _heads_again(lines)
    found: list[int] = []
    printed = _throughout(lines, heads)
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > 120:
            continue
        if (
            index in again
            or _ALWAYS.fullmatch(text)
            or index in counted
            or (index in edges and _NUMBER.fullmatch(text))
        ):
            found.append(index)
        elif index in edges and _numberless(text) in heads:
            foot = not line.top
            if foot or text in printed:  # the first printing above a page is a title
                found.append(index)
            printed.add(text)
    return found


def page_label(lines: list[Line]) -> str | None:
    """The number that a page prints on itself ("Page 10"), None where it prints none or several."""
    labels = {found[1] for line in lines if len(line.text) < 20 and (found := _LABEL.fullmatch(line.text))}
    return labels.pop() if len(labels) == 1 else None


def _page_numbers(lines: list[Line]) -> set[int]:
    """Bare numbers, alone on their line, that rise by one from page to page on three pages or more."""
    pages: list[dict[int, int]] = [{}]
    for index, line in enumerate(lines):
        if line.top:
            pages.append({})
        if len(line.text) < 4 and line.text.isdecimal():
            pages[-1].setdefault(int(line.text), index)
    found: set[int] = set()
    for place, page in enumerate(pages):
        for number, index in page.items():
            chain = [index]
            while place + len(chain) < len(pages) and number + len(chain) in pages[place + len(chain)]:
                chain.append(pages[place + len(chain)][number + len(chain)])
            if len(chain) >= _CHAIN:
                found.update(chain)
    return found


def _heads_again(lines: list[Line]) -> set[int]:
    """Lines at the top of a page that print the column heads of a table again, in one line or two."""
    found: set[int] = set()
    known: dict[str, int] = {}
    for index, line in enumerate(lines):
        if line.top:
            below = lines[index + 1].text if index + 1 < len(lines) else ""
            for words, size in ((f"{line.text} {below}", 2), (line.text, 1)):
                at = known.get(words, -_FAR)
                if index - at < _FAR and _is_row_of_heads(words):
                    found.update(range(index, index + size))
                    if size == 1 and lines[at + 1].text == below:
                        found.add(index + 1)
                    break
        known[line.text] = index
    return found


def _is_row_of_heads(text: str) -> bool:
    words = text.split()
    if len(words) < 4 or text[-1] in ".,;:" or _FIELD.match(text) or _BODY.search(text):
        return False
    return sum(word[0].isupper() for word in words) > len(words) / 2


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
        and not words.endswith((".", ";"))
        and not _FIELD.match(words)
        and not is_label(words.replace("#", "1"))
        and read_mark(words.replace("#", "1")) is None
        and _in_turn(pages)
    }


def _throughout(lines: list[Line], heads: set[str]) -> set[str]:
    """The running heads of the whole source below whose first printing the title stands: none of them is one."""
    pages = max(sum(line.top for line in lines), 1)
    found = set()
    for index, line in enumerate(lines[:-1]):
        if not line.top or index > 0 or _numberless(line.text) not in heads:
            continue
        times = sum(1 for one in lines if one.top and one.text == line.text)
        below = lines[index + 1].text
        if times > pages * 0.8 and len(below) < 90 and below[-1] not in ".,;:":
            found.add(line.text)
    return found


def _in_turn(pages: list[int]) -> bool:
    """Whether three pages follow each other, or every other of five, as left and right pages do."""
    return any(
        c - b == b - a and c - a in (2, 4) for a, b, c in zip(pages, pages[1:], pages[2:], strict=False)
    )


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
    if len(run) > 1 and all(_DOTS.search(lines[i].text) for i in run):
        return True
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
