"""To whom a coroner's report or an inspector's letter is sent: it asks them to act where it names nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.bodies.addressees import named_bodies
from kg.model.text import BlockKind, Passage
from kg.rules import Rules

_HEAD = 40  # passages in which a letter says to whom it goes
_LINE = 160  # characters of a line of an address


def recipients(passages: Sequence[Passage], *, rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of the bodies in the list below "This report is being sent to:", else in the lines that
    begin with "To:" and the greeting ("Dear Borset Safeguarding Partnership")."""
    listed = [name for line in _listed(passages, rules) for name in named_bodies(line, rules=rules)]
    if listed:
        return tuple(dict.fromkeys(listed))
    greeting = rules.named("addressees", "greeting").pattern
    head = (p.text for p in passages[:_HEAD] if len(p.text) <= 2 * _LINE)
    found = (text[match.end() :] for text in head if (match := greeting.match(text)))
    return tuple(dict.fromkeys(name for line in found for name in named_bodies(line, rules=rules)))


def _listed(passages: Sequence[Passage], rules: Rules) -> Iterator[str]:
    """The lines between "This report is being sent to:" and the next heading."""
    sent = rules.named("addressees", "sent-to").pattern
    inside = False
    for passage in passages[:_HEAD]:
        opening = sent.match(passage.text)
        if opening:
            inside = True
            yield passage.text[opening.end() :]
        elif inside and (passage.block.kind is BlockKind.HEADING or len(passage.text) > _LINE):
            return
        elif inside:
            yield passage.text
