"""`kg inspect` shows what was understood, and its page is safe to open."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli.main import kg
from tests.test_segment import PACK


def inspect(*arguments: str) -> str:
    result = CliRunner().invoke(kg, ["inspect", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_outline_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "pack.txt"
    file.write_text(PACK, encoding="utf-8")
    shown = inspect(str(file))
    assert "10 documents" in shown
    assert "REVIEW REPORT  Child Rowan Learning Report" in shown
    assert "2 Recommendations" in shown
    assert "has lost its first lines" in shown
    assert "furniture" not in inspect(str(file), "--no-sections").split("\n", 2)[2]
    assert "[plain/heading]" in inspect(str(file), "--blocks")


def test_page_shows_the_text_and_escapes_it(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(
        "Safeguarding Adults Review\n\n<script>alert(1)</script> & more words of it.\n", encoding="utf-8"
    )
    page = tmp_path / "outline.html"
    inspect(str(file), "--html", str(page))
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more words of it." in html
    assert "http" not in html.replace("http-equiv", "")
