"""How large a network page is and how soon it can be used, beside pyvis as shipped, in the same run.

    python -m tests.bench.view [SIZE ...]

Sizes are numbers of nodes. Times are from opening the file to nodes on the canvas, in one headless
Chromium; stock pyvis is its in-line page without physics options changed, given at most 20 s.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from kg.view.network import draw
from kg.view.shape import ViewEdge, ViewGraph, ViewNode


def generated(size: int) -> ViewGraph:
    """A network of `size` nodes: a sixth reviews, a twelfth themes, as many agencies, the rest recommendations."""
    reviews, themes, agencies = size // 6, max(6, size // 12), max(6, size // 12)
    nodes = [
        ViewNode(f"r{i}", "review", f"Review of case {i}", years=(str(2005 + i % 20),))
        for i in range(reviews)
    ]
    nodes += [ViewNode(f"t{i}", "theme", f"Theme number {i}", weight=1 + i % 9) for i in range(themes)]
    nodes += [ViewNode(f"a{i}", "agency", f"Agency number {i}", weight=1 + i % 5) for i in range(agencies)]
    edges = [
        ViewEdge(f"r{i}", f"t{(i * 7 + k * 3) % themes}", "carries") for i in range(reviews) for k in range(2)
    ]
    edges += [ViewEdge(f"r{i}", f"a{(i * 5) % agencies}", "addressed to") for i in range(reviews)]
    for i in range(size - len(nodes)):
        nodes.append(
            ViewNode(
                f"c{i}",
                "recommendation",
                str(i),
                parent=f"r{i % reviews}",
                facts=(("Text", "Share early " * 8),),
            )
        )
        edges.append(ViewEdge(f"r{i % reviews}", f"c{i}", "recommends"))
    return ViewGraph("Generated", "A generated network.", tuple(nodes), tuple(edges))


def stock(view: ViewGraph) -> str:
    """The same nodes and edges as pyvis draws them by default, in-line."""
    from pyvis.network import Network

    net = Network(cdn_resources="in_line", directed=True)
    for node in view.nodes:
        net.add_node(node.id, label=node.label)
    for edge in view.edges:
        net.add_edge(edge.start, edge.end)
    return net.generate_html()


def usable(play: object, html: str, ready: str, limit: float) -> float | None:
    """Seconds until `ready` holds on the page in a fresh browser, None after `limit` seconds."""
    from playwright.sync_api import Error

    path = shutil.which("chromium") or shutil.which("google-chrome")
    browser = play.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page()
        began = time.perf_counter()
        try:
            page.goto(path.as_uri(), wait_until="commit", timeout=limit * 1000)
            _wait(page, ready, limit)
            return time.perf_counter() - began
        except Error:
            return None
        finally:
            browser.close()


OURS_READY = "body[data-ready=yes]"
STOCK_READY = "typeof network !== 'undefined' && (window.settled || (network.once('stabilized', () => { window.settled = true; }), false))"


def _wait(page: object, ready: str, limit: float) -> None:
    """Wait for a selector (our page forbids evaluated script) or for an expression of the stock page."""
    if ready == OURS_READY:
        page.wait_for_selector(ready, state="attached", timeout=limit * 1000)
    else:
        page.wait_for_function(ready, timeout=limit * 1000)


def main(sizes: list[int]) -> list[tuple[int, float, float, float | None, float | None]]:
    """Print and give, for each size: kB of ours, seconds to build it, seconds to usable, and of stock pyvis."""
    from playwright.sync_api import sync_playwright

    rows = []
    print(f"{'nodes':>6} {'kB':>6} {'drawn s':>8} {'usable s':>9} {'stock kB':>9} {'stock settled s':>16}")
    with sync_playwright() as play:
        for size in sizes:
            view = generated(size)
            began = time.perf_counter()
            html = draw(view)
            drawn = time.perf_counter() - began
            ours = usable(play, html, OURS_READY, 20)
            theirs_html = stock(view)
            theirs = usable(play, theirs_html, STOCK_READY, 20)
            rows.append((size, len(html.encode()) / 1000, drawn, ours, theirs))
            said = f"{theirs:.2f}" if theirs else "not in 20"
            print(
                f"{size:6} {rows[-1][1]:6.0f} {drawn:8.2f} {ours or -1:9.2f} {len(theirs_html.encode()) / 1000:9.0f} {said:>16}"
            )
    return rows


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [300, 1000, 5000])
