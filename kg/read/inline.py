"""Inline markup: the words of a marked-up line, without stars, tags, links' addresses and escapes."""

from __future__ import annotations

import re

from kg.model.text import Span

_MARKUP = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)"  # an image
    r"|\[(?P<label>[^\]\n]*)\]\((?P<address>[^)\n]*)\)"
    r"|(?<=[\w.,;:)’”'\"])<sup>\s*\d{1,3}\s*</sup>"  # the number of a footnote
    r"|</?[A-Za-z][^<>\n]*>|<!--.*?-->"
    r"|\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+"
    r"|\\(?=[\\*_`\[\](){}#+.!|<>~-])"
    r"|&(?P<entity>nbsp|amp|lt|gt|quot|#39);"
)
_ADDRESS = re.compile(r"</?(?:https?:|www\.|mailto:|[\w.+-]+@)", re.I)


def word_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The intervals of `text[start:end]` that hold words, markup cut out; an address in angles keeps its words."""
    if not any(c in text[start:end] for c in "*_<[`\\&!"):
        return _trimmed(text, [(start, end)])
    kept: list[tuple[int, int]] = []
    at = start
    alone = text.count("*", start, end) == 1  # a sign that refers to a note
    for found in _MARKUP.finditer(text, start, end):
        a, b = found.span()
        if found["label"] is not None:
            kept += [(at, a), (found.start("label"), found.end("label"))]
        elif found["entity"]:
            kept.append((at, a if found["entity"] == "nbsp" else a + 1 if found["entity"] == "amp" else b))
        elif text[a] == "<" and _ADDRESS.match(text, a):
            kept += [(at, a), (a + 1, b - 1)]
        elif text[a] == "*" and (alone or _is_star(text, a, b)):
            continue
        else:
            kept.append((at, a))
        at = b
    kept.append((at, end))
    return _trimmed(text, kept)


def _is_star(text: str, start: int, end: int) -> bool:
    """Whether the stars stand alone between blanks: a sign, not markup."""
    before = start == 0 or text[start - 1].isspace()
    after = end >= len(text) or text[end].isspace()
    return before and after


def _trimmed(text: str, intervals: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans = []
    for start, end in intervals:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


def is_bold(raw: str) -> bool:
    """Whether the whole of `raw` is set bold."""
    words = raw.strip()
    return (words.startswith("**") and words.endswith("**")) or (
        words.startswith("<b>") and words.endswith("</b>")
    )


def is_underlined(raw: str) -> bool:
    """Whether the whole of `raw` is underlined."""
    words = raw.strip()
    return words.startswith("<u>") and words.endswith("</u>")
