"""Decisions outlive a rebuild with changed rules, changed texts, other ids and another file name; none is lost silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model.entity import Knowledge, Recommendation
from kg.resolve.decisions import Decision, Subject, Verb
from kg.resolve.lookup import Index, words_of
from tests.papers import agency_of, changed_rules, extracted, known

REPORT = """Serious Case Review: Child Rowan

Northmoor Safeguarding Children Partnership

Published May 2021

1. Introduction

1.1 The Bridge Assessment Team and the Bridge Family Assessment Team attended with Northmoor Constabulary and the Northmoor Youth Board.
The Bridge Families Assessment Service was told.

1.2 It was good practice that the school nurse rang the mother every week.

5. Recommendations

Recommendation 1
Northmoor Constabulary should review how domestic abuse notifications are shared with schools.

Recommendation 2
Children's Social Care should make sure that fathers are part of every assessment.
"""
ANSWER = """Northmoor Safeguarding Children Partnership

Response to the Rowan Serious Case Review

Recommendation 1: Northmoor Constabulary should review how domestic abuse notifications are shared with schools.

Northmoor Constabulary accepts this recommendation. Schools have been told within a day since June 2021.

Recommendation 2: Children's Social Care should make sure that fathers are part of every assessment.

Children's Social Care is developing a new form.
"""


def before() -> Knowledge:
    return known(extracted("rowan.txt", REPORT), extracted("answer.txt", ANSWER))


@pytest.fixture
def after(tmp_path: Path):  # type: ignore[no-untyped-def]
    """What a later build says: files renamed, a review renamed, a line put in, a rule changed."""
    rules = changed_rules(
        tmp_path, file="agencies.toml", old='"drawing board"', new='"drawing board", "bus board"'
    )
    report = REPORT.replace("1.1 The Bridge", "1.1 The report was sent to the family first. The Bridge")
    report = report.replace("Child Rowan", "Child Rowan and her brother Hazel")
    answer = ANSWER.replace("\nResponse to", "\nMay 2022\n\nResponse to")

    def build(*decisions: Decision) -> Knowledge:
        return known(
            extracted("a-2022-report.txt", report, rules=rules),
            extracted("b-2022-answer.txt", answer, rules=rules),
            decisions=decisions,
        )

    return build


def about(knowledge: Knowledge, id: str) -> Subject:
    entity = Index(knowledge).by_id[id]
    evidence = entity.evidence[0] if isinstance(entity.evidence, tuple) else entity.evidence
    return Subject(id, words_of(entity), evidence.source)


def decided(verb: Verb, subject: Subject, line: int = 3, **more: Any) -> Decision:
    return replace(Decision(verb, subject, "A. Analyst", "2026-11-23", line=line), **more)


def recommendation(knowledge: Knowledge, number: str) -> Recommendation:
    return next(r for r in knowledge.recommendations if r.number == number)


def problems(knowledge: Knowledge) -> list[str]:
    return [issue.message for issue in knowledge.issues if issue.code == "decision-without-subject"]


def test_the_later_build_has_other_ids(after) -> None:  # type: ignore[no-untyped-def]
    first, later = before(), after()
    assert {r.id for r in first.recommendations}.isdisjoint(r.id for r in later.recommendations)
    assert {r.id for r in first.responses}.isdisjoint(r.id for r in later.responses)
    assert len(first.responses) == len(later.responses) == 2
    assert len(first.reviews) == len(later.reviews) == 1


def test_same_and_different_of_agencies(after) -> None:  # type: ignore[no-untyped-def]
    first = before()
    one, two = (about(first, agency_of(first, f"Bridge {n}Assessment Team").id) for n in ("", "Family "))
    later = after(decided(Verb.SAME, one, other=two))
    assert agency_of(later, one.words).id == agency_of(later, two.words).id
    force = about(first, agency_of(first, "Northmoor Constabulary").id)
    other = about(first, agency_of(first, "Northmoor Youth Board").id)
    parted = after(decided(Verb.DIFFERENT, force, other=other))
    assert agency_of(parted, force.words).id != agency_of(parted, other.words).id
    assert problems(later) == problems(parted) == []


@pytest.mark.parametrize("stale", [False, True])
def test_accept_and_reject(after, stale: bool) -> None:  # type: ignore[no-untyped-def]
    first = before()
    subject = about(first, recommendation(first, "2").id)
    subject = replace(subject, id="recommendation/long-gone/9") if stale else subject
    accepted = recommendation(after(decided(Verb.ACCEPT, subject)), "2")
    assert accepted.evidence.rule == "decision/accept/2026-11-23"
    rejected = after(decided(Verb.REJECT, subject))
    assert [r.number for r in rejected.recommendations] == ["1"]
    answers = [r.recommendation for r in rejected.responses]
    assert answers.count(None) == 1  # what answered it answers nothing now
    assert problems(rejected) == []


def test_accept_and_reject_of_a_theme_and_of_a_link(after) -> None:  # type: ignore[no-untyped-def]
    first = before()
    subject = about(first, recommendation(first, "1").id)
    theme = recommendation(first, "1").themes[0].theme
    sure = recommendation(after(decided(Verb.ACCEPT, subject, theme=theme)), "1")
    assert {u.evidence.rule for u in sure.themes if u.theme == theme} == {"decision/accept/2026-11-23"}
    gone = recommendation(after(decided(Verb.REJECT, subject, theme=theme)), "1")
    assert theme not in {u.theme for u in gone.themes}
    answer = about(first, next(r.id for r in first.responses if "developing" in r.text))
    loose = after(decided(Verb.REJECT, answer, field="recommendation"))
    assert not recommendation(loose, "2").responded and recommendation(loose, "1").responded


def test_edit_of_words_of_a_link_and_of_an_addressee(after) -> None:  # type: ignore[no-untyped-def]
    first = before()
    subject = about(first, recommendation(first, "1").id)
    changed = after(decided(Verb.EDIT, subject, field="text", value="Share notifications with schools."))
    assert recommendation(changed, "1").text == "Share notifications with schools."
    assert recommendation(changed, "1").evidence.rule == "decision/edit/2026-11-23"
    answer = about(first, next(r.id for r in first.responses if "developing" in r.text))
    linked = after(decided(Verb.EDIT, answer, field="recommendation", value=subject.id, other=subject))
    moved = next(r for r in linked.responses if "developing" in r.text)
    assert moved.recommendation == recommendation(linked, "1").id and moved.score == 1.0
    assert not recommendation(linked, "2").responded
    addressed = after(
        decided(
            Verb.EDIT, subject, field="addressed_to", value="Northmoor Youth Board; Northmoor Constabulary"
        )
    )
    assert [u.name for u in recommendation(addressed, "1").addressed_to] == [
        "Northmoor Youth Board",
        "Northmoor Constabulary",
    ]


def test_same_of_reviews_told_under_names_that_do_not_meet() -> None:
    other = REPORT.replace("Child Rowan", "The Millbrook Case").replace("Recommendation", "Learning point")
    papers = extracted("rowan.txt", REPORT), extracted("mill.txt", other)
    first = known(*papers)
    one, two = sorted((about(first, review.id) for review in first.reviews), key=lambda s: s.words)
    joined = known(*papers, decisions=(decided(Verb.SAME, two, other=one),))
    assert [review.name for review in joined.reviews] == [two.words]
    assert one.words in joined.reviews[0].aliases


def test_a_name_parted_from_its_review_stays_parted(after) -> None:  # type: ignore[no-untyped-def]
    first = before()
    (review,) = first.reviews
    name = "Rowan Serious Case Review"
    assert name in review.aliases
    later = after(decided(Verb.DIFFERENT, Subject(review.id, review.name), other=Subject(review.id, name)))
    assert len(later.reviews) == 2 and problems(later) == []
    assert sum(name in {r.name, *r.aliases} for r in later.reviews) == 1


def test_two_reviews_told_apart_change_nothing_today_and_never_meet() -> None:
    papers = (
        extracted("rowan.txt", REPORT),
        extracted("hazel.txt", REPORT.replace("Child Rowan", "Child Hazel")),
    )
    first = known(*papers)
    one, two = (about(first, review.id) for review in first.reviews)
    told = decided(Verb.DIFFERENT, one, other=two)
    assert known(*papers, decisions=(told,)) == first
    mention = "Northmoor Safeguarding Children Partnership\n\nAnnual Report 2021\n\nThe Rowan and Hazel Serious Case Review was read."
    both = (*papers, extracted("annual.txt", mention))
    assert len({r.id for r in known(*both, decisions=(told,)).reviews} & {one.id, two.id}) == 2


def three(knowledge: Knowledge) -> tuple[Subject, Subject, Subject]:
    names = ("Bridge Assessment Team", "Bridge Family Assessment Team", "Bridge Families Assessment Service")
    one, two, three_ = (about(knowledge, agency_of(knowledge, name).id) for name in names)
    return one, two, three_


def test_of_decisions_that_cannot_all_hold_the_later_is_reported(after) -> None:  # type: ignore[no-untyped-def]
    a, b, c = three(before())
    a_b = decided(Verb.SAME, a, line=3, other=b)
    b_c = decided(Verb.SAME, b, line=10, other=c)
    a_not_c = decided(Verb.DIFFERENT, a, line=17, other=c)
    joined = after(a_b, b_c, a_not_c)
    assert agency_of(joined, a.words).id == agency_of(joined, b.words).id == agency_of(joined, c.words).id
    (told,) = problems(joined)
    assert "line 17" in told and "line 3" in told and "line 10" in told and "take one" in told
    parted = after(replace(a_not_c, line=3), replace(a_b, line=10), replace(b_c, line=17))
    assert agency_of(parted, a.words).id == agency_of(parted, b.words).id != agency_of(parted, c.words).id
    (told,) = problems(parted)
    assert "line 17 of" in told and "line 3 tells apart" in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verb": Verb.ACCEPT, "theme": "housing"}, "has no theme 'housing'; it has"),
        ({"verb": Verb.REJECT, "theme": "housing"}, "has no theme 'housing'"),
        ({"verb": Verb.REJECT, "field": "addressed_to", "value": "Ofsted"}, "is not addressed to 'Ofsted'"),
        ({"verb": Verb.REJECT, "field": "text"}, "edit it instead"),
        ({"verb": Verb.EDIT, "field": "addressed_to", "value": "The Moon"}, "no agency is called 'The Moon'"),
        ({"verb": Verb.EDIT, "field": "colour", "value": "red"}, "cannot be edited; these can: addressed_to"),
        (
            {"verb": Verb.EDIT, "field": "review", "value": "review/nowhere"},
            "nothing is called 'review/nowhere'",
        ),
        ({"verb": Verb.EDIT, "field": "text", "value": ""}, "cannot be empty"),
        ({"verb": Verb.SAME, "other": Subject("agency/gone", "Gone Team")}, "nothing is called 'Gone Team'"),
    ],
)
def test_what_cannot_be_applied_is_said_and_changes_nothing(after, change: dict[str, Any], said: str) -> None:  # type: ignore[no-untyped-def]
    subject = about(before(), recommendation(before(), "1").id)
    later = after(replace(decided(Verb.ACCEPT, subject), **change))
    (told,) = problems(later)
    assert said in told and "line 3" in told and "A. Analyst" in told
    assert replace(later, issues=()) == replace(after(), issues=())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("published_date", "May 2021", "write it as 2021-05-04"),
        ("type", "seriuos_case_review", "serious_case_review"),
        ("status", "read", "cannot be edited"),
    ],
)
def test_a_review_cannot_be_given_what_is_no_date_or_kind(after, field: str, value: str, said: str) -> None:  # type: ignore[no-untyped-def]
    subject = about(before(), before().reviews[0].id)
    (told,) = problems(after(decided(Verb.EDIT, subject, field=field, value=value)))
    assert said in told


def test_an_edit_of_a_body_is_of_a_known_type(after) -> None:  # type: ignore[no-untyped-def]
    subject = about(before(), agency_of(before(), "Northmoor Youth Board").id)
    assert "is no type here" in problems(after(decided(Verb.EDIT, subject, field="type", value="polise")))[0]
    later = after(decided(Verb.EDIT, subject, field="type", value="police"))
    assert agency_of(later, "Northmoor Youth Board").type == "police"
