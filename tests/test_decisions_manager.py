"""Decisions by someone who has a terminal and nothing else: asked, told, applied, undone, and never lost in silence."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.add import command as add
from kg.cli.build import command as build
from kg.cli.decide import command as decide
from kg.cli.explain import command as explain
from kg.cli.review_queue import command as queue
from kg.resolve.decisions_file import read_decisions
from tests.test_decisions_rebuild import ANSWER, REPORT

ONE, TWO = "Ash Lane Family Support Group", "Ash Lane Families Support Group"
PAPER = REPORT.replace("1.2 It was", f"The {ONE} and the {TWO} met.\n\n1.2 It was")
WHO = ("--who", "A. Analyst")


class Desk:
    """A folder with papers, a build, and a decisions file beside the papers."""

    def __init__(self, folder: Path) -> None:
        self.papers, self.output = folder / "papers", folder / "build"
        self.papers.mkdir()
        self.file = self.papers / "decisions.toml"
        (self.papers / "rowan.txt").write_text(PAPER, encoding="utf-8")
        (self.papers / "answer.txt").write_text(ANSWER, encoding="utf-8")
        self.build()

    def build(self) -> Result:
        return CliRunner().invoke(build, [str(self.papers), "--output", str(self.output)])

    def decide(self, *words: str) -> Result:
        where = ["--build", str(self.output), "--decisions", str(self.file)]
        return CliRunner().invoke(decide, [*words, *WHO, *where])

    def queue(self, *words: str) -> str:
        return CliRunner().invoke(queue, ["--build", str(self.output), "--limit", "90", *words]).output

    def graph(self) -> bytes:
        name = (self.output / "current").read_text(encoding="utf-8").strip()
        return (self.output / "generations" / name / "graph.nq").read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_command_that_the_queue_prints_can_be_given(desk: Desk) -> None:
    printed = [line.strip() for line in desk.queue().splitlines() if line.strip().startswith("kg decide ")]
    commands = [shlex.split(line)[2:] for line in printed]
    tried = set()
    for verb, *words in commands:
        assert words[-2:] == ["--who", "YOUR NAME"]
        if not {"VALUE", "OTHER"} & set(words):  # these stand for what the person knows
            told = desk.decide(verb, *words[:-2])
            assert told.exit_code == 0, f"{verb} {words}: {told.output} {told.exception}"
            desk.file.unlink()
            tried.add(verb)
    assert tried == {"same", "different", "accept", "reject"}


@pytest.mark.parametrize("verb", ["same", "different"])
def test_what_was_decided_is_not_asked_again(desk: Desk, verb: str) -> None:
    assert ONE in desk.queue("--about", "merge")
    told = desk.decide(verb, ONE, TWO)
    assert told.exit_code == 0 and "line 3" in told.output, told.output
    assert ("changes nothing today: they are apart already" in told.output) == (verb == "different")
    assert str(desk.file) in desk.build().output
    assert ONE not in desk.queue("--about", "merge")


def test_taking_the_lines_out_gives_the_same_bytes_as_before(desk: Desk) -> None:
    before = desk.graph()
    desk.decide("same", ONE, TWO)
    desk.decide("edit", "recommendation/northmoor-rowan/1", "--field", "text", "--value", "Share.")
    desk.decide("reject", "recommendation/northmoor-rowan/2")
    desk.build()
    assert desk.graph() != before
    text = desk.file.read_text(encoding="utf-8")
    first = text.partition("[[decision]]")[0]
    desk.file.write_text(first, encoding="utf-8")
    desk.build()
    assert desk.graph() == before


def test_a_persons_decision_is_shown_as_one(desk: Desk) -> None:
    desk.decide("accept", "recommendation/northmoor-rowan/1")
    desk.build()
    told = CliRunner().invoke(explain, ["northmoor-rowan/1", "--build", str(desk.output)]).output
    assert "Rule: decision/accept/" in told and "a person decided" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("same", ONE, "Ash Lane Familes Support Group"), f"nearest: {TWO}"),
        (("different", "Northmoor Constabulary", "Nothmoor Constabulary"), "nearest: Northmoor Constabulary"),
        (("same", ONE), "needs an 'other'"),
        (("edit", ONE, "--field", "name"), "needs a 'field' and a 'value'"),
        (("edit", ONE, "--field", "nam", "--value", "x"), "these can: level, name, part_of, type"),
        (
            ("accept", "recommendation/northmoor-rowan/1", "--theme", "hosing"),
            "has no theme 'hosing'; it has",
        ),
        (("acept", ONE), "acept"),
        (("same", ONE, "recommendation/northmoor-rowan/1"), "not of one kind"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_written(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    told = desk.decide(*words)
    assert told.exit_code != 0
    assert said in (told.output if told.exception is None else f"{told.output} {told.exception}")
    assert not desk.file.exists()


def test_who_decides_must_be_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["same", ONE, TWO, "--build", str(desk.output)]
    monkeypatch.delenv("KG_WHO", raising=False)
    assert "say who decides" in CliRunner().invoke(decide, words).output
    monkeypatch.setenv("KG_WHO", "B. Manager")
    assert CliRunner().invoke(decide, [*words, "--decisions", str(desk.file)]).exit_code == 0
    assert read_decisions(desk.file)[0].who == "B. Manager"


def test_a_contradiction_is_refused_before_it_is_written(desk: Desk) -> None:
    desk.decide("same", ONE, TWO)
    told = desk.decide("different", ONE, TWO)
    assert "line 3 made them one; take one of the decisions out" in f"{told.output} {told.exception}"
    assert len(read_decisions(desk.file)) == 1


def test_a_decision_on_a_name_that_no_paper_prints_any_more_is_reported_at_every_build(desk: Desk) -> None:
    desk.decide("same", ONE, TWO)
    changed = PAPER.replace(f" and the {TWO}", "")
    (desk.papers / "rowan.txt").write_text(changed, encoding="utf-8")
    for _ in range(2):
        told = desk.build().output
        assert f"nothing is called '{TWO}'" in told and "line 3" in told


def test_a_typo_by_hand_stops_the_build_and_leaves_the_old_one(desk: Desk) -> None:
    before = desk.graph()
    desk.decide("same", ONE, TWO)
    text = desk.file.read_text(encoding="utf-8").replace('"same"', '"smae"')
    desk.file.write_text(text, encoding="utf-8")
    told = desk.build()
    assert told.exit_code != 0
    assert (
        "decisions.toml, line 4: 'smae' is no verb; did you mean 'same'?" in f"{told.output} {told.exception}"
    )
    assert desk.graph() == before


def test_a_file_that_is_gone_is_said_and_not_forgotten(desk: Desk) -> None:
    desk.decide("same", ONE, TWO)
    desk.build()
    joined = desk.graph()
    moved = desk.file.rename(desk.file.with_name("kept.toml"))
    (desk.papers / "more.txt").write_text("Northmoor Council\n\nNothing else.\n", encoding="utf-8")
    told = CliRunner().invoke(add, [str(desk.papers / "more.txt"), "--build", str(desk.output)])
    assert "decisions.toml is not in" in told.output and "put it back" in told.output
    moved.rename(desk.file)
    (desk.papers / "more.txt").unlink()
    desk.build()
    assert desk.graph() == joined
