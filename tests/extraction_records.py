"""Flat records of one extraction, for scoring a stage before there is a graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model.evidence import Evidence
from kg.model.found import Extraction


def records_of(extractions: Iterable[Extraction]) -> dict[str, list[dict[str, Any]]]:
    """Records by kind, named as in docs/records.md, with keys for IRIs and names as printed."""
    out: dict[str, list[dict[str, Any]]] = {}
    for found in extractions:
        _add(out, found)
    return out


def _place(evidence: Evidence) -> dict[str, Any]:
    return {
        "source": evidence.source,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "line_start": evidence.line_start,
        "line_end": evidence.line_end,
        "quote": evidence.quote,
        "rule": evidence.rule,
    }


def _add(out: dict[str, list[dict[str, Any]]], found: Extraction) -> None:
    def put(kind: str, evidence: Evidence, id: str, **more: Any) -> None:
        out.setdefault(kind, []).append({"id": id, "kind": kind, **_place(evidence), **more})

    for document, title in zip(found.embedded, found.titles, strict=True):
        put("document", title, document.key, document_kind=str(document.kind), title=document.title)
    for review in found.reviews:
        put(
            "review",
            review.evidence,
            review.key,
            name=review.name,
            aliases=review.aliases,
            status=review.status,
        )
    for one in found.recommendations:
        themes = [theme.theme for theme in one.themes]
        put(
            "recommendation", one.evidence, one.key, text=one.text, number=one.number, part=one.part,
            addressed_to=one.addressed_to, themes=themes, basis=one.basis,
        )  # fmt: skip
    for answer in found.responses:
        put("response", answer.evidence, answer.key, text=answer.text, recommendation=answer.recommendation)
    for point in found.findings:
        themes = [theme.theme for theme in point.themes]
        put(point.kind.value, point.evidence, point.key, text=point.text, number=point.number, themes=themes)
    for item in found.scrutiny:
        put(
            "scrutiny_item", item.evidence, item.key, item_kind=item.kind.value, text=item.text, number=item.number,
            meeting_date=item.meeting_date, title=item.title, action_taken=item.action_taken, status=item.status,
            decision=item.decision.value if item.decision else None,
        )  # fmt: skip
    for action in found.actions:
        put(
            "action", action.evidence, action.key, text=action.text, owner=action.owner, due=action.due,
            measure=action.measure, partners=action.partners, status=action.status, plan=action.plan,
        )  # fmt: skip
