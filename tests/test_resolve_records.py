"""Reviews, printings, copies, rows and actions across papers: one thing once, like things elsewhere apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.evidence import Evidence
from kg.model.found import (
    Extraction,
    FoundAction,
    FoundRecommendation,
    FoundResponse,
    FoundReview,
    FoundScrutiny,
)
from kg.model.kinds import ReviewStatus, ScrutinyKind
from kg.model.text import DocumentKind, EmbeddedDocument, Source, Span
from kg.resolve import resolve
from kg.resolve.dates import due_date


def at(source: str, text: str, start: int = 0) -> Evidence:
    return Evidence(
        source,
        f"in-{source}",
        Span(start, start + len(text)),
        text,
        "test/rule",
        0.9,
        line_start=1,
        line_end=1,
    )


def paper(
    name: str, area: str, *, title: str = "Report", date: str | None = None, **found: object
) -> Extraction:
    source = Source(name, name * 4, "text/plain", publisher=f"{area} County Council" if area else None)
    embedded = EmbeddedDocument(f"in-{name}", DocumentKind.REVIEW_REPORT, title, Span(0, 900), date=date)
    made = Extraction(source, "x", embedded=(embedded,), titles=(at(name, title),), fingerprints=(name,))
    return replace(made, **found)  # type: ignore[arg-type]


def review(
    source: str,
    name: str,
    *,
    key: str = "r",
    type: str = "serious_case_review",
    full: bool = False,
    place: str | None = None,
    basis: str = "review",
) -> FoundReview:
    status = ReviewStatus.FULL_TEXT if full else ReviewStatus.MENTIONED
    return FoundReview(key, at(source, name), name, type, status, basis=basis, place=place)


def test_names_of_one_review_meet_across_papers() -> None:
    knowledge = resolve(
        (
            paper("a.txt", "Kent", reviews=(review("a.txt", "Serious Case Review: Child Rowan", full=True),)),
            paper("b.txt", "Kent", reviews=(review("b.txt", "the Rowan SCR"),)),
            paper("c.txt", "Kent", reviews=(review("c.txt", "Rowan Serious Case Review (2019)"),)),
        )
    )
    assert [r.id for r in knowledge.reviews] == ["review/kent-rowan"]
    assert knowledge.reviews[0].status is ReviewStatus.FULL_TEXT
    assert len(knowledge.reviews[0].aliases) == 2


def test_namesakes_of_two_places_stay_apart() -> None:
    knowledge = resolve(
        (
            paper("a.txt", "Kent", reviews=(review("a.txt", "Child Q Safeguarding Practice Review"),)),
            paper("b.txt", "Surrey", reviews=(review("b.txt", "Child Q Safeguarding Practice Review"),)),
            paper("c.txt", "Surrey", reviews=(review("c.txt", "Child Q SCR", place="Kent County Council"),)),
        )
    )
    assert [r.id for r in knowledge.reviews] == ["review/kent-q", "review/surrey-q"]


def test_other_kinds_and_other_words_stay_apart() -> None:
    knowledge = resolve(
        (
            paper(
                "a.txt",
                "Kent",
                reviews=(
                    review("a.txt", "Clare Serious Case Review", key="1"),
                    review("a.txt", "Declare Serious Case Review", key="2"),
                    review("a.txt", "SAR Clare", key="3", type="safeguarding_adult_review"),
                    review(
                        "a.txt", "Ofsted inspection, 2019", key="4", type="inspection", basis="inspection"
                    ),
                    review(
                        "a.txt", "Ofsted inspection, 2022", key="5", type="inspection", basis="inspection"
                    ),
                ),
            ),
        )
    )
    assert len(knowledge.reviews) == 5


def test_initials_of_a_long_name_are_a_name() -> None:
    knowledge = resolve(
        (
            paper(
                "a.txt", "Kent", reviews=(review("a.txt", "Thematic Review: Babies Suffering Head Injuries"),)
            ),
            paper("b.txt", "Kent", reviews=(review("b.txt", "the BSHI review"),)),
        )
    )
    assert len(knowledge.reviews) == 1


def recommendation(
    source: str,
    text: str,
    number: str | None,
    *,
    key: str | None = None,
    part: str | None = None,
    stem: str | None = None,
    restated: bool = False,
    start: int = 0,
) -> FoundRecommendation:
    return FoundRecommendation(
        key or f"{number}{part or ''}",
        at(source, text, start),
        text,
        "review",
        review="r",
        number=number,
        part=part,
        stem=stem,
        restated=restated,
    )


AUDIT = "The system whereby no business support is available to the legal gateway requires urgent review."


def test_printings_are_one_with_every_occurrence_and_wording() -> None:
    changed = AUDIT.replace("The system", "The current system")
    knowledge = resolve(
        (
            paper(
                "a.txt",
                "Kent",
                reviews=(review("a.txt", "Rowan SCR", full=True),),
                recommendations=(recommendation("a.txt", AUDIT, "2", part="b"),),
            ),
            paper(
                "b.txt",
                "Kent",
                reviews=(review("b.txt", "Rowan SCR"),),
                recommendations=(
                    recommendation("b.txt", changed, "2", part="b", restated=True),
                    recommendation("b.txt", AUDIT, None, key="x", restated=True, start=300),
                ),
            ),
        )
    )
    assert [r.id for r in knowledge.recommendations] == ["recommendation/kent-rowan/2b"]
    one = knowledge.recommendations[0]
    assert one.text == AUDIT and len(one.occurrences) == 3
    assert {o.text for o in one.occurrences} == {AUDIT, changed}


def test_one_number_with_other_words_is_another_recommendation() -> None:
    other = "Schools must tell each other when a pupil moves between them in the middle of a year."
    knowledge = resolve(
        (
            paper(
                "a.txt",
                "Kent",
                reviews=(review("a.txt", "Rowan SCR"),),
                recommendations=(
                    recommendation("a.txt", AUDIT, "2"),
                    recommendation("a.txt", other, "2", key="y"),
                ),
            ),
        )
    )
    assert len(knowledge.recommendations) == 2
    assert len({r.id for r in knowledge.recommendations}) == 2


def test_a_part_knows_its_stem_and_a_stem_is_answered_with_its_part() -> None:
    stem = recommendation("a.txt", "Assurance needs to be given by:", "5")
    part = recommendation("a.txt", "Providing training on risk.", "5", part="a", stem="5")
    answer = FoundResponse(
        "k",
        at("b.txt", "Training was given in May."),
        "Training was given in May.",
        None,
        0.9,
        review="r",
        number="5",
        part="a",
    )
    knowledge = resolve(
        (
            paper("a.txt", "Kent", reviews=(review("a.txt", "Rowan SCR"),), recommendations=(stem, part)),
            paper("b.txt", "Kent", reviews=(review("b.txt", "Rowan SCR"),), responses=(answer,)),
        )
    )
    assert knowledge.responses[0].recommendation == "recommendation/kent-rowan/5a"
    assert all(r.responded for r in knowledge.recommendations)
    assert {r.stem for r in knowledge.recommendations} == {None, "recommendation/kent-rowan/5"}


@pytest.mark.parametrize(
    ("part", "responded"),
    [(None, {"5": True, "5a": True, "5b": True}), ("a", {"5": True, "5a": True, "5b": False})],
)
def test_an_answer_to_the_whole_answers_every_part(part: str | None, responded: dict[str, bool]) -> None:
    asked = (
        recommendation("a.txt", "Assurance needs to be given by:", "5"),
        recommendation("a.txt", "Providing training on risk.", "5", part="a", stem="5"),
        recommendation("a.txt", "Reviewing the framework of need.", "5", part="b", stem="5", start=300),
    )
    words = "All of this was done in May."
    answer = FoundResponse("k", at("b.txt", words), words, None, 0.9, review="r", number="5", part=part)
    knowledge = resolve(
        (
            paper("a.txt", "Kent", reviews=(review("a.txt", "Rowan SCR"),), recommendations=asked),
            paper("b.txt", "Kent", reviews=(review("b.txt", "Rowan SCR"),), responses=(answer,)),
        )
    )
    assert {r.id.rsplit("/", 1)[-1]: r.responded for r in knowledge.recommendations} == responded


def test_a_copied_document_is_one_and_its_things_count_once() -> None:
    shingles = tuple(range(100, 228))
    action = FoundAction("k", at("a.txt", "Train all staff"), "Train all staff", due="Apr-20")
    first = paper("a.txt", "Kent", title="Improvement plan", sketches=(shingles,), actions=(action,))
    near = (*shingles[:-4], 901, 902, 903, 904)
    second = paper(
        "b.txt",
        "Kent",
        title="Improvement plan",
        sketches=(near,),
        actions=(replace(action, evidence=at("b.txt", "Train all staff")),),
    )
    other = paper(
        "c.txt",
        "Kent",
        title="Improvement plan",
        sketches=(tuple(range(1000, 1128)),),
        actions=(replace(action, evidence=at("c.txt", "Train all staff")),),
    )
    knowledge = resolve((first, second, other))
    assert [d.same_as is None for d in sorted(knowledge.documents, key=lambda d: d.evidence.source)] == [
        True,
        False,
        True,
    ]
    assert len(knowledge.actions) == 2
    assert {a.due_date for a in knowledge.actions} == {"2020-04"}
    dated = resolve(
        (
            replace(first, embedded=(replace(first.embedded[0], date="2020-12-03"),)),
            replace(second, embedded=(replace(second.embedded[0], date="2022-01-27"),)),
        )
    )
    assert all(d.same_as is None for d in dated.documents)


def test_the_same_row_twice_in_one_document_is_two() -> None:
    action = FoundAction("k", at("a.txt", "Train all staff"), "Train all staff")
    again = replace(action, key="l", evidence=at("a.txt", "Train all staff", 200))
    assert len(resolve((paper("a.txt", "Kent", actions=(action, again)),)).actions) == 2


def scrutiny(kind: ScrutinyKind, text: str, date: str, start: int = 0) -> FoundScrutiny:
    return FoundScrutiny(f"{kind.value}{start}", at("a.txt", text, start), kind, text, meeting_date=date)


ASKED = "that, in line with (i) above, consideration be given to including measures of quality within the dataset."
ROW = "That, in line with recommendation 1 above, consideration is given to including measures of quality in the dataset."


@pytest.mark.parametrize(
    ("text", "date", "linked"),
    [
        (ROW, "2020-10-01", True),
        (ROW, "2021-10-01", False),  # the same words, another year's meeting
        ("That the Panel are provided with the draft budget of the service.", "2020-10-01", False),
    ],
)
def test_rows_track_the_resolution_of_their_meeting(text: str, date: str, linked: bool) -> None:
    asked = scrutiny(ScrutinyKind.RESOLUTION, ASKED, "2020-10-01")
    other = scrutiny(
        ScrutinyKind.RESOLUTION, "that the minutes be approved as a correct record.", "2020-10-01", 300
    )
    row = scrutiny(ScrutinyKind.MONITORING_ROW, text, date, 500)
    items = resolve((paper("a.txt", "Kent", scrutiny=(asked, other, row)),)).scrutiny
    tracked = next(i for i in items if i.kind is ScrutinyKind.MONITORING_ROW)
    first = next(i for i in items if i.text == ASKED)
    assert tracked.same_as == (first.id if linked else None)


def test_actions_answer_their_review() -> None:
    action = FoundAction("k", at("a.txt", "Train all staff"), "Train all staff", review="r")
    knowledge = resolve((paper("a.txt", "Kent", reviews=(review("a.txt", "Rowan SCR"),), actions=(action,)),))
    assert knowledge.actions[0].responds_to == "review/kent-rowan"


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Apr-20", "2020-04"),
        ("July 21", "2021-07"),
        ("July -20", "2020-07"),
        ("Sep -20", "2020-09"),
        ("31st Dec 20", "2020-12-31"),
        ("30/11/2020", "2020-11-30"),
        ("May 2021", "2021-05"),
        ("2021", "2021"),
        ("end of March 2022", "2022-03"),
        ("By 31st Mar 21", "2021-03-31"),
        ("by end March 2024", "2024-03"),
        ("No later than Friday 4th June 2021", "2021-06-04"),
        ("Deadline: 1.9.22", "2022-09-01"),
        ("Completed by: 30 April 2019", "2019-04-30"),
        ("Start: 14th Sept 20 Completed by 31st Mar 21", "2021-03-31"),
        ("Start: Sept 20 Completed by: December 20", "2020-12"),
        ("A lead officer to be named by 31st Oct 20", "2020-10-31"),
        ("Visits for 20/21 to be agreed by 30 September 2020", "2020-09-30"),
        ("in February 2022", "2022-02"),
        ("in 2022", "2022"),
        ("mid-April 2023", "2023-04"),
        ("March 2021 (ongoing)", "2021-03"),
        ("by 30 June 2020 at the latest", "2020-06-30"),
        ("31st of July 2019", "2019-07-31"),
        ("QTR 4 21/22", "2022-03"),
        ("end of Q2 21/22", "2021-09"),
        ("Quarter 1 2023/24", "2023-06"),
        ("by Q3 2019-20", "2019-12"),
        ("end of the financial year 2021/22", "2022-03"),
        ("end of 2020", "2020-12"),
        ("21/22 Business cycle", None),
        ("Ongoing", None),
        ("Q2 2021", None),
        ("Q2 21/23", None),
        ("from January 2022", None),
        ("starting from January 2022", None),
        ("in February and March 2022", None),
        ("Dec-21; Dec-21; Mar-22", None),
        ("Draft by 1 March 2021, final by 30 April 2021", None),
        ("Draft by March 2021, final by April 2021", None),
        ("By the end of Spring 2023", None),
        ("30 November 2020 and 31 March 2021", None),
        ("31st Nov 20", None),
        ("in August", None),
        ("reviewed by the Board in May 2021", None),
        ("not by 1 May 2021", None),
        ("agreed by 12 schools", None),
        (None, None),
        ("13/13/2020", None),
    ],
)
def test_due_dates(printed: str | None, iso: str | None) -> None:
    assert due_date(printed) == iso


def test_the_order_of_papers_does_not_matter() -> None:
    papers = (
        paper(
            "a.txt",
            "Kent",
            reviews=(review("a.txt", "Rowan SCR"),),
            recommendations=(recommendation("a.txt", AUDIT, "2"),),
        ),
        paper(
            "b.txt",
            "Kent",
            reviews=(review("b.txt", "Rowan SCR"),),
            recommendations=(recommendation("b.txt", AUDIT, "2"),),
        ),
    )
    assert resolve(papers) == resolve(tuple(reversed(papers)))


def test_an_item_of_two_packs_keeps_both_places_and_the_graph_shows_them() -> None:
    from kg.graph import quads

    shingles = tuple(range(100, 228))
    item = FoundScrutiny(
        "k", at("a.txt", "That training is offered"), ScrutinyKind.RESOLUTION, "That training is offered"
    )
    again = replace(item, evidence=at("b.txt", "That training is offered"))
    packs = (
        paper("a.txt", "Kent", title="Minutes", sketches=(shingles,), scrutiny=(item,)),
        paper("b.txt", "Kent", title="Minutes", sketches=(shingles,), scrutiny=(again,)),
    )
    knowledge = resolve(packs)
    assert [[e.source for e in i.occurrences] for i in knowledge.scrutiny] == [["a.txt", "b.txt"]]
    told = [str(quad.object) for quad in quads(knowledge) if quad.predicate.value.endswith("#occurrence")]
    assert len(told) == 2 and "a-txt" in told[0] and "b-txt" in told[1]
