"""Pictures without a browser: what they are made of, where things stand, and how large a page is."""

from __future__ import annotations

import pytest

from kg.view.cluster import clustered
from kg.view.flow import flow
from kg.view.layout import positions
from kg.view.matrix import grids
from kg.view.network import draw
from kg.view.network_graph import network_graph
from kg.view.repeats import families, mark
from kg.view.shape import ViewEdge, ViewGraph, ViewNode, short_name
from kg.view.site import Extras, write_site
from kg.view.timeline import events
from kg.view.views import PICTURES
from tests.invented import records


def test_an_edge_to_a_missing_node_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="missing node"):
        ViewGraph("t", "s", (ViewNode("a", "theme", "A"),), (ViewEdge("a", "b", "says"),))


def test_a_theme_of_one_review_is_left_out_where_others_recur() -> None:
    view = network_graph(records(4))
    whole = network_graph(records(4), recurring_only=False)
    shown = {n.label for n in view.nodes if n.kind == "theme"}
    assert shown < {n.label for n in whole.nodes if n.kind == "theme"}
    assert all(n.weight > 1 for n in view.nodes if n.kind == "theme")


def test_positions_are_the_same_every_time_and_do_not_overlap() -> None:
    view = network_graph(records(6))
    first, again = positions(view), positions(view)
    assert first == again
    top = [n.id for n in view.nodes if n.parent is None]
    close = [
        (a, b)
        for a in top
        for b in top
        if a < b and abs(first[a][0] - first[b][0]) < 30 and abs(first[a][1] - first[b][1]) < 30
    ]
    assert close == []


def test_a_large_network_is_gathered_into_groups() -> None:
    nodes = tuple(
        ViewNode(f"n{i}", "review", f"Review {i}", years=(str(2000 + i % 20),)) for i in range(2000)
    )
    view = clustered(ViewGraph("t", "s", nodes), limit=1500)
    assert sum(n.parent is None for n in view.nodes) < 150
    assert sum(n.kind == "review" for n in view.nodes) == 2000


@pytest.mark.parametrize("name", PICTURES)
def test_pages_are_the_same_bytes_twice_and_small(name) -> None:
    page = PICTURES[name].draw(records(30))
    assert page == PICTURES[name].draw(records(30))
    assert len(page.encode()) < 2_000_000
    assert "default-src &#39;none&#39;" in page


def test_network_of_300_nodes_is_under_two_megabytes() -> None:
    view = network_graph(records(40))
    assert len(view.nodes) >= 300
    assert len(draw(view).encode()) < 2_000_000


def test_matrix_counts_and_says_of_how_many() -> None:
    reviews, agencies = grids(records(4))
    _, remark, counts = reviews.rows[0]
    assert remark.endswith("of 4 reviews")
    assert sum(1 for count in counts if count) == int(remark.split()[0])
    assert agencies.rows


def test_families_and_their_shared_words() -> None:
    assert len(families(records(4))) == 1
    assert (
        mark("Share <b> early", ("please share early",)) == "<mark>Share</mark> &lt;b&gt; <mark>early</mark>"
    )


def test_timeline_orders_events_and_flow_keeps_all_weight() -> None:
    found = events(records(3))
    assert [e.date for e in found] == sorted(e.date for e in found)
    ribbons = flow(records(3))
    assert sum(weight for _, weight in ribbons.paths) == pytest.approx(ribbons.recommendations)


def test_a_site_never_replaces_a_folder_that_is_not_one(tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "paper.txt").write_text("keep me")
    with pytest.raises(FileExistsError):
        write_site(records(), tmp_path / "mine", extras=Extras(downloads={}), progress=lambda count: None)
    assert (tmp_path / "mine" / "paper.txt").read_text() == "keep me"
    for _ in range(2):
        assert (
            write_site(records(), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)
            > 20
        )
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_pages_without_any_record_still_open() -> None:
    for picture in PICTURES.values():
        assert "<h1>" in picture.draw({})


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (
            "Serious Case Review – A Thematic Review concerning the Injury of Two Infants",
            "Injury of Two Infants",
        ),
        ("Serious Case Review - Child A", "Child A"),
        ("Rowan", "Rowan"),
        ("Safeguarding Adult Review: Mr X", "Mr X"),
        ("Thematic Review", "Thematic Review"),
    ],
)
def test_a_box_shows_what_is_particular_in_a_name(name, short) -> None:
    assert short_name(name) == short
