"""Plain words become a question and its parameters; what cannot be understood is told, with the nearest questions."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.query import names
from kg.query.ask import understand
from tests.query_example import example


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
