"""The corpus as a whole: the same bytes every time, packs added and withdrawn exactly, nothing wrong in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph.audit import audit
from kg.graph.build import Build
from kg.graph.checks import run_checks
from kg.graph.judge import judge
from kg.graph.shapes import run_shapes
from kg.pipeline import add, build, withdraw
from tests.test_build_directory import content, traces

ROOT = Path(__file__).parent.parent
PACKS = sorted((ROOT / "corpus").glob("*.txt"))
FIFTH = PACKS[3]


@pytest.fixture(scope="module")
def four(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("four") / "b"
    build([path for path in PACKS if path != FIFTH], directory)
    return directory


def test_the_corpus_breaks_no_shape_and_no_check(corpus_build: Path) -> None:
    opened = Build.open(corpus_build)
    store = opened.store()
    found = (*run_checks(store), *run_shapes(store), *audit(opened))
    assert [str(one) for one in found if one.fatal] == []
    assert len(store) > 20_000


def test_pyshacl_finds_no_violation_in_the_corpus(corpus_build: Path) -> None:
    assert [str(one) for one in judge(Build.open(corpus_build).store()) if one.fatal] == []


def test_another_process_with_another_hash_seed_makes_the_same_bytes(
    corpus_build: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-c",
        "from kg.cli.main import main; main()",
        "build",
        "corpus",
        "--output",
        str(tmp_path / "b"),
    ]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "4242"}, check=True, capture_output=True
    )
    assert content(tmp_path / "b") == content(corpus_build)


def test_a_pack_added_and_withdrawn(corpus_build: Path, four: Path, tmp_path: Path) -> None:
    grown = tmp_path / "b"
    shutil.copytree(four, grown)
    started = time.perf_counter()
    add([FIFTH], grown)
    added = time.perf_counter() - started
    assert content(grown) == content(corpus_build)
    started = time.perf_counter()
    build(PACKS, tmp_path / "whole")
    whole = time.perf_counter() - started
    print(f"adding one of five packs took {added / whole:.0%} of building all five")
    withdraw(FIFTH.name, grown)
    assert content(grown) == content(four)
    own = own_lines(FIFTH)
    assert len(own) >= 15
    assert traces(grown, FIFTH.name, FIFTH.name.removesuffix(".txt"), *own) == []


def own_lines(pack: Path) -> list[str]:
    """Long lines that only `pack` prints: what must be found nowhere once it is withdrawn."""
    others = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in PACKS if path != pack)
    lines = {
        line.strip() for line in pack.read_text(encoding="utf-8").splitlines() if 40 < len(line.strip()) < 200
    }
    return sorted(line for line in lines if " ".join(line.split()) not in others and '"' not in line)[::7][
        :60
    ]
