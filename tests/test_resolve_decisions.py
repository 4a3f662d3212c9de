"""Decisions: each verb outlives a rebuild with a changed rule; a typo is refused with its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.errors import RuleError
from kg.model.entity import Knowledge
from kg.resolve.decisions import Decision, Subject, Verb
from kg.resolve.decisions_file import read_decisions, write_decision
from kg.resolve.lookup import Index, words_of
from tests.papers import agency_of, changed_rules, extracted, known

PAPER = """Serious Case Review: Child Rowan

Northmoor Safeguarding Children Partnership

Published May 2021

1. Introduction

1.1 The Northmoor Youth Board and the Northmoor Young Voices Board were told. The Bridge Assessment Team and the Bridge
Family Assessment Team attended with Northmoor Constabulary.

5. Recommendations

Recommendation 1
Northmoor Constabulary should review how domestic abuse notifications are shared with schools.

Recommendation 2
Children's Social Care should make sure that fathers are part of every assessment.
"""


def text_of(knowledge: Knowledge, number: str) -> str:
    return next(r.id for r in knowledge.recommendations if r.number == number)


@pytest.fixture
def before() -> Knowledge:
    knowledge = known(extracted("rowan.txt", PAPER))
    assert [r.number for r in knowledge.recommendations] == ["1", "2"]
    return knowledge


@pytest.fixture
def rebuilt(tmp_path: Path):  # type: ignore[no-untyped-def]
    """What a build says after a rule was changed and a word of the text too."""
    rules = changed_rules(
        tmp_path, file="agencies.toml", old='"drawing board"', new='"drawing board", "bus board"'
    )
    changed = PAPER.replace("were told.", "were told of this.")

    def build(*decisions: Decision) -> Knowledge:
        return known(extracted("rowan.txt", changed, rules=rules), decisions=decisions)

    return build


def decided(knowledge: Knowledge, verb: Verb, id: str, **more: object) -> Decision:
    entity = Index(knowledge).by_id[id]
    made = Decision(verb, Subject(id, words_of(entity)), "A. Analyst", "2026-11-23", line=3)
    return replace(made, **more)  # type: ignore[arg-type]


def test_same_joins_two_agencies(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    one, other = (agency_of(before, f"Bridge {name}Assessment Team") for name in ("", "Family "))
    decision = decided(before, Verb.SAME, one.id, other=Subject(other.id, other.name))
    after = rebuilt(decision)
    joined = agency_of(after, "Bridge Family Assessment Team")
    assert joined.id == agency_of(after, "Bridge Assessment Team").id == one.id
    assert joined.mentions == one.mentions + other.mentions


def test_same_finds_its_subject_by_its_words_when_the_id_is_gone(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    one, other = (agency_of(before, f"Bridge {name}Assessment Team") for name in ("", "Family "))
    subject = Subject("agency/an-older-id", one.name)
    after = rebuilt(
        decided(before, Verb.SAME, one.id, subject=subject, other=Subject("agency/other-id", other.name))
    )
    assert agency_of(after, one.name).id == agency_of(after, other.name).id


def test_different_parts_a_name_from_an_agency(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    force = agency_of(before, "Northmoor Constabulary")
    decision = decided(before, Verb.DIFFERENT, force.id, other=Subject(force.id, "Northmoor Constabulary"))
    after = rebuilt(decision)
    assert agency_of(after, "Northmoor Constabulary").id != force.id


def test_accept_makes_sure(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    id = text_of(before, "1")
    after = rebuilt(decided(before, Verb.ACCEPT, id))
    accepted = next(r for r in after.recommendations if r.number == "1")
    assert accepted.evidence.confidence == 1.0
    assert accepted.evidence.rule.startswith("decision/accept")


def test_reject_takes_a_thing_out(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    after = rebuilt(decided(before, Verb.REJECT, text_of(before, "2")))
    assert [r.number for r in after.recommendations] == ["1"]


def test_reject_takes_a_theme_away(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    one = next(r for r in before.recommendations if r.number == "1")
    theme = one.themes[0].theme
    after = rebuilt(decided(before, Verb.REJECT, one.id, theme=theme))
    kept = next(r for r in after.recommendations if r.number == "1")
    assert theme not in {use.theme for use in kept.themes}


def test_edit_changes_a_field(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    review = before.reviews[0]
    after = rebuilt(decided(before, Verb.EDIT, review.id, field="published_date", value="2021-05-04"))
    assert after.reviews[0].published_date == "2021-05-04"


def test_edit_says_to_whom(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    id = text_of(before, "2")
    after = rebuilt(decided(before, Verb.EDIT, id, field="addressed_to", value="Northmoor Constabulary"))
    changed = next(r for r in after.recommendations if r.number == "2")
    assert [use.agency for use in changed.addressed_to] == [agency_of(after, "Northmoor Constabulary").id]


def test_same_of_two_reviews_recommendations_makes_a_repeat(before: Knowledge) -> None:
    other = (
        PAPER.replace("Northmoor", "Southmoor").replace("Rowan", "Hazel").replace("fathers", "stepfathers")
    )
    papers = extracted("rowan.txt", PAPER), extracted("hazel.txt", other)
    plain = known(*papers)
    one, two = (r for r in plain.recommendations if r.number == "2")
    subject, second = Subject(one.id, one.text), Subject(two.id, two.text)
    told = Decision(Verb.SAME, subject, "A", "2026-11-23", other=second)
    after = known(*papers, decisions=(told,))
    assert two.id in {r.recommendation for r in Index(after).by_id[one.id].repeats}  # type: ignore[union-attr]
    parted = known(*papers, decisions=(told, replace(told, verb=Verb.DIFFERENT)))
    assert two.id not in {r.recommendation for r in Index(parted).by_id[one.id].repeats}  # type: ignore[union-attr]


def test_a_decision_without_its_subject_is_reported(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    gone = Decision(
        Verb.REJECT, Subject("recommendation/gone/9", "Nobody asked for this."), "A. Analyst", "2026-11-23"
    )
    after = rebuilt(gone)
    issues = [issue for issue in after.issues if issue.code == "decision-without-subject"]
    assert len(issues) == 1 and "Nobody asked for this." in issues[0].message
    assert after.recommendations == rebuilt().recommendations


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    subject = Subject("agency/a", 'The "Hub"\\Team', "a b.txt")
    first = Decision(Verb.SAME, subject, "A", "2026-11-23", "because\nso", other=Subject("agency/b", "B"))
    second = Decision(Verb.EDIT, Subject("review/c", "C"), "A", "2026-11-24", field="place", value="Kent")
    write_decision(path, first)
    write_decision(path, second)
    read = read_decisions(path)
    assert [replace(d, line=0) for d in read] == [first, second]
    assert read_decisions(tmp_path / "none.toml") == ()


GOOD = '[[decision]]\nverb = "accept"\nsubject = { id = "review/x" }\nwho = "A"\nwhen = 2026-11-23\n'


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ('"accept"', '"acept"', 2, "accept"),
        ("subject =", "subjct =", 3, "subject"),
        ("id =", "idd =", 3, "id"),
        ('who = "A"\n', "", 1, "who"),
        ("2026-11-23", '"November"', 5, "2026-11-23"),
        ("[[decision]]", "[[decison]]", 1, "decision"),
        ('"accept"', '"same"', 1, "other"),
        ('who = "A"', 'who = "A', 4, "close the quote"),
        ('who = "A"', "who = A. Analyst", 4, "straight quotes"),
        ('"accept"', "“accept”", 2, "straight quotes"),
        ("[[decision]]", "[decision]", 1, "[[decision]]"),
        ("[[decision]]", "[[decision]", 1, "[[decision]]"),
        ('"review/x"', '"police"', 3, "agency/anytown/data-team"),
        ('"review/x"', '"reviews/x"', 3, "is no id"),
        ('who = "A"', 'who = ""', 1, "who"),
        ("2026-11-23", "2026-23-11", 5, "TOML"),
        ('who = "A"', 'who = "A"\nwho = "B"', 5, "TOML"),
    ],
)
def test_a_typo_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, hint: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_decisions(path)
    assert f"line {line}" in str(caught.value)
    assert hint in str(caught.value)


def test_a_file_saved_by_a_windows_editor_is_read_or_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [d.subject.id for d in read_decisions(path)] == ["review/x"]
    path.write_bytes(GOOD.replace('who = "A"', 'who = "Zo\u00eb"').encode("latin-1"))
    with pytest.raises(RuleError, match="line 4: this is not UTF-8 text; save the file again"):
        read_decisions(path)


def test_an_address_is_as_good_as_an_id(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(GOOD.replace("review/x", "https://example.org/id/review/x"), encoding="utf-8")
    assert read_decisions(path)[0].subject.id == "review/x"
    path.write_text(GOOD.replace('{ id = "review/x" }', '"review/x"'), encoding="utf-8")
    assert read_decisions(path)[0].subject.id == "review/x"


def test_decisions_in_another_form_than_blocks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('decision = [{ verb = "accept", subject = "review/x", who = "A", when = 2026-11-23 }]\n')
    with pytest.raises(RuleError, match=r"line 1: begin every decision with a line \[\[decision\]\]"):
        read_decisions(path)


def test_the_line_is_that_of_the_second_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(GOOD + "\n# a note\n" + GOOD.replace("accept", "acept"), encoding="utf-8")
    with pytest.raises(RuleError, match="line 9: 'acept' is no verb"):
        read_decisions(path)


def test_queue_and_decide_on_a_build(tmp_path: Path) -> None:
    from kg.cli.build import command as build
    from kg.cli.decide import command as decide
    from kg.cli.review_queue import command as queue

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "rowan.txt").write_text(PAPER, encoding="utf-8")
    run = CliRunner()
    sources, output = str(tmp_path / "papers"), str(tmp_path / "build")
    assert run.invoke(build, [sources, "--output", output]).exit_code == 0
    asked = run.invoke(queue, ["--build", output, "--limit", "50"])
    assert asked.exit_code == 0 and "kg decide" in asked.output
    file = str(tmp_path / "papers" / "decisions.toml")
    words = ["same", "Bridge Assessment Team", "Bridge Family Assessment Team", "--who", "A. Analyst"]
    told = run.invoke(decide, [*words, "--decisions", file, "--build", output])
    assert told.exit_code == 0, told.output
    assert len(read_decisions(Path(file))) == 1
    assert run.invoke(build, [sources, "--output", output]).exit_code == 0
    again = run.invoke(queue, ["--build", output, "--limit", "50", "--about", "merge"])
    assert "Bridge" not in again.output


def test_decisions_about_one_thing_add_up(before: Knowledge, rebuilt) -> None:  # type: ignore[no-untyped-def]
    review = before.reviews[0].id
    after = rebuilt(
        decided(before, Verb.EDIT, review, field="published_date", value="2021-05-04"),
        decided(before, Verb.EDIT, review, field="place", value="Northmoor"),
        decided(before, Verb.ACCEPT, review),
        decided(before, Verb.EDIT, review, field="name", value="Rowan"),
        replace(
            decided(before, Verb.EDIT, review, field="lead_reviewer", value="B. Writer"),
            subject=Subject(review),
        ),
    )
    one = after.reviews[0]
    assert (one.published_date, one.place, one.name, one.lead_reviewer) == (
        "2021-05-04", "Northmoor", "Rowan", "B. Writer",
    )  # fmt: skip
    assert one.evidence[0].confidence == 1.0
