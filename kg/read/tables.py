"""Tables of a marked-up text: rows that belong together, torn by pages, with repeated heads and carried cells."""

from __future__ import annotations

from kg.model.text import Block, BlockKind
from kg.read.rows import Row, carried_down, has_head, parse_html, row_block, with_rest

APART = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)
"""Blocks that may stand between two parts of one paragraph or table."""
_STOPS = ".!?:;"


class Tables:
    """Adds rows to `blocks`; `count` tables were begun, `written` are the rows of the last HTML table."""

    def __init__(self, text: str, blocks: list[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.count = 0
        self.heads: dict[tuple[str, ...], int] = {}
        self.written: set[tuple[str, ...]] = set()

    def add_html(self, start: int) -> int:
        """Read the HTML table that begins at `start`; gives where it ends."""
        stop = self.text.find("</table>", start)
        line = self.text.find("\n", start)
        stop = stop + len("</table>") if stop >= 0 else line if line >= 0 else len(self.text)
        rows = parse_html(self.text, start, stop)
        self.count += 1
        for number, row in enumerate(rows):
            self.blocks.append(row_block(row, self.count, head=number == 0 and (row.bold or has_head(rows))))
        self.written = {row.words for row in rows}
        return stop

    def continues(self, rows: list[Row]) -> bool:
        """Whether `rows` go on with the table right above, from which only furniture parts them."""
        last = next((block for block in reversed(self.blocks) if block.kind not in APART), None)
        wide = max(len(row.cells) for row in rows)
        return (
            last is not None
            and last.kind is BlockKind.TABLE_ROW
            and len(last.cells) > 2
            and last.table in self.heads.values()
            and len(last.cells) - 1 <= wide <= len(last.cells)
        )

    def add(self, rows: list[Row]) -> None:
        """Add `rows` as a table, or as more rows of the one they continue."""
        headed = has_head(rows)
        known = self.heads.get(rows[0].words) if headed else None
        if known is not None and not self._is_near(known):
            known = None
        if known is None and not headed and self.continues(rows):
            known = next(block.table for block in reversed(self.blocks) if block.kind is BlockKind.TABLE_ROW)
        if known is None:
            self.count += 1
        table = known or self.count
        if headed:
            self.heads[rows[0].words] = table
        above: Block | None = None
        if known is not None:
            above = next((b for b in reversed(self.blocks) if b.table == table and not b.head), None)
        for number, row in enumerate(rows):
            head = headed and (number == 0 or row.words == rows[0].words)
            if not head and above is not None and not row.words[0] and self._is_rest(row, above):
                place = len(self.blocks) - 1 - self.blocks[::-1].index(above)
                above = self.blocks[place] = with_rest(above, row)
                continue
            if not head and above is not None and headed and not row.words[0]:
                row = carried_down(row, above)
            block = row_block(row, table, head=head)
            self.blocks.append(block)
            above = above if head else block

    def _is_near(self, table: int) -> bool:
        """Whether a row of `table` stands close above, at most a title parting it."""
        body = [block for block in self.blocks[-8:] if block.kind not in APART]
        return any(block.table == table for block in body[-3:])

    def _is_rest(self, row: Row, above: Block) -> bool:
        """Whether a row only holds the rest of a cell that a page tore in two."""
        place = row.filled[0]
        cell = next((cell for cell in above.cells if cell.column == place and cell.pieces), None)
        if cell is None:
            return False
        open_ = cell.pieces[-1].slice(self.text)[-1] not in _STOPS
        return open_ and row.words[place][0].islower()
