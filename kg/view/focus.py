"""A part of a network: what stands within some steps of a node, or what a filter lets through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.view.shape import ViewGraph, ViewNode
from kg.view.words import counted


def find(view: ViewGraph, kind: str, words: str) -> tuple[ViewNode, ...]:
    """The nodes of `kind` whose name holds `words`, an exact name or id alone where there is one."""
    wanted = words.casefold()
    named = [
        (node, [name.casefold() for name in (node.label, node.title, node.id) if name])
        for node in view.nodes
        if node.kind == kind
    ]
    exact = [node for node, names in named if wanted in names]
    return tuple(exact or [node for node, names in named if any(wanted in name for name in names)])


def around(view: ViewGraph, centres: Iterable[str], *, depth: int = 1) -> ViewGraph:
    """The nodes within `depth` links of `centres` and the links among them; nothing stays folded."""
    middle = tuple(centres)
    near: dict[str, set[str]] = defaultdict(set)
    for edge in view.edges:
        near[edge.start].add(edge.end)
        near[edge.end].add(edge.start)
    kept = frontier = set(middle)
    for _ in range(depth):
        frontier = {other for node in frontier for other in near[node]} - kept
        kept = kept | frontier
    return _only(view, kept, f"{view.title}: around {_labels(view, middle)}")


def matching(view: ViewGraph, *, year: str | None = None, stance: str | None = None) -> ViewGraph:
    """The nodes of one year or with one stance of response; a node without either is left out."""
    kept = {
        node.id
        for node in view.nodes
        if (year is None or year in node.years) and (stance is None or stance in node.stances)
    }
    return _only(view, kept, view.title)


def _labels(view: ViewGraph, ids: Iterable[str]) -> str:
    named = {node.id: node.label for node in view.nodes}
    return ", ".join(sorted(named[id] for id in ids))


def _only(view: ViewGraph, kept: set[str], title: str) -> ViewGraph:
    nodes = tuple(
        replace(
            node,
            parent=node.parent if node.parent in kept and node.kind != "recommendation" else None,
            tier=0,
        )
        for node in view.nodes
        if node.id in kept
    )
    edges = tuple(edge for edge in view.edges if edge.start in kept and edge.end in kept)
    counts: dict[str, int] = defaultdict(int)
    for node in nodes:
        counts[node.kind] += 1
    told = ", ".join(counted(count, kind) for kind, count in sorted(counts.items()))
    return ViewGraph(title, f"This part of the network shows {told or 'nothing'}.", nodes, edges)
