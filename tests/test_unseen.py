"""Papers of invented authorities in the layouts of the field: what is expected is found, and what is not is listed.

The expectations were written before the rules met these papers; the rules were mended on most of them since, so this
guards what was reached and measures nothing (`docs/accuracy.md` has the figures at first sight). `still-missed.json`
holds what is missed or wrongly found: a line that is gone is a gain, a new one a loss. After reading both:

    python -m tests.bench.unseen --keep
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.read import read_source
from tests.bench.unseen import UNSEEN, papers, read_paper, still_missed
from tests.converted import text_to_pdf, to_docx
from tests.unseen_gold import Record, plain
from tests.unseen_score import score

PAPERS = papers(UNSEEN)
Paper = tuple[dict[str, Any], dict[str, list[Record]]]


def test_there_are_papers() -> None:
    assert len(PAPERS) >= 35


@pytest.fixture(scope="module", params=PAPERS, ids=[gold.stem for _, gold in PAPERS])
def paper(request: pytest.FixtureRequest) -> tuple[str, Paper]:
    source, gold = request.param
    return gold.stem, (json.loads(gold.read_text(encoding="utf-8")), read_paper(source))


def test_what_is_missed_is_known(paper: tuple[str, Paper]) -> None:
    name, (gold, records) = paper
    known, now = set(still_missed().get(name, ())), set(score(gold, records).notes)
    assert now == known, "\n".join(
        [*(f"lost: {one}" for one in sorted(now - known)), *(f"gained: {one}" for one in sorted(known - now))]
    )


def test_recommendations_are_found_whole_and_no_others(paper: tuple[str, Paper]) -> None:
    _, (expected, records) = paper
    if "not_recommendations" in expected:
        return  # these papers allow several readings, which the score knows
    wanted = [(one.get("number"), one.get("part"), plain(one["text"])) for one in expected["recommendations"]]
    found = [(one["number"], one["part"], plain(one["text"])) for one in records["recommendation"]]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert {one["basis"] for one in records["recommendation"]} == {
        one.get("basis", "review") for one in expected["recommendations"]
    }


#: text papers set again as Word document and as PDF
AGAIN = (
    "lcspr-calderbeck-noor-2022.docx",
    "pfd-thornleigh-2024.docx",
    "response-aldmere-2021.docx",
    "rapid-review-letter-lowick-2024.docx",
    "mh-homicide-mr-v-2017.pdf",
    "pfd-thornleigh-2024.pdf",
    "lcspr-calderbeck-noor-2022.pdf",
    "rapid-review-letter-lowick-2024.pdf",
)  # the response as PDF is left out: without distance or weight its topic headings are one with their text
_BORDERS = str.maketrans(dict.fromkeys("┌─┐└┘│", " "))


@pytest.mark.parametrize("name", AGAIN)
def test_the_same_paper_in_another_format_says_the_same(name: str, tmp_path: Path) -> None:
    stem, _, ending = name.rpartition(".")
    source = UNSEEN / f"{stem}.txt"
    if ending == "pdf":
        text_to_pdf(source.read_text(encoding="utf-8").translate(_BORDERS), tmp_path / name)
    else:
        to_docx(read_source(source), tmp_path / name)
    one, other = read_paper(source), read_paper(tmp_path / name)
    for kind, fields in (
        ("recommendation", ("number", "part", "text")),
        ("response", ("number", "text", "stance")),
    ):
        assert _said(one[kind], fields) == _said(other[kind], fields)


def _said(records: list[Record], fields: tuple[str, ...]) -> list[tuple[str, ...]]:
    return sorted(tuple(plain(record[field]) for field in fields) for record in records)
