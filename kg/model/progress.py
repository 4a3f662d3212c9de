"""Progress: how far an action has got, and where that is read."""

from __future__ import annotations

from enum import StrEnum


class ProgressBasis(StrEnum):
    """Where the progress of an action is read: the surest first."""

    STATUS = "status"  # a column of status or a rating
    UPDATE = "update"  # sentences of a column of progress
    WORDS = "words"  # the words of the step itself


class Progress(StrEnum):
    """How far an action has got, whatever words a plan has for it."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    CLOSED = "closed"  # closed without being done
    SUPERSEDED = "superseded"
    NOT_STATED = "not_stated"
