"""Repeats and `kg similar`: the right earlier recommendation first, nothing where nothing is alike, no all pairs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.likeness import agreeing, cosine, read, stem, weigh
from kg.model.entity import Recommendation
from kg.model.evidence import Evidence
from kg.model.text import Span
from kg.resolve.repeats import find_repeats
from kg.rules import Rules
from tests.bench.repeats import generated, measure

RULES = Rules()

# (words of the review's name, number, draft): the drafts were written for this test, in other words than the reviews.
DRAFTS = [
    ("Clare", "5", "Where brothers and sisters go to separate schools, teachers should tell one another what they know so that the family is seen as a whole."),
    ("Clare", "6", "A publicity drive should warn mothers to find out about the past of men they let into the household."),
    ("Clare", "4", "Check that the neurodevelopmental pathway is being followed and that pupils are not put on medicines just to keep them at school."),
    ("Clare", "3b", "Staff need reflective supervision and courses on disguised compliance so that threatening parents do not draw attention away from the child."),
    ("Clare", "3a", "Remind everyone how living with violence between parents damages children's emotional health, and help staff to work in a trauma-aware way."),
    ("Non-Accidental", "8", "Students on placement should not hold complex cases and must be closely supervised."),
    ("Non-Accidental", "7", "If an infant has not been signed up with a doctor by six weeks, staff should treat it as a safeguarding worry."),
    ("Non-Accidental", "4", "Urgently examine whether supported accommodation is safe for teenage mothers and their infants."),
    ("Non-Accidental", "3", "Constables who go to domestic violence calls with children in the home should be inquisitive, explore and write down what they see."),
    ("Non-Accidental", "2c", "Police should use the DASH checklist for abuse between teenage partners and tell partner agencies about the risk."),
    ("Non-Accidental", "9", "Conference chairs need reminding that decisions should rest on evidence, be challenged and take advice from lawyers."),
    ("Non-Accidental", "1b", "Teach staff about how the teenage brain develops and why young people take risks as parents."),
]  # fmt: skip
NEW = [
    "Install sprinklers and fire alarms in all care homes for older people.",
    "The ambulance trust should shorten handover times at emergency departments.",
    "Banks should train cashiers to spot scams on older customers.",
    "Fit window restrictors in temporary flats.",
    "The prison should check cells for ligature points every week.",
    "Publish bus timetables in large print.",
]


def recommendation(id: str, review: str, text: str) -> Recommendation:
    where = Evidence("a.txt", "x", Span(0, len(text)), text, "test", 1.0)
    return Recommendation(id=id, evidence=where, text=text, basis="review", review=review)


def similar(build: Path, draft: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(
        kg, ["similar", draft, "--build", str(build), "--format", "json"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_drafts_find_the_right_recommendation_first(corpus_build: Path) -> None:
    wrong = []
    for name, number, draft in DRAFTS:
        first = next(iter(similar(corpus_build, draft)), {})
        if (
            name not in str(first.get("review_name"))
            or number != f"{first.get('number') or ''}{first.get('part') or ''}"
        ):
            wrong.append((number, first.get("review_name"), first.get("number")))
    assert len(wrong) <= len(DRAFTS) // 10, wrong


@pytest.mark.parametrize("draft", NEW)
def test_a_new_demand_is_like_nothing(corpus_build: Path, draft: str) -> None:
    assert similar(corpus_build, draft) == []


def test_similar_says_where_to_whom_and_what_was_answered(corpus_build: Path) -> None:
    shown = CliRunner().invoke(kg, ["similar", DRAFTS[0][2], "--build", str(corpus_build)]).output
    for words in ("Clare", "recommendation 5", "to:", "agrees in:", "printed:", "answered ("):
        assert words in shown
    none = CliRunner().invoke(kg, ["similar", NEW[3], "--build", str(corpus_build)]).output
    assert "Nothing alike" in none


def test_repeats_join_different_reviews_only() -> None:
    text = (
        "Midwives should record the bruises of babies who cannot move and tell a paediatrician the same day."
    )
    other = "The Trust should ensure bruising in immobile infants is documented by midwives and a paediatrician told that day."
    found = find_repeats(
        [
            recommendation("recommendation/a/1", "review/a", text),
            recommendation("recommendation/a/2", "review/a", text),
            recommendation("recommendation/b/1", "review/b", other),
            recommendation(
                "recommendation/b/2",
                "review/b",
                "Landlords should fit carbon monoxide alarms in rented rooms.",
            ),
        ],
        rules=RULES,
    )
    assert {repeat.recommendation for repeat in found["recommendation/b/1"]} == {
        "recommendation/a/1",
        "recommendation/a/2",
    }
    assert {repeat.recommendation for repeat in found["recommendation/a/1"]} == {"recommendation/b/1"}
    assert "recommendation/b/2" not in found
    best = found["recommendation/b/1"][0]
    assert 0 < best.score <= 1 and len(best.words) >= 3
    assert set(best.words) <= set(other.lower().replace(".", "").split())


def test_a_shared_place_name_makes_no_repeat() -> None:
    found = find_repeats(
        [
            recommendation(
                "recommendation/a/1",
                "review/a",
                "Northvale schools in Northvale should teach swimming to Northvale pupils.",
            ),
            recommendation(
                "recommendation/b/1",
                "review/b",
                "Northvale landlords in Northvale must insure Northvale flats against flooding.",
            ),
        ],
        rules=RULES,
    )
    assert found == {}


def test_words_of_one_meaning_meet() -> None:
    assert stem("recorded") == stem("records") == stem("recording")
    one, other = read("dads and cannabis", rules=RULES), read("fathers who use drugs", rules=RULES)
    assert set(one.terms) <= set(other.terms)
    weights = weigh([one, other], rules=RULES)
    score = cosine(weights.vector(one), weights.vector(other))
    assert 0.5 < score <= 1
    assert set(agreeing(weights.vector(one), weights.vector(other), one.printed)) == {"dads", "cannabis"}


def test_generated_repeats_are_found_and_the_bench_runs() -> None:
    result = measure(1200)
    assert result.recall >= 0.9
    made, planted = generated(1200)
    assert len(made) == 1200 and len(planted) > 40


def test_same_repeats_whatever_the_order_and_the_hash_seed() -> None:
    made, _ = generated(600)
    assert find_repeats(made, rules=RULES) == find_repeats(list(reversed(made)), rules=RULES)
    code = (
        "from tests.bench.repeats import generated; from kg.resolve.repeats import find_repeats;"
        "print(sorted(find_repeats(generated(400)[0]).items()))"
    )
    root = Path(__file__).parent.parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=root,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
