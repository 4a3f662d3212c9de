"""Baseline: what a search for a few words finds, as records, so that every figure has something to beat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.evaluate.gold import Gold
from kg.model.keys import fold

Baseline = Mapping[str, list[dict[str, Any]]]
_KEYWORDS = {
    "recommendation": r"(?i)\brecommend",
    "learning_point": r"(?i)\b(?:learning|lessons?)\b",
    "finding": r"(?i)\b(?:found|findings?|evident|concern)\b",
    "good_practice": r"(?i)\bgood practice\b",
    "scrutiny_item": r"^\W*(?:\w{1,4}[.)]\s*)?(?:RESOLVED|That\b)",
    "action": r"^\s*[•\uf0b7-]\s*\w",
}
_DOCUMENTS = {
    "agenda": r"^\s*AGENDA\s*$",
    "minutes": r"\bMINUTES OF\b",
    "covering_report": r"\bDECISION-MAKER\b",
    "review_report": r"(?i)\b(?:learning report|case review)\b",
    "partnership_response": r"(?i)partnership response",
    "improvement_plan": r"(?i)^.{0,20}improvement plan",
    "performance_report": r"(?i)^.{0,20}performance report",
    "glossary": r"GLOSSARY",
    "monitoring_table": r"(?i)scrutiny monitoring",
}
_LONG = re.compile(
    r"((?:[A-Z][\w’']+\s+(?:and\s+|of\s+|the\s+|for\s+)?){1,6}[A-Z][\w’']+)\s+\(([A-Z]{2,8})\)"
)
_REVIEW = re.compile(r"((?:[A-Z][\w’']+\s+){1,5}(?:Review|Inspection|Investigation|Audit))\b")
_HEADING = re.compile(r"(?m)^\W*Recommendation\s+(\d+)\s*\(?([a-z])?\)?\W*$")


def baseline(gold: Gold, texts: Mapping[str, str]) -> Baseline:
    """Records by kind for every annotated source whose text is known: paragraphs that hold a keyword."""
    records: dict[str, list[dict[str, Any]]] = {}
    for source in gold.sources:
        text = texts.get(source)
        if text is None:
            continue
        paragraphs = _paragraphs(text, source)
        for kind, pattern in _KEYWORDS.items():
            hit = re.compile(pattern)
            records.setdefault(kind, []).extend(
                {**p, "kind": kind} for p in paragraphs if hit.search(p["text"])
            )
        for kind, pattern in _DOCUMENTS.items():
            hit = re.compile(pattern)
            found = [{**p, "document_kind": kind} for p in paragraphs if hit.search(p["text"])]
            records.setdefault("document", []).extend(found)
        records.setdefault("agency", []).extend(_agencies(text, source))
        records.setdefault("review", []).extend(_reviews(text, source))
        records.setdefault("response", []).extend(_responses(gold, text, source, records["recommendation"]))
    return records


def _paragraphs(text: str, source: str) -> list[dict[str, Any]]:
    found = []
    for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text):
        start = text.count("\n", 0, match.start()) + 1
        end = start + match.group().count("\n")
        found.append(
            {
                "id": f"{source}:{start}",
                "source": source,
                "text": fold(match.group()),
                "line_start": start,
                "line_end": end,
                "start": match.start(),
                "end": match.end(),
            }
        )
    return found


def _agencies(text: str, source: str) -> list[dict[str, Any]]:
    pairs = sorted({(fold(long), short) for long, short in _LONG.findall(text)})
    return [{"id": f"{source}:{s}", "source": source, "name": long, "aliases": [s]} for long, s in pairs]


def _reviews(text: str, source: str) -> list[dict[str, Any]]:
    names = sorted({fold(name) for name in _REVIEW.findall(text)})
    return [{"id": f"{source}:{name}", "source": source, "name": name, "aliases": []} for name in names]


def _responses(
    gold: Gold, text: str, source: str, recommendations: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Each heading 'Recommendation N' answers for the text below it, up to the next one."""
    heads = list(_HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + ([heads[-1].end() + 3000] if heads else [])
    by_number = {
        (str(item.noted.get("number")), str(item.noted.get("part") or "")): item
        for item in gold.of("recommendation", source)
        if item.noted.get("kind") == "review_recommendation"
    }
    found = []
    for head, end in zip(heads, ends, strict=True):
        item = by_number.get((head[1], head[2] or ""))
        if item is None:
            continue
        near = [r for r in recommendations if r["source"] == source and _meets(r, item.lines)]
        if near:
            found.append(
                {
                    "source": source,
                    "recommendation": near[0]["id"],
                    "start": head.end(),
                    "end": min(end, len(text)),
                }
            )
    return found


def _meets(record: Mapping[str, Any], lines: tuple[tuple[int, int], ...]) -> bool:
    return any(record["line_start"] <= b and a <= record["line_end"] for a, b in lines)
