"""What one document prints: facts found on its pages, before anything is known of other documents.

`key` is local to the source and made from content (kg.model.keys.local); other found things refer to it.
Names of agencies stand as printed here; `kg.resolve` makes them one entity each.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Evidence
from kg.model.kinds import (
    DecisionKind,
    FindingKind,
    ResponseStance,
    ReviewStatus,
    ScrutinyKind,
    Stance,
    Weight,
)
from kg.model.progress import Progress, ProgressBasis
from kg.model.text import EmbeddedDocument, Issue, Source, Span


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme of the scheme recognised in words: `theme` is its slug in ontology/themes.ttl."""

    theme: str
    cue: Span  # the words that gave it away; lies inside the passage it belongs to
    stance: Stance
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundAgency:
    """A body named, or meant by a role ('the Partnership'), at a place in the text."""

    name: str  # as printed, white space folded
    evidence: Evidence
    key: str = ""  # set where another found thing refers to this mention
    stands_for: str | None = (
        None  # the fuller or later name that the document gives: of 'AIG', of a former name
    )
    type: str = ""  # of a name that is in no list: what its last words show, e.g. "police"
    level: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A child or adult at the centre of a review, under the review's own pseudonym."""

    pseudonym: str | None
    age: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class FoundReview:
    """A review that the document prints or speaks of."""

    key: str
    evidence: Evidence
    name: str
    type: str  # a slug of ontology review types, e.g. "serious_case_review"
    status: ReviewStatus
    basis: str = "review"  # review, inspection, inquiry, investigation, coroner, scrutiny
    aliases: tuple[str, ...] = ()
    lead_reviewer: str | None = None
    commissioned_by: str | None = None
    commissioned_date: str | None = None
    published_date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    subjects: tuple[Subject, ...] = ()
    place: str | None = None  # the area or body whose review it is, as printed
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRecommendation:
    """One printing of one recommendation (or of a stem, or of a lettered part)."""

    key: str
    evidence: Evidence
    text: str  # own words, white space folded, marks and numbering dropped
    basis: str
    review: str | None = None  # key of a FoundReview
    number: str | None = None
    part: str | None = None
    stem: str | None = None  # key of the FoundRecommendation this is a part of
    addressed_to: tuple[str, ...] = ()  # names as printed
    themes: tuple[FoundTheme, ...] = ()
    restated: bool = False  # printed in a response, briefing or plan rather than in the review's report


@dataclass(frozen=True, slots=True)
class FoundResponse:
    """What is answered to a recommendation; a response printed in several runs is several of these."""

    key: str
    evidence: Evidence
    text: str
    recommendation: str | None  # key of a FoundRecommendation, None where the system abstains
    score: float  # of the link, 0 to 1
    review: str | None = None
    number: str | None = None
    part: str | None = None
    agencies: tuple[str, ...] = ()  # as printed
    stance: ResponseStance = ResponseStance.NOT_STATED
    dates: tuple[str, ...] = ()  # ISO
    themes: tuple[FoundTheme, ...] = ()
    also: tuple[str, ...] = ()  # keys of further lettered parts that the same run answers


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding, a learning point or an instance of good practice."""

    key: str
    evidence: Evidence
    kind: FindingKind
    text: str
    review: str | None = None
    number: str | None = None
    themes: tuple[FoundTheme, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundScrutiny:
    """A panel's resolution, a row of its monitoring table, or a decision that a report asks for."""

    key: str
    evidence: Evidence
    kind: ScrutinyKind
    text: str
    meeting_date: str | None = None
    title: str | None = None
    number: str | None = None
    action_taken: str | None = None
    status: str | None = None  # as printed
    progress: Progress = Progress.NOT_STATED
    decision: DecisionKind | None = None  # of a resolution
    themes: tuple[FoundTheme, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAction:
    """A row of an action or improvement plan."""

    key: str
    evidence: Evidence
    text: str
    plan: str | None = None
    priority: str | None = None
    owner: str | None = None
    due: str | None = None  # as printed, folded
    measure: str | None = None
    partners: str | None = None
    status: str | None = None  # as printed in a column of status
    update: str | None = None  # as printed in a column of progress
    progress: Progress = Progress.NOT_STATED
    progress_basis: ProgressBasis | None = None
    review: str | None = None  # key of the FoundReview it says it responds to
    recommendation: str | None = None  # key of the FoundRecommendation it answers
    themes: tuple[FoundTheme, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A cross-reference ('(Recommendation 2)') from a paragraph to a recommendation."""

    evidence: Evidence
    number: str
    part: str | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class FoundThemeUse:
    """A theme in a passage that is no record of its own: a heading or a paragraph."""

    theme: FoundTheme
    evidence: Evidence
    weight: Weight
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one source prints. A function of that source and the rules alone."""

    source: Source
    text_sha256: str
    embedded: tuple[EmbeddedDocument, ...] = ()
    titles: tuple[Evidence, ...] = ()  # one for each embedded document, same order
    reviews: tuple[FoundReview, ...] = ()
    recommendations: tuple[FoundRecommendation, ...] = ()
    responses: tuple[FoundResponse, ...] = ()
    findings: tuple[FoundFinding, ...] = ()
    scrutiny: tuple[FoundScrutiny, ...] = ()
    actions: tuple[FoundAction, ...] = ()
    agencies: tuple[FoundAgency, ...] = ()
    references: tuple[FoundReference, ...] = ()
    themes: tuple[FoundThemeUse, ...] = ()
    fingerprints: tuple[str, ...] = ()  # digest of each embedded document's folded words, same order
    sketches: tuple[tuple[int, ...], ...] = ()  # its smallest shingle digests, to find near copies
    issues: tuple[Issue, ...] = ()
