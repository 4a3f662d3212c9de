"""Safeguarding reviews as a knowledge graph: read, ask, see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.frames import Frames

__version__ = "0.1.0"


def open(build: str | Path | None = None, *, endpoint: str | None = None) -> Frames:
    """The graph of a build directory (default: the last build hereabouts) or of a SPARQL server, to ask from Python."""
    from kg.query.frames import open_frames

    return open_frames(build, endpoint=endpoint)
