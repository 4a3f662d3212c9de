"""Boxes: text boxes that an extractor prints after the body of their page."""

from __future__ import annotations

from kg.read.labels import is_label
from kg.read.lines import Line


def box_lines(lines: list[Line], double: list[bool]) -> set[int]:
    """Indices of lines in text boxes: on a double-spaced page, where nothing but a box breaks the spacing, from
    the first "Recommendation 1a." to the end of the page.

    Only pages with body text before the label count, and only where two pages of the source are so made.
    """
    found: list[range] = []
    for first, last in _pages(lines):
        if not double[first]:
            continue
        label = next((i for i in range(first, last) if is_label(lines[i].text)), None)
        if label is not None and label >= first + 3 and label + 1 < last and lines[label].gap > 0:
            found.append(range(label, last))
    return {index for span in found for index in span} if len(found) > 1 else set()


def _pages(lines: list[Line]) -> list[tuple[int, int]]:
    starts = [i for i, line in enumerate(lines) if line.top] or [0]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True)) if lines else []
