"""A recommendation while it is being read: its number, the words gathered so far, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.items.signs import RESTATED, Region
from kg.extract.page.labels import Label
from kg.extract.page.lines import Line, cut
from kg.extract.page.marks import Mark, MarkKind
from kg.model.text import Folded, Span

#: how sure an item is by what opened its list; a lead-in says outright that recommendations follow
_CONFIDENCE = {"list": 0.9, "mixed": 0.8, "lead": 0.9, "quoted": 0.96}
_TITLE = 3  # words of a title too short to be what is asked
_BASES = {"improvement": "inspection", "concern": "coroner"}


@dataclass(slots=True)
class Draft:
    """A recommendation being gathered from one or more lines; turned into a frozen record when complete."""

    rule: str
    confidence: float
    number: str | None = None
    part: str | None = None
    pieces: list[Folded] = field(default_factory=list)
    title: str = ""
    title_words: Folded | None = None
    lead_in: str = ""
    headings: tuple[str, ...] = ()
    stem: Draft | None = None
    basis: str = ""
    labelled: bool = False
    emphatic: bool = False
    boxed: bool = False
    first: int = 0  # index of the passage with its label or first words
    last: int = 0  # index of the passage with its last words
    region: int = 0  # serial of the list it stands in, 0 where in none
    addressed: tuple[str, ...] = ()  # read from a column of a table

    @property
    def text(self) -> str:
        """The words so far, folded."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """From the first word to the end of the last in the stored text."""
        spans = [piece.span(0, len(piece.text)) for piece in self.pieces]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def add(self, words: Folded, passage: int) -> None:
        """More words of the recommendation."""
        if words.text:
            self.pieces.append(words)
            self.last = passage


def labelled(line: Line, label: Label, region: Region | None) -> Draft:
    """A draft opened by a label, without words as yet."""
    own = tuple(word for word in (label.lead, label.to) if word)
    basis = region.basis if region is not None else ""
    return Draft(
        rule=label.rule,
        confidence=0.98 if label.sure else 0.9,
        number=label.number,
        part=label.part,
        labelled=True,
        emphatic=line.passage.block.emphasis,
        boxed=line.passage.block.boxed,
        headings=(region.headings if region is not None else ()) + own,
        lead_in=region.lead_in if region is not None else "",
        basis=basis or _BASES.get(label.what, ""),
        first=line.passage.index,
        last=line.passage.index,
    )


def titled(line: Line, mark: Mark, region: Region) -> Draft:
    """A draft opened by a numbered title, "2. Housing", without words as yet."""
    title = line.words.text[max(mark.end, line.start) :].strip()
    return Draft(
        rule=region.rule,
        confidence=0.88,
        number=mark.value,
        title=title,
        lead_in=region.lead_in,
        headings=(*region.headings[:1], title),
        basis=region.basis,
        first=line.passage.index,
    )


def listed(line: Line, region: Region) -> Draft:
    """A draft that an item of a list opens with its words."""
    mark = line.mark
    draft = Draft(
        rule=region.rule,
        confidence=_CONFIDENCE[region.mode] if region.sure else 0.7,
        number=mark.value if mark.kind is not MarkKind.BULLET and mark.value else None,
        lead_in=region.lead_in,
        headings=region.headings,
        basis=region.basis,
        emphatic=line.passage.block.emphasis,
        first=line.passage.index,
    )
    draft.add(cut(line.words, line.start, len(line.words.text)), line.passage.index)
    return draft


def part_of(before: Draft, stem: Draft | None, value: str, line: Line) -> Draft:
    """The next lettered part after `before` (its stem or the part before it), without words as yet."""
    return Draft(
        rule=before.rule,
        confidence=before.confidence,
        number=before.number,
        part=value,
        lead_in=stem.text if stem else before.lead_in,
        headings=before.headings,
        stem=stem,
        basis=before.basis,
        labelled=before.labelled,
        emphatic=before.emphatic,
        boxed=before.boxed,
        first=line.passage.index,
    )


def complete(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts with words; an item beside labelled ones in one list is commentary, a bare title an entry of contents."""
    regions = [draft.region for draft in drafts if draft.labelled]
    full = {(draft.number, draft.part) for draft in drafts if draft.labelled and draft.pieces}
    kept = []
    for draft in drafts:
        if not draft.labelled and regions.count(draft.region) >= 2:
            continue
        if regions and draft.rule == RESTATED.rule:
            continue  # numbered paragraphs of a document that labels its recommendations
        if (
            not draft.pieces
            and draft.title_words is not None
            and len(draft.title.split()) > _TITLE
            and (draft.number, draft.part) not in full
        ):
            draft.add(draft.title_words, draft.first)
        if draft.pieces and (len(draft.text.split()) >= 3 or draft.stem is not None):
            kept.append(draft)
    return tuple(kept)
