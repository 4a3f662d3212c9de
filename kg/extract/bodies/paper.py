"""What a paper tells of the bodies it speaks to: its own terms and names, its headings, its recipients, its board."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.bodies.addressees import Around
from kg.extract.bodies.headings import named_as_siblings
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.recipients import inspected, own_boards, recipients
from kg.extract.bodies.terms import Terms, read_terms
from kg.model.text import BlockKind, DocumentKind, EmbeddedDocument, Outline, Passage
from kg.rules import Rules

_LETTERS = frozenset({"coroner", "inspection"})
_LIST = 12  # passages of a list, behind the words that lead it in
_TITLE = (
    6  # passages of a title page, whose headings are above everything and say nothing of one recommendation
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a source, read for the bodies it speaks to."""

    outline: Outline
    embedded: EmbeddedDocument
    passages: tuple[Passage, ...]
    reader: Reader
    terms: Terms
    own: tuple[str, ...]

    def around(
        self,
        first: int,
        *,
        lead_in: str,
        headings: tuple[str, ...],
        column: tuple[str, ...],
        basis: str,
        before: tuple[str, ...],
        own: bool,
    ) -> Around:
        """What stands around the recommendation that begins in passage `first`: `headings` are those of its list, `own`
        says whether the paper's own board is meant where nobody else is."""
        letter = basis in _LETTERS
        return Around(
            lead_in=lead_in or self._lead_in(first),
            headings=(*self._above(first), *headings),
            column=column,
            before=before,
            sent_to=self._sent_to() if letter else (),
            statements=basis == "inspection",
            concern=basis == "coroner",
            own=self.own
            if own and basis == "review" and self.embedded.kind is DocumentKind.REVIEW_REPORT
            else (),
            terms=self.terms,
        )

    def _above(self, first: int) -> tuple[str, ...]:
        """The headings above a passage, outermost first, those of the title page left out."""
        passage = self.outline.passages[first]
        band = self._band(passage)
        if passage.section is None:
            return band
        section = self.outline.sections[passage.section]
        titles = {p.text for p in self.passages[:_TITLE]}
        name = named_as_siblings(section, self.outline.sections, self.reader)
        return (
            *(title for title in (*section.path, name, section.title) if title and title not in titles),
            *band,
        )

    def _lead_in(self, first: int) -> str:
        """The words that end in a colon above the list in which a passage stands."""
        passage = self.outline.passages[first]
        if passage.block.table is not None:
            return ""
        for before in reversed(self.outline.passages[max(0, first - _LIST) : first]):
            said = before.text.rstrip()
            if before.section != passage.section or before.block.table is not None:
                return ""
            if said.endswith(":"):
                return said
            if said[-1:] == "." and before.block.kind is not BlockKind.LIST_ITEM:
                return ""
        return ""

    def _band(self, passage: Passage) -> tuple[str, ...]:
        """The row across a table that stands next above one of its rows."""
        at = passage.index
        while (
            passage.block.table is not None
            and at
            and self.outline.passages[at - 1].block.table == passage.block.table
        ):
            at -= 1
            filled = [cell.text for cell in self.outline.passages[at].cells if cell.text]
            if len(filled) == 1 and len(passage.cells) > 1:
                return (filled[0],)
        return ()

    def _sent_to(self) -> tuple[str, ...]:
        return recipients(self.passages, self.reader) or inspected(self.passages, self.reader)


def read_paper(outline: Outline, embedded: EmbeddedDocument, *, rules: Rules) -> Paper:
    """The terms, names and board of one embedded document."""
    passages = tuple(p for p in outline.passages if outline.embedded[p.embedded] is embedded)
    terms = read_terms((p.text for p in passages), rules=rules)
    reader = Reader(rules, proper=terms.proper, prints=terms.prints, other=terms.letters)
    more = [said for said in (embedded.publisher, embedded.title, outline.document.source.publisher) if said]
    return Paper(outline, embedded, passages, reader, terms, own_boards(passages, more, reader))
