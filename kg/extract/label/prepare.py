"""Prepare: a source as the labeller reads it: its lines, what the rules take them for, and the features of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.finding.records import finding_items
from kg.extract.finding.said import Item
from kg.extract.items.draft import Draft
from kg.extract.items.prose import recommended_in_prose
from kg.extract.label.lines import Labelled, described, place_lines, rule_verdicts, unlabelled
from kg.extract.recommendation.records import all_candidates
from kg.model.found import FoundReview
from kg.model.text import Outline
from kg.rules import Rules

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the rules found, document by document, and the lines with their features in `doc.user_data`."""

    placed: Labelled
    recommendations: tuple[tuple[Draft, ...], ...]
    items: tuple[tuple[Item, ...], ...]
    prose: tuple[Draft, ...]
    doc: Doc


def prepare(outline: Outline, reviews: tuple[FoundReview, ...], *, rules: Rules) -> Prepared:
    """Everything the labeller needs of `outline`, and everything it judges."""
    placed = unlabelled(place_lines(outline))
    drafts = all_candidates(outline, reviews, rules=rules)
    items = tuple(
        finding_items(
            outline, index, tuple(x for x in placed.lines if x.passage.embedded == index), rules=rules
        )
        for index in range(len(outline.embedded))
    )
    prose = recommended_in_prose(placed.lines, rules=rules)
    verdicts = rule_verdicts(placed, (d for of in drafts for d in of), (i for of in items for i in of), prose)
    return Prepared(placed, drafts, items, prose, described(outline, placed, verdicts))


def labelled(prepared: Prepared) -> Labelled:
    """The lines with the chance that each is of each kind, by the trained pipeline."""
    from kg.language import load

    doc = load().get_pipe("line_labeller")(prepared.doc)
    return replace(prepared.placed, chance=doc.user_data["labels"])
