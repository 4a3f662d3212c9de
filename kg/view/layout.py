"""Where everything stands in the network, computed beforehand and the same every time: columns that are read like a table.

Agencies on the left in the order of the alphabet, reviews beside them in order of time, themes on the right with those
of the most reviews on top; what a review unfolds stands between it and the themes. Every node is a plate as wide as
its column, with its words inside, so that lines run between columns and no label touches another or is crossed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.view.measure import wide, wrap
from kg.view.shape import ViewGraph, ViewNode

SIZE, LINE, PAD = 16.0, 20.0, 10.0  # type, its lines and the room beside it, in pixels
_GAP, _HEAD = 8.0, 40.0
_WINDOW = 720.0  # columns of few spread over so much height, however many themes there are
_SEATS, _SEAT = 3, 52.0  # small plates of unfolded recommendations: how many a row, and how wide
#: kind: its heading, the width of its plates and the room after its column
COLUMNS: dict[str, tuple[str, float, float]] = {
    "agency": ("Agencies addressed", 206.0, 84.0),
    "review": ("Reviews", 142.0, 28.0),
    "recommendation": ("", _SEATS * (_SEAT + 4) - 4, 28.0),
    "theme": ("Themes", 336.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Plate:
    """The middle, the size and the lines of one node, in pixels from the left upper corner of the picture."""

    x: float
    y: float
    wide: float
    tall: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above a column or above a part of it, which are drawn while a node of `tier` or lower is."""

    words: str
    x: float
    y: float
    tier: int = 0
    large: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """All plates by node id, all headings, and how wide the picture is."""

    plates: dict[str, Plate]
    headings: tuple[Heading, ...]
    wide: float


def drawing(view: ViewGraph) -> Drawing:
    """Where the nodes and headings of `view` stand, hidden ones included."""
    kinds = [kind for kind in COLUMNS if any(column(node) == kind for node in view.nodes)]
    if "review" in kinds and "theme" in kinds and "recommendation" not in kinds:
        kinds.insert(kinds.index("theme"), "recommendation")  # lines need room, whatever is unfolded
    lefts: dict[str, float] = {}
    right = end = 0.0
    for kind in kinds:
        lefts[kind], end = right, right + COLUMNS[kind][1]
        right = end + COLUMNS[kind][2]
    held = {
        node.id: node for node in view.nodes if node.parent is not None and node.parent.startswith("group:")
    }
    nodes = {
        kind: [node for node in view.nodes if column(node) == kind and node.id not in held] for kind in kinds
    }
    plates: dict[str, Plate] = {}
    headings = [
        Heading(COLUMNS[kind][0], lefts[kind], 20.0) for kind in kinds if nodes[kind] and COLUMNS[kind][0]
    ]
    if "theme" in kinds:
        stacked, heads = _themes(nodes["theme"], lefts["theme"])
        plates |= stacked
        headings += heads
    first = [plates[node.id] for node in nodes.get("theme", ()) if node.tier == 0]
    low = min(_WINDOW, max((plate.y + plate.tall / 2 for plate in first), default=0.0))
    for kind in kinds:
        if kind not in ("theme", "recommendation"):
            plates |= _spread(nodes[kind], lefts[kind], COLUMNS[kind][1], low)
    for kind in kinds:
        plates |= _held(
            [n for n in held.values() if column(n) == kind], lefts[kind], COLUMNS[kind][1], plates
        )
    if "recommendation" in kinds:
        left, width = lefts["recommendation"], COLUMNS["recommendation"][1]
        alone = [node for node in nodes["recommendation"] if node.parent is None]
        plates |= _spread(alone, left, width, low)
        plates |= _unfolded([n for n in nodes["recommendation"] if n.parent is not None], plates, left)
    return Drawing(plates, tuple(headings), end)


def column(node: ViewNode) -> str:
    """The column of a node: its kind, of a group the kind that it holds."""
    kind = node.id.split(":")[1] if node.kind == "group" else node.kind
    return kind if kind in COLUMNS else "theme"


def _plate(node: ViewNode, left: float, top: float, width: float, words: str = "") -> Plate:
    lines = wrap(words or node.label, SIZE, width - 2 * PAD, lines=4)
    tall = LINE * len(lines) + PAD
    return Plate(left + width / 2, top + tall / 2, width, tall, lines)


def _themes(nodes: Sequence[ViewNode], left: float) -> tuple[dict[str, Plate], list[Heading]]:
    """Themes below each other under "In 3 of 3 reviews", in the order given; a tier that comes later stands lower."""
    plates: dict[str, Plate] = {}
    headings = []
    top = _HEAD
    for (tier, words), same in groupby(nodes, key=lambda node: (node.tier, _shared(node))):
        if words:
            headings.append(Heading(words, left, top + 16, tier=tier, large=False))
            top += 30
        for node in same:
            plate = _plate(node, left, top, COLUMNS["theme"][1])
            plates[node.id] = plate
            top += plate.tall + _GAP
        top += 10
    return plates, headings


def _shared(node: ViewNode) -> str:
    said = dict(node.facts).get("In", "")
    return f"In {said.split(':')[0]}" if said else ""


def _spread(nodes: Sequence[ViewNode], left: float, width: float, low: float) -> dict[str, Plate]:
    """Plates of one column, evenly over the height of the themes drawn at first, or as close as they may stand."""
    sized = [_plate(node, left, 0.0, width) for node in nodes]
    need = sum(plate.tall for plate in sized)
    room = max(_GAP, (low - _HEAD - need) / max(1, len(sized)))
    plates, top = {}, _HEAD + (room / 2 if room > _GAP else 0.0)
    for node, plate in zip(nodes, sized, strict=True):
        plates[node.id] = Plate(plate.x, top + plate.tall / 2, plate.wide, plate.tall, plate.lines)
        top += plate.tall + room
    return plates


def _held(nodes: Sequence[ViewNode], left: float, width: float, placed: dict[str, Plate]) -> dict[str, Plate]:
    """What groups hold, below the last plate of its column: one group's in the place of another's, as one is open at a time."""
    low = max((p.y + p.tall / 2 for p in placed.values() if abs(p.x - left - width / 2) < 1), default=_HEAD)
    plates: dict[str, Plate] = {}
    tops: dict[str | None, float] = {}
    for node in nodes:
        plates[node.id] = _plate(node, left, tops.get(node.parent, low + _HEAD), width)
        tops[node.parent] = plates[node.id].y + plates[node.id].tall / 2 + _GAP
    return plates


def _unfolded(nodes: Sequence[ViewNode], placed: dict[str, Plate], left: float) -> dict[str, Plate]:
    """Recommendations: small plates in rows beside their review, one review's below another's."""
    plates: dict[str, Plate] = {}
    top = _HEAD
    for parent, same in groupby(nodes, key=lambda node: node.parent):
        own = list(same)
        if any(wide(node.mark, SIZE - 2) > _SEAT - 6 for node in own):
            for node in own:
                plates[node.id] = _plate(node, left, top, COLUMNS["recommendation"][1])
                top += plates[node.id].tall + _GAP
            continue
        rows = -(-len(own) // _SEATS)
        top = max(top, (placed[parent].y if parent in placed else top) - rows * 34 / 2)
        for index, node in enumerate(own):
            row, seat = divmod(index, _SEATS)
            x = left + seat * (_SEAT + 4) + _SEAT / 2
            plates[node.id] = Plate(x, top + row * 34 + 15, _SEAT, 30.0, (node.mark,))
        top += rows * 34 + 14
    return plates
