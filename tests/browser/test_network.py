"""The network page does what it says, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.view.network import draw
from kg.view.network_graph import network_graph
from tests.invented import records

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html() -> str:
    return draw(network_graph(records()))


def rows(page) -> int:
    return page.locator("#nodes tbody tr").count()


def test_it_is_drawn_in_colour(show, html) -> None:
    page = show(html).page
    page.wait_for_selector("body[data-ready=yes]", state="attached")
    colours = page.evaluate(
        """() => { const c = document.querySelector('#network canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add([d[i] >> 4, d[i + 1] >> 4, d[i + 2] >> 4].join()); return seen.size; }"""
    )
    assert colours > 10


def test_every_visible_node_is_reached_by_keyboard(show, html) -> None:
    page = show(html).page
    page.focus("#network")
    names = set()
    for _ in range(rows(page)):
        page.keyboard.press("PageDown")
        names.add(page.inner_text("#panel-head"))
    assert len(names) == rows(page)


def test_arrows_move_to_a_neighbour_and_enter_unfolds(show, html) -> None:
    page = show(html).page
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel-head")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#panel-head") != first
    while "Unfold" not in page.inner_text("#panel-body"):
        page.keyboard.press("PageDown")
    before = rows(page)
    page.keyboard.press("Enter")
    assert rows(page) > before
    page.keyboard.press("Escape")
    assert rows(page) == before


def test_filters_and_search_apply_to_picture_and_tables(show, html) -> None:
    page = show(html).page
    everything = rows(page)
    page.select_option("#by-review", index=1)
    assert 0 < rows(page) < everything
    assert page.inner_text("#status").startswith(f"{rows(page)} of")
    page.click("#reset")
    assert rows(page) == everything
    page.fill("#search", "assurance")
    assert rows(page) == 0
    page.fill("#search", "constabulary")
    assert rows(page) == 1


def test_the_panel_shows_text_quote_and_source(show, html) -> None:
    page = show(html).page
    page.fill("#search", "Child A")
    page.locator("#nodes tbody button").first.click()
    assert "Recommendations" in page.inner_text("#panel-body")
    page.fill("#search", "")
    page.locator("#panel-body button").click()
    kind = page.get_by_role("cell", name="Recommendation", exact=True)
    page.locator("#nodes tbody tr", has=kind).first.locator("button").click()
    said = page.inner_text("#panel-body")
    assert "seek assurance" in said and "pack.txt, lines" in said


def test_a_link_restores_the_same_view(show, html, tmp_path) -> None:
    path = tmp_path / "network.html"
    path.write_text(html, encoding="utf-8")
    first = show(path).page
    first.select_option("#by-review", index=2)
    first.focus("#network")
    first.keyboard.press("PageDown")
    fragment = first.evaluate("location.hash")
    again = show(path, fragment=fragment).page
    assert rows(again) == rows(first)
    assert again.inner_text("#panel-head") == first.inner_text("#panel-head")


def test_picture_saves_as_png_and_svg(show, html) -> None:
    page = show(html).page
    with page.expect_download() as png:
        page.click("#png")
    assert png.value.suggested_filename == "network.png"
    with page.expect_download() as svg:
        page.click("#svg")
    saved = Path(svg.value.path()).read_text(encoding="utf-8")
    assert saved.startswith("<svg") and "Child A" in saved


def test_tables_sort_by_column(show, html) -> None:
    page = show(html).page
    head = page.locator("#nodes thead th").first
    head.locator("button").click()
    names = page.locator("#nodes tbody tr td:first-child").all_inner_texts()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names == sorted(names, key=str.lower)


BOXES = "document.getElementById('network').boxes()"


def test_choosing_a_review_shows_all_that_is_linked_inside_the_window(show, html) -> None:
    page = show(html, width=1400, height=1000).page
    page.locator("#nodes tbody button").first.click()
    page.wait_for_timeout(100)
    lit = [box for box in page.evaluate(BOXES) if box["lit"]]
    linked = page.locator("#edges tbody tr", has_text="Child A").count()
    assert len(lit) == linked + 1 > 5
    frame = page.locator("#network").bounding_box()
    assert all(box["left"] >= frame["x"] and box["right"] <= frame["x"] + frame["width"] for box in lit)
    assert all(box["top"] >= 0 and box["bottom"] <= 1000 for box in lit)


def test_more_themes_and_unfolded_recommendations_never_touch(show, html) -> None:
    page = show(html, width=1400, height=1000).page
    few = len(page.evaluate(BOXES))
    page.select_option("#tier", index=page.locator("#tier option").count() - 1)
    page.locator("#nodes tbody button").first.click()
    page.locator("#panel-body button").click()
    boxes = page.evaluate(BOXES)
    assert len(boxes) > few
    touching = [
        (a["name"], b["name"])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]  # fmt: skip
    assert touching == []


def test_the_legend_names_only_what_is_drawn(show, html) -> None:
    page = show(html).page
    recommendation = page.locator(".legend [data-kind=recommendation]")
    assert not recommendation.is_visible()
    page.locator("#nodes tbody button").first.click()
    page.locator("#panel-body button").click()
    assert recommendation.is_visible()


def test_on_a_narrow_screen_the_themes_are_a_list_and_the_picture_opens(show, html) -> None:
    page = show(html, width=400).page
    assert page.locator(".narrow .plates li").first.is_visible()
    assert not page.locator("#network").is_visible()
    page.click("#picture")
    assert page.locator("#network").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 410")


def test_it_fits_a_narrow_window(show, html) -> None:
    page = show(html, width=320).page
    assert page.evaluate("document.documentElement.scrollWidth <= 330")
