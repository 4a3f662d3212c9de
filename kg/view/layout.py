"""Positions computed beforehand: the same every time, and meaningful.

Reviews stand on a wide ellipse. A theme stands at the mean of the reviews that share it, so what all
share is in the middle and what two share lies between them; agencies stand outside, towards the
reviews that address them. Boxes that would overlap are pushed apart (a fixed number of rounds).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import networkx as nx

from kg.view.shape import ViewGraph, ViewNode

Point = tuple[float, float]

_ROUNDS = 120


def positions(view: ViewGraph) -> dict[str, Point]:
    """Node id to (x, y) in pixels, origin in the middle; hidden nodes ring their parent."""
    top = [node for node in view.nodes if node.parent is None]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in top)
    known = set(graph)
    graph.add_edges_from((e.start, e.end) for e in view.edges if e.start in known and e.end in known)
    anchors = [node for node in top if node.kind == "review"] or top[:1]
    scale = _scale(len(top))
    placed = _ring(anchors, scale=scale)
    rest = [node for node in top if node.id not in placed]
    sharing = {node.id: tuple(sorted(other for other in graph[node.id] if other in placed)) for node in rest}
    near = _grids([node for node in rest if node.kind != "agency"], sharing, placed)
    agencies = [node for node in rest if node.kind == "agency"]
    middles = {node.id: _mean([placed[id] for id in sharing[node.id]]) for node in agencies}
    lowest = max((abs(y) for _, y in near.values()), default=0.0)
    near |= _rows(agencies, middles, scale=max(scale, lowest + 60))
    placed |= near
    placed = _apart(top, placed)
    return placed | _children(view, placed)


def _scale(count: int) -> float:
    return 310.0 + 24.0 * math.sqrt(count) * max(1.0, math.log10(count + 1))


def _ring(nodes: list[ViewNode], *, scale: float) -> dict[str, Point]:
    count = len(nodes)
    if count == 1:
        return {nodes[0].id: (0.0, 0.0)}
    heaviest = sorted(nodes, key=lambda node: (-node.weight, node.id))
    return {
        node.id: (
            -(1.35 if count > 8 else 2.1) * scale * math.cos(2 * math.pi * i / count),
            0.8 * scale * math.sin(2 * math.pi * i / count),
        )
        for i, node in enumerate(heaviest)
    }


def _mean(points: list[Point]) -> Point:
    if not points:
        return (0.0, 0.0)
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _grids(
    nodes: list[ViewNode], sharing: Mapping[str, tuple[str, ...]], placed: Mapping[str, Point]
) -> dict[str, Point]:
    """Nodes that share the same reviews stand in one block, in the middle of those reviews or beyond a lone one."""
    groups: dict[tuple[str, ...], list[ViewNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (-node.weight, node.label, node.id)):
        groups[sharing[node.id]].append(node)
    found: dict[str, Point] = {}
    for shared, members in sorted(groups.items()):
        x, y = _mean([placed[id] for id in shared])
        if len(shared) == 1 and len(placed) > 1:
            x, y = 1.45 * x, 1.45 * y
        columns = max(1, round(math.sqrt(len(members) / 2.6)))
        rows = -(-len(members) // columns)
        for index, node in enumerate(members):
            row, column = divmod(index, columns)
            across = x + 285.0 * (column - (columns - 1) / 2) + _jitter(node.id, 24)
            found[node.id] = (across, y + 104.0 * (row - (rows - 1) / 2) + 26.0 * (column % 2))
    return found


def _rows(nodes: list[ViewNode], drawn: Mapping[str, Point], *, scale: float) -> dict[str, Point]:
    """Agencies in rows above and below, left to right by where their reviews stand."""
    order = sorted(nodes, key=lambda node: (drawn[node.id][0], node.id))
    found: dict[str, Point] = {}
    for side in (-1.0, 1.0):
        row = order[0::2] if side < 0 else order[1::2]
        for index, node in enumerate(row):
            line, seat = divmod(index, 9)
            across = min(9, len(row) - 9 * line)
            x = (seat - (across - 1) / 2) * max(250.0, 2.1 * scale / max(across, 3))
            found[node.id] = (x, side * (1.12 * scale + 110.0 * line))
    return found


def _hash(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 4294967296
    return value


def _jitter(text: str, width: float) -> float:
    return (_hash(text) / 4294967296 - 0.5) * width


def _box(node: ViewNode) -> Point:
    """Width and height that a node takes with its label, in pixels: 24 letters a line at 20 px."""
    widest = min(max(len(node.label), 4), 24)
    lines = 1 + len(node.label) // 24
    body = 0.0 if node.kind == "review" else 2 * (9.0 + 4.0 * node.weight**0.5)
    return (34.0 + 10.6 * widest, 22.0 + body + 23.0 * lines)


def _apart(nodes: list[ViewNode], placed: dict[str, Point]) -> dict[str, Point]:
    """Push overlapping boxes apart along the shorter overlap; heavy reviews give way least."""
    boxes = {node.id: _box(node) for node in nodes}
    fixed = {node.id for node in nodes if node.kind == "review"}
    order = [node.id for node in sorted(nodes, key=lambda node: node.id)]
    rounds = max(8, min(_ROUNDS, 60_000 // max(1, len(order))))
    for _ in range(rounds):
        moved = _one_round(order, placed, boxes, fixed)
        if not moved:
            break
    return placed


def _one_round(
    order: list[str], placed: dict[str, Point], boxes: Mapping[str, Point], fixed: set[str]
) -> bool:
    grid: dict[tuple[int, int], list[str]] = defaultdict(list)
    for id in order:
        grid[int(placed[id][0] // 240), int(placed[id][1] // 240)].append(id)
    moved = False
    for id in order:
        column, row = int(placed[id][0] // 240), int(placed[id][1] // 240)
        near = [o for dx in (-1, 0, 1) for dy in (-1, 0, 1) for o in grid.get((column + dx, row + dy), ())]
        for other in near:
            if other > id:
                moved |= _push(id, other, placed, boxes, fixed)
    return moved


def _push(a: str, b: str, placed: dict[str, Point], boxes: Mapping[str, Point], fixed: set[str]) -> bool:
    (ax, ay), (bx, by) = placed[a], placed[b]
    over_x = (boxes[a][0] + boxes[b][0]) / 2 - abs(ax - bx)
    over_y = (boxes[a][1] + boxes[b][1]) / 2 - abs(ay - by)
    if over_x <= 0 or over_y <= 0:
        return False
    share_a = 0.0 if a in fixed and b not in fixed else 1.0 if b in fixed and a not in fixed else 0.5
    if over_y * 1.6 < over_x:
        step = (over_y + 1) * (1 if ay > by or (ay == by and a > b) else -1)
        placed[a], placed[b] = (ax, ay + step * share_a), (bx, by - step * (1 - share_a))
    else:
        step = (over_x + 1) * (1 if ax > bx or (ax == bx and a > b) else -1)
        placed[a], placed[b] = (ax + step * share_a, ay), (bx - step * (1 - share_a), by)
    return True


def _children(view: ViewGraph, placed: Mapping[str, Point]) -> dict[str, Point]:
    families: dict[str, list[str]] = defaultdict(list)
    for node in view.nodes:
        if node.parent is not None:
            families[node.parent].append(node.id)
    found: dict[str, Point] = {}
    for parent, children in sorted(families.items()):
        x, y = placed.get(parent, (0.0, 0.0))
        for i, child in enumerate(children):
            ring, seat = divmod(i, 14)
            angle = 2 * math.pi * seat / min(14, len(children) - 14 * ring) - math.pi / 2
            radius = 125.0 + 60.0 * ring
            found[child] = (x + 1.35 * radius * math.cos(angle), y + radius * math.sin(angle))
    return found
