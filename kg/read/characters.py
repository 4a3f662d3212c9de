"""Characters: those that no text may hold are replaced, one for one, and told."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model.text import Document, Issue, Severity

#: halves of characters, and what XML 1.0 forbids (section 2.2), save the form feed between two pages
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HYPHEN = "\x02"  # what some programs write for a hyphen at the end of a line
_BROKEN = "\ufffd"
_BREAKS = re.compile(r"[\t\n\f\r\x85\u2028\u2029]+")


def replaced(text: str) -> str:
    """`text` with a soft hyphen, a blank or a replacement character for each that it may not hold."""
    return _FORBIDDEN.sub(_instead, text)


def one_line(text: str) -> str:
    """`text` fit for a name or a sentence: so replaced, and without breaks."""
    return _BREAKS.sub(" ", replaced(text))


def with_clean_text(document: Document) -> Document:
    """`document` without characters that no text may hold, and an issue where there were any; offsets stay."""
    first = _FORBIDDEN.search(document.text)
    if first is None:
        return document
    text, count = _FORBIDDEN.subn(_instead, document.text)
    page = document.page(first.start())
    where = f" (the first on page {page.number})" if page else f" (the first at character {first.start():,})"
    issue = Issue(
        code="characters-replaced",
        message=f"{document.source.name}: {count:,} characters that no text may hold were replaced{where}; "
        "check the words around them.",
        source=document.source.name,
        severity=Severity.NOTE,
        page=page.number if page else None,
    )
    return replace(document, text=text, issues=(*document.issues, issue))


def _instead(match: re.Match[str]) -> str:
    character = match.group()
    if character == _HYPHEN:
        return "\xad"
    return " " if character < " " else _BROKEN
