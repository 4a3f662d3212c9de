"""Damage to a build is noticed, told with what to do about it, and as far as possible worked around."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import kg
from kg.errors import BuildError
from kg.graph import integrity
from kg.graph.build import Build
from kg.graph.integrity import FILE, damage
from kg.pipeline import add, build, withdraw
from kg.query.graph import open_graph
from kg.query.search import open_built
from kg.query.sparql import sparql
from tests.example import SOURCES, write_example

EVERY = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o FILTER(STRLEN(STR(?o)) > 1) }"


@pytest.fixture
def made(tmp_path: Path) -> Build:
    return write_example(tmp_path / "b")


def flip(path: Path, *, at: float = 0.5) -> None:
    """Turn over some bits in the middle of a file, whose length stays."""
    data = bytearray(path.read_bytes())
    start = int(len(data) * at)
    for place in range(start, min(start + 20, len(data))):
        data[place] ^= 0x15
    path.write_bytes(bytes(data))


def check(made: Build) -> Result:
    return CliRunner().invoke(kg, ["check", "--quick", "--build", str(made.directory)])


def break_store(made: Build) -> None:
    for path in made.store_path.glob("*.sst"):
        if path.stat().st_size > 20_000:  # it opens still
            for step in range(1, 90):
                flip(path, at=step / 100)


def test_a_sound_build_has_no_damage_however_often_it_was_read(made: Build) -> None:
    assert damage(made.generation) == ()
    open_graph(made.directory).select(COUNT)
    assert damage(made.generation) == ()


@pytest.mark.parametrize(
    ("pattern", "repair"),
    [
        ("graph.nq", "run `kg build` again"),
        ("store/*.sst", "answered from graph.nq meanwhile"),
        ("search/index.sqlite", "run `kg build` again"),
        ("sources/ash*/document.json", "run `kg add` with the file"),
        ("sources/ash*/extraction.json", "run `kg add` with the file"),
        ("sources.json", "run `kg build` again"),
        ("run.json", "run `kg build` again"),
        (FILE, "run `kg build` again"),
    ],
)
def test_check_says_what_is_damaged_and_what_to_do(made: Build, pattern: str, repair: str) -> None:
    path = next(made.generation.glob(pattern), None)
    if path is None:
        pytest.skip("not in this build")
    flip(path)
    result = check(made)
    assert result.exit_code == 1, result.output
    line = next(line for line in result.output.splitlines() if path.name in line)
    assert line.startswith("wrong: A file is damaged") and repair in line


def test_what_is_missing_or_foreign_is_told(made: Build) -> None:
    next(made.generation.glob("sources/wren*/extraction.json")).unlink()
    (made.generation / "notes.txt").write_text("mine", encoding="utf-8")
    output = check(made).output
    assert "A file is missing" in output and "A file is not of this build: delete it" in output


def test_a_build_of_before_digests_is_told_and_used(made: Build) -> None:
    (made.generation / FILE).unlink()
    result = check(made)
    assert "before digests were kept" in result.output
    assert made.document("ash.txt").text == SOURCES["ash.txt"]


@pytest.mark.parametrize("looked_at", [1 << 30, 0])
def test_a_broken_store_is_passed_over(made: Build, looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is opened; and while it is read, where it was too large to be looked at."""
    monkeypatch.setattr(integrity, "_LOOKED_AT", looked_at)
    whole = set(open_graph(made.directory).select(EVERY).rows)
    break_store(made)
    assert set(open_graph(made.directory).select(EVERY).rows) == whole
    assert sparql(open_graph(made.directory), COUNT).table().rows == ((169,),)
    result = CliRunner().invoke(kg, ["dump", "--format", "nquads", "--build", str(made.directory)])
    assert result.exit_code == 0 and result.output.count("\n") == made.graph_path.read_bytes().count(b"\n")


def test_a_store_that_does_not_open_is_passed_over(made: Build) -> None:
    whole = sparql(open_graph(made.directory), COUNT).table().rows
    (made.store_path / "CURRENT").write_bytes(b"nothing")
    assert sparql(open_graph(made.directory), COUNT).table().rows == whole


def test_a_graph_that_is_damaged_too_is_refused(made: Build) -> None:
    break_store(made)
    flip(made.graph_path)
    with pytest.raises(BuildError, match=r"graph\.nq is damaged: do not use this build"):
        open_graph(made.directory).select(COUNT)


def test_a_damaged_index_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ash.txt").write_text(SOURCES["ash.txt"], encoding="utf-8")
    made = build([tmp_path / "ash.txt"], tmp_path / "b").build
    path = made.search_path / "index.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x15" * (len(data) - 4096))
    with pytest.raises(BuildError, match="index is damaged"):
        open_built(made.directory).search("housing")


def test_damage_is_not_carried_into_the_next_build(tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / name for name in SOURCES]
    made = build(files, tmp_path / "b").build
    path = next(made.generation.glob("sources/ash*/document.json"))
    path.write_bytes(path.read_bytes().replace(b"housing", b"nothing"))
    with pytest.raises(BuildError, match=r"document\.json is damaged: .*run `kg add` with the file"):
        withdraw("wren.txt", tmp_path / "b")
    add([tmp_path / "ash.txt"], tmp_path / "b")
    assert damage(Build.open(tmp_path / "b").generation) == ()


@pytest.mark.parametrize("pointer", [b"\xff\xfe", b"", b"../elsewhere", b"nowhere\n"])
def test_a_damaged_pointer_is_one_sentence(made: Build, pointer: bytes) -> None:
    (made.directory / "current").write_bytes(pointer)
    with pytest.raises(BuildError, match="is damaged; run `kg build` again"):
        Build.open(made.directory)


def test_opening_reads_no_file_but_the_pointer(made: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    sys.addaudithook(lambda name, args: read.append(str(args[0])) if name == "open" else None)
    Build.open(made.directory)
    assert {Path(path).name for path in read if str(made.directory) in path} == {"current"}
