"""The speed of extraction can be measured: the script runs at small size and its figures make sense."""

from pathlib import Path

from kg.read import read_source
from tests.bench.extract import CORPUS, measure


def test_the_bench_runs_on_one_source() -> None:
    path = sorted(Path(CORPUS).glob("*.txt"))[0]
    speed = measure([read_source(path)], rounds=1)
    assert speed.words > 1000
    assert speed.words_per_second > 0
    assert speed.ratio > 0
