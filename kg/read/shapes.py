"""Shapes: what each paragraph of a plain text is: heading, paragraph, list item, footnote, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.text import Block, BlockKind, Span
from kg.read.joining import ends_sentence
from kg.read.labels import introduces, is_capital, is_label
from kg.read.marks import Mark
from kg.read.paragraphs import Paragraph, Role

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z‘“(])")
_DATELIKE = re.compile(
    r"(?i)^[\W\d]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s\-–]*\d{2,4}\W*$"
)
_WORD = re.compile(r"[A-Za-z]{4,}")
_MOST = 110  # characters of a heading


def to_blocks(paragraphs: list[Paragraph]) -> Iterator[Block]:
    """One block for each paragraph."""
    previous: Block | None = None
    styles: list[str] = []  # marks of the lists that are open, outermost first
    numbers: set[str] = set()  # of the headings so far
    for index, paragraph in enumerate(paragraphs):
        block = _block(paragraphs, index, previous, styles, numbers)
        yield block
        if paragraph.role is Role.BODY:
            previous = block


_OTHER = {
    Role.FURNITURE: BlockKind.FURNITURE,
    Role.FOOTNOTE: BlockKind.FOOTNOTE,
    Role.CONTENTS: BlockKind.CONTENTS,
}


def _block(
    paragraphs: list[Paragraph], index: int, previous: Block | None, styles: list[str], numbers: set[str]
) -> Block:
    paragraph = paragraphs[index]
    if paragraph.row is not None:
        pieces = tuple(piece for cell in paragraph.row.cells for piece in cell.pieces)
        return Block(
            BlockKind.TABLE_ROW,
            pieces,
            cells=paragraph.row.cells,
            table=paragraph.row.table,
            head=paragraph.row.head,
            rule="plain/row",
        )
    if paragraph.role is not Role.BODY:
        return Block(_OTHER[paragraph.role], _pieces(paragraph, 0), rule=f"plain/{paragraph.role.value}")
    level = _heading_level(paragraphs, index, previous, numbers)
    mark = paragraph.mark
    if level:
        found = _NUMBERED.match(paragraph.lines[0].text)
        if mark is None and found:
            return _made(BlockKind.HEADING, paragraph, "heading", level, Mark(found[1], found.end()))
        return _made(BlockKind.HEADING, paragraph, "heading", level, mark)
    if mark is None:
        styles.clear()
        return _made(BlockKind.PARAGRAPH, paragraph, "paragraph")
    if "." in mark.text.rstrip(".") and mark.text[0].isdigit():
        styles.clear()
        return _made(BlockKind.PARAGRAPH, paragraph, "numbered", 0, mark)
    return _made(BlockKind.LIST_ITEM, paragraph, "list", _depth(mark.text, styles), mark)


def _made(
    kind: BlockKind, paragraph: Paragraph, rule: str, level: int = 0, mark: Mark | None = None
) -> Block:
    return Block(
        kind,
        _pieces(paragraph, mark.end if mark else 0),
        level,
        mark.text if mark else "",
        boxed=paragraph.boxed,
        rule=f"plain/{rule}",
    )


def _depth(mark: str, styles: list[str]) -> int:
    """How deep a list item stands: the lists of other marks that are open around it."""
    style = _style(mark)
    if style in styles:
        del styles[styles.index(style) + 1 :]
    else:
        styles.append(style)
    return len(styles) - 1


def _style(mark: str) -> str:
    """What the marks of one list share: "(i)" and "(iv)", "a." and "b.", "•"."""
    core = mark.strip("(). ")
    if core.isdigit():
        return mark.replace(core, "1")
    if len(core) == 1 and core.isalpha() and core not in "ivx":
        return mark.replace(core, "a")
    return mark.replace(core, "i") if core.isalpha() else mark


def _pieces(paragraph: Paragraph, skip: int) -> tuple[Span, ...]:
    """The spans of the words after `skip` characters; lines that follow each other make one span."""
    spans: list[Span] = []
    for number, line in enumerate(paragraph.lines):
        start = line.start + (skip if number == 0 else 0)
        if start >= line.end:
            continue
        spans.append(Span(start, line.end))
    return tuple(spans) or (paragraph.lines[0].span,)


def _heading_level(paragraphs: list[Paragraph], index: int, previous: Block | None, numbers: set[str]) -> int:
    """1 to 4 where the paragraph is a heading, else 0."""
    paragraph = paragraphs[index]
    words = paragraph.words
    most = _MOST if not is_capital(words) else 2 * _MOST
    if len(words) > most or len(paragraph.lines) > 3 or (not words[0].isascii() and not words[0].isalpha()):
        return 0
    if is_label(words):
        return 3
    if words[-1] in ".,;" or not _WORD.search(words) or _DATELIKE.match(words) or "@" in words:
        return 0
    following = _following(paragraphs, index)
    if is_capital(words):
        return 2
    if paragraph.mark is not None and paragraph.mark.is_bullet:
        return 4 if _stands_alone(paragraphs, index, previous) else 0
    numbered = _NUMBERED.match(paragraph.lines[0].text)
    if numbered:
        return _numbered_level(numbered[1], paragraph, following, previous, numbers)
    if paragraph.mark is not None or not words[0].isupper() or len(paragraph.lines) > 2:
        return 0
    if introduces(words):
        return 0
    if paragraph.first and _is_title(words) and len(words) <= max(paragraph.width, 60) * 0.8:
        return 1
    if (
        len(words) > max(paragraph.width, 60) * 0.8
        or ": " in words
        or (following is not None and _is_tight(paragraph, following))
    ):
        return 0
    apart = paragraph.gap > 0 or paragraph.first
    stacked = previous is not None and previous.kind is BlockKind.HEADING
    below = following is not None and _is_below(following, stacked=stacked)
    return 4 if below and apart and len(words.split()) <= 14 else 0


def _is_tight(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the next lines follow without a blank line, and not as a text below its short title."""
    if following.gap > 0 or following.first or following.mark:
        return False
    titled = paragraph.gap > 0 or paragraph.first
    width = max(paragraph.width, 60)
    return not (
        titled
        and len(paragraph.words) < width * 0.6
        and len(following.lines[0].text) > width * 0.8
        and following.words[0].isupper()
    )


def _is_below(following: Paragraph, *, stacked: bool) -> bool:
    """Whether a paragraph is what stands below a heading: a list, a sentence; a further heading unless `stacked`."""
    words = following.words
    if following.mark is not None or len(words) >= 60:
        return True
    if is_label(words) or is_capital(words):
        return not stacked
    return ends_sentence(words) and words.count(" ") >= 4


def _numbered_level(
    number: str,
    paragraph: Paragraph,
    following: Paragraph | None,
    previous: Block | None,
    numbers: set[str],
) -> int:
    if following is None or len(paragraph.lines) > 2:
        return 0
    below = following.mark is not None and following.mark.text.startswith(number + ".")
    listed = previous is not None and previous.kind is BlockKind.LIST_ITEM and previous.marker[-1:] == "."
    long = (len(following.words) >= 60 or is_label(following.words)) and following.mark is None
    head, _, last = number.rpartition(".")
    follows = f"{head}.{int(last) - 1}".lstrip(".") in numbers and following.mark is None
    if previous is not None and previous.marker.rstrip(".") == f"{head}.{int(last) - 1}".lstrip("."):
        follows = False  # the next item of a list
    if below or follows or (long and not listed and len(paragraph.words) < 90):
        numbers.add(number)
        return 2 + number.count(".")
    return 0


def _stands_alone(paragraphs: list[Paragraph], index: int, previous: Block | None) -> bool:
    """Whether a bullet opens no list: body text before and after it."""
    following = _following(paragraphs, index)
    if following is None or (following.mark is not None and following.mark.is_bullet):
        return False
    return (previous is None or previous.kind is not BlockKind.LIST_ITEM) and len(following.words) > 60


def _following(paragraphs: list[Paragraph], index: int) -> Paragraph | None:
    for paragraph in paragraphs[index + 1 : index + 6]:
        if paragraph.role is Role.BODY:
            return paragraph
    return None


def _is_title(words: str) -> bool:
    """Whether most of a few words are capitalised, as in the title of a document or of a slide."""
    parts = [word for word in words.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in parts)
    return 2 <= len(parts) <= 14 and capital >= len(parts) * 0.6
