"""Large networks: nodes of one kind are gathered into groups that unfold, so that a page stays responsive."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.view.shape import ViewEdge, ViewGraph, ViewNode
from kg.view.words import counted, plural

_PER_GROUP = 60


def clustered(view: ViewGraph, *, limit: int) -> ViewGraph:
    """`view` itself where at most `limit` nodes are visible at first, else with groups by kind and year."""
    top = [node for node in view.nodes if node.parent is None]
    if len(top) <= limit:
        return view
    groups = _groups(top)
    member = {node.id: group for group, nodes in groups.items() for node in nodes}
    heads = [_head(group, nodes) for group, nodes in sorted(groups.items())]
    kept = [replace(node, parent=_id(member[node.id])) if node.id in member else node for node in view.nodes]
    edges = [*view.edges, *_between(view, member)]
    return ViewGraph(view.title, view.sentence, (*heads, *kept), tuple(edges))


def _groups(top: list[ViewNode]) -> dict[tuple[str, str], list[ViewNode]]:
    by_kind: dict[str, list[ViewNode]] = defaultdict(list)
    for node in sorted(top, key=lambda node: (-node.weight, node.label, node.id)):
        by_kind[node.kind].append(node)
    groups: dict[tuple[str, str], list[ViewNode]] = defaultdict(list)
    for kind, nodes in by_kind.items():
        for index, node in enumerate(nodes[_PER_GROUP:]):
            label = node.years[0] if node.years else f"part {index // _PER_GROUP + 1:02d}"
            groups[kind, label].append(node)
    return dict(groups)


def _id(group: tuple[str, str]) -> str:
    return f"group:{group[0]}:{group[1]}"


def _head(group: tuple[str, str], nodes: list[ViewNode]) -> ViewNode:
    kind, label = group
    several = plural(kind)
    return ViewNode(
        id=_id(group),
        kind="group",
        label=f"{len(nodes)} more {several}, {label}",
        weight=len(nodes),
        stands=counted(len(nodes), kind),
        facts=(("Holds", f"{len(nodes)} {several}; unfold to see them"),),
        years=(label,) if label[:1].isdigit() else (),
        tier=min(node.tier for node in nodes),
    )


def _between(view: ViewGraph, member: dict[str, tuple[str, str]]) -> list[ViewEdge]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for edge in view.edges:
        start = _id(member[edge.start]) if edge.start in member else edge.start
        end = _id(member[edge.end]) if edge.end in member else edge.end
        if (start, end) != (edge.start, edge.end) and start != end:
            counts[start, end] += 1
    return [
        ViewEdge(start, end, "links", count, faint=True) for (start, end), count in sorted(counts.items())
    ]
