"""The packs of the corpus: every quote stands where it says, and the two reviews printed there are found whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model.found import Extraction, FoundRecommendation
from kg.model.text import Outline
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment

ROOT = Path(__file__).parent.parent
PACKS = sorted((ROOT / "corpus").glob("*.txt"))
GOLD = json.loads(
    (ROOT / "tests" / "gold" / "southampton-2020-12-03-scrutiny-pack.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def packs() -> dict[str, tuple[Outline, Extraction]]:
    rules = Rules()
    made = {}
    for path in PACKS:
        outline = segment(read_source(path), rules=rules)
        made[path.name] = (outline, extract(outline, rules=rules))
    return made


def printed(extraction: Extraction, name: str) -> list[FoundRecommendation]:
    keys = {r.key for r in extraction.reviews if name in r.name}
    return [r for r in extraction.recommendations if r.review in keys]


def test_every_quote_is_verbatim(packs) -> None:
    assert len(packs) == 5
    for outline, extraction in packs.values():
        kinds = (extraction.reviews, extraction.recommendations, extraction.responses, extraction.findings)
        for item in (item for kind in kinds for item in kind):
            assert item.evidence.quote == item.evidence.span.slice(outline.document.text)
        for reference in extraction.references:
            assert reference.evidence.quote == reference.evidence.span.slice(outline.document.text)


def test_recommendations_printed_twice_have_every_part(packs) -> None:
    _, pack = packs["southampton-2020-12-03-scrutiny-pack.txt"]
    own = [f"{r.number}{r.part or ''}" for r in printed(pack, "Clare") if not r.restated]
    again = [f"{r.number}{r.part or ''}" for r in printed(pack, "Clare") if r.restated]
    assert own == again == ["1a", "1b", "2a", "2b", "3a", "3b", "4", "5", "6"]


def test_a_stem_is_a_record_of_its_own(packs) -> None:
    _, pack = packs["southampton-2022-01-27-scrutiny-pack.txt"]
    own = [r for r in printed(pack, "Non-Accidental") if not r.restated]
    numbers = [f"{r.number}{r.part or ''}" for r in own]
    once = ["1a", "1b", "2a", "2b", "2c", "3", "4", "5", "5a", "5b", "5c", "6", "7", "8", "9", "10"]
    assert numbers in (once, once + once)
    by_key = {r.key: r for r in own}
    assert all(by_key[r.stem].number == "5" for r in own if r.stem)


def test_answers_printed_beside_boxes_reach_the_right_part(packs) -> None:
    outline, pack = packs["southampton-2020-12-03-scrutiny-pack.txt"]
    by_key = {r.key: f"clare/{r.number}{r.part or ''}" for r in pack.recommendations}
    right = total = 0
    for gold in (g for g in GOLD["responses"] if g["kind"] == "narrative_response"):
        for answer in pack.responses:
            line = outline.document.line(answer.evidence.span.start)
            if gold["line_start"] <= line <= gold["line_end"]:
                total += len(answer.text)
                right += len(answer.text) * (
                    by_key.get(answer.recommendation or "") == gold["recommendation_id"]
                )
    assert total > 10_000
    assert right / total >= 0.98


@pytest.mark.parametrize(
    "name", ["southampton-2022-07-21-scrutiny-pack.txt", "southampton-2023-03-30-scrutiny-pack.txt"]
)
def test_packs_without_a_review_have_none(packs, name) -> None:
    _, pack = packs[name]
    assert not pack.recommendations
    assert not pack.responses
    assert not [r for r in pack.reviews if r.basis == "review"]
