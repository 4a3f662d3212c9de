"""Cases of several papers that speak of one thing: each a text file, what must have become one below "=====".

##### name.txt                             begins a paper
review NAME: paper, paper                 the reviews, each with the papers that tell of it; no others
recommendation 2a: paper, paper           where given: the recommendations, each with the papers that print it
action WORDS -> review NAME               an action that answers this review, or `-> recommendation 2` of it
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.entity import Knowledge
from kg.model.found import Extraction
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
    return sorted(line for line in lines if line.split(" ", 1)[0] in kinds)


def names(sources: set[str]) -> str:
    return ", ".join(sorted(source.rsplit(".", 1)[0] for source in sources))


def ordered(line: str) -> str:
    """A line with its papers in order."""
    if line.startswith("action "):
        return line
    head, _, listed = line.rpartition(": ")
    return f"{head}: {', '.join(sorted(listed.split(', ')))}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    extractions, wanted = papers(path, tmp_path)
    kinds = {line.split(" ", 1)[0] for line in wanted}
    assert "review" in kinds
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
