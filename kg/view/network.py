"""The network as a page: pyvis makes the data and options of vis-network, the page around it is ours.

pyvis as shipped asks outside servers for files and runs words as script; here its graph data and its copy
of vis-network (Apache-2.0 or MIT) are inlined, physics is off and positions come with the nodes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kg.view.cluster import clustered
from kg.view.layout import positions
from kg.view.page import as_json, asset, plain, render
from kg.view.shape import ViewGraph, ViewNode, shorten

#: colour, vis-network shape and plain name of each kind; colours keep 4.5:1 on white
KINDS: dict[str, tuple[str, str, str]] = {
    "review": ("#1d3f72", "box", "Review"),
    "theme": ("#0f766e", "dot", "Theme"),
    "agency": ("#9a3412", "diamond", "Agency"),
    "recommendation": ("#5b3a8c", "square", "Recommendation"),
    "group": ("#44505c", "hexagon", "Group"),
}


def draw(view: ViewGraph, *, limit: int = 1500) -> str:
    """The page for `view` as HTML; more than `limit` nodes at the top are gathered into groups."""
    view = clustered(view, limit=limit)
    data = {
        "title": plain(view.title),
        "nodes": _nodes(view),
        "edges": [
            {"from": e.start, "to": e.end, "says": plain(e.says), "weight": e.weight, "faint": e.faint}
            for e in view.edges
        ],
        "kinds": {kind: {"colour": c, "shape": s, "name": n} for kind, (c, s, n) in KINDS.items()},
        "options": _options(),
    }
    kinds = sorted({node.kind for node in view.nodes}, key=list(KINDS).index)
    return render(
        "network.html.j2",
        scripts=(_vis(), asset("table.js"), asset("network.js")),
        title=plain(view.title),
        sentence=plain(view.sentence),
        kinds=[(kind, *KINDS[kind]) for kind in kinds],
        data=as_json(data),
    )


def _nodes(view: ViewGraph) -> list[dict[str, Any]]:
    places = positions(view)
    return [
        {
            "id": node.id,
            "kind": node.kind,
            "name": plain(node.label, limit=400),
            "label": _wrap(plain(shorten(node.label, 60))),
            "size": _size(node),
            "weight": node.weight,
            "x": round(places[node.id][0], 1),
            "y": round(places[node.id][1], 1),
            "parent": node.parent,
            "facts": [[plain(k), plain(v)] for k, v in node.facts],
            "quotes": [[plain(q.text), plain(q.where), plain(q.note)] for q in node.quotes[:40]],
            "more": max(0, len(node.quotes) - 40),
            "reviews": [plain(name) for name in node.reviews],
            "agencies": [plain(name) for name in node.agencies],
            "years": list(node.years),
            "stances": [stance.replace("_", " ") for stance in node.stances],
        }
        for node in view.nodes
    ]


def _size(node: ViewNode) -> float:
    base = {"recommendation": 7.0, "review": 16.0}.get(node.kind, 9.0)
    return float(round(min(34.0, base + 4.0 * max(0.0, float(node.weight)) ** 0.5), 1))


def _wrap(text: str, width: int = 24) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@cache
def _vis() -> str:
    import pyvis

    found = sorted((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-9.1*/vis-network.min.js"))
    return found[-1].read_text(encoding="utf-8").replace("</script", "<\\/script")


def _options() -> dict[str, Any]:
    """vis-network's options as pyvis writes them, with physics off and edges straight."""
    from pyvis.network import Network

    net = Network(directed=False, cdn_resources="in_line")
    net.toggle_physics(False)
    net.set_edge_smooth("continuous")
    options: dict[str, Any] = json.loads(net.options.to_json())
    options["physics"] = {"enabled": False}
    options["edges"] = {"smooth": False, "color": {"inherit": False}}
    options["interaction"] = {
        "dragNodes": True,
        "hover": True,
        "hideEdgesOnDrag": True,
        "tooltipDelay": 1000000,
        "keyboard": False,
        "zoomSpeed": 0.6,
    }
    options["layout"] = {"improvedLayout": False, "randomSeed": 1}
    options.pop("configure", None)
    return options
