"""How wide words are, so that labels are laid out before a browser sees them and cannot touch or be cut.

Widths are those of DejaVu Sans, the widest face of our font list; every other face takes less room.
"""

from __future__ import annotations

_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
    752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
    337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_OTHER = 1000  # a sign outside ASCII: as wide as the type is high
_BOLD = 1.15


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in pixels at `size` pixels."""
    thousandths = sum(
        _WIDTHS[ord(sign) - 32] if 32 <= ord(sign) < 127 else 600 if sign.isalnum() else _OTHER
        for sign in text
    )
    return thousandths * size / 1000 * (_BOLD if bold else 1.0)


def wrap(text: str, size: float, room: float, *, lines: int = 0, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines of at most `room` pixels, at least one; of more than `lines` (0: any) the last ends in "…".

    A word that is wider than `room` is cut where it must be.
    """
    found = [""]
    for word in _pieces(text, size, room, bold=bold):
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and wide(longer, size, bold=bold) > room:
            found.append(word)
        else:
            found[-1] = longer
    if lines and len(found) > lines:
        found = [*found[: lines - 1], _ended(found[lines - 1], size, room, bold=bold)]
    return tuple(found)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text` in one line of at most `room` pixels, cut between words where it is too long."""
    return wrap(text, size, room, lines=1, bold=bold)[0]


def _ended(line: str, size: float, room: float, *, bold: bool) -> str:
    words = line.split(" ")
    while len(words) > 1 and wide(" ".join(words) + "…", size, bold=bold) > room:
        words.pop()
    cut = " ".join(words).rstrip(",;:–- ")
    while len(cut) > 1 and wide(cut + "…", size, bold=bold) > room:
        cut = cut[:-1]
    return cut + "…"


def _pieces(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    found = []
    for word in text.split():
        while len(word) > 1 and wide(word, size, bold=bold) > room:
            fits = next(
                (n for n in range(len(word) - 1, 1, -1) if wide(word[:n], size, bold=bold) <= room), 1
            )
            found.append(word[:fits])
            word = word[fits:]
        found.append(word)
    return found
