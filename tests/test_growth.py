"""No stage costs more than in step with the papers: the exponents of tests/bench/growth.py, on connected generated papers."""

from __future__ import annotations

import pytest

from tests.bench.growth import LEAST, LIMIT, YARDSTICK, Growth, again, growth
from tests.generated import name_of, papers

SIZES = (100, 400)
"""The smaller one is past what the caches of a processor hold: from 60 papers to 240 even writing bytes in order gave 1.5."""


def test_generated_papers_are_the_same_every_time_and_name_no_two_cases_alike() -> None:
    assert list(papers(20)) == list(papers(20))
    assert len({name_of(number) for number in range(4000)}) == 4000


@pytest.mark.alone
def test_no_stage_grows_faster_than_the_papers() -> None:
    found = growth(SIZES)
    slow = [one for one in found if one.beside(found) > LIMIT]
    once_more = again(slow, SIZES)  # a machine that others use is measured once more before it is believed
    told = {one.stage: round(one.beside(once_more), 2) for one in once_more if one.beside(once_more) > LIMIT}
    assert told == {}
    assert len([one for one in found if one.seconds[-1] >= LEAST]) > 15


def test_a_stage_that_compares_all_pairs_would_be_seen() -> None:
    pairs = Growth.of("pairs", (50, 200), [0.1, 1.5])
    step = Growth.of("step", (50, 200), [0.1, 0.42])
    short = Growth.of("short", (50, 200), [LEAST / 100, LEAST / 2])
    crowded = Growth.of(YARDSTICK, (50, 200), [0.1, 0.55])  # on a machine that grows slower as more is held
    assert pairs.beside([crowded]) > 1.5 and step.beside([step]) == step.exponent
    assert pairs.exponent > 1.9 and 1 < step.exponent < LIMIT and short.exponent == 0
