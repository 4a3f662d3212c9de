"""The server's pages in a real browser that reaches nothing but the server: drawn, asked, narrow, without a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.browser.conftest import AXE, RULES
from tests.serving import Served, example, served

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/search",
    "/search?q=information",
    "/search?q=nothingofthat",
    "/editor",
    "/term/Review",
    "REVIEW",
    "THEME",
    "PASSAGE",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Served]:
    with served(example(tmp_path_factory.mktemp("pages")), "--seconds", "20") as running:
        yield running


class Visit:
    """An open page of the server; whatever it asks elsewhere is refused and written down."""

    def __init__(self, browser, server: Served, width: int) -> None:
        self.server = server
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))

    def _route(self, route) -> None:
        if route.request.url.startswith((self.server.address + "/", "data:", "blob:")):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()

    def go(self, path: str) -> None:
        """Open a page by its path, or the first of its kind by the kind in capitals."""
        self.page.goto(self.server.address + self._path(path))

    def _path(self, path: str) -> str:
        import json

        if not path.isupper():
            return path
        kind = {"REVIEW": "crg:Review", "THEME": "skos:Concept", "PASSAGE": "crg:Passage"}[path]
        status, body = self.server.ask(
            f"SELECT ?s {{ ?s a {kind} FILTER(STRSTARTS(STR(?s), STR(id:))) }} LIMIT 1"
        )
        assert status == 200, body
        return "/id/" + json.loads(body)["results"]["bindings"][0]["s"]["value"].split("/id/")[1]


@pytest.fixture
def visit(browser, server):
    opened: list[Visit] = []

    def _visit(path: str, *, width: int = 1300) -> Visit:
        made = Visit(browser, server, width)
        opened.append(made)
        made.go(path)
        return made

    yield _visit
    for one in opened:
        one.context.close()


def run(one: Visit) -> None:
    """Press the button that asks, and wait for what is shown."""
    one.page.click(".yasqe_queryButton")
    one.page.wait_for_selector(
        ".yasr_results table td, .yasr_results .errorResult, .yasr_results pre", timeout=60_000
    )


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1300, 400])
def test_a_page_is_drawn_without_a_network(visit, path: str, width: int) -> None:
    one = visit(path, width=width)
    one.page.wait_for_load_state("networkidle")
    assert one.errors == [] and one.elsewhere == []
    assert one.page.locator("h1").count() == 1 and one.page.get_attribute("html", "lang") == "en-GB"
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1300, 400])
def test_the_editor_asks_a_question_of_the_library(visit, width: int) -> None:
    one = visit("/", width=width)
    one.page.get_by_role("link", name="Recurring themes", exact=True).click()
    one.page.wait_for_selector(".CodeMirror-code")
    assert "Which themes come back" in one.page.inner_text(".CodeMirror-code")
    run(one)
    assert "Information sharing" in one.page.inner_text(".yasr_results")
    assert "XMLSchema" not in one.page.inner_text(".yasr_results"), "numbers are plain"
    assert one.elsewhere == [] and one.errors == []
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_question_is_put_in(visit) -> None:
    one = visit("/editor")
    one.page.select_option("#question", "responses-by-stance")
    one.page.get_by_role("button", name="Put it in the editor").click()
    assert "question=responses-by-stance" in one.page.url
    assert one.page.input_value("#question") == "responses-by-stance"


def write(one: Visit, query: str) -> None:
    one.page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)


def test_an_entity_in_the_table_leads_to_its_page_here(visit) -> None:
    one = visit("/editor")
    write(
        one,
        "PREFIX crg: <https://w3id.org/case-review-graph/ontology#>\nSELECT ?r { ?r a crg:Review } LIMIT 1",
    )
    run(one)
    with one.context.expect_page() as opened:
        one.page.locator(".yasr_results a.iri").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(one.server.address + "/id/review/") and one.elsewhere == []
    assert "What is said of it" in opened.value.content()


def test_an_error_is_shown_with_its_place_and_the_nearest_term(visit) -> None:
    one = visit("/editor")
    write(one, "SELECT ?r { ?r a crg:Reviw ; }} LIMIT 1")
    run(one)
    shown = one.page.inner_text(".yasr_results")
    assert "line 1, column" in shown and "the nearest is crg:Review" in shown


def test_names_are_completed_from_this_graph_alone(visit) -> None:
    one = visit("/editor")
    write(one, "PREFIX crg: <https://w3id.org/case-review-graph/ontology#>\nSELECT ?r { ?r a crg:Recomm")
    one.page.evaluate(
        "() => { const editor = document.querySelector('.CodeMirror').CodeMirror; editor.focus(); editor.setCursor(1, 99); }"
    )
    one.page.keyboard.press("Control+Space")
    one.page.wait_for_timeout(500)
    completed = one.page.inner_text(".CodeMirror-code") + "".join(
        one.page.locator(".CodeMirror-hints").all_inner_texts()
    )
    assert "crg:Recommendation" in completed or "ontology#Recommendation" in completed
    one.page.keyboard.press("Escape")
    write(one, "SELECT ?r { ?r a ")
    one.page.evaluate(
        "() => { const editor = document.querySelector('.CodeMirror').CodeMirror; editor.setCursor(0, 99); }"
    )
    one.page.keyboard.type("skos:Conc")
    one.page.wait_for_timeout(500)
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in one.page.inner_text(".CodeMirror-code")
    assert one.elsewhere == []


def test_search_is_narrowed_and_widened_by_links(visit) -> None:
    one = visit("/search?q=information")
    all_of_it = one.page.inner_text("[role=status]")
    one.page.get_by_role("link", name="recommendation", exact=True).click()
    assert (
        "Only kind “recommendation”" in one.page.inner_text("main") and one.page.locator("mark").count() > 0
    )
    one.page.get_by_role("link", name="Any kind").click()
    assert one.page.inner_text("[role=status]") == all_of_it


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/editor"])
def test_a_page_has_no_fault_of_access(browser, visit, path: str) -> None:
    if not AXE.exists():
        message = "axe-core is not installed; get it with: npm ci --prefix tests/browser"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    one = visit(path)
    result = one.page.evaluate(
        AXE.read_text(encoding="utf-8") + "\n; axe.run(document, {runOnly: " + str(RULES) + "})"
    )
    assert {fault["id"]: fault["nodes"][0]["html"][:200] for fault in result["violations"]} == {}
