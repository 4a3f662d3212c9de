"""A review whose recommendations have neither a theme nor an agency is drawn with them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli.main import kg
from kg.pipeline import build
from tests.example import SOURCES

LONE = "Serious Case Review: Child Zed\n\nRecommendation 1: Everyone should act at once on this matter.\n"


def test_pictures_and_site_of_a_lone_review(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name, text in {**SOURCES, "lone.txt": LONE}.items():
        (tmp_path / "papers" / name).write_text(text, encoding="utf-8")
    build([tmp_path / "papers"], tmp_path / "b")
    for command in (["view", "network", "--output", str(tmp_path / "n.html")], ["site", str(tmp_path / "s")]):
        done = CliRunner().invoke(kg, [*command, "--build", str(tmp_path / "b")])
        assert done.exit_code == 0, done.exception
    assert "Everyone should act at once" in (tmp_path / "n.html").read_text(encoding="utf-8")
