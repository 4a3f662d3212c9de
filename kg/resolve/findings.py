"""Findings, learning points and good practice: one entity however often a review's papers print it.

A briefing repeats the report it is about: cut ("The Team Manager who insisted that an ambulance was called"), with the
names taken out, or in its own turn of phrase. What two documents of one review print in nearly the same words is one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.model.entity import Finding, Occurrence
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundFinding
from kg.model.keys import digest, match_form
from kg.model.kinds import FindingKind
from kg.model.text import DocumentKind
from kg.resolve.agencies import Register
from kg.resolve.documents import Documents
from kg.resolve.join import by_place
from kg.resolve.reviews import Reviews
from kg.resolve.themes import theme_uses

_RESTATED = 84.0  # how alike a point and its repetition outside the review's report must be (0 to 100)
_REPORTS = 92.0  # and two points of which both, or neither, stand in a report
_CLEAR = 3.0  # by how much the likest must be liker than the next
_WHOLE = 65.0  # words in all: below this a likeness is only that of a part
_CUT = 95.0  # of which the shorter must then stand in the longer as one piece
_FEWEST = 6  # words of the shorter
_TURNS = frozenset("no not never without nor none cannot lack lacked poor good failed".split())


@dataclass(frozen=True, slots=True)
class _Printing:
    """A found point with its words for comparing, the document it stands in, and whether that is a report."""

    found: FoundFinding
    words: str
    document: str
    report: bool

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """Best first: in the review's own report, then the longest wording."""
        where = self.found.evidence
        return (not self.report, -len(self.found.text), where.source, where.span.start)


def find_findings(
    extractions: tuple[Extraction, ...], reviews: Reviews, register: Register, documents: Documents
) -> tuple[Finding, ...]:
    """Every point once, in its best printing, with every place that prints it."""
    kinds = {entity.id: entity.kind for entity in documents.entities}
    printings: dict[tuple[str, FindingKind], list[_Printing]] = defaultdict(list)
    made: dict[str, Finding] = {}
    for found in (found for e in extractions for found in e.findings):
        where = found.evidence
        review = reviews.of(where.source, found.review)
        document = documents.first(where)
        one = _Printing(
            found, match_form(found.text), document, kinds[document] is DocumentKind.REVIEW_REPORT
        )
        if review:
            printings[review, found.kind].append(one)
        else:
            id = documents.thing(found.kind.value, where, found.text)
            made.setdefault(id, _entity(id, [one], None, register, documents))
    for (review, kind), group in printings.items():
        for same in _grouped(sorted(group, key=lambda one: one.rank)):
            id = f"{kind.value}/{digest(review, same[0].words, length=16)}"
            made[id] = _entity(id, same, review, register, documents)
    return tuple(made[id] for id in sorted(made))


def _grouped(printings: list[_Printing]) -> list[list[_Printing]]:
    """Printings of one review and kind, best first: the same words, then the likest of another document."""
    groups: list[list[_Printing]] = []
    exact: dict[str, int] = {}
    for printing in printings:
        at = exact.get(printing.words)
        if at is None:
            at = _likest(printing, groups)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(printing)
        exact.setdefault(printing.words, at)
    return groups


def _likest(printing: _Printing, groups: list[list[_Printing]]) -> int | None:
    """The group whose best printing this repeats: of other documents only, and clearly liker than any other."""
    scored = sorted(
        (
            (_likeness(printing, group[0]), -at)
            for at, group in enumerate(groups)
            if _elsewhere(printing, group)
        ),
        reverse=True,
    )
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEAR):
        return None
    return -scored[0][1]


def _elsewhere(printing: _Printing, group: list[_Printing]) -> bool:
    return all(other.document != printing.document for other in group)


def _likeness(one: _Printing, best: _Printing) -> float:
    """How surely `one` repeats `best`, 0 where it does not."""
    short, long = sorted((one.words, best.words), key=len)
    if len(short.split()) < _FEWEST:
        return 0.0
    named, known = set(one.found.agencies), set(best.found.agencies)
    if named and known and not named & known:
        return 0.0  # the same said of another agency
    restates = best.report and not one.report
    if not restates and _TURNS & (set(one.words.split()) ^ set(best.words.split())):
        return 0.0  # "was not shared" and "was shared" are two findings, however alike
    score = fuzz.token_set_ratio(short, long)
    if fuzz.token_sort_ratio(short, long) < _WHOLE and fuzz.partial_ratio(short, long) < _CUT:
        return 0.0
    return score if score >= (_RESTATED if restates else _REPORTS) else 0.0


def _entity(
    id: str, group: list[_Printing], review: str | None, register: Register, documents: Documents
) -> Finding:
    best = group[0].found
    places = (_occurrence(printing.found, documents) for printing in group)
    return Finding(
        id=id,
        evidence=best.evidence,
        kind=best.kind,
        text=best.text,
        review=review,
        number=next((one.found.number for one in group if one.found.number), None),
        themes=theme_uses(best.themes, best.evidence),
        agencies=register.uses(best.agencies, best.evidence),
        occurrences=by_place(tuple(places)),
    )


def _occurrence(found: FoundFinding, documents: Documents) -> Occurrence:
    where: Evidence = found.evidence
    return Occurrence(where, documents.of(where), found.text)
