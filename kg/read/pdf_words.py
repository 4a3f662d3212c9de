"""Words of a PDF page with their places and type, and the ruled lines drawn on it (through pdfium)."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.read.limits import CrowdedPage, Limits
from kg.read.pdf_drawn import Rule, Turn, read_drawn

_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = {0xFFFE, 0x0002}  # what pdfium writes for a hyphen at the end of a line


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
class Sheet:
    """What is printed on one page: its size, words in the order of the file, ruled lines, count of images."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    images: int


def read_sheet(page: pdfium.PdfPage, *, limits: Limits) -> Sheet:
    """The words and ruled lines of `page`, turned upright; raises CrowdedPage where they are too many."""
    if (things := raw.FPDFPage_CountObjects(page.raw)) > limits.things:
        raise CrowdedPage(f"draws {things:,} things")
    text_page = page.get_textpage()
    try:
        if (letters := raw.FPDFText_CountChars(text_page.raw)) > limits.letters:
            raise CrowdedPage(f"holds {letters:,} letters")
        reader = _Reader(text_page.raw)
        found = reader.words()
        if reader.is_unseen:
            found = _steadied(found)
    finally:
        text_page.close()
    turned = _turned(found)
    width, height, turn = _upright(page, turned)
    rules, images = read_drawn(page, turn)
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
        self._fonts: dict[int, _Font] = {}
        self._unseen = 0  # runs that are not painted
        self._box = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._box]

    @property
    def is_unseen(self) -> bool:
        """Whether most text is not painted: the layer that text recognition puts below a scan."""
        return self._unseen > 0.5 * len(self._styles)

    def words(self) -> list[_Found]:
        """All words, in the order of the file."""
        unicode = raw.FPDFText_GetUnicode
        words: list[_Found] = []
        start, last, glued = 0, 0, False
        letters: list[str] = []
        for index in range(raw.FPDFText_CountChars(self._page)):
            code = unicode(self._page, index)
            if letters and 0xDC00 <= code <= 0xDFFF and "\ud800" <= letters[-1] <= "\udbff":
                letters[-1] = (letters[-1] + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")
                last = index
                continue
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
            last = index
        if letters:
            words.append(self._word("".join(letters), start, last, glued))
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
            style = self._styles[address] = self._read_style(text_object, index)
        return style

    def _read_style(self, text_object: raw.FPDF_PAGEOBJECT, index: int) -> Style:
        size = raw.FPDFText_GetFontSize(self._page, index)
        matrix = raw.FS_MATRIX()
        angle, scale = 0, 1.0
        if raw.FPDFText_GetMatrix(self._page, index, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            if matrix.b or matrix.a <= 0:
                angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
        handle = raw.FPDFTextObj_GetFont(text_object)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        font = self._fonts.get(address)
        if font is None:
            font = self._fonts[address] = _font_of(handle)
        painted = raw.FPDFTextObj_GetTextRenderMode(text_object)
        self._unseen += painted == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        stroked = painted == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Style(round(size * scale, 1), font.heavy or stroked, font.italic, font.name, angle)


@dataclass(frozen=True, slots=True)
class _Font:
    """A font: its name without the tag of a subset, whether it is heavy, whether it slants."""

    name: str
    heavy: bool
    italic: bool


def _font_of(font: raw.FPDF_FONT) -> _Font:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    name = ""
    if length:
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    heavy = bool(_BOLD.search(name)) or (bool(font) and raw.FPDFFont_GetWeight(font) >= 600)
    return _Font(name, heavy, "italic" in name.lower() or "oblique" in name.lower())


def _steadied(found: list[_Found]) -> list[_Found]:
    """Words that text recognition guessed, those of about the usual size set in it: it measures each word anew."""
    usual = median(word.style.size for word in found)
    return [
        replace(word, style=replace(word.style, size=usual))
        if 0.7 * usual < word.style.size < 1.35 * usual
        else word
        for word in found
    ]


def _turned(found: list[_Found]) -> int:
    """The slope of most words of the page: 90 for a table set sideways."""
    counts: dict[int, int] = {}
    for word in found:
        counts[word.style.angle] = counts.get(word.style.angle, 0) + len(word.text)
    return max(counts, key=lambda angle: (counts[angle], -angle), default=0)


def _upright(page: pdfium.PdfPage, angle: int) -> tuple[float, float, Turn]:
    """Width and height of the page as read, and the map from its coordinates, `y` growing downwards."""
    left, bottom, right, top = page.get_cropbox()
    right, top = max(right, left + 1.0), max(top, bottom + 1.0)  # a page without a size
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
