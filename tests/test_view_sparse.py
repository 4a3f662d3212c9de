"""Pictures and pages of what is hardly there: nothing that a document may lack stops one, or is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg.pipeline import build
from kg.query.graph import open_graph
from kg.query.records import all_records
from kg.view.focus import around
from kg.view.network_graph import network_graph
from kg.view.shape import Records
from kg.view.site import Extras, write_site
from kg.view.views import PICTURES
from tests.sparse import worlds

BARE = """Safeguarding Adults Review: Adult Quill

Recommendation 1: This matter must be dealt with straight away.

Recommendation 2: What was begun must be finished.
"""
NAMED = """Serious Case Review: Child Ember

Recommendation 1: The Council should make sure that information is shared between agencies.
"""


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_every_review_with_a_recommendation_or_a_theme_is_in_the_network(records: Records) -> None:
    view = network_graph(records, recurring_only=False)
    shown = {node.id for node in view.nodes}
    for review in records["review"]:
        own = [one for one in records["recommendation"] if one["review"] == review["id"]]
        case = review["basis"] in (None, "review")
        assert (review["id"] in shown) == bool(case and (own or review["carries"]))
    for node in view.nodes:
        assert {node.id} <= {one.id for one in around(view, [node.id]).nodes}


@given(worlds())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_picture_and_page_of_a_world_in_which_much_is_missing_is_drawn(
    tmp_path_factory: pytest.TempPathFactory, records: Records
) -> None:
    for picture in PICTURES.values():
        assert "</html>" in picture.draw(records)
    folder = tmp_path_factory.mktemp("site") / "site"
    assert write_site(records, folder, extras=Extras({}), progress=lambda _: None)


def test_a_review_that_names_nobody_and_no_theme_is_drawn_with_what_it_recommends(tmp_path: Path) -> None:
    (tmp_path / "quill.txt").write_text(BARE)
    (tmp_path / "ember.txt").write_text(NAMED)
    build([tmp_path / "quill.txt", tmp_path / "ember.txt"], tmp_path / "build")
    records = all_records(open_graph(tmp_path / "build"))
    bare = [one for one in records["recommendation"] if "quill" in one["id"]]
    assert len(bare) == 2 and not any(one["themes"] or one["addressed_to"] for one in bare)
    view = network_graph(records, recurring_only=False)
    assert {one["id"] for one in bare} < {node.id for node in view.nodes}
    assert bare[0]["review"] in {node.id for node in view.nodes}
    for picture in PICTURES.values():
        assert "</html>" in picture.draw(records)
