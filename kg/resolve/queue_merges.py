"""What may be one thing and was kept apart: pairs of agencies, of reviews, and of printings under one number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from kg.model.entity import Agency, Knowledge, Recommendation, Review
from kg.resolve.decisions import Decision, Verb
from kg.resolve.lookup import Index
from kg.resolve.question import Question, short
from kg.resolve.review_groups import family_of
from kg.resolve.review_marks import Core, core_of

_ALIKE = 88.0  # of 100, from which two names of one place are asked about


def merges(knowledge: Knowledge, decisions: tuple[Decision, ...]) -> Iterator[Question]:
    """Every pair that may be one thing, but those of which a person said that they are two."""
    apart = _told_apart(knowledge, decisions)
    asked = (*_agencies(knowledge), *_reviews(knowledge), *_printings(knowledge))
    yield from (one for one in asked if frozenset((one.subject, one.other)) not in apart)


def _told_apart(knowledge: Knowledge, decisions: tuple[Decision, ...]) -> set[frozenset[str | None]]:
    """Pairs of ids of which a person said that they are two."""
    index = Index(knowledge)
    pairs: set[frozenset[str | None]] = set()
    for decision in decisions:
        if decision.verb is Verb.DIFFERENT:
            one, two = index.find(decision.subject), index.other(decision)
            pairs |= {frozenset((a.id, b.id)) for a in one for b in two}
    return pairs


def uses_of(knowledge: Knowledge) -> Counter[str]:
    """How often each agency is addressed or answers."""
    counts: Counter[str] = Counter()
    uses = [use for one in knowledge.recommendations for use in one.addressed_to]
    uses += [use for one in knowledge.responses for use in one.agencies]
    uses += [use for one in knowledge.findings for use in one.agencies]
    counts.update(use.agency for use in uses)
    return counts


def _agencies(knowledge: Knowledge) -> Iterator[Question]:
    """Pairs of agencies of one kind and place whose names are alike but were kept apart; compared in blocks."""
    uses = uses_of(knowledge)
    blocks: dict[tuple[str, str], list[Agency]] = defaultdict(list)
    for agency in knowledge.agencies:
        scope = agency.id.split("/")[1] if agency.id.count("/") > 1 else ""
        for word in sorted(set(_own(agency).split()))[:8]:
            if len(word) > 4:
                blocks[scope, word].append(agency)
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        if len(members) > 40:
            continue  # a word that everybody has tells nothing
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                pair = (one.id, other.id)
                if (
                    pair in seen
                    or (one.seed and other.seed)
                    or one.part_of == other.id
                    or other.part_of == one.id
                ):
                    continue
                seen.add(pair)
                score = fuzz.token_sort_ratio(_own(one), _own(other))
                if score < _ALIKE or not (one.evidence or other.evidence):
                    continue
                yield Question(
                    "merge",
                    one.id,
                    f"Are '{one.name}' and '{other.name}' one body?",
                    (Verb.SAME, Verb.DIFFERENT),
                    1.0 - score / 200.0,
                    1.0 + min(one.mentions, other.mentions) + 3.0 * (uses[one.id] + uses[other.id]),
                    (other.evidence or one.evidence)[0],
                    other=other.id,
                )


def _reviews(knowledge: Knowledge) -> Iterator[Question]:
    """Pairs of reviews of one kind whose names say the same and that were kept apart: no area is known, or two."""
    blocks: dict[tuple[str, Core], list[Review]] = defaultdict(list)
    for review in knowledge.reviews:
        names = (review.name, *review.aliases)
        for core in {core_of(name, area=review.place, basis=review.basis) for name in names}:
            if core:
                blocks[family_of(review.type), core].append(review)
    made = Counter(one.review for one in knowledge.recommendations)
    seen: set[tuple[str, str]] = set()
    for (_, core), members in blocks.items():
        for one, other in combinations(sorted(members, key=lambda review: review.id), 2):
            places = {one.place, other.place} - {None}
            if (one.id, other.id) in seen or (len(places) == 2 and not core.telling):
                continue
            seen.add((one.id, other.id))
            text = f"Are '{one.name}' and '{other.name}' one review?"
            worth = 2.0 + made[one.id] + made[other.id]
            sure = 0.5 if len(places) < 2 else 0.8
            verbs = (Verb.SAME, Verb.DIFFERENT)
            yield Question("merge", one.id, text, verbs, sure, worth, other.evidence[0], other=other.id)


def _printings(knowledge: Knowledge) -> Iterator[Question]:
    """Recommendations of one review under one number, which may be two printings of one."""
    blocks: dict[tuple[str, str, str | None], list[Recommendation]] = defaultdict(list)
    for one in knowledge.recommendations:
        if one.review and one.number:
            blocks[one.review, one.number, one.part].append(one)
    for (_, number, part), members in sorted(blocks.items(), key=lambda item: str(item[0])):
        for one, other in combinations(members, 2):
            text = f"Is recommendation {number}{part or ''} printed twice? '{short(one.text)}' and '{short(other.text)}'"
            sure = 1.0 - fuzz.token_sort_ratio(one.text, other.text) / 200.0
            verbs = (Verb.SAME, Verb.DIFFERENT)
            yield Question("merge", one.id, text, verbs, sure, 4.0, other.evidence, other=other.id)


def _own(agency: Agency) -> str:
    """The words of an id after the place: what a body is called within it."""
    return agency.id.rsplit("/", 1)[-1].replace("-", " ")
