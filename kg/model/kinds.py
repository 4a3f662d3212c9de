"""Kinds: the few words that a stance, a weight, a status or a kind of finding may be."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """How a theme is spoken of: the same words can lament, praise, ask for or deny."""

    LACKING = "lacking"
    GOOD = "good"
    RECOMMENDED = "recommended"
    DENIED = "denied"
    QUOTED = "quoted"
    NEUTRAL = "neutral"


class Weight(StrEnum):
    """What kind of passage carries a theme, strongest first."""

    RECOMMENDATION = "recommendation"
    LEARNING_POINT = "learning_point"
    GOOD_PRACTICE = "good_practice"
    FINDING = "finding"
    HEADING = "heading"
    REPORTED = "reported"  # a paper about something else tells what the review found or asked for
    RESPONSE = "response"
    ACTION = "action"
    SCRUTINY = "scrutiny"
    MENTION = "mention"


#: places weighty enough that a theme named there is one of its review; a passing mention is not
COUNTING = (
    Weight.RECOMMENDATION,
    Weight.LEARNING_POINT,
    Weight.GOOD_PRACTICE,
    Weight.FINDING,
    Weight.HEADING,
    Weight.REPORTED,
)
#: stances that make a theme none of its review: what is denied, and what others are quoted as saying
SPOKEN_OF = (Stance.DENIED, Stance.QUOTED)


class ReviewStatus(StrEnum):
    """Whether the review's own report is in the document or is only spoken of."""

    FULL_TEXT = "full_text"
    MENTIONED = "mentioned"


class ResponseStance(StrEnum):
    """What an answer says of the recommendation."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    NOT_ACCEPTED = "not_accepted"
    ALREADY_IN_PLACE = "already_in_place"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NOT_STATED = "not_stated"


class FindingKind(StrEnum):
    """Evaluative statements of a review."""

    FINDING = "finding"
    LEARNING_POINT = "learning_point"
    GOOD_PRACTICE = "good_practice"


class ScrutinyKind(StrEnum):
    """What councillors' papers track."""

    RESOLUTION = "resolution"
    MONITORING_ROW = "monitoring_row"
    REPORT_RECOMMENDATION = "report_recommendation"


class DecisionKind(StrEnum):
    """What a resolution does: asks for something, resolves that a report be noted, or settles the meeting's own
    business; NOTED where the minutes say that a report was noted and nothing was resolved."""

    RESOLVED = "resolved"
    NOTING = "noting"
    PROCEDURAL = "procedural"
    NOTED = "noted"


class Standing(StrEnum):
    """Where a recommendation stands, by all that answers it."""

    COMPLETED = "completed"
    IN_PLACE = "already_in_place"
    NOT_ACCEPTED = "not_accepted"
    OPEN = "open"  # answered, and something is still to be done or not told
    ACTION_PLANNED = "action_planned"  # no response, but actions of a plan answer it
    NO_ANSWER = "no_answer"
