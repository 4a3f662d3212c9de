"""Succession: a board and the partnership after it are two bodies, with the day and the source of the change between."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.ask import command as ask
from kg.cli.recommendations import command as recommendations
from kg.cli.site import command as site
from kg.graph import quads
from kg.model.entity import Knowledge
from kg.pipeline import build
from tests.papers import agency_of, extracted, known

BOARD = """Serious Case Review: Child Ash

Norvale Safeguarding Children Board

Published May 2014

1. Introduction

1.1 Norvale Safeguarding Children Board commissioned this review. Norvale Area Child Protection Committee knew of the family.

2. Recommendations

Recommendation 1
Norvale Safeguarding Children Board should review its threshold document with schools.
"""
PARTNERSHIP = """Child Safeguarding Practice Review: Child Elm

Norvale Safeguarding Children Partnership

Published May 2022

1. Introduction

1.1 Norvale Safeguarding Children Partnership commissioned this review. Torlake Safeguarding Children Board sent its own.

2. Recommendations

Recommendation 1
Norvale Safeguarding Children Partnership should agree how schools are told of exploitation.
"""


@pytest.fixture
def knowledge() -> Knowledge:
    return known(extracted("ash.txt", BOARD), extracted("elm.txt", PARTNERSHIP))


def test_bodies_of_regular_kinds_know_what_they_follow_in_their_own_area(knowledge: Knowledge) -> None:
    partnership = agency_of(knowledge, "Norvale Safeguarding Children Partnership")
    board = agency_of(knowledge, "Norvale Safeguarding Children Board")
    committee = agency_of(knowledge, "Norvale Area Child Protection Committee")
    assert partnership.seed is None and partnership.successor_of == (board.id,)
    assert board.successor_of == (committee.id,) and committee.successor_of == ()
    assert agency_of(knowledge, "Torlake Safeguarding Children Board").successor_of == ()


def test_each_change_is_an_event_with_its_day_and_source(knowledge: Knowledge) -> None:
    told: dict[str, dict[str, str]] = {}
    for quad in quads(knowledge):
        path = quad.subject.value.partition("/id/")[2]
        if path.startswith("change/norvale"):
            told.setdefault(path, {})[quad.predicate.value.rsplit("/", 1)[-1]] = quad.object.value
    event = told["change/norvale-safeguarding-children-board/norvale-safeguarding-children-partnership"]
    assert len(told) == 2
    assert event["date"] == "2019-09-29" and "Working Together" in event["source"]
    assert event["org#originalOrganization"].endswith("agency/norvale-safeguarding-children-board")
    assert event["org#resultingOrganization"].endswith("agency/norvale-safeguarding-children-partnership")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("norvale")
    (folder / "ash.txt").write_text(BOARD, encoding="utf-8")
    (folder / "elm.txt").write_text(PARTNERSHIP, encoding="utf-8")
    build([folder / "ash.txt", folder / "elm.txt"], folder / "build")
    return folder / "build"


NAME = "Norvale Safeguarding Children Partnership"


def test_a_question_about_a_body_can_take_in_what_it_was_before(built: Path) -> None:
    run = CliRunner()
    asked = ["--build", str(built), "--agency", NAME]
    alone = run.invoke(recommendations, asked).output
    both = run.invoke(recommendations, [*asked, "--with-predecessors"]).output
    assert "exploitation" in alone and "threshold" not in alone
    assert "1 more to the bodies that it follows; --with-predecessors lists them too." in alone
    assert "exploitation" in both and "threshold" in both and "more to the bodies" not in both
    question = ["--build", str(built), "--format", "csv", "recommendations-to-agency", "--agency", NAME]
    assert run.invoke(ask, question).output.count("\n") == 2
    assert run.invoke(ask, ["--with-predecessors", *question]).output.count("\n") == 3
    plain = run.invoke(ask, ["--with-predecessors", "--build", str(built), "how many reviews are there?"])
    assert plain.exit_code != 0


def test_the_page_of_a_body_shows_what_it_was_before(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    ran = CliRunner().invoke(site, [str(out), "--build", str(built)])
    assert ran.exit_code == 0, ran.output
    partnership, board = (
        next((out / "agency").glob(f"norvale-safeguarding-children-{kind}*")).read_text(encoding="utf-8")
        for kind in ("partnership", "board")
    )
    before = partnership.partition("<h2>Before and after</h2>")[2]
    assert "It follows" in before and "2019-09-29" in before and "Working Together" in before
    assert "1 more to what it was before" in partnership and "threshold document" in partnership
    assert "It was followed by" in board and "exploitation" not in board
