"""Ruled lines and pictures of a PDF page (through pdfium): what frames tables and boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 3.0  # points: a drawn shape thinner than this is a line
_DEEPEST = 5  # forms within forms
_MOST_POINTS = 2_000

Turn = Callable[[float, float], tuple[float, float]]
"""A map from the coordinates of a page to those of the page as read."""

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: horizontal (`y0 == y1`) or vertical (`x0 == x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it is horizontal."""
        return self.y0 == self.y1


def read_drawn(page: pdfium.PdfPage, turn: Turn) -> tuple[tuple[Rule, ...], int]:
    """The straight lines of the page's drawings, and how many images it shows."""
    rules: set[Rule] = set()
    images = 0
    for thing, kind, matrix in _things(page.raw, _PLAIN, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif _visible(thing):
            for x0, y0, x1, y1 in _boxes(thing, matrix):
                (ax, ay), (bx, by) = turn(x0, y0), turn(x1, y1)
                rules.update(_sides(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return tuple(sorted(rules, key=lambda rule: (rule.y0, rule.x0, rule.y1, rule.x1))), images


def _things(
    parent: ctypes.c_void_p, outer: _Matrix, depth: int
) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, int, _Matrix]]:
    """Images and paths of a page or form, with the map of each to the page. (Bare handles: pages of some
    programs hold thousands of text objects, which are passed over here.)"""
    count = raw.FPDFFormObj_CountObjects(parent) if depth else raw.FPDFPage_CountObjects(parent)
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count):
        thing = get(parent, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from _things(thing, _times(_matrix(thing), outer), depth + 1)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            yield thing, kind, _times(_matrix(thing), outer)


def _matrix(thing: raw.FPDF_PAGEOBJECT) -> _Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(thing, m) else _PLAIN


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The map that applies `inner` first."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _visible(thing: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path shows on white paper: white grounds behind words are no frames."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return bool(fill.value) and alpha.value > 10 and min(red.value, green.value, blue.value) < 250


def _boxes(thing: raw.FPDF_PAGEOBJECT, matrix: _Matrix) -> list[tuple[float, float, float, float]]:
    """The boxes around each separate stroke of a path; curves are left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes: list[tuple[float, float, float, float]] = []
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(raw.FPDFPath_CountSegments(thing), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                boxes.append(_around(points))
            points, curved = [], False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if len(points) > 1 and not curved:
        boxes.append(_around(points))
    return boxes


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    """The ruled lines of a drawn box: one where it is thin, else its four sides."""
    x0, y0, x1, y1 = (round(value, 1) for value in (x0, y0, x1, y1))
    wide, high = x1 - x0, y1 - y0
    if high < _THIN and wide < _THIN:
        return []
    if high < _THIN:
        middle = round((y0 + y1) / 2, 1)
        return [Rule(x0, middle, x1, middle)]
    if wide < _THIN:
        middle = round((x0 + x1) / 2, 1)
        return [Rule(middle, y0, middle, y1)]
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
