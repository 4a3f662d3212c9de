"""The whole corpus: every quote stands at its interval, and what was reached on the gold is not lost."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kg.evaluate import Report, evaluate, load_gold
from kg.extract import extract
from kg.model.evidence import Evidence
from kg.model.found import Extraction
from kg.model.text import Document
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment
from tests.extraction_records import records_of

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"


@pytest.fixture(scope="module")
def read() -> list[tuple[Document, Extraction]]:
    rules = Rules()
    documents = [read_source(path) for path in sorted(CORPUS.glob("*.txt"))]
    return [(document, extract(segment(document, rules=rules), rules=rules)) for document in documents]


@pytest.fixture(scope="module")
def report(read: list[tuple[Document, Extraction]]) -> Report:
    gold = load_gold(HERE / "gold")
    texts = {document.source.name: document.text for document, _ in read}
    return evaluate(records_of(found for _, found in read), gold, texts=texts)


def evidence_in(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from evidence_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence_in(getattr(value, field.name))


def test_every_quote_stands_at_its_interval(read: list[tuple[Document, Extraction]]) -> None:
    assert len(read) == 5
    checked = 0
    for document, found in read:
        for evidence in evidence_in(found):
            checked += 1
            assert document.text[evidence.span.start : evidence.span.end] == evidence.quote
            assert evidence.line_start == document.line(evidence.span.start)
            assert evidence.line_end == document.line(evidence.span.end - 1)
    assert checked > 1000


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("scrutiny items", 0.95),
        ("scrutiny items: date, number and status right", 0.95),
        ("improvement actions", 0.85),
        ("improvement actions: owner", 0.90),
        ("improvement actions: due", 0.90),
    ],
)
def test_what_was_reached_on_the_gold_is_kept(report: Report, name: str, least: float) -> None:
    value = report.figure(name).value
    assert value is not None
    assert value >= least


def test_everything_beats_the_search_for_keywords(report: Report) -> None:
    for name in ("scrutiny items", "improvement actions"):
        figure = report.figure(name)
        assert figure.value is not None
        assert figure.baseline is not None
        assert figure.value > figure.baseline
