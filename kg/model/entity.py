"""What is known once every document has been seen: one real thing, one entity.

`id` is the path of the entity's IRI below the base ("recommendation/x-y/2a"), made from content.
Fields named after another entity hold that entity's id. These map one to one onto docs/graph-model.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Evidence
from kg.model.found import Subject
from kg.model.kinds import (
    DecisionKind,
    FindingKind,
    ResponseStance,
    ReviewStatus,
    ScrutinyKind,
    Stance,
    Standing,
    Weight,
)
from kg.model.progress import Progress, ProgressBasis
from kg.model.text import DocumentKind, Issue, Source


@dataclass(frozen=True, slots=True)
class ThemeUse:
    """A theme assigned to a thing, with the words that carry it (`evidence.quote`)."""

    theme: str  # slug
    stance: Stance
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AgencyUse:
    """An agency addressed or answering; `name` as printed, `agency` the entity it was resolved to."""

    agency: str  # id
    name: str
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEntity:
    """An embedded document; `same_as` the id of the same document found in another source."""

    id: str
    evidence: Evidence  # its title
    kind: DocumentKind
    title: str
    date: str | None = None
    publisher: str | None = None
    same_as: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A review, inspection, inquiry or investigation, with all its names."""

    id: str
    evidence: tuple[Evidence, ...]
    name: str
    type: str
    status: ReviewStatus
    basis: str = "review"
    aliases: tuple[str, ...] = ()
    lead_reviewer: str | None = None
    commissioned_by: str | None = None
    commissioned_date: str | None = None
    published_date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    subjects: tuple[Subject, ...] = ()
    place: str | None = None
    themes: tuple[ThemeUse, ...] = ()  # of the case: headings, learning points, paragraphs about it


@dataclass(frozen=True, slots=True)
class Repeat:
    """A like recommendation of another review, with how alike and the words that agree."""

    recommendation: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place that prints a recommendation or a finding, in its wording there."""

    evidence: Evidence
    document: str  # id of a DocumentEntity
    text: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation once, however often printed; `evidence` is its best printing."""

    id: str
    evidence: Evidence
    text: str
    basis: str
    review: str | None = None
    number: str | None = None
    part: str | None = None
    stem: str | None = None
    addressed_to: tuple[AgencyUse, ...] = ()
    themes: tuple[ThemeUse, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    responded: bool = False
    standing: Standing = Standing.NO_ANSWER


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered to a recommendation (None: the system abstains)."""

    id: str
    evidence: Evidence
    text: str
    recommendation: str | None
    score: float
    review: str | None = None
    number: str | None = None
    part: str | None = None
    agencies: tuple[AgencyUse, ...] = ()
    stance: ResponseStance = ResponseStance.NOT_STATED
    dates: tuple[str, ...] = ()
    themes: tuple[ThemeUse, ...] = ()
    also: tuple[str, ...] = ()  # ids of further parts that the same words answer


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, learning point or instance of good practice, once, however often printed."""

    id: str
    evidence: Evidence
    kind: FindingKind
    text: str
    review: str | None = None
    number: str | None = None
    themes: tuple[ThemeUse, ...] = ()
    agencies: tuple[AgencyUse, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class ScrutinyItem:
    """A resolution, monitoring row or report recommendation, with every place that prints it.

    `same_as` the resolution a row tracks; `updates` the row of an earlier paper that reported on the same.
    """

    id: str
    evidence: Evidence
    kind: ScrutinyKind
    text: str
    meeting_date: str | None = None
    title: str | None = None
    number: str | None = None
    action_taken: str | None = None
    status: str | None = None  # as printed
    decision: DecisionKind | None = None
    same_as: str | None = None
    themes: tuple[ThemeUse, ...] = ()
    updates: str | None = None
    occurrences: tuple[Evidence, ...] = ()
    progress: Progress = Progress.NOT_STATED  # the status in a few states


@dataclass(frozen=True, slots=True)
class Action:
    """A row of an action or improvement plan; `responds_to` a recommendation or a review."""

    id: str
    evidence: Evidence
    text: str
    plan: str | None = None
    priority: str | None = None
    owner: str | None = None
    due: str | None = None
    due_date: str | None = None  # ISO reading of `due`, where it is one date
    measure: str | None = None
    partners: str | None = None
    status: str | None = None  # as printed
    update: str | None = None  # as printed
    progress: Progress = Progress.NOT_STATED  # as this printing tells it
    progress_basis: ProgressBasis | None = None
    standing: Progress = Progress.NOT_STATED  # over all its printings
    same_as: str | None = None  # id of the first printing of the same action
    responds_to: str | None = None
    themes: tuple[ThemeUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body, team or board under one name; `evidence` its first mentions, `mentions` how many."""

    id: str
    evidence: tuple[Evidence, ...]
    name: str
    type: str
    level: str = "agency"  # agency, board, team, provider, role, generic, national
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    successor_of: tuple[str, ...] = ()
    code: str | None = None  # GSS, ODS ...
    seed: str | None = None  # id in ontology/agencies
    regular: str | None = None  # kind in ontology/agencies/regular.csv, where its name is a regular one
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class PassageTheme:
    """A theme carried by a heading or paragraph, for a review's case themes and for recurrence."""

    use: ThemeUse
    weight: Weight
    review: str | None
    document: str
    told_in: Evidence | None = None  # the paragraph in which another paper tells of the review


@dataclass(frozen=True, slots=True)
class Reference:
    """A paragraph that points at a recommendation."""

    evidence: Evidence
    recommendation: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a build knows, each tuple sorted by id: the one thing that the graph is made from."""

    sources: tuple[Source, ...] = ()
    documents: tuple[DocumentEntity, ...] = ()
    reviews: tuple[Review, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    responses: tuple[Response, ...] = ()
    findings: tuple[Finding, ...] = ()
    scrutiny: tuple[ScrutinyItem, ...] = ()
    actions: tuple[Action, ...] = ()
    agencies: tuple[Agency, ...] = ()
    themes: tuple[PassageTheme, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
