"""To whom a recommendation speaks, and who acts in an answer: the subjects of directives, not every name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extract.bodies.mentions import Named, named_in
from kg.model.names import name_key
from kg.model.text import Folded
from kg.rules import Rules
from kg.seed import read_seed

_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“\"'(•])|\s•\s*")
_NEVER = {"reviewer"}
_WINDOW = 160  # characters looked at on either side of a name
_LONGEST = 6000  # characters of a recommendation or an answer that are read


def addressees(
    words: Folded, *, lead_in: str = "", headings: tuple[str, ...] = (), rules: Rules
) -> tuple[str, ...]:
    """Names, as printed, of those a recommendation asks to act.

    Each sentence's subject ("The Board should", "Police to continue", "recommended that X gives"), the agent of
    a passive or the body whose practice must change; else those of the lead-in, else of the nearest heading.
    """
    text = words.text[:_LONGEST]
    found = _asked(text, rules)
    for start, end in _sentences(text) if not found else ():
        found.extend(_of_sentence(text[start:end], rules))
    for sentence in _leads(lead_in) if not found else ():
        found.extend(_of_sentence(sentence, rules) or _of_heading(sentence, rules))
    for heading in reversed(headings[-3:]) if not found else ():
        found.extend(_of_heading(heading, rules))
        if found:
            break
    return _distinct(found)


def _asked(text: str, rules: Rules) -> list[str]:
    """The subject of a question: 'How will the Board know whether ...?'."""
    names = _bodies(text, rules)
    whether = rules.named("addressees", "asked-whether").pattern
    if not names or not text.rstrip().endswith("?") or not whether.search(text[: names[0].start]):
        return []
    return [_text(text, named) for named in _list_from(text, names, 0, rules)]


def answering(words: Folded, *, rules: Rules) -> tuple[str, ...]:
    """Names, as printed, of those who act in an answer: "X have developed", "X: ...", "completed by X"."""
    text = words.text[:_LONGEST]
    acts = rules.named("addressees", "acts").pattern
    agent = rules.named("addressees", "agent").pattern
    speaker = rules.named("addressees", "speaker").pattern
    found: list[str] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        names = _bodies(sentence, rules)
        for at, named in enumerate(names):
            before = sentence[: named.start]
            if at == 0 and not before.strip() and speaker.match(sentence[named.end : named.end + _WINDOW]):
                found.append(_text(sentence, named))
            elif acts.match(sentence[named.end : named.end + _WINDOW]):
                if _judges(sentence, named, rules) or _is_object(before, rules):
                    continue
                found.extend(_text(sentence, n) for n in _list_to(sentence, names, at, rules))
            elif agent.search(before[-120:]):
                found.append(_text(sentence, named))
    return _distinct(found)


def named_bodies(text: str, *, rules: Rules) -> tuple[str, ...]:
    """The bodies that a line of an address names, as printed, reviewers and inspectorates left out."""
    names = [_text(text, named) for named in _bodies(text, rules)]
    return _distinct(name for name in names if name_key(name) not in _inspectorates())


def _of_sentence(sentence: str, rules: Rules) -> list[str]:
    names = _bodies(sentence, rules)
    if not names:
        return []
    first = names[0]
    if not sentence[: first.start].strip() and rules.named("addressees", "speaker").pattern.match(
        sentence[first.end : first.end + _WINDOW]
    ):
        return [_text(sentence, named) for named in _list_from(sentence, names, 0, rules)]
    subjects = _subjects(sentence, names, rules)
    if subjects:
        return [_text(sentence, named) for named in subjects]
    return [_text(sentence, named) for named in _implied(sentence, names, rules)]


def _subjects(sentence: str, names: list[Named], rules: Rules) -> list[Named]:
    """The names in front of the sentence's own directive, with those joined to them."""
    directive = rules.named("addressees", "directive").pattern
    to_act = rules.named("addressees", "to-act").pattern
    opens = rules.named("addressees", "opens").pattern
    asked = rules.named("addressees", "recommended-that").pattern
    for at, named in enumerate(names):
        group = _list_to(sentence, names, at, rules)
        before = sentence[: group[0].start]
        begun = opens.search(before[-160:]) is not None and not _subordinate(before)
        wanted = asked.search(before[-120:]) is not None
        if directive.match(sentence[named.end : named.end + _WINDOW]) and (begun or wanted):
            return group
        if to_act.match(sentence[named.end : named.end + _WINDOW]) and (
            (begun and "," not in before) or wanted
        ):
            return group
        if wanted and group[0] is named:
            return _list_from(sentence, names, at, rules)
    return []


def _subordinate(before: str) -> bool:
    """Whether the clause that the name opens hangs on another: 'When referrals are made, if the ...'."""
    return (
        re.search(
            r"(?i)\b(?:that|which|who|whether|how|if|when|where|so|because|while|as)\s+(?:the\s+)?$", before
        )
        is not None
    )


def _implied(sentence: str, names: list[Named], rules: Rules) -> list[Named]:
    """The agent of a passive, or the body whose doings are the subject of the directive."""
    agent = rules.named("addressees", "agent").pattern
    for at, named in enumerate(names):
        if agent.search(sentence[: named.start][-120:]):
            return _list_from(sentence, names, at, rules)
    modal = rules.named("addressees", "modal").pattern.search(sentence)
    if modal is None or modal.start() > 160:
        return []
    whose = rules.named("addressees", "whose").pattern
    for at, named in enumerate(names):
        if named.end > modal.start():
            break
        possessive = sentence[named.end : named.end + 2] in {"'s", "’s"} or sentence[named.end - 1] in "'’"
        opens = rules.named("addressees", "opens").pattern.search(sentence[: named.start])
        if whose.search(sentence[: named.start]) or (possessive and opens):
            return _list_from(sentence, names, at, rules)
    return []


def _of_heading(heading: str, rules: Rules) -> list[str]:
    """The bodies that a heading or a lead-in says its recommendations are for."""
    names = _bodies(heading, rules)
    for_whom = rules.named("addressees", "for-whom").pattern
    after = rules.named("addressees", "heading-after").pattern
    for at, named in enumerate(names):
        group = _list_from(heading, names, at, rules)
        if for_whom.search(heading[: named.start]) and after.match(
            heading[group[-1].end : group[-1].end + _WINDOW]
        ):
            return [_text(heading, member) for member in group]
    return []


def _leads(lead_in: str) -> list[str]:
    """The sentences of a lead-in, the nearest first."""
    return [lead_in[start:end] for start, end in reversed(_sentences(lead_in))] if lead_in else []


def _sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    ends = [*(match.start() for match in _SENTENCE.finditer(text)), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _list_to(sentence: str, names: list[Named], at: int, rules: Rules) -> list[Named]:
    """The list of names that ends at `at`: 'A, B and C'."""
    joins = rules.named("addressees", "joins").pattern
    first = at
    while first > 0 and _joined(joins, sentence[names[first - 1].end : names[first].start]):
        first -= 1
    return names[first : at + 1]


def _list_from(sentence: str, names: list[Named], at: int, rules: Rules) -> list[Named]:
    """The list of names that begins at `at`."""
    joins = rules.named("addressees", "joins").pattern
    last = at
    while last + 1 < len(names) and _joined(joins, sentence[names[last].end : names[last + 1].start]):
        last += 1
    return names[at : last + 1]


def _joined(joins: re.Pattern[str], between: str) -> bool:
    return bool(between.strip()) and joins.match(between) is not None


def _judges(sentence: str, named: Named, rules: Rules) -> bool:
    inspects = name_key(_text(sentence, named)) in _inspectorates()
    return (
        inspects
        and rules.named("addressees", "looks-on").pattern.match(sentence[named.end : named.end + _WINDOW])
        is not None
    )


def _is_object(before: str, rules: Rules) -> bool:
    return rules.named("addressees", "not-to-act").pattern.search(before[-40:]) is not None


def _bodies(text: str, rules: Rules) -> list[Named]:
    return [
        named for named in named_in(text, rules=rules) if name_key(_text(text, named)) not in _reviewers()
    ]


@cache
def _reviewers() -> frozenset[str]:
    """Names of those who write reviews: they are asked nothing."""
    return frozenset(name_key(v) for role in read_seed().roles if role.type in _NEVER for v in role.variants)


@cache
def _inspectorates() -> frozenset[str]:
    bodies = (body for body in read_seed().bodies if body.type == "inspectorate")
    return frozenset(name_key(name) for body in bodies for name in (body.name, *body.short_names))


def _text(text: str, named: Named) -> str:
    return text[named.start : named.end]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    return tuple(first.values())
