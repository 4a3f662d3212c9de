"""Kinds: what a document is, by its title, else by the words that fill it."""

from __future__ import annotations

from kg.model.text import BlockKind, DocumentKind
from kg.rules import Rules
from kg.segment.leaves import Leaf

_LEAST = 3  # cues that a document without a telling title must hold
_READ = 400  # leaves looked at for cues


def kind_of_title(title: str, *, rules: Rules) -> tuple[DocumentKind, str] | None:
    """The kind that the words of `title` tell, with the rule; the first rule of segment-kinds that matches."""
    for rule in rules.group("segment-kinds"):
        if rule.pattern.search(title):
            return DocumentKind(rule.give("kind")), f"segment-kinds/{rule.id}"
    return None


def kind_of_words(leaves: tuple[Leaf, ...], *, rules: Rules) -> tuple[DocumentKind, str] | None:
    """The kind whose cues are most frequent in `leaves`; headings count three times."""
    scores: dict[str, int] = {}
    for leaf in leaves[:_READ]:
        if leaf.block.kind is BlockKind.FURNITURE:
            continue
        weight = 3 if leaf.is_heading or leaf.block.head else 1
        for rule in rules.group("segment-cues"):
            if rule.pattern.search(leaf.text):
                kind = rule.give("kind")
                scores[kind] = scores.get(kind, 0) + max(weight, int(rule.give("weight", "1")))
    if not scores:
        return None
    best = max(sorted(scores), key=lambda kind: scores[kind])
    return (DocumentKind(best), f"segment-cues/{best}") if scores[best] >= _LEAST else None
