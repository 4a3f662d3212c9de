"""Paragraphs of an answer put together: by place and by what they name, else by clearly shared wording; never by counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.page.wording import stems
from kg.extract.response.link import Link, align, align_topics
from kg.extract.response.names import Answer, by_name, by_sentence
from kg.extract.response.stance import accepts_or_refuses
from kg.extract.response.verdict import verdict_of
from kg.extract.response.zones import Anchor, Layout, Paragraph, Zone, targets_of
from kg.model.kinds import ResponseStance
from kg.model.text import Folded
from kg.rules import Rules

PLACE = 0.97  # score of a link that place and number both give
SEVERAL = "responses/below-several"
_TOGETHER = 4  # recommendations printed in a row that one answer may be to; a longer row is a list
_FEWEST = 3  # recommendations that topics may answer
_MOST_TOPICS = 0.8  # headings for each recommendation
_CLEAR = 0.85  # score from which wording alone links in a paper that does not say that it answers
_FIRST = 200  # characters in which a body says whether it accepts
_SURE_PART = 0.75


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs in a row that answer the same thing."""

    words: tuple[Folded, ...]
    target: Anchor | None
    also: tuple[Anchor, ...]
    score: float
    rule: str
    status: str = ""  # the verdict, or how far it is, in a column of the table or a line of its own
    verdict: ResponseStance | None = None  # what a column of the table, or a cell of its own, decides
    agency: str = ""  # whose column of the table it stands in
    lead: tuple[Folded, ...] = ()  # lines that name who answers and are no words of the answer


def linked_runs(layout: Layout, *, rules: Rules) -> list[Run]:
    """Runs in reading order; by wording alone where the page sets the recommendations in boxes beside their answers."""
    boxed = 2 * sum(anchor.boxed for anchor in layout.anchors) > len(layout.anchors)
    if boxed and layout.torn:
        return runs_by_wording(targets_of(layout.anchors), layout.paragraphs, rules=rules, introduced=True)
    quoting = 2 * sum(zone.quotes for zone in layout.zones) >= len(layout.zones)
    zones = [_without_quotation(zone, rules) if quoting else zone for zone in layout.zones]
    runs = [run for zone in zones for run in _of_zone(zone, rules)]
    return [run for run in runs if run.target is not None]


def _without_quotation(zone: Zone, rules: Rules) -> Zone:
    """A zone of a paper that quotes what it answers, without a first paragraph that no rule took for a recommendation."""
    told = zone.paragraphs
    if zone.quotes or zone.joint or len(told) < 2 or told[0].verdict or told[1].title != told[0].title:
        return zone
    if verdict_of(told[0].words.text, rules=rules) or accepts_or_refuses(told[0].words.text, rules=rules):
        return zone
    return replace(zone, paragraphs=told[1:]) if zone.bare else zone


def _of_zone(zone: Zone, rules: Rules) -> list[Run]:
    """The answers below the anchors of one zone."""
    group = targets_of(zone.anchors)
    named = by_name(group, zone.paragraphs)
    if named is not None:
        return [_run(one, "responses/named") for one in named]
    if len({anchor.number or anchor.at for anchor in group}) == 1:
        return _by_place(group, zone.paragraphs, rules)
    if zone.joint or (len(group) <= _TOGETHER and not zone.headed):
        apart = by_sentence(group, zone.paragraphs) if zone.joint else None
        if apart is not None:
            return [_run(one, "responses/named") for one in apart]
        return [_run(Answer(one, (), list(zone.paragraphs)), SEVERAL) for one in group]
    runs = runs_by_wording(group, zone.paragraphs, rules=rules, introduced=False)
    return runs if zone.sure else [run for run in runs if run.score >= _CLEAR]


def _run(answer: Answer, rule: str) -> Run:
    told = tuple(p.words for p in answer.paragraphs if not p.verdict)
    lead = tuple(p.words for p in answer.paragraphs if p.verdict)
    status = next((p.verdict for p in answer.paragraphs if p.verdict), "")
    return Run(told or lead, answer.target, answer.also, PLACE, rule, status, lead=lead if told else ())


def _by_place(group: Sequence[Anchor], paragraphs: Sequence[Paragraph], rules: Rules) -> list[Run]:
    """The answer below one number: to its parts in turn where wording parts it clearly, else to all of them."""
    told = [p for p in paragraphs if not p.verdict]
    parts = [anchor for anchor in group if anchor.part is not None]
    whole = next((anchor for anchor in group if anchor.part is None), None)
    if len(parts) > 1 and len(told) >= len(parts):
        links = align(
            [p.words.text for p in told],
            [_words(a) for a in parts],
            gaps=[0.0] * len(told),
            introduction=None,
        )
        sure = min(link.score for link in links) > _SURE_PART
        if sure and {link.target for link in links} == set(range(len(parts))):
            return _joined(told, links, parts, "responses/part-by-wording")
    if whole is None and len(parts) > 1:
        return [_run(Answer(one, (), list(paragraphs)), SEVERAL) for one in parts]
    first = whole or parts[0]
    also = tuple(a for a in parts if a is not first)
    return [_run(Answer(first, also, voice), "responses/below-label") for voice in _voices(paragraphs, rules)]


def _voices(paragraphs: Sequence[Paragraph], rules: Rules) -> list[list[Paragraph]]:
    """The paragraphs of an answer, parted where a further body gives a verdict of its own on the same recommendation."""
    voices: list[list[Paragraph]] = [[]]
    given = False  # whether the body that speaks has given its verdict
    for before, one in zip([None, *paragraphs], paragraphs, strict=False):
        says = accepts_or_refuses(one.words.text[:_FIRST], rules=rules)
        another = before is not None and (
            before.topic != one.topic or "recommendation" in one.words.text[:_FIRST]
        )
        if says and given and another:
            voices.append([])
        given = given or says
        voices[-1].append(one)
    return voices


def runs_by_wording(
    targets: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, rules: Rules, introduced: bool
) -> list[Run]:
    """Answers that neither place nor number links: below headings of their own, else paragraph by paragraph."""
    if _has_topics(targets, paragraphs):
        return _by_topic(targets, paragraphs)
    cue = rules.named("response-layout", "introduction").pattern
    texts = [p.words.text for p in paragraphs]
    intro = [cue.search(text) is not None for text in texts] if introduced else None
    links = align(texts, [_words(a) for a in targets], gaps=[p.gap for p in paragraphs], introduction=intro)
    return [run for run in _joined(paragraphs, links, targets, "responses/by-wording") if run.score > 0]


def _has_topics(targets: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the paragraphs stand below as many headings as there are recommendations, or nearly."""
    headed = {p.topic for p in paragraphs if p.title}
    return len(targets) >= _FEWEST and len(headed) >= _MOST_TOPICS * len(targets)


def _by_topic(targets: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Run]:
    """Answers that stand below headings of their own ("Visiting standards") and share words with what they answer."""
    topics: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        topics.setdefault(paragraph.topic, []).append(paragraph)
    groups = list(topics.values())
    texts = [" ".join((group[0].title, *(p.words.text for p in group))) for group in groups]
    links = align_topics(texts, [_words(a) for a in targets])
    return [
        Run(tuple(p.words for p in group), targets[link.target], (), link.score, "responses/below-topic")
        for group, text, link in zip(groups, texts, links, strict=True)
        if link.target is not None and set(stems(text)) & set(stems(_words(targets[link.target])))
    ]


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
