"""What papers about something else tell of a review, in invented papers; and what they must not be taken to tell."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extract import extract
from kg.model.found import Extraction, FoundReview
from kg.model.kinds import COUNTING, SPOKEN_OF
from kg.model.text import Source
from kg.read.text import read_text
from kg.rules import Rules
from kg.segment import segment

RULES = Rules()
PAPERS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "told.toml").read_text("utf-8")
)["paper"]


def extracted(text: str) -> Extraction:
    document = read_text(Source("paper.md", "0" * 64, "text/markdown"), text.lstrip())
    return extract(segment(document, rules=RULES), rules=RULES)


def review_of(found: Extraction, short: str) -> FoundReview | None:
    """The one review that goes by a short name."""
    named = [one for one in found.reviews if short in one.name]
    assert len(named) <= 1, f"{short} is several reviews: {[one.name for one in named]}"
    return named[0] if named else None


def counted(found: Extraction, review: FoundReview | None) -> set[str]:
    """The themes of running text that count for a review."""
    return {
        use.theme.theme
        for use in found.themes
        if review is not None
        and use.review == review.key
        and use.weight in COUNTING
        and use.theme.stance not in SPOKEN_OF
    }


def test_there_are_papers() -> None:
    assert len(PAPERS) >= 18
    assert sum(paper["set"] == "first" for paper in PAPERS) >= 18


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["name"])
def test_what_is_told_of_a_review_is_its_theme_and_nothing_else(paper: dict[str, Any]) -> None:
    found = extracted(paper["text"])
    for short, themes in paper["told"].items():
        review = review_of(found, short)
        assert review is not None, f"{short} is not found"
        assert set(themes) <= counted(found, review), short
    for short, themes in paper["not_told"].items():
        assert not set(themes) & counted(found, review_of(found, short)), short
    for short, date in paper.get("published", {}).items():
        review = review_of(found, short)
        assert review is not None and review.published_date == date


def test_every_theme_told_has_its_words() -> None:
    for paper in PAPERS:
        found = extracted(paper["text"])
        for use in found.themes:
            assert use.evidence.quote
