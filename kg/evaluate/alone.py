"""Papers built alone, in memory, and scored: figures by field and measure, micro over all items and macro over papers.

With `leave_out`, the labeller that reads a paper has learned from none of its family: what to expect of papers that nobody
here has seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.figures import Unit, f1_of
from kg.evaluate.papers import Paper, Record, Tally
from kg.evaluate.papers_score import score_paper
from kg.evaluate.train import example, train
from kg.graph import quads
from kg.graph.nquads import canonical, memory_store
from kg.graph.run import Settings
from kg.language import use
from kg.model.text import Document
from kg.pipeline import derive, read_and_extract
from kg.query.graph import Graph, LocalEngine
from kg.query.records import all_records
from kg.read import read_source
from kg.redact import redact
from kg.rules import Rules

_PARTS = 4  # groups of families; each group is read by a labeller that learned from the others


@dataclass(frozen=True, slots=True)
class Row:
    """One measure over the papers of one field."""

    field: str
    measure: str
    papers: int
    gold: float
    precision: float
    recall: float
    micro: float
    macro: float


def read_paper(path: Path) -> Document:
    """The document at `path` as a build reads it."""
    return redact(read_source(path), rules=Rules())


def records_of(document: Document) -> Mapping[str, Sequence[Record]]:
    """The records of a build of this document alone."""
    settings = Settings()
    knowledge = derive([read_and_extract(document, rules=Rules())], settings)
    store = memory_store(canonical(quads(knowledge, base=settings.base, names=settings.names)))
    return all_records(Graph(LocalEngine(store, name=document.source.name)))


def score_papers(papers: Sequence[Paper], *, leave_out: bool = False) -> Iterator[tuple[Paper, Tally]]:
    """Each paper with its tally; raises SourceError where one cannot be read."""
    documents = [read_paper(paper.document) for paper in papers]
    if not leave_out:
        for paper, document in zip(papers, documents, strict=True):
            yield paper, score_paper(paper, records_of(document))
        return
    examples = [example(paper, document) for paper, document in zip(papers, documents, strict=True)]
    families = sorted({paper.family for paper in papers})
    for part in range(min(_PARTS, len(families))):
        mine = set(families[part::_PARTS])
        others = [one for one in examples if one.family not in mine and len(one.first)]
        with use(train(others)):
            for paper, document in zip(papers, documents, strict=True):
                if paper.family in mine:
                    yield paper, score_paper(paper, records_of(document))


def figures_of(scored: Sequence[tuple[Paper, Tally]]) -> list[Row]:
    """A row a field and measure; papers without a gold item of a measure count in micro alone."""
    units: dict[tuple[str, str], list[list[Unit]]] = {}
    for paper, tally in scored:
        for measure, mine in tally.units.items():
            units.setdefault((paper.field, measure), []).append(mine)
    rows = []
    for (field, measure), papers in sorted(units.items()):
        together = [unit for mine in papers for unit in mine]
        precision, recall, micro = f1_of(together)
        each = [f1_of(mine)[2] for mine in papers if sum(unit.right + unit.missed for unit in mine)]
        gold = sum(unit.right + unit.missed for unit in together)
        macro = sum(each) / len(each) if each else 1.0
        rows.append(Row(field, measure, len(each), gold, precision, recall, micro, macro))
    return rows


def table_of(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    lines = [
        f"{'field':6}{'measure':30}{'papers':>7}{'gold':>7}{'precision':>11}{'recall':>8}{'micro F1':>10}{'macro F1':>10}"
    ]
    lines += [
        f"{row.field:6}{row.measure:30}{row.papers:7}{row.gold:7.0f}{row.precision:11.3f}{row.recall:8.3f}{row.micro:10.3f}{row.macro:10.3f}"
        for row in rows
    ]
    return "\n".join(lines)
