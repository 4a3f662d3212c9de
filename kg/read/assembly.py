"""Assembly: a stored text put together block by block, for formats that have structure but no fixed text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.errors import SourceError
from kg.model.text import Block, BlockKind, Cell, Document, Issue, Source, Span
from kg.read.heads import count_heads
from kg.read.marks import read_mark

WIDEST = 16_384  # columns: what a sheet of Excel can have
_LARGEST = 5_000_000  # rows by columns


@dataclass(frozen=True, slots=True)
class CellText:
    """The words of one cell: `parts` are its paragraphs or list items; `carried`: those of the cell above,
    which covers this row too. `bold`: wholly bold, or marked as a head."""

    column: int
    parts: tuple[str, ...]
    carried: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(" ".join(self.parts).split())


@dataclass(slots=True)
class Assembly:
    """Collects blocks and their words of the source called `name`; `document` closes it."""

    name: str
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: int = 0

    def block(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        marker: str = "",
        emphasis: bool = False,
        boxed: bool = False,
        rule: str = "",
    ) -> None:
        """Add a block of `text`; `marker` is printed before it. Without words nothing is added."""
        if not text.strip():
            return
        if marker:
            self._write(marker + " ")
        span = self._write(text)
        self._write("\n")
        self._blocks.append(
            Block(kind, (_stripped(span, text),), level, marker, emphasis=emphasis, boxed=boxed, rule=rule)
        )

    def table(
        self,
        rows: Sequence[Sequence[CellText]],
        *,
        rule: str,
        heads: int | None = None,
        kind: BlockKind = BlockKind.TABLE_ROW,
    ) -> None:
        """Add a table row by row; `heads` says how many rows are heads where the format tells.

        Raises SourceError where cells are spread over far more rows and columns than a table has.
        """
        rows = [row for row in rows if any(cell.text and not cell.carried for cell in row)]
        if not rows:
            return
        width = max(cell.column for row in rows for cell in row) + 1
        if width > WIDEST or width * len(rows) > _LARGEST:
            raise SourceError(
                f"{self.name} spreads a table over {width:,} columns and {len(rows):,} rows; clear the empty ones."
            )
        texts = [_texts(row, width) for row in rows]
        bold = [all(cell.bold for cell in row if cell.text) for row in rows]
        heads = count_heads(texts, bold) if heads is None else heads
        above: dict[int, tuple[Span, ...]] = {}
        for index, row in enumerate(rows):
            cells = self._row(row, above)
            head = index < heads or (heads > 0 and texts[index] == texts[heads - 1])
            pieces = tuple(piece for cell in cells if not cell.carried for piece in cell.pieces)
            self._blocks.append(
                Block(
                    kind, pieces, cells=cells, table=self._tables, head=head, emphasis=bold[index], rule=rule
                )
                if kind is BlockKind.TABLE_ROW
                else Block(kind, pieces, rule=rule)
            )
        self._tables += 1
        self._write("\n")

    def document(self, source: Source, *, issues: tuple[Issue, ...] = ()) -> Document:
        """The document of all that was added; raises SourceError where that is no word."""
        if not self._blocks:
            raise SourceError(f"{source.name} holds no words; fetch it again from where it was published.")
        return Document(source, "".join(self._parts), tuple(self._blocks), issues=issues)

    def _row(self, row: Sequence[CellText], above: dict[int, tuple[Span, ...]]) -> tuple[Cell, ...]:
        cells = []
        for index, cell in enumerate(row):
            if index:
                self._write("\t")
            if cell.carried:
                cells.append(Cell(cell.column, above.get(cell.column, ()), carried=True))
                continue
            pieces: list[Span] = []
            for part in cell.parts:
                if pieces:
                    self._write("\n")
                if part.strip():
                    pieces.append(self._cell_part(part))
            above[cell.column] = tuple(pieces)
            cells.append(Cell(cell.column, tuple(pieces)))
        self._write("\n")
        return tuple(cells)

    def _cell_part(self, part: str) -> Span:
        """Write a paragraph of a cell; a bullet before it stays out of its words."""
        mark = read_mark(part)
        span = self._write(part)
        if mark is not None and mark.is_bullet:
            return _stripped(Span(span.start + mark.end, span.end), part[mark.end :])
        return _stripped(span, part)

    def _write(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)


def _stripped(span: Span, text: str) -> Span:
    before = len(text) - len(text.lstrip())
    return Span(span.start + before, span.end - (len(text) - len(text.rstrip())))


def _texts(row: Sequence[CellText], width: int) -> tuple[str, ...]:
    texts = [""] * width
    for cell in row:
        texts[cell.column] = cell.text
    return tuple(texts)
