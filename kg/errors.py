"""The exceptions of the project. Only `kg.cli` catches them and turns them into a sentence and an exit code."""

from __future__ import annotations


class KgError(Exception):
    """Something a user can mend. The message says what, where and what to do next."""

    exit_code = 2


class DataError(KgError):
    """The command ran, but the data fell short of what it needs."""

    exit_code = 1


class SourceError(KgError):
    """A source that cannot be read."""


class BuildError(KgError):
    """A build directory that is missing, damaged or in use."""


class QueryError(KgError):
    """A question that cannot be asked: unknown name, malformed SPARQL, refused or out of time."""


class QueryStopped(QueryError):
    """A question that took too long or too much, or found no worker free in time."""


class WorkerLost(QueryStopped):
    """A question whose process was ended by somebody else."""


class StoreBroken(QueryError):
    """A question that met with damage in the store."""


class QueryUnwritable(QueryError):
    """An answer that comes in none of the forms that were asked for."""


class WorkLost(KgError):
    """A job whose process was lost: the message is a verb phrase, "took longer than 60 seconds"."""


class RuleError(KgError):
    """A rule, ontology or decisions file that breaks its schema."""
