"""Paragraphs of an answer put together: by place, by what they name, by the headings above them, else by wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.response.link import Link, align, align_topics
from kg.extract.response.names import by_name
from kg.extract.response.runs import Anchor, Paragraph, targets_of
from kg.model.kinds import ResponseStance
from kg.model.text import Folded
from kg.rules import Rules

PLACE = 0.97  # score of a link that place and number both give
_FEWEST = 3  # recommendations that topics may answer in turn
_MOST_TOPICS = 0.8  # headings for each recommendation


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs in a row that answer the same thing."""

    words: tuple[Folded, ...]
    target: Anchor | None
    also: tuple[Anchor, ...]
    score: float
    rule: str
    status: str = ""  # what a column of the table says of how far it is
    verdict: ResponseStance | None = None  # what a column of the table, or a cell of its own, decides
    agency: str = ""  # whose column of the table it stands in


def linked_runs(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, rules: Rules) -> list[Run]:
    """Runs in reading order; by place where each label is followed by its answer, else by wording."""
    if not anchors or not paragraphs:
        return []
    boxed = 2 * sum(anchor.boxed for anchor in anchors) > len(anchors)
    if boxed:
        return runs_by_wording(targets_of(anchors), paragraphs, rules=rules, introduced=True)
    runs: list[Run] = []
    done = 0
    for before in sorted({p.anchors_before for p in paragraphs if p.anchors_before}):
        group = targets_of(anchors[done:before])
        mine = [p for p in paragraphs if p.anchors_before == before]
        done = before
        named = by_name(group, mine)
        if named is not None:
            runs.extend(
                Run(tuple(p.words for p in one.paragraphs), one.target, one.also, PLACE, "responses/named")
                for one in named
            )
        elif len({anchor.number or anchor.at for anchor in group}) == 1:
            runs.extend(_by_place(group, mine))
        else:
            runs.extend(runs_by_wording(group, mine, rules=rules, introduced=False))
    return runs


def _by_place(group: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Run]:
    """The answer below one number: to its parts in turn where wording parts it clearly, else to all of them."""
    words = tuple(p.words for p in paragraphs)
    parts = [anchor for anchor in group if anchor.part is not None]
    whole = next((anchor for anchor in group if anchor.part is None), None)
    if len(parts) > 1 and len(words) >= len(parts):
        links = align(
            [w.text for w in words], [_words(a) for a in parts], gaps=[0.0] * len(words), introduction=None
        )
        if {link.target for link in links} == set(range(len(parts))) and min(
            link.score for link in links
        ) > 0.75:
            return _joined(paragraphs, links, parts, "responses/part-by-wording")
    first = whole or parts[0]
    return [Run(words, first, tuple(a for a in parts if a is not first), PLACE, "responses/below-label")]


def _by_topic(targets: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Run]:
    """Answers that stand below headings of their own ("Visiting standards"), one topic a recommendation."""
    topics: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        topics.setdefault(paragraph.topic, []).append(paragraph)
    groups = list(topics.values())
    texts = [" ".join((group[0].title, *(p.words.text for p in group))) for group in groups]
    links = align_topics(texts, [_words(a) for a in targets])
    rule = "responses/below-topic"
    return [
        Run(tuple(p.words for p in group), targets[link.target], (), link.score, rule)
        for group, link in zip(groups, links, strict=True)
        if link.target is not None
    ]


def _has_topics(targets: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the paragraphs stand below as many headings as there are recommendations, or nearly."""
    headed = {p.topic for p in paragraphs if p.title}
    return len(targets) >= _FEWEST and len(headed) >= _MOST_TOPICS * len(targets)


def runs_by_wording(
    targets: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, rules: Rules, introduced: bool
) -> list[Run]:
    if _has_topics(targets, paragraphs):
        return _by_topic(targets, paragraphs)
    cue = rules.named("response-layout", "introduction").pattern
    texts = [p.words.text for p in paragraphs]
    intro = [cue.search(text) is not None for text in texts] if introduced else None
    links = align(texts, [_words(a) for a in targets], gaps=[p.gap for p in paragraphs], introduction=intro)
    return [run for run in _joined(paragraphs, links, targets, "responses/by-wording") if run.score > 0]


def _words(anchor: Anchor) -> str:
    return anchor.recommendation.text if anchor.recommendation else ""


def _joined(
    paragraphs: Sequence[Paragraph], links: Sequence[Link], targets: Sequence[Anchor], rule: str
) -> list[Run]:
    """Neighbouring paragraphs with one link as one run; a recommendation printed between them ends it."""
    runs: list[Run] = []
    last: int | None = None
    end = 0
    boxes = [a.recommendation.evidence.span for a in targets if a.recommendation]
    for paragraph, link in zip(paragraphs, links, strict=True):
        start = paragraph.words.offsets[0]
        torn = any(end <= box.start < start for box in boxes)
        if runs and link.target == last and not torn:
            runs[-1] = Run((*runs[-1].words, paragraph.words), runs[-1].target, (), runs[-1].score, rule)
        else:
            target = targets[link.target] if link.target is not None else None
            runs.append(Run((paragraph.words,), target, (), link.score, rule))
        last = link.target
        end = paragraph.words.offsets[-1]
    return runs
