"""The run record: what a person chose, with what a build was made, and what could not be read or decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kg import __version__
from kg.graph.build import Build
from kg.graph.method import method_digest
from kg.graph.terms import BASE
from kg.model.entity import Knowledge
from kg.model.text import Issue


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose for a build; kept in its run record, so that adding and withdrawing use it too."""

    base: str = BASE
    decisions: Path | None = None
    names: bool = True  # False leaves out the names of lead reviewers


def settings_of(build: Build) -> Settings:
    """The settings that a build was made with."""
    run = build.run
    told = run.get("decisions")
    decisions = Path(told) if isinstance(told, str) else None
    return Settings(base=str(run.get("base", BASE)), decisions=decisions, names=bool(run.get("names", True)))


def run_record(
    knowledge: Knowledge, *, settings: Settings, unread: Iterable[Issue], issues: Iterable[Issue]
) -> dict[str, object]:
    """Versions, digests, settings, issues and the day: it stands beside the facts, never among them."""
    return {
        "software": f"case-review-graph {__version__}",
        "method": method_digest(),
        "base": settings.base,
        "names": settings.names,
        "decisions": str(settings.decisions.resolve()) if settings.decisions else None,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "sources": {source.name: source.sha256 for source in knowledge.sources},
        "unread": [asdict(issue) for issue in unread],
        "issues": [asdict(issue) for issue in issues],
    }


def unread_of(build: Build) -> list[Issue]:
    """The sources that could not be read when the build was made."""
    return _issues(build, "unread")


def issues_of(build: Build) -> list[Issue]:
    """All that could not be read or decided when the build was made."""
    return _issues(build, "issues")


def _issues(build: Build, name: str) -> list[Issue]:
    rows = build.run.get(name, [])
    return [msgspec.convert(row, Issue) for row in rows] if isinstance(rows, list) else []
