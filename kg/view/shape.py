"""What a picture is made of, whatever draws it: nodes, edges and the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]

_GENERIC = re.compile(
    r"(?:an?\s+)?(?:(?:serious|local|thematic|child|children|safeguarding|case|practice|adults?|domestic|homicide|"
    r"abuse|related|death|learning|rapid|overview|extended|concise|significant)\s+)*(?:reviews?|report)"
    r"(?:\s+(?:concerning|of|into|on|regarding|about|in respect of))?(?:\s+the)?[\s:–-]+(?=\w+\W+\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words from a source and where they stand."""

    text: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A node: `weight` is what its place means; a node with a `parent` is hidden until that one is unfolded.

    `tier` 0 is drawn at first, 1 and 2 when more is asked for; `title` is the full name, `mark` what stands on the
    plate of a node beside its parent.
    """

    id: str
    kind: str
    label: str
    weight: float = 1.0
    parent: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quote, ...] = ()
    reviews: tuple[str, ...] = ()  # labels of the reviews it belongs to, for filters
    agencies: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    tier: int = 0
    title: str = ""
    mark: str = ""
    stands: str = ""  # what its place means, in words: "3 reviews"; "" where it is no count


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """A link between two nodes: what it says in words, how many facts stand behind it, and how thick it is drawn.

    `count` is what is printed: 0 where words alone, such as a heading, stand behind it.
    """

    start: str
    end: str
    says: str
    count: int = 1
    faint: bool = False

    @property
    def weight(self) -> int:
        """How thick it is drawn, at least as one."""
        return max(1, self.count)


@dataclass(frozen=True, slots=True)
class ViewGraph:
    """A picture before it is drawn. Raises ValueError on an edge to a missing node or a node given twice."""

    title: str
    sentence: str
    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...] = ()

    def __post_init__(self) -> None:
        ids = {node.id for node in self.nodes}
        if len(ids) != len(self.nodes):
            raise ValueError("a node is given twice")
        for edge in self.edges:
            if edge.start not in ids or edge.end not in ids:
                raise ValueError(f"an edge leads to a missing node: {edge.start} -> {edge.end}")
        for node in self.nodes:
            if node.parent is not None and node.parent not in ids:
                raise ValueError(f"{node.id} hangs under a missing node")


def where(record: Record) -> str:
    """Where a record stands, in words: "pack.txt, page 12, lines 10-12", as far as the source has them."""
    said = str(record.get("source") or "")
    if record.get("page") is not None:
        said += f", page {record.get('page_label') or record['page']}"
    start, end = record.get("line_start"), record.get("line_end")
    if start is not None:
        said += f", line {start}" if start == end else f", lines {start}-{end}"
    return said


def number(record: Record) -> str:
    """The number and part of a recommendation as people say it: "2a"; "" where it has none."""
    return f"{record.get('number') or ''}{record.get('part') or ''}"


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0]
    return (cut or text[: limit - 1]) + "…"


def short_name(name: str) -> str:
    """The name of a review without the words that every review's name begins with, for a small box."""
    match = _GENERIC.match(name)
    while match:
        name = name[match.end() :]
        match = _GENERIC.match(name)
    return name[:1].upper() + name[1:]
