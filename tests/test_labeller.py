"""The labeller: loads from disk without its learner, gives the same bytes and chances, and learns what it is shown."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from kg.evaluate.papers import load_papers
from kg.evaluate.targets import targets
from kg.evaluate.train import example, train
from kg.extract.label.prepare import labelled, prepare
from kg.extract.review.records import find_reviews
from kg.language import MODEL, save
from kg.language.labeller import KINDS, OUTPUTS
from kg.model.text import Outline, Source
from kg.read.text import read_text
from kg.rules import Rules
from kg.segment import segment

TEXT = """Safeguarding Adults Review: Olive

1 Introduction

1.1 The Board asked for this review in May 2021 after Olive died. She lived alone and had been known to the housing team.

2 What the partners should do next

- Ask every tenant who lives alone whom they would ring at night.
- Share the list of visits with the district nurses each week.
- Write to the families of those who were missed.

3 What was found

3.1 Olive was seen on four days in March. Nobody wrote down what she said about her son.
"""


def outline() -> Outline:
    return segment(read_text(Source("olive.txt", "0" * 64, "text/plain"), TEXT), rules=Rules())


def chances(row_begins: str) -> np.ndarray:
    page = outline()
    seen = labelled(prepare(page, find_reviews(page, rules=Rules()), rules=Rules()))
    row = next(i for i, line in enumerate(seen.lines) if line.text.startswith(row_begins))
    return seen.chance[row]


def test_a_list_below_an_unlisted_heading_is_likelier_asked_than_the_story() -> None:
    asked = chances("Share the list")[KINDS.index("recommendation")]
    told = chances("Olive was seen")[KINDS.index("recommendation")]
    assert asked > 0.5 > told


def test_chances_are_the_same_each_time() -> None:
    assert (chances("Write to") == chances("Write to")).all()


def test_reading_needs_no_learner() -> None:
    assert "lightgbm" not in sys.modules or not (MODEL / "lightgbm").exists()
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 5_000_000


@pytest.fixture(scope="module")
def few() -> list:
    from kg.evaluate.alone import read_paper

    papers = load_papers([Path(__file__).parent / "unseen"])[:6]
    return [(paper, example(paper, read_paper(paper.document))) for paper in papers]


def test_gold_texts_are_found_in_the_lines(few: list) -> None:
    for paper, one in few:
        wanted = len(paper.entries("recommendations"))
        starts = one.targets.wanted[:, OUTPUTS.index("recommendation:start")].sum()
        assert starts >= 0.5 * wanted, paper.document.name


def test_the_same_papers_give_the_same_bytes(few: list, tmp_path: Path) -> None:
    examples = [one for _, one in few if len(one.first)]
    for name in ("one", "two"):
        save(train(examples), tmp_path / name)
    files = sorted((tmp_path / "one").rglob("*.npy"))
    assert files
    for file in files:
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()


def test_targets_find_nothing_where_the_gold_has_nothing(few: list) -> None:
    paper, _ = few[0]
    empty = type(paper)(paper.document, {"complete": ["recommendations"]}, "none", "core")
    assert targets(empty, ()).wanted.shape == (0, len(OUTPUTS))
