"""A real browser for the tests of pages: Debian's Chromium, with every request and error written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _missing(what: str, how: str) -> None:
    message = f"{what} is not installed; get it with: {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@dataclass
class Opened:
    """An open page and what happened while it loaded."""

    page: object
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if path is None:
        _missing("Chromium", "apt-get install chromium")
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser, tmp_path):
    """Write HTML, open it, and give the page with its requests and errors."""
    contexts = []

    def _show(
        html: str | Path, *, fragment: str = "", width: int = 1300, height: int = 900, scheme: str = "light"
    ) -> Opened:
        path = html if isinstance(html, Path) else tmp_path / "page.html"
        if isinstance(html, str):
            path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.on("console", lambda said: said.type == "error" and opened.errors.append(said.text))
        opened.page.goto(path.as_uri() + fragment)
        return opened

    yield _show
    for context in contexts:
        context.close()


@pytest.fixture
def faults(browser, tmp_path):
    """The faults axe-core finds on a page, by rule."""
    if not AXE.exists():
        _missing("axe-core", "npm ci --prefix tests/browser")

    def _faults(html: str | Path, *, scheme: str = "light") -> dict[str, str]:
        path = html if isinstance(html, Path) else tmp_path / "axe.html"
        if isinstance(html, str):
            path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            bypass_csp=True, viewport={"width": 1300, "height": 900}, color_scheme=scheme
        )
        page = context.new_page()
        page.goto(path.as_uri())
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        context.close()
        return {fault["id"]: fault["nodes"][0]["html"][:200] for fault in result["violations"]}

    return _faults
