"""`kg view` and `kg site` on the invented world: files where they are said to be, and one clear sentence otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.errors import KgError
from tests.example import write_example


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "build"
    write_example(folder)
    return folder


def run(*words: object) -> str:
    done = CliRunner().invoke(kg, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.mark.parametrize("picture", ["network", "matrix", "timeline", "flow", "repeats"])
def test_every_picture_is_written(build, tmp_path, picture) -> None:
    said = run("view", picture, "--build", build, "--output", tmp_path / "p.html")
    assert "Wrote" in said
    assert "<h1>" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_a_part_of_the_network_is_smaller(build, tmp_path) -> None:
    run("view", "--build", build, "--output", tmp_path / "whole.html")
    run("view", "network", "--build", build, "--review", "rowan", "--output", tmp_path / "part.html")
    whole, part = ((tmp_path / name).read_text(encoding="utf-8") for name in ("whole.html", "part.html"))
    assert "Rowan" in part and len(part) < len(whole)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("network", "--theme", "no such thing"), "No theme is named like"),
        (("network", "--year", "1066"), "Nothing is left to draw"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(build, tmp_path, words, said) -> None:
    with pytest.raises(KgError, match=said):
        run("view", *words, "--build", build, "--output", tmp_path / "p.html")
    assert not (tmp_path / "p.html").exists()


def test_a_filter_of_the_network_is_refused_elsewhere(build) -> None:
    assert "belongs to `kg view network`" in run("view", "matrix", "--theme", "x", "--build", build)


def test_the_site_has_a_page_for_each_thing_and_downloads(build, tmp_path) -> None:
    said = run("site", tmp_path / "site", "--build", build)
    assert "pages" in said
    for kind in ("review", "theme", "agency", "recommendation"):
        assert list((tmp_path / "site" / kind).glob("*.html")), kind
    assert (tmp_path / "site" / "downloads" / "recommendation.csv").stat().st_size > 100
    assert (tmp_path / "site" / "downloads" / "records.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "site" / "downloads" / "graph.ttl").stat().st_size > 1000


def test_the_site_leaves_other_folders_alone(build, tmp_path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine.txt").write_text("mine")
    with pytest.raises(KgError, match="name a new or empty folder"):
        run("site", tmp_path / "papers", "--build", build)
    assert [p.name for p in (tmp_path / "papers").iterdir()] == ["mine.txt"]
