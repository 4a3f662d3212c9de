"""Invented records of invented places, for tests of what draws and prints. Nobody and nowhere here is real."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

THEMES = (
    "Domestic abuse", "Information sharing", "Professional curiosity", "Fathers and male partners",
    "Training", "Supervision", "Drift and delay", "Legal planning", "Homelessness", "Young parents",
    "Substance misuse", "Recording", "Voice of the child", "Disguised compliance", "Front door",
    "Audit", "Mental health", "Escalation",
)  # fmt: skip
AGENCIES = (
    "Northvale Safeguarding Children Partnership", "Northvale Council", "Eastshire Constabulary",
    "Northvale NHS Foundation Trust", "All agencies", "Schools", "Family Nurse Partnership", "Housing",
)  # fmt: skip

HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "javascript:window.hacked=1 href",
    '"><svg onload=window.hacked=1>',
    "\u202eevil\u202c right to left",
    "{{ 7*7 }} {% raw %}",
    "long " * 2000,
)


def _spread(values: tuple[str, ...], seed: int, count: int) -> list[str]:
    """`count` of `values`, chosen by `seed` without chance."""
    step = 1 + seed % 5
    return list(dict.fromkeys(values[(seed * 7 + i * step) % len(values)] for i in range(count)))


def records(reviews: int = 4, *, each: int = 6, hostile: bool = False) -> dict[str, list[Record]]:
    """Records by kind: `reviews` reviews with `each` recommendations, half of them answered."""
    found: dict[str, list[Record]] = {
        "agency": [{"id": f"agency/{i}", "name": name, "type": "local_authority"} for i, name in enumerate(AGENCIES)],
        "theme": [{"id": f"theme/{i}", "label": name, "definition": f"About {name.lower()}."} for i, name in enumerate(THEMES)],
        "review": [], "recommendation": [], "response": [], "learning_point": [], "action": [], "scrutiny_item": [],
    }  # fmt: skip
    for r in range(reviews):
        _add_review(found, r, each, HOSTILE[r % len(HOSTILE)] if hostile else "")
    if len(found["recommendation"]) > each:
        found["recommendation"][0]["repeats"] = [{"id": found["recommendation"][each]["id"], "score": 0.8}]
    return found


def _add_review(found: dict[str, list[Record]], r: int, each: int, bad: str) -> None:
    name = bad or f"Serious Case Review - Child {chr(65 + r % 26)}{r // 26 or ''}"
    rid, themes = f"https://example.org/id/review/{r}", _spread(THEMES, r, 6)
    place = {
        "source": "pack.txt",
        "document_kind": "review_report",
        "page": None,
        "line_start": 10 + r,
        "line_end": 12 + r,
    }
    found["review"].append(
        {"id": rid, "kind": "review", "name": name, "type": "serious_case_review", "basis": "review", "themes": themes, "carries": sorted({*themes, "Voice of the child"}),
         "published_date": f"20{10 + r % 14}-05", "quote": f"{bad} the review", **place}
    )  # fmt: skip
    for k in range(each):
        id = f"https://example.org/id/recommendation/{r}/{k + 1}"
        text = (
            f"{bad} The Partnership should seek assurance that staff share information early, case {k + 1}."
        )
        found["recommendation"].append(
            {"id": id, "kind": "recommendation", "review": rid, "review_name": name, "number": str(k + 1), "part": None,
             "text": text, "quote": text, "addressed_to": _spread(AGENCIES, r + k, 2), "themes": themes[k % 3 : k % 3 + 2],
             "standing": "completed" if k % 2 else "no_answer", "occurrences": [place, place], "repeats": [],
             "rule": "recommendations/heading", "confidence": 0.9, **place}
        )  # fmt: skip
        if k % 2:
            found["response"].append(
                {"id": f"{id}/response", "kind": "response", "recommendation": id, "review_name": name, "text": f"{bad} Training was given.",
                 "quote": f"{bad} Training was given.", "agencies": [AGENCIES[2]], "stance": "completed", "dates": ["2021-03"], **place}
            )  # fmt: skip
    found["learning_point"].append(
        {"id": f"{rid}/lp", "kind": "learning_point", "review": rid, "review_name": name, "text": f"{bad} Listen to children.",
         "quote": f"{bad} Listen to children.", "themes": ["Voice of the child"], "stance": "lacking", **place}
    )  # fmt: skip
