"""Cases: a text file each, the passage above a line of "=====", what must be found in it below.

kinds: recommendation, response        everything found of these kinds is compared, in reading order
recommendation 1a: first words ... last words
response -> words of the recommendation: first words ... last words
reference 2
nothing
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model.evidence import Evidence
from kg.model.keys import fold
from kg.model.text import Outline, Source
from kg.read.text import read_text
from kg.rules import Rules
from kg.segment import segment

FOLDER = Path(__file__).parent / "cases" / "reviews"
CASES = sorted(FOLDER.glob("*.txt"))
RULES = Rules()
LINE = re.compile(r"(?P<kind>\w+)(?: (?P<number>[\w.]+))?(?: -> (?P<to>[^:]+))?(?:: (?P<words>.+))?$")


def test_there_are_cases() -> None:
    assert len(CASES) >= 35


def outline_of(name: str, text: str) -> Outline:
    return segment(read_text(Source(name, "0" * 64, "text/plain"), text), rules=RULES)


def found_in(outline: Outline) -> list[tuple[str, str, str, str, Evidence]]:
    """Kind, number with part, words, words of the recommendation answered, and evidence; in reading order."""
    read = extract(outline, rules=RULES)
    recommendations = read.recommendations
    by_key = {r.key: r.text for r in recommendations}
    found = [
        ("recommendation", f"{r.number or ''}{r.part or ''}", r.text, "", r.evidence) for r in recommendations
    ]
    for answer in read.responses:
        to = by_key.get(answer.recommendation or "", "")
        found.append(
            ("response", f"{answer.number or ''}{answer.part or ''}", answer.text, to, answer.evidence)
        )
    found += [(f.kind.value, f.number or "", f.text, "", f.evidence) for f in read.findings]
    for reference in read.references:
        found.append(("reference", f"{reference.number}{reference.part or ''}", "", "", reference.evidence))
    return found


def agrees(expected: str, kind: str, number: str, words: str, to: str) -> bool:
    match = LINE.match(expected)
    assert match is not None, f"cannot read the line {expected!r}"
    if match["kind"] != kind or ((match["number"] or "") != number and not match["to"]):
        return False
    if match["to"] and match["to"] not in to:
        return False
    wanted = match["words"]
    if wanted is None:
        return True
    first, _, last = wanted.partition(" ... ")
    return words == wanted if not last else words.startswith(first) and words.endswith(last)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    text, _, below = path.read_text(encoding="utf-8").partition("\n=====\n")
    first, *expected = [line for line in below.splitlines() if line.strip()]
    kinds = [kind.strip() for kind in first.removeprefix("kinds:").split(",")]
    outline = outline_of(path.name, text)
    everything = found_in(outline)
    for kind in kinds:
        found = sorted((f for f in everything if f[0] == kind), key=lambda f: f[4].span)
        wanted = [line for line in expected if line.split(":")[0].split()[0] == kind]
        told = [
            f"{kind} {number}: {words} [-> {to[:40]}] ({where.rule})" for _, number, words, to, where in found
        ]
        assert len(found) == len(wanted), "\n".join(["found:", *told, "wanted:", *wanted])
        for line, item in zip(wanted, found, strict=True):
            assert agrees(line, *item[:4]), "\n".join([f"wanted {line}", "found:", *told])
    for _, _, words, _, where in everything:
        assert where.quote == where.span.slice(outline.document.text)
        if words:
            assert fold(where.quote).startswith(words[:12]) or words[:12] in fold(where.quote)
