"""Names on title pages: what is left of a title once publisher, author, date, version and layout words are gone.

"Anyshire Safeguarding Adults Board – Safeguarding Adults Review – Walter – Final v2" is "Safeguarding Adults Review – Walter".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.extract.review.names import kind_of, stop_words
from kg.model.text import BlockKind, Passage
from kg.rules import Rule, Rules

_JOINED = re.compile(r" – (?!\s)")
_LINES = 16  # passages of a title page that may hold the name
_PHRASE = 7  # blanks in a line with a full stop that is no sentence: "Agreed by the Board, 6 July 2022."
_LONG = 130  # letters from which a line is text
_NAME = 160  # letters of a name that are kept
_SUBJECT_MARK = re.compile(r"(?i)^(?:re|name|subject|case|pseudonym)\b[ ]?:?[ ]+")
_LONE = re.compile(r"^[‘“'\"]?[A-Z][a-z]{2,}(?: (?:and|&) [A-Z][a-z]{2,})?[’”'\"]?$")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[ivx]+\.)\s")


def own_name(
    title: str,
    page: Sequence[Passage],
    *,
    rules: Rules,
    tells: Callable[[str], bool],
    reviewer: str | None = None,
    keep_bodies: bool = False,
) -> str:
    """The name of the review that a report with this title prints; `tells`: whether words single a review out.

    Where the title tells only the kind, the line of the title page that says whom it is about is added:
    "Domestic Homicide Review" and, two lines below, "into the death of Maria".
    """
    parts = _once(own_parts(title, rules=rules, reviewer=reviewer, keep_bodies=keep_bodies))
    if not tells(" ".join(parts)):
        subject = _subject(page, parts, rules)
        parts += [subject] if subject else []
    return " – ".join(parts)[:_NAME].rstrip(" –-:,") or title[:_NAME]


def told_name(title: str, *, rules: Rules) -> str:
    """The review's name in the title of a document about it: "Response to the Rowan SCR" tells "Rowan SCR"."""
    before, after = (rules.named("review-titles", f"about-{side}").pattern for side in ("before", "after"))
    parts = [part for part in _once(own_parts(_bare(title, before, after), rules=rules)) if part]
    kinds = [at for at, part in enumerate(parts) if kind_of(part, rules=rules)]
    return " – ".join(parts[kinds[0] :] if kinds else parts)[:_NAME] or title[:_NAME]


def _once(parts: Iterable[str]) -> list[str]:
    """The parts in order, each once, whatever its case."""
    return list({part.casefold(): part for part in reversed(list(parts))}.values())[::-1]


def _bare(title: str, before: re.Pattern[str], after: re.Pattern[str]) -> str:
    told = []
    for part in _JOINED.split(title):
        bare = after.sub("", before.sub("", part, count=1)).strip(" –-:,")
        told.append(bare)
    return " – ".join(part for part in told if part)


def own_parts(
    title: str, *, rules: Rules, reviewer: str | None = None, keep_bodies: bool = False
) -> Iterator[str]:
    """The parts of a title that name the review: no publisher, no author, no date, nothing that opens the text."""
    dropped = [rules.named("review-titles", id) for id in ("layout", "author", "date")]
    dropped.append(rules.named("review-titles", "board" if keep_bodies else "body"))
    opens = rules.named("review-titles", "opens-text").pattern
    for at, part in enumerate(_JOINED.split(title)):
        bare = _without_tail(_trimmed(part.strip(), rules), rules)
        if at and opens.search(bare):
            return
        if not bare or bare == reviewer:
            continue
        if not any(rule.pattern.search(words) for rule in dropped for words in (part.strip(), bare)):
            yield bare if keep_bodies else _without_body(bare, rules)


def _trimmed(part: str, rules: Rules) -> str:
    """One line without "by A. Author", "Final v2" or a date at its end, as long as something stays."""
    tail = rules.named("review-titles", "tail").pattern
    while (found := tail.search(part)) and found.start() > 3:
        part = part[: found.start()].rstrip(" –—-:,;(")
    return part


def _without_tail(part: str, rules: Rules) -> str:
    """A line without the publisher behind whom it is about: "Safeguarding Adults Review: Adult V Anyshire Safeguarding Board"."""
    found = rules.named("review-titles", "subject-then-body").pattern.match(part)
    part = found["name"] if found else part
    run_on = rules.named("review-titles", "kind-then-subject").pattern.search(part)
    return f"{part[: run_on.start()]}: {part[run_on.end() :]}" if run_on and _kind_in(part, rules) else part


def _without_body(part: str, rules: Rules) -> str:
    """A line without the publisher at its head: "Anyshire Safeguarding Board Serious Case Review Ash"."""
    body = rules.named("review-titles", "body").pattern
    kind = _kind_in(part, rules)
    if kind is None:
        return part
    found = kind.pattern.search(part)
    before = part[: found.start()].rstrip(" :–-") if found else ""
    return part[len(before) :].lstrip(" :–-") if before and body.search(before) else part


def _kind_in(part: str, rules: Rules) -> Rule | None:
    return kind_of(part, rules=rules)


def _subject(page: Sequence[Passage], parts: Sequence[str], rules: Rules) -> str | None:
    """The line of a title page that says whom the review is about."""
    group = {id: rules.named("review-titles", id).pattern for id in ("body", "layout", "author", "date")}
    after_author = False
    for passage in title_lines(page, rules=rules):
        text = passage.text.strip()
        bare = _trimmed(text, rules)
        if rules.named("review-titles", "subject").pattern.search(bare) and bare not in parts:
            return _SUBJECT_MARK.sub("", bare)
        lone = _LONE.match(bare) and not set(re.findall(r"\w+", bare)) & stop_words(rules)
        if lone and not after_author and bare not in parts:
            return bare
        after_author = group["author"].search(text) is not None
    return None


def title_lines(page: Sequence[Passage], *, rules: Rules) -> Iterator[Passage]:
    """The short lines of a title page, up to the first that opens the text or is a sentence of it."""
    for passage in page[:_LINES]:
        text = passage.text.strip()
        if passage.block.kind is BlockKind.FURNITURE or not text:
            continue
        if passage.block.kind is BlockKind.CONTENTS or passage.block.marker or _opens(text, rules):
            return
        if text.endswith(".") and ":" not in text and text.count(" ") > _PHRASE:
            return
        yield passage


def _opens(text: str, rules: Rules) -> bool:
    """Whether the title page is over: a numbered or telling heading, or a line too long for a title."""
    opens = rules.named("review-titles", "opens-text").pattern
    longest = _LONG if text.endswith((".", ":")) else 2 * _LONG  # several lines may have run together
    return len(text) > longest or _NUMBERED.match(text) is not None or opens.search(text) is not None
