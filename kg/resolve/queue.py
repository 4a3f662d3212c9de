"""What the system is least sure of and what matters most, as questions that a person can decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.model.entity import Agency, Knowledge, Response, ThemeUse
from kg.model.evidence import Evidence
from kg.model.kinds import ScrutinyKind
from kg.resolve.decisions import Verb

_ALIKE = 88.0  # of 100, from which two names of one place are asked about
_UNSURE = 0.75  # below this sureness a thing is asked about


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: what it is about, how sure the system is, how much hangs on it, the evidence."""

    about: str  # merge, name, link, addressee, theme, boundary
    subject: str
    text: str
    verbs: tuple[Verb, ...]
    sureness: float
    value: float
    evidence: Evidence | None
    other: str | None = None
    theme: str | None = None
    field: str | None = None

    @property
    def weight(self) -> float:
        """What is gained by deciding: the doubt times what hangs on it."""
        return (1.0 - self.sureness) * self.value


def questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """Everything that is unsure, the most valuable first; decided things are not asked again."""
    asked = [
        *_names(knowledge),
        *_merges(knowledge),
        *_links(knowledge),
        *_tracked(knowledge),
        *_addressees(knowledge),
        *_boundaries(knowledge),
        *_themes(knowledge),
    ]
    return tuple(
        sorted(asked, key=lambda q: (-round(q.weight, 6), q.about, q.subject, q.other or "", q.theme or ""))
    )


def _uses(knowledge: Knowledge) -> Counter[str]:
    """How often each agency is addressed or answers."""
    counts: Counter[str] = Counter()
    uses = [use for one in knowledge.recommendations for use in one.addressed_to]
    uses += [use for one in knowledge.responses for use in one.agencies]
    uses += [use for one in knowledge.findings for use in one.agencies]
    counts.update(use.agency for use in uses)
    return counts


def _names(knowledge: Knowledge) -> Iterator[Question]:
    """Names of which it is unsure whose they are."""
    uses = _uses(knowledge)
    for agency in knowledge.agencies:
        first = agency.evidence[0] if agency.evidence else None
        if first is None or first.rule.startswith("decision/") or agency.level in {"team", "provider"}:
            continue
        if agency.seed is None and agency.level == "agency" and agency.type == "other":
            sure, worth = 0.5, agency.mentions + 3.0 * uses[agency.id]
            text = f"Is '{agency.name}' a body of its own ({agency.mentions} mentions)?"
            yield Question("name", agency.id, text, (Verb.SAME, Verb.ACCEPT, Verb.REJECT), sure, worth, first)


def _merges(knowledge: Knowledge) -> Iterator[Question]:
    """Pairs of agencies of one kind and place whose names are alike but were kept apart; compared in blocks."""
    uses = _uses(knowledge)
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


def _own(agency: Agency) -> str:
    """The words of an id after the place: what a body is called within it."""
    return agency.id.rsplit("/", 1)[-1].replace("-", " ")


def _unlisted(agency: Agency) -> bool:
    """Whether a body is known by the look of its name only."""
    return agency.seed is None and all(evidence.rule == "agencies/pattern" for evidence in agency.evidence)


def _links(knowledge: Knowledge) -> Iterator[Question]:
    """Responses whose recommendation is unsure or was not found."""
    numbers = {r.id: f"{r.number or ''}{r.part or ''}" or r.id for r in knowledge.recommendations}
    for response in knowledge.responses:
        if response.recommendation is None:
            yield Question(
                "link",
                response.id,
                f"Which recommendation does this answer? '{_short(response.text)}'",
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
        f"Does this answer recommendation {number}? '{_short(response.text)}'",
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
            text = f"Which resolution of {item.meeting_date} does this row track? '{_short(item.text)}'"
            yield Question("link", item.id, text, (Verb.SAME,), 0.3, 3.0, item.evidence, field="same_as")


def _addressees(knowledge: Knowledge) -> Iterator[Question]:
    """Recommendations that address nobody, or somebody of whom it is unsure who is meant."""
    for one in knowledge.recommendations:
        if not one.addressed_to:
            text = f"To whom is this addressed? '{_short(one.text)}'"
            yield Question(
                "addressee", one.id, text, (Verb.EDIT,), 0.4, 2.0, one.evidence, field="addressed_to"
            )
        for use in one.addressed_to:
            if use.confidence < _UNSURE:
                text = f"Is '{use.name}' here {use.agency}? '{_short(one.text)}'"
                yield Question(
                    "addressee",
                    one.id,
                    text,
                    (Verb.EDIT, Verb.REJECT),
                    use.confidence,
                    4.0,
                    one.evidence,
                    other=use.agency,
                    field="addressed_to",
                )


def _boundaries(knowledge: Knowledge) -> Iterator[Question]:
    """Recommendations of which it is unsure that they are ones, or where they end."""
    for one in knowledge.recommendations:
        sure = one.evidence.confidence
        if sure < _UNSURE:
            text = f"Is this a recommendation, and is it whole? '{_short(one.text)}'"
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
    asked = f"Is this about {use.theme} ('{use.evidence.quote[:40]}')? '{_short(text)}'"
    sure = use.evidence.confidence
    return Question(
        "theme", id, asked, (Verb.ACCEPT, Verb.REJECT), sure, worth, use.evidence, theme=use.theme
    )


def _short(text: str) -> str:
    return text if len(text) <= 110 else text[:107].rsplit(" ", 1)[0] + "..."
