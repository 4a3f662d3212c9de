"""What a reader sees: labels that neither touch nor are cut, type that can be read, dark colours, few sheets of paper."""

from __future__ import annotations

import pypdfium2
import pytest

from kg.view.site import Extras, write_site
from kg.view.views import PICTURES
from tests.invented import records

pytestmark = pytest.mark.browser

#: the words of every drawn picture: where they stand in the window, how large, and the edges of their picture and plate
WORDS = """() => Array.from(document.querySelectorAll('svg text')).filter((t) => t.checkVisibility()).map((t) => {
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const rects = t.parentNode.matches('g, a') ? Array.from(t.parentNode.querySelectorAll('rect')).map(box) : [];
  const plate = rects.length > 1 ? [rects[0][2], rects[0][1], rects[1][0], rects[1][3]] : rects[0];  // between two strips, or on one
  return {words: t.textContent, box: box(t), picture: box(t.ownerSVGElement), plate: plate || null,
    size: parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a};
})"""


def overlapping(words: list[dict]) -> list[tuple[str, str]]:
    """Pairs of labels of which one lies on the other by more than a pixel."""
    return [
        (one["words"], other["words"])
        for at, one in enumerate(words)
        for other in words[at + 1 :]
        if min(one["box"][2], other["box"][2]) - max(one["box"][0], other["box"][0]) > 1
        and min(one["box"][3], other["box"][3]) - max(one["box"][1], other["box"][1]) > 4
    ]


def cut(words: list[dict]) -> list[str]:
    """Labels that reach beyond their picture or their plate."""
    return [
        one["words"]
        for one in words
        for edge in (one["picture"], one["plate"])
        if edge and (one["box"][0] < edge[0] - 1 or one["box"][2] > edge[2] + 1)
    ]


@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize("reviews", [4, 9])
@pytest.mark.parametrize("name", ["timeline", "flow"])
def test_no_label_touches_another_or_is_cut(show, name, reviews, width) -> None:
    page = show(PICTURES[name].draw(records(reviews)), width=width, height=1000).page
    words = page.evaluate(WORDS)
    assert len(words) > 10 or (name == "flow" and width == 400)
    assert overlapping(words) == []
    assert cut(words) == []
    assert [one for one in words if one["size"] < 14] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_strips_of_the_flow_are_as_tall_as_their_number(show) -> None:
    page = show(PICTURES["flow"].draw(records(9)), width=1400, height=1000).page
    tall = page.evaluate(
        """() => Array.from(document.querySelectorAll('.f.few g.plate')).map((g) => [Number(/: (\\d+) of/.exec(g.querySelector('title').textContent)[1]),
        g.querySelectorAll('rect')[0].getBBox().height, g.textContent])"""
    )
    unit = tall[0][1] / tall[0][0]
    assert len(tall) > 15 and len({number for number, _, _ in tall}) > 3
    assert [words for number, height, words in tall if abs(height - number * unit) > 0.2] == []
    assert [words for number, _, words in tall if not words.rstrip().endswith(f": {number}")] == []


def test_a_number_of_the_heat_map_opens_its_words_and_gives_the_focus_back(show) -> None:
    opened = show(PICTURES["matrix"].draw(records(9)), width=1400, height=1000)
    page = opened.page
    button = page.locator("td.cell button").first
    count = int(button.text_content())
    button.press("Enter")
    assert page.locator("tr.behind blockquote").count() == count
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("tr.behind").count() == 0
    assert button.evaluate("(b) => document.activeElement === b") and opened.errors == []


def test_every_recommendation_of_the_flow_can_be_shown(show) -> None:
    page = show(PICTURES["flow"].draw(records()), width=1400, height=1000).page
    page.click("#each")
    words = page.evaluate(WORDS)
    assert "Child A 1" in [one["words"] for one in words]
    assert overlapping(words) == [] and cut(words) == []


def test_no_label_of_the_network_on_paper_touches_another_or_is_cut(show) -> None:
    page = show(PICTURES["network"].draw(records(9)), width=1400, height=1000).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    words = page.evaluate(WORDS)
    assert len(words) > 15
    assert overlapping(words) == [] and cut(words) == []


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_lies_outside_a_narrow_screen(show, name) -> None:
    page = show(PICTURES[name].draw(records(9)), width=400).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    outside = page.evaluate(
        """() => Array.from(document.querySelectorAll('th, td, li, p, dd')).filter((e) => e.checkVisibility() && e.textContent.trim())
        .filter((e) => { const r = e.getBoundingClientRect(); return r.right > 401 || r.left < 0; }).map((e) => e.textContent.slice(0, 60))"""
    )
    assert outside == []


def test_a_row_becomes_a_card_that_names_its_columns(show) -> None:
    page = show(PICTURES["matrix"].draw(records()), width=400).page
    cell = page.locator("table.heat tbody tr").first.locator("td[data-head]").nth(1)
    assert "Child A" in cell.get_attribute("data-head")
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 400


def background(page) -> tuple[int, ...]:
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return tuple(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(","))


@pytest.mark.parametrize("name", PICTURES)
def test_dark_colours_where_the_reader_asks_for_them(show, name) -> None:
    html = PICTURES[name].draw(records())
    assert min(background(show(html).page)) > 240
    dark = show(html, scheme="dark").page
    assert max(background(dark)) < 60
    dark.emulate_media(media="print")
    assert min(background(dark)) > 240


def test_dark_colours_have_no_fault_of_contrast(faults, tmp_path) -> None:
    write_site(records(), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)
    pages = [tmp_path / "site" / "index.html", *(tmp_path / "site" / "views").glob("*.html")]
    assert len(pages) == 6
    for path in pages:
        assert faults(path, scheme="dark") == {}, path


def sheets(page) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    return [document[at].get_size() for at in range(len(document))]


@pytest.mark.parametrize(
    ("name", "most"), [("network", 5), ("matrix", 3), ("timeline", 2), ("flow", 5), ("repeats", 2)]
)
def test_a_picture_is_printed_on_few_sheets(show, name, most) -> None:
    found = sheets(show(PICTURES[name].draw(records())).page)
    assert len(found) <= most
    if name != "repeats":
        assert all(width > height for width, height in found)


def test_the_home_page_is_printed_on_two_sheets_and_answers_at_once(show, tmp_path) -> None:
    write_site(records(9), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)
    page = show(tmp_path / "site" / "index.html", width=1400, height=1000).page
    assert len(sheets(page)) <= 2
    first = page.locator(".recurring li").first
    assert "of 9 reviews" in first.inner_text()
    assert first.locator("a").count() > 2
    for row in page.locator(".figure").all():
        assert row.bounding_box()["y"] < 1000 and row.locator("a").count() == 1


def test_a_number_of_the_timeline_opens_the_list_that_it_counts(show) -> None:
    page = show(PICTURES["timeline"].draw(records()), width=1400).page
    link = page.locator("svg a:visible").first
    row = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
    assert not row.is_visible()
    link.click()
    page.wait_for_timeout(100)
    assert row.is_visible()


def test_search_results_are_cut_between_words_and_stand_once(show, tmp_path) -> None:
    found = records()
    text = (
        "From the start of the spring, "
        + "staff of every agency met the family and shared what they knew. " * 30
    )
    found["learning_point"] = [
        found["learning_point"][0] | {"id": f"p{i}", "text": text, "quote": text} for i in range(3)
    ]
    write_site(found, tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)
    page = show(tmp_path / "site" / "search.html").page
    page.fill("#words", "spring")
    assert page.locator("#results li").count() == 1
    shown = page.inner_text("#results li p")
    assert shown.endswith(" …") and shown.removesuffix(" …").split()[-1] in text.split()
