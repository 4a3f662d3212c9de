"""Plain words become a question and its parameters; what cannot be understood is told, with the nearest questions."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import DataError
from kg.query import names
from kg.query.ask import understand
from kg.query.ask_periods import periods
from kg.query.graph import open_file
from tests.query_example import EXAMPLE, example


@pytest.fixture(scope="module")
def graph():
    return example()


def last(values) -> list[str]:
    """The last parts of the IRIs among the values."""
    return sorted(one.value.rsplit("/", 1)[-1] for one in values)


@pytest.mark.parametrize(
    ("text", "question", "plain", "meant"),
    [
        ("What keeps recurring about information sharing since 2019, addressed to the police?", "recurring-themes",
         {"since": "2019"}, {"theme": ["information-sharing"], "agency": ["police"]}),
        ("Which recommendations have not been answered?", "without-response", {}, {}),
        ("Which recommendations to the police are still unanswered?", "without-response", {}, {"agency": ["police"]}),
        ("What was recommended to Eastshire Constabulary about domestic violence?", "recommendations-to-agency", {},
         {"agency": ["police"], "theme": ["domestic-abuse"]}),
        ("good practice on sharing of information", "good-practice", {}, {"theme": ["information-sharing"]}),
        ("Tell me about the Ash review", "about-review", {}, {"review": ["ash"]}),
        ("What did TBI say?", "about-review", {}, {"review": ["wren"]}),
        ("Which themes occur together with neglect?", "themes-together", {}, {"theme": ["neglect"]}),
        ("What has been promised by the NSP?", "agency-promises", {}, {"agency": ["partnership"]}),
        ("Which actions are overdue?", "overdue-actions", {}, {}),
        ("What changed since 2020-06-30?", "changes-since", {"since": "2020-06-30"}, {}),
        ("How have themes changed over time between 2015 and 2020?", "themes-over-time",
         {"since": "2015", "until": "2020"}, {}),
        ("Which recommendations were made before?", "repeated-recommendations", {}, {}),
        ("Which themes keep recurring in at least 3 reviews?", "recurring-themes", {"min_reviews": "3"}, {}),
        ("Which resolutions are still open?", "open-resolutions", {}, {}),
        ("Which files was this made from?", "provenance", {}, {}),
        ("neglect", "about-theme", {}, {"theme": ["neglect"]}),
    ],
)  # fmt: skip
def test_plain_words(graph, text, question, plain, meant) -> None:
    found = understand(graph, text)
    assert found.question is not None and found.question.name == question
    assert {name: value for name, value in found.values.items() if isinstance(value, str)} == plain
    assert {name: last(value) for name, value in found.values.items() if isinstance(value, list)} == meant


@pytest.mark.parametrize("text", ["is the moon made of cheese", "", "?!", "zebra stripes and lions"])
def test_what_is_not_understood(graph, text) -> None:
    assert understand(graph, text).question is None


def test_what_is_not_used_is_told(graph) -> None:
    found = understand(graph, "what keeps recurring about neglect among zebras")
    assert found.left == ("among", "zebras")
    found = understand(graph, "which files was this made from, for the police?")
    assert found.question is not None and found.question.name == "provenance"
    assert found.left == ("agency (Eastshire Police)",)


def test_nearest_questions_are_offered(graph) -> None:
    found = understand(graph, "what has been promised by the zebras of the north")
    assert found.question is None
    assert "agency-promises" in [one.name for one in found.nearest]


@pytest.mark.parametrize(
    ("text", "question", "kinds"),
    [
        ("What did the Ash review recommend about housing?", "review-recommendations", {"review", "theme"}),
        ("What was recommended to housing?", "recommendations-to-agency", {"agency"}),
        ("what did housing promise", "agency-promises", {"agency"}),
        ("has housing responded", "agency-promises", {"agency"}),
        ("recommendations on housing", "recommendations-on", {"theme"}),
        ("recommendations for housing", "recommendations-to-agency", {"agency"}),
    ],
)
def test_the_role_of_a_word_says_whether_a_theme_or_a_body_is_meant(tmp_path, text, question, kinds) -> None:
    found = understand(with_housing(tmp_path), text)
    assert found.question is not None and found.question.name == question
    assert set(found.values) == kinds


def test_where_both_are_possible_the_other_is_offered(tmp_path) -> None:
    found = understand(with_housing(tmp_path), "housing")
    assert found.question is not None and found.question.name == "about-theme"
    (other,) = found.other
    assert "the agency Northvale Housing" in other and "--agency housing" in other


def with_housing(folder):
    """The example with a service that bears the name of a theme."""
    body = (
        'a:housing a crg:Agency ; rdfs:label "Northvale Housing" ; skos:prefLabel "Northvale Housing" ; '
        'skos:altLabel "Housing" ; crg:agencyType "housing" ; crg:mentions 5 .\n'
    )
    text = EXAMPLE.read_text("utf-8").replace(
        "    a:board a crg:Agency", f"    {body}    a:board a crg:Agency", 1
    )
    (folder / "housing.trig").write_text(text, "utf-8")
    return open_file(folder / "housing.trig")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("worst agency", "ranks no agency"),
        ("who is to blame for what happened to Ash", "not for blame"),
        ("which family is at risk", "predicts nothing"),
        ("where does the family live", "who a person is"),
        ("What did the zebra review recommend?", "No review in these documents goes by 'zebra'"),
        ("What did the Baby Zoe review recommend?", "goes by 'zoe'"),
        ("what changed", "needs a day, month or year"),
    ],
)
def test_why_it_is_not_answered_is_told(graph, text, says) -> None:
    found = understand(graph, text)
    assert found.question is None and says in found.note


def test_a_draft_is_handed_on(graph) -> None:
    found = understand(graph, "have we recommended this before: agencies should share information early")
    assert found.question is None and found.draft == "agencies should share information early"


def test_what_is_mistyped_is_read_and_told(graph) -> None:
    found = understand(graph, "recomendations to the polcie")
    assert found.question is not None and found.question.name == "recommendations-to-agency"
    assert found.mended == (("recomendations", "recommendation"), ("polcie", "police"))


@pytest.mark.parametrize("text", ["print the moon", "who is Moira Murray", "stop the weather"])
def test_a_word_that_is_another_is_not_mended(graph, text) -> None:
    assert understand(graph, text).mended == ()


def test_a_recommendation_by_its_number(graph) -> None:
    found = understand(graph, "evidence for Ash recommendation 1a")
    assert found.question is not None and found.question.name == "evidence-for"
    assert str(found.values["id"].value).endswith("recommendation/ash/1a")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("since 2019", {"since": "2019"}),
        ("in October 2020", {"since": "2020-10", "until": "2020-10"}),
        ("from january 2022", {"since": "2022-01"}),
        ("between 2020-08-01 and 2020-10-31", {"since": "2020-08-01", "until": "2020-10-31"}),
        ("as of 31/3/21", {"on": "2021-03-31"}),
        ("the last five years", {"since": "2021"}),
        ("last year", {"since": "2025", "until": "2025"}),
        ("in the last 18 months", {"since": "2025-05"}),
        ("on 31 February 2020", {}),
    ],
)
def test_times(text, times) -> None:
    assert periods(text, today=date(2026, 11, 27))[0] == times


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("ash", "Serious Case Review: Child Ash"),
        ("ASH review", "Serious Case Review: Child Ash"),
        ("tbi", "Thematic Review of Baby Injury"),
        ("baby injuries", "Thematic Review of Baby Injury"),
        ("wren", "Thematic Review of Baby Injury"),
        ("thema", "Thematic Review of Baby Injury"),
        ("child", "Serious Case Review: Child Ash"),  # two fit; the one whose report is here is meant
    ],
)
def test_reviews_by_what_people_call_them(graph, words, label) -> None:
    assert names.choose(names.reviews(graph), words, what="review").label == label


def test_a_name_that_fits_nothing_or_too_much(graph) -> None:
    with pytest.raises(
        DataError, match=r"No review here goes by 'wrenn'\. Nearest: Thematic Review of Baby Injury"
    ):
        names.choose(names.reviews(graph), "wrenn", what="review")
    with pytest.raises(DataError, match=r"fits 2 reviews: .*Ash; Thematic"):
        names.choose([one for one in names.reviews(graph) if one.rank == 3], "review", what="review")


def test_an_agency_stands_for_its_parts(graph) -> None:
    found = names.agency_family(graph, "northvale council")
    assert [one.label for one in found] == ["Northvale Council", "Children's Social Care"]
