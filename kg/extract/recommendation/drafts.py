"""Drafts of a row: the recommendations that a cell prints, with the number and the addressees that columns beside it give."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from itertools import pairwise

from kg.extract.bodies.addressees import Around, addressees
from kg.extract.bodies.cells import bodies_in_cell, is_title
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.recipients import bodies_of_line
from kg.extract.grid.tables import Row, Table
from kg.extract.items.draft import Draft
from kg.extract.page.labels import read_label
from kg.extract.page.lines import cut
from kg.extract.page.marks import NO_MARK, MarkKind, leading_mark
from kg.extract.page.mood import asks
from kg.extract.recommendation.answers import POINTS_AT
from kg.model.text import Folded
from kg.rules import Rules

RULE = "recommendations/table"
GUESS = "recommendations/table-guess"
BAND = 12  # words of a row across the table that may say whom the rows below are for
_NUMBER = re.compile(
    r"^\(?(?:R(?:ec(?:ommendation)?)?\.?\s*)?(?P<number>\d{1,3}(?:\.\d{1,3})*)\)?\s*\(?(?P<part>[a-z])?\)?[.:]?$",
    re.I,
)
_CODE = re.compile(r"^(?P<code>[A-Z]{1,8}(?:\s?[-/. ]?\s?[A-Z0-9]+)*?)(?:\s?\(?(?P<part>[a-z])\)?)?[.:]?$")
_PLACE = re.compile(r"^(?:pp?|paras?|[§#])\.?\s?\d[\d.]*$", re.I)  # "p.14": where the report prints it
_INSIDE = re.compile(r"(?:^|(?<=[.;:?!]\s))\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Z])")
_SUBJECT = re.compile(
    r"(?i)^\W*(?!(?:to|that|ensure|there|for)\b)(?:[\w’',&()/-]+\s+){1,14}?"
    r"(?:(?:should|must|needs? to|ought to|(?:is|are) asked to)(?!\s+(?:\w+ly\s+)?be\s+\w+(?:ed|en|ne|de|ght)\b)|(?<=\w )to\s+[a-z]+)\b"
)
_ORDER = re.compile(r"(?i)^(?:[a-z]+(?<!s)|address|assess|access|discuss|progress) to\b")  # "Apologise to"
_SUMMARY = re.compile(r"(?i)\b(?:summary|summari[sz]ed|short|title|heading|in brief)\b")
_MULTI = re.compile(r"(?i)(?:multi|single)[- ]agency")
_LEAST = 4  # words of a recommendation
_NOUNS = 3  # words of one that asks for something
_TITLE = 7.0  # words, on average, of cells that only title a recommendation printed elsewhere
FOLLOWED = ("response", "progress", "outcome", "status", "verdict", "owner", "lead-agency", "action")


def coded(table: Table) -> bool:
    """Whether its recommendations have codes of several agencies or sorts: "L1", "N2" beside "R1"."""
    codes = (_CODE.match(row.text("number")) for row in table.rows)
    return bool({found["code"].rstrip("0123456789 -/.") for found in codes if found} - {"R", "REC"})


def only_titled(table: Table, *, rules: Rules) -> bool:
    """Whether a table that answers recommendations prints no more of them than titles: "Visit before placement"."""
    if not table.any("response", "verdict"):
        return False
    if any(
        _SUMMARY.search(head)
        for role, head in zip(table.roles, table.heads, strict=False)
        if role == "recommendation"
    ):
        return True
    texts = [words.text for row in table.rows for words in row.own("recommendation")]
    return sum(len(text.split()) for text in texts) < _TITLE * len(texts) and not any(
        asks(text, rules=rules) or text.endswith(".") for text in texts
    )


def number_in(table: Table, row: Row, *, rules: Rules) -> tuple[str, str | None] | None:
    """The number and part that a row prints, in a column of its own or as a label in the cell."""
    printed = numbered_as(row.text("number"), coded(table))
    words = row.own("recommendation")
    label = read_label(words[0], rules=rules) if printed is None and words else None
    return printed or ((label.number, label.part) if label is not None else None)


def numbered_as(printed: str, keep: bool) -> tuple[str, str | None] | None:
    """A number as printed in its column: "3", "R3", "3(a)"; a code as it is where the table has several (`keep`)."""
    code, found = _CODE.match(printed), _NUMBER.match(printed)
    if code is not None and (keep or found is None) and printed.upper() not in ("N/A", "NA", "TBC"):
        return code["code"], code["part"]
    if found is not None:
        return found["number"], (found["part"] or "").lower() or None
    return (printed, None) if _PLACE.match(printed) else None


def drafts_in(table: Table, row: Row, text: str, *, rules: Rules) -> list[Draft]:
    """The recommendations in the cell of a row: one, or several where the cell numbers them."""
    words = row.own("recommendation")
    if not words or all(POINTS_AT.match(piece.text) for piece in words):
        return []
    sure = "recommendation" not in table.guessed
    at = row.passage.index
    draft = Draft(RULE if sure else GUESS, 0.92 if sure else 0.6, first=at, last=at)
    draft.addressed = _addressed(table, row, text, rules)
    printed = numbered_as(row.text("number"), coded(table))
    points = _points(words[0]) if len(words) == 1 and (printed is None or not printed[0].isdigit()) else []
    drafts = []
    for number, piece in points:
        one = replace(draft, number=number, pieces=[])
        one.add(piece, at)
        drafts.append(one)
    return [
        one
        for one in drafts or [_whole(draft, words, printed, rules)]
        if _is_recommendation(table, one.text, rules)
    ]


def _whole(draft: Draft, words: list[Folded], printed: tuple[str, str | None] | None, rules: Rules) -> Draft:
    """`draft` with the words of the cell, without the label or mark before them, which give its number where no column does."""
    first = words[0]
    label = read_label(first, rules=rules)
    mark = leading_mark(first.text)
    if label is not None:
        draft.number, draft.part = label.number, label.part
        first = cut(first, label.end, len(first.text))
    elif mark is not NO_MARK:
        draft.number = mark.value if mark.kind is MarkKind.NUMBER else None
        first = cut(first, mark.end, len(first.text))
    if printed is not None and (draft.number is None or not printed[0].isdigit()):
        draft.number, draft.part = printed
    for piece in (first, *words[1:]):
        draft.add(piece, draft.first)
    return draft


def _points(words: Folded) -> list[tuple[str, Folded]]:
    """The points of a cell that numbers them from 1: "(1) The officers did not ... (2) There was no form ..."."""
    found = list(_INSIDE.finditer(words.text))
    if (
        len(found) < 2
        or found[0].start()
        or [int(f["number"]) for f in found] != list(range(1, len(found) + 1))
    ):
        return []
    edges = [*found, None]
    return [
        (one["number"], cut(words, one.end(), after.start() if after is not None else len(words.text)))
        for one, after in pairwise(edges)
        if one is not None
    ]


def _is_recommendation(table: Table, text: str, rules: Rules) -> bool:
    """Whether the words of a cell may be a recommendation: enough of them, no reference, and no decision of a meeting
    unless the table follows up what came of it."""
    never = ["not-recommending", *([] if table.any(*FOLLOWED) else ["decision-of-a-meeting"])]
    least = _NOUNS if asks(text, rules=rules) else _LEAST
    return (
        len(text.split()) >= least
        and not POINTS_AT.match(text)
        and not any(rules.named("recommendation-limits", id).pattern.search(text) for id in never)
    )


def _addressed(table: Table, row: Row, text: str, rules: Rules) -> tuple[str, ...]:
    """Whom the columns name: the one for whom it is, else the agency; who only leads, where neither the words nor the rows
    across the table tell; the officer who owns it, where the words have no subject of their own."""
    by_line = row.passage.block.rule.startswith(("xlsx", "csv"))

    def bodies(role: str) -> tuple[str, ...]:
        return bodies_in_cell(row.cells.get(role, ()), text if by_line else "", rules=rules, by_line=by_line)

    leads = tuple(name for name in bodies("lead-agency") if not is_title(name))
    strong = (bodies("to"), bodies("agency"), () if table.has("action") else leads)
    if any(strong):
        return next(found for found in strong if found)
    own = row.own("recommendation")
    bands = tuple(band.text for band in row.over if len(band.text.split()) <= BAND)
    if not own or addressees(own[0].text, Around(headings=bands), Reader(rules)):
        return ()
    band = next((found for one in reversed(bands) if (found := _of_band(one, rules))), ())
    return band or leads or (() if _acts(own[0].text, rules) else bodies("owner"))


def _acts(text: str, rules: Rules) -> bool:
    """Whether words have a subject of their own that is to act: "Schools to tell", not "Publicise to tenants"."""
    ordered = rules.named("language", "imperative").pattern.match(text) or _ORDER.match(text)
    return not ordered and _SUBJECT.match(text) is not None


def _of_band(band: str, rules: Rules) -> tuple[str, ...]:
    """The bodies that a row across the table names, where it is no name of a review."""
    if any(rule.pattern.search(band) for rule in rules.group("reviews")):
        return ()
    found = bodies_of_line(band, Reader(rules))
    if not found and band.isupper():  # "WESTSHIRE POLICE" is read as "Westshire Police", and told as printed
        plain = string.capwords(band)
        found = tuple(
            band[at : at + len(name)]
            for name in bodies_of_line(plain, Reader(rules))
            if (at := plain.find(name)) >= 0
        )
    return tuple(name for name in found if not _MULTI.fullmatch(name))
