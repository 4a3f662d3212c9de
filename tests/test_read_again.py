"""A pack of the corpus, set anew as Word document, web page and PDF, gives the records of its text."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model.found import Extraction
from kg.model.keys import match_form
from kg.model.text import Document
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment
from tests.converted import to_docx, to_html

PACK = Path(__file__).parent.parent / "corpus" / "southampton-2022-01-27-scrutiny-pack.txt"


def to_pdf(document: Document, path: Path) -> None:
    """Print `document` with a browser: ruled tables torn by pages, no tags, one run a word."""
    page = path.with_suffix(".html")
    to_html(document, page)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = ["chromium", *options, f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@cache
def pack() -> tuple[Document, Extraction]:
    """The pack as text, and what it prints."""
    document = read_source(PACK)
    return document, extract(segment(document, rules=Rules()), rules=Rules())


NO_BROWSER = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")


@pytest.mark.parametrize(
    ("write", "suffix"),
    [
        (to_docx, ".docx"),
        (to_html, ".html"),
        pytest.param(to_pdf, ".pdf", marks=[pytest.mark.browser, NO_BROWSER]),
    ],
)
def test_the_same_records_whatever_the_format(
    tmp_path: Path, write: Callable[[Document, Path], None], suffix: str
) -> None:
    document, meant = pack()
    path = tmp_path / f"pack{suffix}"
    write(document, path)
    found = extract(segment(read_source(path), rules=Rules()), rules=Rules())
    assert len(meant.recommendations) > 20 and len(meant.actions) > 20
    for kind in ("recommendations", "responses", "actions"):
        before, after = (
            Counter(match_form(one.text).replace("-", " ") for one in getattr(side, kind))
            for side in (meant, found)
        )
        assert sum((before & after).values()) >= 0.97 * max(before.total(), after.total()), kind
    before, after = (Counter(one.kind for one in side.embedded) for side in (meant, found))
    assert sum((before & after).values()) >= 0.9 * before.total()
