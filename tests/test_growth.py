"""No stage costs more than in step with the papers: the exponents of tests/bench/growth.py, on connected generated papers."""

from __future__ import annotations

import pytest

from tests.bench.growth import LEAST, LIMIT, Growth, again, growth
from tests.generated import name_of, papers

SIZES = (100, 400)
"""The smaller one is past what the caches of a processor hold: from 60 papers to 240 even writing bytes in order gave 1.5."""


def test_generated_papers_are_the_same_every_time_and_name_no_two_cases_alike() -> None:
    assert list(papers(20)) == list(papers(20))
    assert len({name_of(number) for number in range(4000)}) == 4000


@pytest.mark.alone
def test_no_stage_grows_faster_than_the_papers() -> None:
    found = growth(SIZES)
    slow = [one for one in found if one.exponent > LIMIT]
    for one in again(
        slow, (60, 240)
    ):  # a machine that others use is measured once more before it is believed
        assert one.exponent <= LIMIT, f"{one.stage} grows with exponent {one.exponent:.2f}"
    assert len([one for one in found if one.seconds[-1] >= LEAST]) > 15


def test_a_stage_that_compares_all_pairs_would_be_seen() -> None:
    pairs = Growth.of("pairs", (50, 200), [0.1, 1.5])
    step = Growth.of("step", (50, 200), [0.1, 0.42])
    short = Growth.of("short", (50, 200), [LEAST / 100, LEAST / 2])
    assert pairs.exponent > 1.9 and 1 < step.exponent < LIMIT and short.exponent == 0
