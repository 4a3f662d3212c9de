"""Boundaries: where the documents bound into a source begin, and what each of them is."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.language.datings import publication, signed
from kg.model.keys import digest, match_form
from kg.model.text import BlockKind, Document, DocumentKind, EmbeddedDocument, Issue, Severity, Span
from kg.rules import Rules
from kg.segment.agenda import agenda_items, with_titles
from kg.segment.attachments import appendices_of, find_attachments, tail_of
from kg.segment.dates import date_in
from kg.segment.heads import Start, find_heads, is_front_sheet
from kg.segment.kinds import kind_of_title, kind_of_words
from kg.segment.leaves import Leaf
from kg.segment.titles import find_titled, title_at

_PUBLISHED = {
    DocumentKind.REVIEW_REPORT,
    DocumentKind.PARTNERSHIP_RESPONSE,
    DocumentKind.ANNUAL_REPORT,
    DocumentKind.BRIEFING,
    DocumentKind.INSPECTION_REPORT,
}
_PUBLISHER = re.compile(
    r"\b(?:[A-Z][\w’'-]+ (?:(?:and|of|the|for|&) )*){1,6}(?:Council|Partnership|Board|Committee|Trust|Constabulary)\b"
    r"|\b(?:Ofsted|Estyn|HMICFRS|Care Inspectorate|Care Quality Commission)\b"
)
_DATED = re.compile(r"(?i)\b(?:publi(?:shed|cation)|completed|dated?|version|held on)\b")
_LINE = 130  # letters at most in a line that may date a document
_HEAD = 12  # leaves of a title page
_SLIP = 40  # letters that a slip sheet has in common with an item of the agenda


def find_embedded(
    document: Document, leaves: tuple[Leaf, ...], *, rules: Rules
) -> tuple[tuple[EmbeddedDocument, ...], tuple[Issue, ...]]:
    """The documents inside `document`, covering it from end to end, and what remained in doubt."""
    if not leaves:
        return (), ()
    starts = _starts(document, leaves, rules)
    found = []
    for place, start in enumerate(starts):
        stop = starts[place + 1].index if place + 1 < len(starts) else len(leaves)
        found.append(_embedded(document, leaves, start, stop, rules))
    issues = tuple(
        Issue(
            code="document-without-head",
            message=f"The report that begins near {_place(document, start, leaves)} has lost its first lines; its title "
            "was taken from what is left: check it.",
            source=document.source.name,
            severity=Severity.NOTE,
            line=document.line(leaves[start.index].start) if document.lined else None,
        )
        for start in starts
        if start.rule == "segment/beheaded"
    )
    return tuple(found), issues


def _place(document: Document, start: Start, leaves: tuple[Leaf, ...]) -> str:
    page = document.page(leaves[start.index].start)
    return f"page {page.number}" if page else f"line {document.line(leaves[start.index].start)}"


def _starts(document: Document, leaves: tuple[Leaf, ...], rules: Rules) -> list[Start]:
    heads = find_heads(leaves, rules=rules)
    stops = [*(head.index for head in heads[1:]), len(leaves)][: len(heads)]
    starts: list[Start] = []
    items: list[str] = []
    listed: list[str] = []  # appendices of the last covering report
    for head, stop in zip(heads, stops, strict=True):
        starts.append(head)
        if head.kind is DocumentKind.COVERING_REPORT:
            listed, found = _attached(leaves, head.index, stop, rules)
            starts += found
        elif head.kind is DocumentKind.MONITORING_TABLE and len(listed) > 1:
            starts += _parts(leaves, head.index, stop, listed, rules)[1:]
        elif head.kind is DocumentKind.AGENDA:
            items += agenda_items(leaves[head.index : stop])
            starts += _slip(leaves, head.index, stop)
    starts = with_titles(starts, items)
    first = heads[0].index if heads else len(leaves)
    return _front(document, leaves, first, starts, rules) + starts


def _front(
    document: Document, leaves: tuple[Leaf, ...], stop: int, starts: list[Start], rules: Rules
) -> list[Start]:
    """What stands before the first head: the front sheet of the agenda, loose pages, or a whole lone document."""
    before = leaves[:stop]
    if not any(leaf.block.kind is not BlockKind.FURNITURE for leaf in before):
        if starts:
            starts[0] = replace(starts[0], index=0) if stop and stop < 4 else starts[0]
        return [Start(0, DocumentKind.OTHER, document.source.name, "segment/front")] if not starts else []
    if starts and starts[0].kind is DocumentKind.AGENDA and is_front_sheet(before):
        title = title_at(leaves, 0, stop, rules=rules)
        starts[0] = replace(starts[0], index=_first(before), title=title)
        return []
    return _lone(document, before, rules, whole=not starts)


def _lone(document: Document, leaves: tuple[Leaf, ...], rules: Rules, *, whole: bool) -> list[Start]:
    """The documents in `leaves`, which no head opens: told by title pages, else one document."""
    first = _first(leaves)
    title = title_at(leaves, first, len(leaves), rules=rules)
    told = kind_of_title(title, rules=rules)
    if told is None and whole and document.source.title:
        told = kind_of_title(document.source.title, rules=rules)
    if told is None:
        told = kind_of_words(leaves, rules=rules) if whole else None
    kind, rule = told or (DocumentKind.OTHER, "segment/front")
    start = Start(first, kind, title, rule, 0.9 if told else 0.5)
    return [start, *find_titled(leaves, start, rules=rules)]


def _attached(leaves: tuple[Leaf, ...], start: int, stop: int, rules: Rules) -> tuple[list[str], list[Start]]:
    """The titles of the appendices of the covering report at `start`, and those that follow it."""
    tail = tail_of(leaves, start, stop)
    listed = appendices_of(leaves, start, stop if tail is None else tail)
    return listed, [] if tail is None else _parts(leaves, tail, stop, listed, rules)


def _parts(leaves: tuple[Leaf, ...], start: int, stop: int, listed: list[str], rules: Rules) -> list[Start]:
    """The documents between `start` and `stop`, told apart by the list of their titles."""
    places = find_attachments(leaves, start, stop, listed)
    ends = [*(index for index, _ in places[1:]), stop]
    return [_part(leaves, index, end, name, rules) for (index, name), end in zip(places, ends, strict=True)]


def _part(leaves: tuple[Leaf, ...], index: int, end: int, name: str, rules: Rules) -> Start:
    """One appendix: its kind by its own title, else by the title it is listed under, else by its words."""
    title = title_at(leaves, index, end, rules=rules)
    by_title, by_name = kind_of_title(title, rules=rules), kind_of_title(name, rules=rules)
    told = by_title or by_name or kind_of_words(leaves[index:end], rules=rules)
    if told is None:
        return Start(index, DocumentKind.OTHER, title or name, "segment/appendix", 0.6)
    shown = name if by_title is None and by_name else title
    return Start(index, told[0], shown or name, told[1], 0.9)


def _slip(leaves: tuple[Leaf, ...], start: int, stop: int) -> list[Start]:
    """The slip sheet behind an agenda: its last words say again what one of its items said."""
    last = [i for i in range(start, stop) if leaves[i].block.kind is not BlockKind.FURNITURE][-1]
    words = leaves[last].text
    before = match_form(" ".join(leaf.text for leaf in leaves[start:last]))
    if len(words) >= _SLIP and match_form(words)[:_SLIP] in before:
        return [Start(last, DocumentKind.OTHER, words[:100], "segment/slip", 0.8)]
    return []


def _first(leaves: tuple[Leaf, ...]) -> int:
    return next((i for i, leaf in enumerate(leaves) if leaf.block.kind is not BlockKind.FURNITURE), 0)


def _embedded(
    document: Document, leaves: tuple[Leaf, ...], start: Start, stop: int, rules: Rules
) -> EmbeddedDocument:
    begin = leaves[start.index].start
    end = leaves[stop].start if stop < len(leaves) else len(document.text)
    return EmbeddedDocument(
        key=digest(document.source.name, start.kind.value, start.title, begin),
        kind=start.kind,
        title=start.title or document.source.title or document.source.name,
        span=Span(begin, end),
        date=_published(leaves, start, stop, rules) or _date(leaves, start, stop),
        publisher=_publisher(leaves, start, stop),
        rule=start.rule,
        confidence=start.confidence,
    )


def _published(leaves: tuple[Leaf, ...], start: Start, stop: int, rules: Rules) -> str | None:
    """The date of publication that the first lines of a report print; of a coroner's form, that of its signature."""
    if start.kind not in _PUBLISHED:
        return None
    if rules.named("reviews", "prevention-of-future-deaths").pattern.search(start.title):
        return signed([leaf.text for leaf in leaves[start.index : stop]])
    lines = []
    for leaf in leaves[start.index : min(start.index + _HEAD, stop)]:
        longest = (
            _LINE if leaf.text.endswith((".", ":")) else 2 * _LINE
        )  # several lines may have run together
        if len(leaf.text) > longest or leaf.block.marker or leaf.block.kind is BlockKind.CONTENTS:
            break
        lines.append(leaf.text)
    told = publication(lines, rules=rules)
    return told.iso if told else None


def _date(leaves: tuple[Leaf, ...], start: Start, stop: int) -> str | None:
    """The most precise date in the title and the short lines that stand first; the title's own where equal."""
    lines = [start.title]
    for leaf in leaves[start.index : min(start.index + 8, stop)]:
        if len(leaf.text) > _LINE or leaf.text.endswith((".", ":")):
            break
        lines.append(leaf.text)
    said = [told for line in lines if _DATED.search(line) and (told := date_in(line))]
    dates = said or [told for line in lines if (told := date_in(line))]
    return max(dates, key=len, default=None)


def _publisher(leaves: tuple[Leaf, ...], start: Start, stop: int) -> str | None:
    """The council, partnership or inspectorate that stands in the title or the first short lines of a publication."""
    if start.kind not in _PUBLISHED:
        return None
    for line in (
        start.title,
        *(leaf.text for leaf in leaves[start.index : min(start.index + 8, stop)] if not leaf.block.marker),
    ):
        found = _PUBLISHER.search(line) if len(line) <= 2 * _LINE else None
        if found:
            return found[0].removeprefix("Dear ").removeprefix("The ")
    return None
