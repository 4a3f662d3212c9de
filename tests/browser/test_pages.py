"""Every picture and a sample of site pages in a real browser: nothing asked for, no error, no fault of access."""

from __future__ import annotations

import pytest

from kg.view.site import Extras, write_site
from kg.view.views import PICTURES
from tests.invented import records

pytestmark = pytest.mark.browser
SITE_PAGES = (
    "index.html",
    "reviews.html",
    "recommendations.html",
    "search.html",
    "method.html",
    "made.html",
    "accessibility.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    extras = Extras(
        downloads={"recommendations.csv": b"a,b\n"}, accuracy="F1 1.00", made=(("Built", "by a test"),)
    )
    write_site(records(), folder, extras=extras, progress=lambda count: None)
    return folder


def sample(site):
    pages = [site / name for name in SITE_PAGES]
    return pages + [
        sorted((site / kind).glob("*.html"))[0] for kind in ("review", "theme", "agency", "recommendation")
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_picture_opens_without_a_request_or_an_error(show, name) -> None:
    opened = show(PICTURES[name].draw(records()))
    assert len(opened.requests) == 1 and opened.requests[0].startswith("file:")
    assert opened.errors == []
    assert opened.page.locator("h1").count() == 1
    assert opened.page.get_attribute("html", "lang") == "en-GB"


@pytest.mark.parametrize("name", PICTURES)
def test_picture_has_no_fault_of_access(faults, name) -> None:
    assert faults(PICTURES[name].draw(records())) == {}


def test_site_pages_open_and_have_no_fault(show, faults, site) -> None:
    for path in sample(site):
        opened = show(path)
        assert len(opened.requests) == 1, path
        assert opened.errors == [], path
        assert faults(path) == {}, path


def test_every_link_of_the_site_leads_somewhere(site) -> None:
    import re

    broken = []
    for path in site.rglob("*.html"):
        for href in re.findall(r'href="([^"#]+)"', path.read_text(encoding="utf-8")):
            if not (path.parent / href).resolve().exists():
                broken.append((path.name, href))
    assert broken == []


def test_search_finds_plurals_and_says_how_many(show, site) -> None:
    page = show(site / "search.html").page
    page.fill("#words", "child")
    assert "found" in page.inner_text("#count")
    assert page.locator("#results li").count() > 0
    assert "children" in page.inner_text("#results").lower()


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_words_stay_words(show, name) -> None:
    opened = show(PICTURES[name].draw(records(7, hostile=True)))
    page = opened.page
    if name == "network":
        page.locator("#nodes tbody button").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert opened.errors == [] and len(opened.requests) == 1
    assert "\u202e" not in page.content()


def test_hostile_words_stay_words_on_the_site(show, tmp_path) -> None:
    write_site(
        records(7, hostile=True), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None
    )
    for path in sample(tmp_path / "site"):
        opened = show(path)
        assert opened.page.evaluate("window.hacked") is None
        assert opened.errors == []


def test_a_long_list_turns_in_pages_and_keeps_its_choice_in_the_address(site_of_many) -> None:
    page, errors = site_of_many
    rows = page.locator("tbody tr:visible")
    assert rows.count() == 50 and page.locator("p[role=status]").text_content() == "1 to 50 of 72"
    page.get_by_role("button", name="Next 50").click()
    assert rows.count() == 22 and "page=2" in page.url
    page.reload()
    assert rows.count() == 22
    page.select_option("label:has-text('Stands') select", "Said to be completed")
    chosen = page.locator("p[role=status]").text_content()
    assert chosen == "1 to 36 of 36" and "Stands=Said" in page.url
    assert page.locator("label:has-text('Stands') option").all_text_contents() == [
        "all (72)", "No answer found (36)", "Said to be completed (36)",
    ]  # fmt: skip
    assert errors == []


@pytest.fixture
def site_of_many(browser, tmp_path):
    """The list of 72 recommendations of a site, opened from its file."""
    write_site(records(12), tmp_path / "site", extras=Extras({}), progress=lambda _: None)
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "site" / "recommendations.html").as_uri())
    yield page, errors
    context.close()
