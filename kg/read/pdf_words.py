"""Words of a PDF page with their places and type, and the ruled lines drawn on it (through pdfium)."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = {0xFFFE, 0x0002}  # what pdfium writes for a hyphen at the end of a line
_THIN = 3.0  # points: a drawn shape thinner than this is a line


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set: size in points as seen on the page, bold, italic, its font and its slope."""

    size: float
    bold: bool
    italic: bool
    font: str
    angle: int  # degrees, anticlockwise, in quarters: 0, 90, 180, 270


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the page; `y` grows downwards, `base` is the line it stands on, in points.

    `glued`: no blank parts it from the word before. `raised`: a superscript, such as a footnote number.
    """

    text: str
    x0: float
    x1: float
    top: float
    base: float
    style: Style
    glued: bool = False
    raised: bool = False

    @property
    def size(self) -> float:
        """Size in points."""
        return self.style.size


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on one page: its size, words in the order of the file, ruled lines, count of images."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    images: int


Turn = Callable[[float, float], tuple[float, float]]


def read_sheet(page: pdfium.PdfPage) -> Sheet:
    """The words and ruled lines of `page`, turned upright."""
    text_page = page.get_textpage()
    try:
        reader = _Reader(text_page.raw)
        found = reader.words()
    finally:
        text_page.close()
    turned = _turned(found)
    width, height, turn = _upright(page, turned)
    rules, images = _drawn(page, turn)
    words = tuple(word for word in (_placed(item, turn, turned) for item in found) if word is not None)
    return Sheet(width, height, words, rules, images)


@dataclass(slots=True)
class _Found:
    """A word in the coordinates of the page: origin of its first letter, end of its last, its style."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    style: Style
    glued: bool
    raised: bool = False


class _Reader:
    """Reads the characters of one text page into words."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE) -> None:
        self._page = handle
        self._styles: dict[int, Style] = {}
        self._box = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._box]

    def words(self) -> list[_Found]:
        """All words, in the order of the file."""
        unicode = raw.FPDFText_GetUnicode
        words: list[_Found] = []
        start, glued = 0, False
        letters: list[str] = []
        for index in range(raw.FPDFText_CountChars(self._page)):
            code = unicode(self._page, index)
            if code in _HYPHENS:
                words.append(self._word("".join(letters) + "-", start, index, glued))
                letters, glued = [], False
                continue
            letter = chr(code) if code else " "  # a no-break space holds words together
            if letter.isspace() and not (letter == "\xa0" and any(map(str.isalpha, letters))):
                if letters:
                    words.append(self._word("".join(letters), start, index - 1, glued))
                letters, glued = [], False
                continue
            if letters and letter.isdigit() and not letters[-1].isdigit() and self._small(start, index):
                words.append(self._word("".join(letters), start, index - 1, glued))
                letters, glued = [], True
            if not letters:
                start = index
            letters.append(_LIGATURES.get(letter, letter))
        if letters:
            words.append(self._word("".join(letters), start, start + len(letters) - 1, glued))
        return words

    def _small(self, start: int, index: int) -> bool:
        return self._style(index).size < 0.85 * self._style(start).size

    def _word(self, text: str, start: int, end: int, glued: bool) -> _Found:
        x, y = self._box[0], self._box[1]
        raw.FPDFText_GetCharOrigin(self._page, start, *self._refs[:2])
        origin = (x.value, y.value)
        style = self._style(start)
        left, right, bottom, top = self._refs
        raw.FPDFText_GetCharBox(self._page, end, left, right, bottom, top)
        values = [value.value for value in self._box]
        if style.angle == 0:
            ends = (values[1], origin[1])
        elif style.angle == 90:
            ends = (origin[0], values[3])
        elif style.angle == 270:
            ends = (origin[0], values[2])
        else:
            ends = (values[0], origin[1])
        return _Found(text, *origin, *ends, style, glued)

    def _style(self, index: int) -> Style:
        text_object = raw.FPDFText_GetTextObject(self._page, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = _style_of(text_object, self._page, index)
        return style


def _style_of(text_object: raw.FPDF_PAGEOBJECT, page: raw.FPDF_TEXTPAGE, index: int) -> Style:
    size = raw.FPDFText_GetFontSize(page, index)
    matrix = raw.FS_MATRIX()
    angle, scale = 0, 1.0
    if raw.FPDFText_GetMatrix(page, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
    font = raw.FPDFTextObj_GetFont(text_object)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    name = ""
    if length:
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    weight = raw.FPDFFont_GetWeight(font) if font else 0
    heavy = bool(_BOLD.search(name)) or weight >= 600
    stroked = raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    italic = "italic" in name.lower() or "oblique" in name.lower()
    return Style(round(size * scale, 1), heavy or stroked, italic, name, angle)


def _turned(found: list[_Found]) -> int:
    """The slope of most words of the page: 90 for a table set sideways."""
    counts: dict[int, int] = {}
    for word in found:
        counts[word.style.angle] = counts.get(word.style.angle, 0) + len(word.text)
    return max(counts, key=lambda angle: (counts[angle], -angle), default=0)


def _upright(page: pdfium.PdfPage, angle: int) -> tuple[float, float, Turn]:
    """Width and height of the page as read, and the map from its coordinates, `y` growing downwards."""
    left, bottom, right, top = page.get_cropbox()
    if angle == 90:  # lines run upwards: turn the page clockwise
        return top - bottom, right - left, lambda x, y: (y - bottom, x - left)
    if angle == 270:
        return top - bottom, right - left, lambda x, y: (top - y, right - x)
    if angle == 180:
        return right - left, top - bottom, lambda x, y: (right - x, y - bottom)
    return right - left, top - bottom, lambda x, y: (x - left, top - y)


def _placed(item: _Found, turn: Turn, turned: int) -> Word | None:
    x0, base = turn(item.x, item.y)
    x1, end_base = turn(item.end_x, item.end_y)
    style = item.style
    if style.angle != turned:  # a word set across the others, such as a column head written upwards
        x0, x1 = min(x0, x1), max(x0, x1)
        base = max(base, end_base)
    x1 = max(x1, x0 + 0.1)
    raised = item.glued and item.text.strip("[](),*†‡").isdigit()
    return Word(item.text, x0, x1, base - 0.75 * style.size, base, style, item.glued, raised)


def _drawn(page: pdfium.PdfPage, turn: Turn) -> tuple[tuple[Rule, ...], int]:
    """The straight lines of the page's drawings, and how many images it shows."""
    rules: set[Rule] = set()
    images = 0
    for thing in page.get_objects(max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and _visible(thing):
            for x0, y0, x1, y1 in _boxes(thing):
                (ax, ay), (bx, by) = turn(x0, y0), turn(x1, y1)
                rules.update(_sides(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return tuple(sorted(rules, key=lambda rule: (rule.y0, rule.x0, rule.y1, rule.x1))), images


def _visible(thing: pdfium.PdfObject) -> bool:
    """Whether a path shows on white paper: white grounds behind words are no frames."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha)
    return bool(fill.value) and alpha.value > 10 and min(red.value, green.value, blue.value) < 250


def _boxes(thing: pdfium.PdfObject) -> list[tuple[float, float, float, float]]:
    """The boxes around each separate stroke of a path; curves are left out."""
    count = raw.FPDFPath_CountSegments(thing.raw)
    matrix = thing.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes: list[tuple[float, float, float, float]] = []
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(count, 2_000)):
        segment = raw.FPDFPath_GetPathSegment(thing.raw, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                boxes.append(_around(points))
            points, curved = [], False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
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
