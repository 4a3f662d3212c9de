"""The benchmark of resolution runs, at a small size, and its cost does not square."""

from tests.bench.resolve import generated, measure


def test_the_benchmark_makes_what_it_says() -> None:
    papers = generated(500)
    assert sum(len(paper.agencies) for paper in papers) == 500
    assert len(papers) == 3


def test_every_paper_keeps_its_own_bodies() -> None:
    one = measure(600)
    assert one.mentions == 600 and one.bodies > 30 and one.seconds > 0
