"""The network as a page: pyvis makes the data and options of vis-network, the page around it is ours.

pyvis as shipped asks outside servers for files and runs words as script; here its graph data and its copy
of vis-network (Apache-2.0 or MIT) are inlined, physics is off, positions come with the nodes and plates are drawn by
`assets/network_draw.js`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.view.cluster import clustered
from kg.view.layout import Plate, drawing
from kg.view.page import as_json, asset, plain, render
from kg.view.shape import ViewGraph, ViewNode
from kg.view.words import titled

#: plain name of each kind; the style sheet has a colour and a border for each
KINDS: dict[str, str] = {
    "review": "Review",
    "theme": "Theme",
    "agency": "Agency addressed",
    "recommendation": "Recommendation",
    "group": "Group",
}


def draw(view: ViewGraph, *, limit: int = 300, tier: int = 0) -> str:
    """The page for `view` as HTML; more than `limit` nodes at the top are gathered into groups.

    Nodes of `tier` and lower are drawn when it opens.
    """
    view = clustered(view, limit=limit)
    drawn = drawing(view)
    data = {
        "title": plain(view.title),
        "tier": tier,
        "wide": drawn.wide,
        "headings": [
            {"words": plain(h.words), "x": h.x, "y": round(h.y, 1), "tier": h.tier, "large": h.large}
            for h in drawn.headings
        ],
        "nodes": [_node(node, drawn.plates[node.id]) for node in view.nodes],
        "edges": [
            {
                "from": e.start,
                "to": e.end,
                "says": plain(e.says),
                "weight": e.weight,
                "count": e.count,
                "faint": e.faint,
            }
            for e in view.edges
        ],
        "kinds": {kind: {"name": name} for kind, name in KINDS.items()},
        "options": _options(),
    }
    return render(
        "network.html.j2",
        scripts=(_vis(), asset("table.js"), asset("network_draw.js"), asset("network.js")),
        title=plain(view.title),
        sentence=plain(view.sentence),
        kinds=[(kind, name) for kind, name in KINDS.items() if any(n.kind == kind for n in view.nodes)],
        tiers=_tiers(view),
        tier=tier,
        story=_story(view),
        full=[(plain(n.label), plain(n.title)) for n in view.nodes if n.title not in ("", n.label)],
        data=as_json(data),
    )


def _tiers(view: ViewGraph) -> list[tuple[int, str]]:
    """The choices of how many themes are drawn, with what each holds."""
    themes = [node for node in view.nodes if node.kind == "theme"]
    known = sorted({node.tier for node in themes})
    recur = any(node.weight > 1 for node in themes)
    names = {
        0: "in most reviews" if recur else "at first",
        1: "that recur" if recur else "found",
        2: "found",
    }
    return [
        (tier, f"{sum(node.tier <= tier for node in themes)} {names[tier] if len(known) > 1 else 'found'}")
        for tier in known
    ] or [(0, "none")]


def _story(view: ViewGraph) -> list[tuple[str, list[tuple[str, str]]]]:
    """The picture as a list: for each number of reviews its themes and which reviews these are."""
    themes = [node for node in view.nodes if node.kind == "theme" and node.tier < 2]
    heads = groupby(themes, key=lambda node: dict(node.facts).get("In", "").split(":")[0])
    return [
        (
            plain(f"In {head}" if head else "Themes"),
            [(plain(node.label), plain(", ".join(node.reviews))) for node in same],
        )
        for head, same in heads
    ]


def _node(node: ViewNode, plate: Plate) -> dict[str, Any]:
    small = len(plate.lines) == 1 and plate.lines[0] == node.mark and node.parent is not None
    return {
        "id": node.id,
        "kind": node.kind,
        "name": plain(node.label, limit=400),
        "full": plain(node.title, limit=400) if node.title != node.label else "",
        "lines": [plain(line) for line in plate.lines],
        "mark": small,
        "tier": node.tier,
        "weight": node.weight,
        "stands": node.stands,
        "x": round(plate.x, 1),
        "y": round(plate.y, 1),
        "w": round(plate.wide, 1),
        "h": round(plate.tall, 1),
        "parent": node.parent,
        "facts": [[plain(k), plain(v)] for k, v in node.facts],
        "quotes": [[plain(q.text), plain(q.where), plain(q.note)] for q in node.quotes[:40]],
        "more": max(0, len(node.quotes) - 40),
        "reviews": [plain(name) for name in node.reviews],
        "agencies": [plain(name) for name in node.agencies],
        "years": list(node.years),
        "stances": [titled(stance) for stance in node.stances],
    }


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
        "zoomView": False,  # the wheel scrolls the page; buttons and keys zoom
        "tooltipDelay": 1000000,
        "keyboard": False,
    }
    options["autoResize"] = False
    options["layout"] = {"improvedLayout": False, "randomSeed": 1}
    options.pop("configure", None)
    return options
