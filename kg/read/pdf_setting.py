"""The setting of a PDF: the size of its body, the usual distance of its lines, the edges of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.read.pdf_pages import Item

_FEW = 6  # lines below which a page or a size says nothing of what is usual


@dataclass(frozen=True, slots=True)
class Setting:
    """How the body of a document is set: its size in points, whether bold, the line spacing of each size."""

    size: float
    bold: bool
    leading: dict[float, float]

    def space(self, size: float) -> float:
        """The usual distance of lines of `size`; of headings, whose neighbours are mostly other blocks, a guess."""
        usual = self.leading.get(round(size), 1.22 * size)
        return min(usual, 1.3 * size) if size > 1.1 * self.size else usual


def measure(pages: Sequence[Sequence[Item]]) -> Setting:
    """The setting of the body: the size that most letters have, and the distances of its lines."""
    letters: Counter[tuple[float, bool]] = Counter()
    distances: dict[int, Counter[float]] = {}
    for items in pages:
        before: Item | None = None
        for item in items:
            if item.line is None:
                before = None
                continue
            letters[item.line.size, item.line.bold] += len(item.line.text)
            if before is not None and before.line is not None and before.region == item.region:
                step, size = item.line.base - before.line.base, item.line.size
                if 0.9 * size < step < 2.4 * size and abs(size - before.line.size) < 0.3:
                    distances.setdefault(round(size), Counter())[round(step * 2) / 2] += 1
            before = item
    if not letters:
        return Setting(12.0, False, {})
    size, bold = max(letters, key=lambda key: (letters[key], key))
    enough = {s: c for s, c in distances.items() if c.total() >= _FEW}
    leading = {s: max(c, key=lambda step: (c[step], -step)) for s, c in enough.items()}
    return Setting(size, bold, {float(s): step for s, step in leading.items()})


def within_edges(pages: Sequence[Sequence[tuple[int, Item]]]) -> list[list[tuple[int, Item]]]:
    """The items of each page with the edges that their column has without the furniture; a column of few lines
    reaches as far to the right as those of other pages that begin where it does."""
    found: list[dict[int, tuple[float, float, int]]] = []
    reach: dict[int, float] = {}
    for items in pages:
        edges: dict[int, tuple[float, float, int]] = {}
        for _, item in items:
            if item.line is not None:
                left, right, count = edges.get(item.region, (item.line.x0, item.line.x1, 0))
                edges[item.region] = min(left, item.line.x0), max(right, item.line.x1), count + 1
        found.append(edges)
        if len(edges) == 1:
            ((left, right, count),) = edges.values()
            if count >= _FEW:
                reach[round(left / 4)] = max(right, reach.get(round(left / 4), 0.0))
    return [
        [(index, _edged(item, edges, reach)) for index, item in items]
        for items, edges in zip(pages, found, strict=True)
    ]


def _edged(item: Item, edges: dict[int, tuple[float, float, int]], reach: dict[int, float]) -> Item:
    if item.line is None or item.boxed:
        return item
    left, right, count = edges[item.region]
    if len(edges) == 1 and count < _FEW:
        right = max(right, reach.get(round(left / 4), right))
    return replace(item, left=left, right=right)
