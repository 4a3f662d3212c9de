"""Plans read out of a PDF column by column: where the heads of such a table stand, and the lines under them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.grid.heads import vocabulary
from kg.model.text import BlockKind, Outline, Span
from kg.rules import Rules

_LOOSE = {
    "recommendation": "recommendation", "about": "recommendation", "action": "action", "owner": "owner",
    "lead-agency": "owner", "due": "due", "start": "due", "completed": "due", "number": "recommendation", "measure": "measure", "partners": "partners", "progress": "progress",
    "status": "status",
}  # fmt: skip
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[\w’']+(?:\(s\))?|\(s\)|[/&]")
_BULLET = re.compile(r"[•●▪■◦❖➢►∙·\uf0b7\uf0a7\uf0d8]\s*|[-–]\s+(?=\S)")
_HEAD_LINES = 8  # lines over which the heads of one table may run
_LONG = 90  # characters above which a line is no line of heads


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line as printed: its words, where they stand in the stored text, and what space is before them."""

    text: str  # without a bullet
    span: Span
    blank: int  # empty lines before it
    bullet: bool = False
    lone: bool = False  # a bullet without words
    furniture: bool = False  # a running head or page number: may be a head of the table, never a cell

    @property
    def width(self) -> int:
        """How many characters it has."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Region:
    """The lines between the heads of one such table and what ends it; `title` stood over the heads."""

    roles: tuple[str, ...]
    title: str
    embedded: int
    lines: tuple[PrintLine, ...]


@dataclass(frozen=True, slots=True)
class _Heads:
    first: int  # index of the first line of heads
    after: int  # index of the first line below them
    roles: tuple[str, ...]


def regions(outline: Outline, *, rules: Rules) -> Iterator[Region]:
    """Every table of `outline` whose heads stand loose in the text: at least an action and an owner or a date."""
    vocabulary = _vocabulary(rules)
    if not _may_hold(outline.document.text, vocabulary):
        return
    lines = _lines(outline)
    starts = [document.span.start for document in outline.embedded]
    heads = list(_heads(lines, vocabulary))
    for index, head in enumerate(heads):
        embedded = max(bisect_right(starts, lines[head.first].span.start) - 1, 0)
        document_end = outline.embedded[embedded].span.end
        stop = heads[index + 1].first if index + 1 < len(heads) else len(lines)
        while stop > head.after and lines[stop - 1].span.start >= document_end:
            stop -= 1
        title = _title(outline.document.text, lines, head.first)
        body = lines[head.after : stop]
        if index + 1 < len(heads) and stop == heads[index + 1].first:
            body = body[: len(body) - len(_title_lines(outline.document.text, lines, stop))]
        else:
            body = _without_back_page(outline.document.text, body)
        cells = tuple(line for line in body if not line.furniture and not line.lone)
        if cells:
            yield Region(head.roles, title, embedded, cells)


def _without_back_page(text: str, lines: list[PrintLine]) -> list[PrintLine]:
    """`lines` up to the first page without a bullet: what follows a table is no cell of it."""
    edges = [0, *(at for at in range(1, len(lines)) if _opens_page(text, lines[at])), len(lines)]
    for a, b in pairwise(edges[1:]):
        if not any(line.bullet for line in lines[a:b]):
            return lines[:a]
    return lines


def _opens_page(text: str, line: PrintLine) -> bool:
    """Whether a page begins with `line`: one blank before its first word, and no empty line above."""
    start = text.rfind("\n", 0, line.span.start) + 1
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    return (
        text[start : start + 1] in (" ", "\f")
        and not text[start + 1 : start + 2].isspace()
        and bool(above.strip())
    )


def _lines(outline: Outline) -> list[PrintLine]:
    """The lines of the text that hold words of the authors and stand in no table; running heads are gone."""
    text = outline.document.text
    spans = sorted(
        (block.span.start, block.span.end, block.kind is BlockKind.FURNITURE)
        for block in outline.document.blocks
        if block.kind is not BlockKind.TABLE_ROW
    )
    found: list[PrintLine] = []
    at, before = 0, 0
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if not words:
            continue
        start = match.start() + raw.index(words)
        end = start + len(words)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        covered = at < len(spans) and spans[at][0] < end
        bullet = _BULLET.match(words)
        lone = bullet is None and words in "•●▪\uf0b7"
        if not covered and not lone:
            continue
        gap = text.count("\n", before, start) - 1
        before = end
        start += bullet.end() if bullet else 0
        if start < end or lone:
            kept = covered and spans[at][2]
            line = PrintLine(text[start:end], Span(start, end), max(gap, 0), bool(bullet), lone, kept)
            found.append(replace(line, blank=1) if found and _opens_page(text, line) else line)
    return found


def _may_hold(text: str, vocabulary: dict[tuple[str, ...], str]) -> bool:
    """Whether a line of `text` begins with a phrase that heads a column of actions and says nothing else."""
    words = sorted({re.escape(word) for phrase in vocabulary for word in phrase}, key=lambda w: (-len(w), w))
    known = "|".join(words)
    line = re.compile(rf"(?im)^[ \t]*(?:{known})(?:[ \t/&.]+(?:{known}))*[ \t.:]*$")
    acting = {word for phrase, role in vocabulary.items() if role == "action" for word in phrase}
    return any(acting & set(_words(found.group())) for found in line.finditer(text))


def _vocabulary(rules: Rules) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for head, role in vocabulary(rules).items():
        if role in _LOOSE:
            found.setdefault(tuple(_words(head)), _LOOSE[role])
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _heads(lines: list[PrintLine], vocabulary: dict[tuple[str, ...], str]) -> Iterator[_Heads]:
    known = {word for phrase in vocabulary for word in phrase}
    at = 0
    while at < len(lines):
        if not _is_head(lines[at], known):
            at += 1
            continue
        end = at + 1
        while (
            end < len(lines)
            and end - at < _HEAD_LINES
            and lines[end].blank <= 2
            and _is_head(lines[end], known)
        ):
            end += 1
        roles = _roles([word for line in lines[at:end] for word in _words(line.text)], vocabulary)
        if len(roles) > 2 and "action" in roles and {"due", "owner"} & set(roles):
            yield _Heads(at, end, roles)
        at = end


def _is_head(line: PrintLine, known: set[str]) -> bool:
    if line.bullet or line.width > _LONG or line.text.endswith(":"):
        return False
    words = _words(line.text)
    return bool(words) and all(word in known for word in words)


def _roles(words: list[str], vocabulary: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    """The roles of the heads in order, longest phrase first; nothing where a word stays over or a role recurs."""
    roles: list[str] = []
    at = 0
    longest = max(len(phrase) for phrase in vocabulary)
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            role = vocabulary.get(tuple(words[at : at + size]))
            if role:
                if role in roles:
                    return ()
                roles.append(role)
                at += size
                break
        else:
            return ()
    return tuple(roles)


def _title_lines(text: str, lines: list[PrintLine], head: int) -> list[PrintLine]:
    """The lines at the top of the page above the heads: a page begins with one blank before its first word."""
    for back in (1, 2):
        if head < back:
            break
        line = lines[head - back]
        if _opens_page(text, line):
            return lines[head - back : head] if not line.bullet and line.width < _LONG else []
        if lines[head - back].bullet:
            break
    return []


def _title(text: str, lines: list[PrintLine], head: int) -> str:
    found = _title_lines(text, lines, head)
    words = re.sub(r"^\d{1,3}\s+", "", " ".join(line.text for line in found))  # a page number before it
    return re.sub(r"(?i)\s*\(?(?:continued|cont['’]?d?)\.?\)?\s*$", "", words)
