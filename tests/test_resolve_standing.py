"""Where recommendations and actions stand: derived from everything that answers, whatever is open keeps it open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.entity import Action, Knowledge, Recommendation, Response
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundAction
from kg.model.kinds import ResponseStance, Standing
from kg.model.progress import Progress
from kg.model.text import Source
from kg.resolve import resolve
from kg.resolve.standing import with_standing
from tests.test_resolve_records import at, paper

WHERE = at("a.txt", "words")
NAMES = {stance.value: stance for stance in ResponseStance}


def recommendation(id: str = "r", stem: str | None = None) -> Recommendation:
    return Recommendation(id, WHERE, "Do it.", "review", stem=stem)


def answer(stance: str, to: str = "r", also: tuple[str, ...] = ()) -> Response:
    return Response(f"s/{stance}/{to}", WHERE, "Words.", to, 1.0, stance=NAMES[stance], also=also)


def action(
    id: str, progress: Progress, *, source: str = "a.txt", same_as: str | None = None, to: str | None = "r"
) -> Action:
    where = replace(WHERE, source=source)
    return Action(id, where, "Act.", progress=progress, same_as=same_as, responds_to=to)


def standing(
    answers: tuple[Response, ...] = (),
    actions: tuple[Action, ...] = (),
    asked: tuple[Recommendation, ...] = (recommendation(),),
) -> dict[str, Standing]:
    known = with_standing(
        Knowledge(recommendations=asked, responses=answers, actions=actions, sources=SOURCES)
    )
    return {one.id: one.standing for one in known.recommendations}


SOURCES = (
    Source("a.txt", "0" * 64, "text/plain", date="2020-12-03"),
    Source("b.txt", "1" * 64, "text/plain", date="2022-01-27"),
)


@pytest.mark.parametrize(
    ("stances", "stands"),
    [
        (("completed",), "completed"),
        (("completed", "not_stated"), "completed"),
        (("completed", "already_in_place"), "completed"),
        (("completed", "in_progress"), "open"),
        (("completed", "accepted"), "open"),
        (("already_in_place",), "already_in_place"),
        (("not_accepted",), "not_accepted"),
        (("not_stated",), "open"),
        ((), "no_answer"),
    ],
)
def test_all_answers_count(stances: tuple[str, ...], stands: str) -> None:
    assert standing(tuple(answer(stance) for stance in stances)) == {"r": stands}


def test_actions_that_answer_are_an_answer_of_their_own_kind() -> None:
    told, done = Progress.NOT_STATED, Progress.COMPLETED
    assert standing((), (action("x", told),)) == {"r": "action_planned"}
    assert standing((), (action("x", done), action("y", told))) == {"r": "action_planned"}
    assert standing((), (action("x", done),)) == {"r": "completed"}
    assert standing((answer("completed"),), (action("x", told),)) == {"r": "open"}


def test_a_stem_stands_where_its_parts_do() -> None:
    asked = (recommendation("5"), recommendation("5a", "5"), recommendation("5b", "5"))
    assert standing((answer("completed", "5a"),), asked=asked)["5"] == "open"
    both = (answer("completed", "5a", also=("5b",)),)
    assert set(standing(both, asked=asked).values()) == {Standing.COMPLETED}


def test_the_newest_file_that_tells_it_decides_and_open_outweighs_done_in_one_file() -> None:
    first = action("x", Progress.IN_PROGRESS)
    later = action("y", Progress.COMPLETED, source="b.txt", same_as="x", to=None)
    silent = action("z", Progress.NOT_STATED, source="b.txt", same_as="x", to=None)
    known = with_standing(Knowledge(actions=(first, later, silent), sources=SOURCES))
    assert {one.standing for one in known.actions} == {Progress.COMPLETED}
    here = replace(later, evidence=first.evidence)
    known = with_standing(Knowledge(actions=(first, here), sources=SOURCES))
    assert {one.standing for one in known.actions} == {Progress.IN_PROGRESS}


TEXT = "Review the supervision policy so that every manager records reflective supervision monthly."


def papers(text: str, *, again: bool = False) -> tuple[Extraction, ...]:
    """A plan of 2020, and a paper of 2022 that prints `text` (twice where `again`)."""

    def found(source: str, words: str, start: int = 0) -> FoundAction:
        where: Evidence = at(source, words, start)
        return FoundAction(f"{source}{start}", where, words)

    other = "Appoint a named doctor for looked after children in every locality of the county."
    first = paper(
        "a.txt", "Kent", date="2020-12-03", actions=(found("a.txt", TEXT), found("a.txt", other, 300))
    )
    later = (found("b.txt", text), found("b.txt", text, 500))[: 2 if again else 1]
    return first, paper("b.txt", "Kent", date="2022-01-27", actions=later)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        (TEXT, True),
        ("Supervision policy to be reviewed so every manager records reflective supervision monthly", True),
        ("Review the missing children policy so that every carer reports each episode at once.", False),
    ],
)
def test_an_action_printed_again_points_at_its_first_printing(text: str, linked: bool) -> None:
    actions = resolve(papers(text)).actions
    first = next(one for one in actions if one.text == TEXT and one.evidence.source == "a.txt")
    later = next(one for one in actions if one.evidence.source == "b.txt")
    assert first.same_as is None
    assert later.same_as == (first.id if linked else None)


def test_two_rows_of_one_document_are_never_one_action() -> None:
    later = [one for one in resolve(papers(TEXT, again=True)).actions if one.evidence.source == "b.txt"]
    assert sum(one.same_as is not None for one in later) == 1


@pytest.mark.parametrize(
    ("answers", "stands"),
    [
        ((answer("completed", "5"),), {"5": "completed", "5a": "completed", "5b": "completed"}),
        ((answer("completed", "5"), answer("in_progress", "5a")), {"5": "open", "5a": "open", "5b": "completed"}),
        ((answer("completed", "5a"),), {"5": "open", "5a": "completed", "5b": "no_answer"}),
    ],
)  # fmt: skip
def test_what_answers_the_whole_answers_each_part(
    answers: tuple[Response, ...], stands: dict[str, str]
) -> None:
    asked = (recommendation("5"), recommendation("5a", stem="5"), recommendation("5b", stem="5"))
    assert standing(answers, asked=asked) == stands
