"""Cases of several papers that speak of one thing: each a text file, what must have become one below "=====".

##### name.txt                             begins a paper
review NAME: paper, paper                 the reviews, each with the papers that tell of it; no others
recommendation 2a: paper, paper           where given: the recommendations, each with the papers that print it
action WORDS -> review NAME               an action that answers this review, or `-> recommendation 2` of it
resolution 7(i) of DATE: paper Status, paper Status     what was reported on it, paper by paper
row FIRST FIVE WORDS of DATE: paper Status, ...         the same of a row whose resolution is not at hand
document TITLE: paper, paper                            a document, with every paper that prints it
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.model.entity import Knowledge, ScrutinyItem
from kg.model.found import Extraction
from kg.model.kinds import ScrutinyKind
from kg.pipeline import read_and_extract
from kg.read import read_source
from kg.redact import redact
from kg.resolve import resolve
from kg.rules import Rules

FOLDER = Path(__file__).parent / "cases" / "together"
CASES = sorted(FOLDER.glob("*.txt"))
PAPER = re.compile(r"(?m)^##### (.+)\n")


def test_there_are_cases() -> None:
    assert len(CASES) >= 11


def papers(path: Path, folder: Path) -> tuple[tuple[Extraction, ...], list[str]]:
    """What each paper of a case prints, and the lines that say what must be one."""
    text, _, below = path.read_text(encoding="utf-8").partition("\n=====\n")
    _, *parts = PAPER.split(text)
    found = []
    for name, words in zip(parts[::2], parts[1::2], strict=True):
        (folder / name).write_text(words, encoding="utf-8")
        found.append(read_and_extract(redact(read_source(folder / name), rules=Rules()), rules=Rules()))
    return tuple(found), [line for line in below.splitlines() if line.strip()]


def told(knowledge: Knowledge, kinds: set[str]) -> list[str]:
    """What is known, in the words of a case."""
    lines = [f"review {one.name}: {names({e.source for e in one.evidence})}" for one in knowledge.reviews]
    lines += [
        f"recommendation {one.number or ''}{one.part or ''}: {names({o.evidence.source for o in one.occurrences})}"
        for one in knowledge.recommendations
    ]
    targets = {one.id: f"review {one.name}" for one in knowledge.reviews}
    targets |= {
        one.id: f"recommendation {one.number or ''}{one.part or ''}" for one in knowledge.recommendations
    }
    lines += [
        f"action {one.text} -> {targets.get(one.responds_to or '', 'nothing')}" for one in knowledge.actions
    ]
    lines += tracked(knowledge) + printed(knowledge)
    return sorted(line for line in lines if line.split(" ", 1)[0] in kinds)


def tracked(knowledge: Knowledge) -> list[str]:
    """What was reported on each resolution, and on each row whose resolution is not at hand, in order of papers."""
    dates = {(d.evidence.source, d.evidence.embedded): d.date or "" for d in knowledge.documents}
    items = {item.id: item for item in knowledge.scrutiny}
    reports: dict[str, list[ScrutinyItem]] = defaultdict(list)
    for item in knowledge.scrutiny:
        if item.kind is ScrutinyKind.RESOLUTION:
            reports.setdefault(item.id, [])
        elif item.kind is ScrutinyKind.MONITORING_ROW:
            first = item
            while first.updates:
                first = items[first.updates]
            reports[item.same_as or first.id].append(item)
    lines = []
    for id, rows in reports.items():
        rows.sort(key=lambda r: (dates[r.evidence.source, r.evidence.embedded], r.evidence.span.start))
        said = ", ".join(f"{names({r.evidence.source})} {r.status}" for r in rows)
        item = items[id]
        known = item.kind is ScrutinyKind.RESOLUTION
        about = f"resolution {item.number}" if known else f"row {' '.join(item.text.split()[:5])}"
        lines.append(f"{about} of {item.meeting_date}: {said or 'nothing yet'}")
    return lines


def printed(knowledge: Knowledge) -> list[str]:
    """Every document once, with the papers that print it."""
    papers: dict[str, set[str]] = defaultdict(set)
    titles = {document.id: document.title for document in knowledge.documents}
    for document in knowledge.documents:
        papers[document.same_as or document.id].add(document.evidence.source)
    return [f"document {titles[id]}: {names(sources)}" for id, sources in papers.items()]


def names(sources: set[str]) -> str:
    return ", ".join(sorted(source.rsplit(".", 1)[0] for source in sources))


def ordered(line: str) -> str:
    """A line with its papers in order."""
    if line.startswith(("action ", "resolution ", "row ")):
        return line
    head, _, listed = line.rpartition(": ")
    return f"{head}: {', '.join(sorted(listed.split(', ')))}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    extractions, wanted = papers(path, tmp_path)
    kinds = {line.split(" ", 1)[0] for line in wanted}
    assert kinds
    knowledge = resolve(extractions)
    assert told(knowledge, kinds) == sorted(map(ordered, wanted))
    assert resolve(tuple(reversed(extractions))) == knowledge


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_paper_left_out_changes_no_id_of_what_it_does_not_speak_of(path: Path, tmp_path: Path) -> None:
    extractions, _ = papers(path, tmp_path)
    whole = {
        frozenset((e.source, e.span.start) for e in r.evidence): r.id for r in resolve(extractions).reviews
    }
    for left in extractions:
        part = resolve(tuple(e for e in extractions if e is not left))
        for review in part.reviews:
            told = frozenset((e.source, e.span.start) for e in review.evidence)
            assert whole.get(told, review.id) == review.id
