"""What the system is least sure of and what matters most, as questions that a person can decide."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.entity import Knowledge, Response, ThemeUse
from kg.model.kinds import ScrutinyKind
from kg.resolve.decisions import Decision, Verb
from kg.resolve.question import Question, short
from kg.resolve.queue_merges import merges, uses_of

_UNSURE = 0.75  # below this sureness a thing is asked about


def questions(knowledge: Knowledge, *, decisions: tuple[Decision, ...] = ()) -> tuple[Question, ...]:
    """Everything that is unsure, the most valuable first; what `decisions` settle is not asked again."""
    asked = [
        *_names(knowledge),
        *merges(knowledge, decisions),
        *_links(knowledge),
        *_tracked(knowledge),
        *_addressees(knowledge),
        *_boundaries(knowledge),
        *_themes(knowledge),
    ]
    return tuple(
        sorted(asked, key=lambda q: (-round(q.weight, 6), q.about, q.subject, q.other or "", q.theme or ""))
    )


def _names(knowledge: Knowledge) -> Iterator[Question]:
    """Names of which it is unsure whose they are."""
    uses = uses_of(knowledge)
    for agency in knowledge.agencies:
        first = agency.evidence[0] if agency.evidence else None
        if first is None or first.rule.startswith("decision/") or agency.level in {"team", "provider"}:
            continue
        if agency.seed is None and agency.level == "agency" and agency.type == "other":
            sure, worth = 0.5, agency.mentions + 3.0 * uses[agency.id]
            text = f"Is '{agency.name}' a body of its own ({agency.mentions} mentions)?"
            yield Question("name", agency.id, text, (Verb.SAME, Verb.ACCEPT, Verb.REJECT), sure, worth, first)


def _links(knowledge: Knowledge) -> Iterator[Question]:
    """Responses whose recommendation is unsure or was not found."""
    numbers = {r.id: f"{r.number or ''}{r.part or ''}" or r.id for r in knowledge.recommendations}
    for response in knowledge.responses:
        if response.recommendation is None:
            yield Question(
                "link",
                response.id,
                f"Which recommendation does this answer? '{short(response.text)}'",
                (Verb.EDIT, Verb.REJECT),
                0.0,
                5.0,
                response.evidence,
                field="recommendation",
            )
        elif response.score < _UNSURE and not response.evidence.rule.startswith("decision/"):
            yield _doubtful(response, numbers[response.recommendation])


def _doubtful(response: Response, number: str) -> Question:
    return Question(
        "link",
        response.id,
        f"Does this answer recommendation {number}? '{short(response.text)}'",
        (Verb.ACCEPT, Verb.REJECT, Verb.EDIT),
        response.score,
        5.0,
        response.evidence,
        other=response.recommendation,
        field="recommendation",
    )


def _tracked(knowledge: Knowledge) -> Iterator[Question]:
    """Monitoring rows without a resolution, where a resolution of that meeting is known."""
    meetings = {s.meeting_date for s in knowledge.scrutiny if s.kind is ScrutinyKind.RESOLUTION}
    for item in knowledge.scrutiny:
        if (
            item.kind is ScrutinyKind.MONITORING_ROW
            and item.same_as is None
            and item.meeting_date in meetings
        ):
            text = f"Which resolution of {item.meeting_date} does this row track? '{short(item.text)}'"
            yield Question("link", item.id, text, (Verb.SAME,), 0.3, 3.0, item.evidence, field="same_as")


def _addressees(knowledge: Knowledge) -> Iterator[Question]:
    """Recommendations that address nobody, or somebody of whom it is unsure who is meant."""
    for one in knowledge.recommendations:
        if not one.addressed_to:
            text = f"To whom is this addressed? '{short(one.text)}'"
            yield Question(
                "addressee", one.id, text, (Verb.EDIT,), 0.4, 2.0, one.evidence, field="addressed_to"
            )
        for use in one.addressed_to:
            if use.confidence < _UNSURE:
                text = f"Is '{use.name}' here {use.agency}? '{short(one.text)}'"
                yield Question(
                    "addressee",
                    one.id,
                    text,
                    (Verb.ACCEPT, Verb.REJECT, Verb.EDIT),
                    use.confidence,
                    4.0,
                    one.evidence,
                    other=use.agency,
                    field="addressed_to",
                    named=use.name,
                )


def _boundaries(knowledge: Knowledge) -> Iterator[Question]:
    """Recommendations of which it is unsure that they are ones, or where they end."""
    for one in knowledge.recommendations:
        sure = one.evidence.confidence
        if sure < _UNSURE:
            text = f"Is this a recommendation, and is it whole? '{short(one.text)}'"
            yield Question(
                "boundary", one.id, text, (Verb.ACCEPT, Verb.REJECT, Verb.EDIT), sure, 6.0, one.evidence
            )


def _themes(knowledge: Knowledge) -> Iterator[Question]:
    """Themes of recommendations and findings read from weak cues."""
    texts = [(r.id, r.text, r.themes, 2.0) for r in knowledge.recommendations]
    texts += [(f.id, f.text, f.themes, 1.0) for f in knowledge.findings]
    for id, text, themes, worth in texts:
        for use in themes:
            if use.evidence.confidence < _UNSURE:
                yield _themed(id, text, use, worth)


def _themed(id: str, text: str, use: ThemeUse, worth: float) -> Question:
    asked = f"Is this about {use.theme} ('{use.evidence.quote[:40]}')? '{short(text)}'"
    sure = use.evidence.confidence
    return Question(
        "theme", id, asked, (Verb.ACCEPT, Verb.REJECT), sure, worth, use.evidence, theme=use.theme
    )
