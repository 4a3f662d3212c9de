"""Records of invented worlds in which anything may be missing: reviews without recommendations, recommendations without
themes or addressees, answers without a stance, no review at all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kg.model.kinds import Standing
from tests.invented import AGENCIES, THEMES

Record = dict[str, Any]
_PLACE = {
    "source": "pack.txt",
    "page": None,
    "line_start": 1,
    "line_end": 2,
    "document_kind": "review_report",
}
_STANDINGS = (None, *(one.value for one in Standing))


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values[:5]), unique=True, max_size=3).map(sorted)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[Record]]:
    """Records by kind: up to four reviews and inspections, each with up to three recommendations, and what hangs on them."""
    found: dict[str, list[Record]] = {
        "review": [], "recommendation": [], "response": [], "learning_point": [], "action": [], "scrutiny_item": [],
        "agency": [{"id": f"agency/{name}", "kind": "agency", "name": name} for name in AGENCIES],
        "theme": [{"id": f"theme/{name}", "kind": "theme", "label": name} for name in THEMES],
    }  # fmt: skip
    for number in range(draw(st.integers(0, 4))):
        _review(draw, found, number)
    ids = [one["id"] for one in found["recommendation"]]
    for one in found["recommendation"]:
        others = [id for id in ids if id.rsplit("/", 1)[0] != one["id"].rsplit("/", 1)[0]]
        alike = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
        one["repeats"] = [{"id": id, "score": 0.9} for id in alike]
    for number in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from([None, *ids]))
        found["action"].append(
            {"id": f"action/{number}", "kind": "action", "text": "Train staff.", "plan": draw(st.sampled_from([None, "Plan"])),
             "due": draw(st.sampled_from([None, "soon", "2024"])), "due_date": None, "responds_to": target, "themes": [], **_PLACE}
        )  # fmt: skip
    return found


def _review(draw: st.DrawFn, found: dict[str, list[Record]], number: int) -> None:
    rid = f"https://example.org/id/review/{number}"
    basis = draw(st.sampled_from(["review", "review", "inspection", None]))
    carries = draw(_some(THEMES))
    review = {
        "id": rid, "kind": "review", "name": f"Review of Child {'ABCD'[number]}", "basis": basis, "themes": carries,
        "carries": carries, "type": draw(st.sampled_from([None, "serious_case_review"])),
        "published_date": draw(st.sampled_from([None, "2021", "2022-03"])),
        "status": draw(st.sampled_from(["full_text", "mentioned"])), "quote": "A review.", **_PLACE,
    }  # fmt: skip
    found["review"].append(review)
    for place in range(draw(st.integers(0, 3))):
        item = {
            "id": f"https://example.org/id/recommendation/{number}/{place}", "kind": "recommendation", "review": rid,
            "review_name": review["name"], "number": draw(st.sampled_from([None, str(place + 1)])), "part": None,
            "text": "Everyone should act at once.", "quote": "Everyone should act at once.", "themes": draw(_some(THEMES)),
            "addressed_to": draw(_some(AGENCIES)), "standing": draw(st.sampled_from(_STANDINGS)), "occurrences": [], **_PLACE,
        }  # fmt: skip
        found["recommendation"].append(item)
        if draw(st.booleans()):
            found["response"].append(
                {"id": f"{item['id']}/response", "kind": "response", "recommendation": item["id"], "review": rid,
                 "text": "It was done.", "quote": "It was done.", "agencies": draw(_some(AGENCIES)),
                 "stance": draw(st.sampled_from([None, "completed"])), "dates": draw(st.sampled_from([[], ["2022-05"]])), **_PLACE}
            )  # fmt: skip
    for place in range(draw(st.integers(0, 2))):
        found["learning_point"].append(
            {"id": f"{rid}/point/{place}", "kind": "learning_point", "review": rid, "text": "Learn.", "quote": "Learn.",
             "themes": draw(_some(THEMES)), **_PLACE}
        )  # fmt: skip
