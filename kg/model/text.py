"""Nouns of the page: spans, blocks, documents and the passages that are read from them.

Every offset in the project is a position in ``Document.text``, the one stored text of a source.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval ``[start, end)`` of characters in a document's stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span cannot run from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def slice(self, text: str) -> str:
        """The words of `text` at this interval, verbatim."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"  # an entry of a table of contents: never evidence
    FURNITURE = "furniture"  # running heads, page numbers, 'intentionally left blank'


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its pieces of text, in reading order, and its column (0-based)."""

    column: int
    pieces: tuple[Span, ...] = ()
    carried: bool = False  # empty on the page; the words are those of a cell above it


@dataclass(frozen=True, slots=True)
class Block:
    """A logical unit of the page: a heading, a whole paragraph, a list item or a table row.

    `pieces` are the intervals that hold its words in reading order, without list marks, markup,
    line-end hyphens or the page furniture that may cut it in two; `marker` is the number or bullet
    as printed ("(a)", "2.2", "•"). A table row keeps its words in `cells`.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    level: int = 0  # headings: 1 (top) to 6; list items: nesting depth from 0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    table: int | None = None  # ordinal of the table in the document; pieces of one torn table share it
    head: bool = False  # a row of column heads (also where it is repeated after a page break)
    emphasis: bool = False  # wholly bold, underlined or larger than the body
    boxed: bool = False  # printed in a text box beside or after the text it belongs to
    rule: str = ""  # the rule or cue that decided the kind

    def __post_init__(self) -> None:
        if not self.pieces:
            raise ValueError("a block without words cannot be built")

    @property
    def span(self) -> Span:
        """The smallest interval that holds every piece."""
        return Span(min(p.start for p in self.pieces), max(p.end for p in self.pieces))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: physical number (1-based), the number printed on it, its interval."""

    number: int
    span: Span
    label: str | None = None


class Severity(StrEnum):
    """How much an issue matters: a note, something lost, or a source refused."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read or decided: counted and listed, never silent."""

    code: str  # short and stable, e.g. "pdf-no-text"
    message: str  # one sentence: what, where, what to do
    source: str
    severity: Severity = Severity.WARNING
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus and what its manifest says of it (`None`: the manifest does not say)."""

    name: str  # file name, unique in a build
    sha256: str  # of the bytes
    media_type: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None  # ISO, as precise as known
    kind: str | None = None
    origin: str | None = None  # where it was found
    rights: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: one fixed text with its pages and blocks as intervals in it."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    lined: bool = False  # lines of `text` are lines of the source (text and Markdown files)
    issues: tuple[Issue, ...] = ()
    _starts: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        object.__setattr__(self, "_starts", tuple(starts))

    @property
    def sha256(self) -> str:
        """Digest of the stored text."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, position: int) -> int:
        """The 1-based line on which `position` of the text stands."""
        return bisect_right(self._starts, position)

    def page(self, position: int) -> Page | None:
        """The page that holds `position`, or None where the source has no pages."""
        index = bisect_right(self.pages, position, key=lambda page: page.span.start) - 1
        return self.pages[index] if index >= 0 else None


class DocumentKind(StrEnum):
    """Kinds of embedded document."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    COVERING_REPORT = "covering_report"
    REVIEW_REPORT = "review_report"
    PARTNERSHIP_RESPONSE = "partnership_response"
    BRIEFING = "briefing"
    ANNUAL_REPORT = "annual_report"
    IMPROVEMENT_PLAN = "improvement_plan"
    PERFORMANCE_REPORT = "performance_report"
    QUALITY_ASSURANCE = "quality_assurance"
    INSPECTION_REPORT = "inspection_report"
    MONITORING_TABLE = "monitoring_table"
    GLOSSARY = "glossary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EmbeddedDocument:
    """One document inside a source: a report, minutes, a response bound into a pack."""

    key: str  # from the content: see kg.model.keys
    kind: DocumentKind
    title: str
    span: Span
    date: str | None = None
    publisher: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `path` holds the headings above it, outermost first."""

    embedded: int  # index into Outline.embedded
    title: str
    level: int
    span: Span
    path: tuple[str, ...] = ()
    number: str = ""  # "6", "12.1", "" where unnumbered


@dataclass(frozen=True, slots=True)
class Folded:
    """Words with their white space folded and the way back: `offsets[i]` is where character i stands
    in the stored text, and `offsets[len(text)]` where the last one ends."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The interval in the stored text of the folded characters `[start, end)`."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters from {start} to {end} in {len(self.text)}")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in its place: the unit that extraction reads."""

    index: int  # position in Outline.passages, reading order
    block: Block
    words: Folded  # of the whole block; cells of a row joined by " | "
    cells: tuple[Folded, ...] = ()  # of a table row, by column; empty where the cell is
    embedded: int = 0
    section: int | None = None  # index into Outline.sections
    page: int | None = None
    page_label: str | None = None

    @property
    def text(self) -> str:
        """The folded words."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class Outline:
    """A document segmented: embedded documents, their sections, and passages in reading order."""

    document: Document
    embedded: tuple[EmbeddedDocument, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    issues: tuple[Issue, ...] = ()
