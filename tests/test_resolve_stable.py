"""What a paper is known by does not depend on the papers beside it that speak of other things and places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.entity import Knowledge
from kg.model.found import Extraction
from kg.pipeline import read_and_extract
from kg.read import read_source
from kg.redact import redact
from kg.resolve import resolve
from kg.rules import Rules

FOLDER = Path(__file__).parent / "unseen"
PAPERS = sorted(
    (path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md") and path.name != "README.md"),
    key=lambda path: (path.stat().st_size, path.name),
)[:22]


@cache
def extracted(path: Path) -> Extraction:
    return read_and_extract(redact(read_source(path), rules=Rules()), rules=Rules())


def ids(known: Knowledge, source: str) -> dict[tuple[str, int, int], str]:
    """Every entity with evidence in `source`: its kind and where its best evidence stands, and its id."""
    found = {}
    for kind in ("recommendations", "responses", "findings", "scrutiny", "actions"):
        for one in getattr(known, kind):
            if one.evidence.source == source:
                found[kind, one.evidence.span.start, one.evidence.span.end] = one.id
    for review in known.reviews:
        for place in review.evidence:
            if place.source == source:
                found["reviews", place.span.start, place.span.end] = review.id
    return found


@cache
def alone(path: Path) -> dict[tuple[str, int, int], str]:
    return ids(resolve((extracted(path),)), path.name)


def test_there_is_something_to_hold() -> None:
    assert len(PAPERS) == 22 and sum(len(alone(path)) for path in PAPERS) > 150


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PAPERS), min_size=2, max_size=6, unique=True))
def test_papers_added_change_no_id(papers: list[Path]) -> None:
    together = resolve(tuple(extracted(path) for path in papers))
    for path in papers:
        assert ids(together, path.name) == alone(path)
