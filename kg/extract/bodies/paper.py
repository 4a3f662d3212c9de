"""What a paper tells of the bodies it speaks to: its own terms and names, its headings, its recipients, its board."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.bodies.addressees import Around
from kg.extract.bodies.headings import named_as_siblings
from kg.extract.bodies.phrases import Reader
from kg.extract.bodies.recipients import inspected, own_boards, recipients
from kg.extract.bodies.terms import Terms, read_terms
from kg.model.text import EmbeddedDocument, Outline, Passage
from kg.rules import Rules

_LETTERS = frozenset({"coroner", "inspection"})
_TITLE = 6  # passages of a title page, whose headings are above everything and say nothing of one recommendation


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a source, read for the bodies it speaks to."""

    outline: Outline
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
    ) -> Around:
        """What stands around the recommendation that begins in passage `first`: `headings` are those of its list."""
        letter = basis in _LETTERS
        return Around(
            lead_in=lead_in,
            headings=(*self._above(first), *headings),
            column=column,
            before=before,
            sent_to=self._sent_to() if letter else (),
            letter=letter,
            own=self.own if basis == "review" else (),
            terms=self.terms,
        )

    def _above(self, first: int) -> tuple[str, ...]:
        """The headings above a passage, outermost first, those of the title page left out."""
        passage = self.outline.passages[first]
        if passage.section is None:
            return ()
        section = self.outline.sections[passage.section]
        titles = {p.text for p in self.passages[:_TITLE]}
        name = named_as_siblings(section, self.outline.sections, self.reader)
        return tuple(title for title in (*section.path, name, section.title) if title and title not in titles)

    def _sent_to(self) -> tuple[str, ...]:
        return recipients(self.passages, self.reader) or inspected(self.passages, self.reader)


def read_paper(outline: Outline, embedded: EmbeddedDocument, *, rules: Rules) -> Paper:
    """The terms, names and board of one embedded document."""
    passages = tuple(p for p in outline.passages if outline.embedded[p.embedded] is embedded)
    terms = read_terms((p.text for p in passages), rules=rules)
    reader = Reader(rules, proper=terms.proper, prints=terms.prints, other=terms.letters)
    more = [said for said in (embedded.publisher, embedded.title, outline.document.source.publisher) if said]
    return Paper(outline, passages, reader, terms, own_boards(passages, more, reader))
