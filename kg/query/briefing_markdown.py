"""A briefing as Markdown."""

from __future__ import annotations

import re

from kg.query.briefing import Paper, Part

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def as_markdown(paper: Paper) -> str:
    """`paper` as Markdown; words from documents cannot become markup."""
    lines = [f"# {_safe(paper.title)}", "", _safe(paper.lead), ""]
    for part in paper.parts:
        lines += [f"{'#' * part.level} {_safe(part.heading)}", "", *_body(part)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _body(part: Part) -> list[str]:
    lines: list[str] = []
    for sentence in part.sentences:
        lines += [_safe(sentence), ""]
    if part.sheet:
        lines.append("| " + " | ".join(map(_safe, part.sheet.head)) + " |")
        lines.append("|" + "---|" * len(part.sheet.head))
        lines += ["| " + " | ".join(map(_safe, row)) + " |" for row in part.sheet.rows]
        lines.append("")
    for point in part.points:
        lines.append(f"- **{_safe(point.lead)}**: {_safe(point.text)} *({_safe(point.source)})*")
    return [*lines, ""] if part.points else lines


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
