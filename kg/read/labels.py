"""Labels: words that by their form alone are a heading: "Recommendation 1a.", "LEGAL IMPLICATIONS"."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"(?i)(?:(?:key |main |overarching |local |national )?(?:recommendations?|findings?|learning(?: points?)?|lessons?|themes?|strateg(?:y|ic questions?)|priority actions?|matters? of concern|priorit(?:y|ies)|actions?"
    r"|appendix|annex|chapter|section|part|practice points?|areas? for improvement|good practice)"
    r"\s+(?:(?:no\.?|number)\s*)?(?:\d{1,2}(?:\.\d{1,2})?|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]{1,4})"
    r"\s?(?:\(?[a-h]\)?)?)\s*[.:]?"
)
_RUN_IN = re.compile(_LABEL.pattern.removesuffix(r"\s*[.:]?") + r"\s*(?::|\s[-–—]\s|\.\s)")
_ASKING = re.compile(r"(?i)\b(?:should|must|shall|will|to|are|is|was|were|has|have|had|that|following|as)\b")
_LOWER = re.compile(r"[a-z]{2} [a-z]{2}|[a-z]{6}")
_SENTENCE = re.compile(r"[:;,.] |[@|]|\d{2}[/:]\d{2}|,\s*(?:head|director|manager|chair)\b", re.I)


def is_label(words: str) -> bool:
    """Whether `words` are nothing but the name of a numbered part: "Recommendation 1a.", "Appendix 2"."""
    return len(words) < 60 and _LABEL.fullmatch(words) is not None


def is_capital(words: str) -> bool:
    """Whether `words` are set in capitals."""
    if words.isupper():
        return sum(map(str.isalpha, words)) >= 5
    if _LOWER.search(words):
        return False
    letters = sum(map(str.isalpha, words))
    return letters >= 5 and sum(map(str.isupper, words)) >= letters * 0.85


def opens_with_label(words: str) -> bool:
    """Whether `words` begin as a numbered part does that runs on: "Recommendation 2: The Board should", "Appendix A - Plan"."""
    return _RUN_IN.match(words) is not None


def is_title_line(words: str) -> bool:
    """Whether `words`, alone on their line, read as a title: few, without a stop, no address, date or name with post."""
    return (
        3 < len(words) <= 80
        and (words[0].isupper() or words[0].isdigit())
        and words[-1] not in ".,;)"
        and not words[-1].isdigit()
        and words.count(" ") < 12
        and not _SENTENCE.search(words)
        and not introduces(words)
    )


def introduces(words: str) -> bool:
    """Whether `words` end in a colon and introduce what follows rather than name it: "The Board should:"."""
    return words[-1] == ":" and (words.count(" ") > 3 or _ASKING.search(words) is not None)
